package watch

import (
	"path"
	"slices"
	"strings"
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
	p := newPatterns()
	for i, pattern := range written {
		p.add(pattern, i)
	}
	var owners []int
	p.match(name, func(owner int) { owners = append(owners, owner) })
	slices.Sort(owners)
	return slices.Compact(owners)
}

// plainly is the same, as one would first write it.
func plainly(pattern, name string) bool {
	names := strings.Split(strings.Trim(name, "/"), "/")
	if tail, anywhere := strings.CutPrefix(pattern, "**/"); anywhere {
		for i := range names {
			if along(strings.Split(tail, "/"), names[i:]) {
				return true
			}
		}
		return false
	}
	return along(strings.Split(strings.TrimPrefix(pattern, "/"), "/"), names)
}

func along(pattern, names []string) bool {
	for i, wanted := range pattern {
		if wanted == "**" {
			return len(names) > i
		}
		if i >= len(names) {
			return false
		}
		if matched, _ := path.Match(wanted, names[i]); !matched {
			return false
		}
	}
	return len(pattern) == len(names)
}

// FuzzPatterns compares the two ways on every pattern of the rules.
func FuzzPatterns(f *testing.F) {
	file, err := readRules()
	if err != nil {
		f.Fatal(err)
	}
	settings := Settings{Scratch: []string{"/work", "/tmp"}, TerminationLog: "/dev/termination-log", Restricted: []string{"/a/b"}}
	var written []string
	for _, rule := range file.Rules {
		for _, clause := range rule.When {
			written = append(written, file.patterns(clause.Paths, settings)...)
		}
	}
	all := newPatterns()
	for i, pattern := range written {
		all.add(pattern, i)
	}
	for _, name := range []string{
		"/etc/shadow", "/root/.ssh/id_rsa", "/proc/warden/fd/0", "/dev/sda1", "/memfd:x (deleted)", "/", "/work/a/../b", "//", "/a/b/c", "\xff/\x00",
		"/sys/fs/cgroup/x/release_agent", "/home/a/.aws/cli/b",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		// Paths come clean and absolute from the resolver.
		name = path.Clean("/" + name)
		if name == "/" {
			return
		}
		found := map[int]bool{}
		all.match(name, func(owner int) { found[owner] = true })
		for i, pattern := range written {
			if found[i] != plainly(pattern, name) {
				t.Fatalf("%q on %q: %v", pattern, name, found[i])
			}
		}
	})
}
