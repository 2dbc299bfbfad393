package limits

import (
	"bytes"
	"fmt"
	"testing"
)

// Files of a cgroup that say anything: a figure is believed only where a line is that name and one number.
func FuzzBooks(f *testing.F) {
	f.Add([]byte("oom 3\noom_kill 3\n"), "oom_kill")
	f.Add([]byte("usage_usec -1\nusage_usec 5\n"), "usage_usec")
	f.Add([]byte("anon 9223372036854775808\n"), "anon")
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		value, found := field(text, name)
		if !found {
			return
		}
		if len(bytes.Fields([]byte(name))) != 1 || !bytes.Contains(text, []byte(name)) {
			t.Fatalf("%q is %d in %q", name, value, text)
		}
		if again, _ := field(fmt.Appendf(nil, "%s %d", name, value), name); again != value {
			t.Fatalf("%d, then %d", value, again)
		}
		_ = kilobytes(text, name)
	})
}

// A mount table is the kernel's, but the paths in it may be anybody's.
func FuzzMounts(f *testing.F) {
	f.Add([]byte("1 0 0:1 / /work rw - tmpfs tmpfs rw\n"), "/work")
	f.Add([]byte("1 0 0:1 / /a\\040b rw shared:1 - tmpfs - - rw\n1 0"), "/a\\040b")
	f.Add([]byte("- - - - - - -\n"), "-")
	f.Fuzz(func(t *testing.T, mounts []byte, path string) {
		if ownTmpfs(mounts, path) && !bytes.Contains(mounts, []byte(" - tmpfs ")) {
			t.Fatalf("%q is a tmpfs in %q", path, mounts)
		}
	})
}
