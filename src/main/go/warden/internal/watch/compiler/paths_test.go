package compiler

import (
	"path"
	"strings"
	"testing"

	"codesession.dev/warden/internal/watch/paths"
)

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
	rules := read(f)
	written := []string{"/work", "/work/**", "/dev/termination-log", "/a/b", "/a/b/**"}
	for _, rule := range rules.Rules {
		for _, clause := range rule.When {
			written = append(written, rules.spread(clause.Paths)...)
		}
	}
	all := paths.New()
	for i, pattern := range written {
		all.Add(pattern, i)
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
		all.Match(name, func(owner int) { found[owner] = true })
		for i, pattern := range written {
			if found[i] != plainly(pattern, name) {
				t.Fatalf("%q on %q: %v", pattern, name, found[i])
			}
		}
	})
}
