package paths

import (
	"slices"
	"testing"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"/etc/shadow", "/etc/shadow", true}, {"/etc/shadow", "/etc/shadow/x", false}, {"/etc/shadow", "/x/etc/shadow", false},
		{"/root/**", "/root", false}, {"/root/**", "/root/a", true}, {"/root/**", "/root/a/b/c", true}, {"/root/**", "/rooted/a", false},
		{"**/.ssh/*", "/a/b/.ssh/id", true}, {"**/.ssh/*", "/.ssh/id", true}, {"**/.ssh/*", "/a/.ssh", false}, {"**/.ssh/*", "/a/.ssh/b/c", false},
		{"**/id_rsa", "/id_rsa", true}, {"**/id_rsa", "/a/xid_rsa", false}, {"/dev/sd[a-z]*", "/dev/sda1", true}, {"/dev/sd[a-z]*", "/dev/sd1", false},
		{"/etc/ssh/ssh_host_*_key", "/etc/ssh/ssh_host_x_key", true}, {"/etc/ssh/ssh_host_*_key", "/etc/ssh/ssh_host_key", false},
		{"/memfd:*/**", "/memfd:a/b (deleted)", true}, {"**/* (deleted)", "/w/x (deleted)", true}, {"/a/*/c", "/a/b/c", true}, {"/a/*/c", "/a/c", false},
	} {
		if got := len(matches([]string{c.pattern}, c.path)) > 0; got != c.want {
			t.Errorf("%q on %q: %v", c.pattern, c.path, got)
		}
	}
}

func matches(written []string, name string) []int {
	p := New()
	for i, pattern := range written {
		p.Add(pattern, i)
	}
	var owners []int
	p.Match(name, func(owner int) { owners = append(owners, owner) })
	slices.Sort(owners)
	return slices.Compact(owners)
}
