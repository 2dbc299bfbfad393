package beneath

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sys/unix"
)

func TestCheck(t *testing.T) {
	for _, good := range []string{"a", "a/b.txt", ".hidden", "a b", "ü/☃", strings.Repeat("x", 255)} {
		if Check(good) != nil {
			t.Errorf("%q is refused", good)
		}
	}
	for _, bad := range []string{"", ".", "..", "/a", "a/", "a//b", "./a", "a/./b", "../a", "a/..", "a\x00", "a\n", "\x7f", strings.Repeat("x", 256), strings.Repeat("a/", 512) + "a"} {
		if Check(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// Both ways of opening, because gVisor has no openat2.
func TestOpenStaysBeneath(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret")
	for _, step := range []error{
		os.WriteFile(outside, []byte("x"), 0o600), os.MkdirAll(dir+"/a/b", 0o755), os.WriteFile(dir+"/a/b/file", []byte("x"), 0o600),
		os.Symlink(outside, dir+"/link"), os.Symlink(filepath.Dir(outside), dir+"/linked"), os.Symlink("b", dir+"/a/inner"),
		unix.Mkfifo(dir+"/fifo", 0o600),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	root, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(root) }()
	flags := unix.O_RDONLY | unix.O_NOFOLLOW | unix.O_CLOEXEC | unix.O_NONBLOCK
	for name, open := range map[string]func(string) (int, error){
		"openat2":      func(name string) (int, error) { return Open(root, name, unix.O_RDONLY, 0) },
		"by component": func(name string) (int, error) { return byComponent(root, name, flags, 0) },
	} {
		for _, good := range []string{"a/b/file", "fifo"} {
			if fd, err := open(good); err != nil {
				t.Errorf("%s: %s: %v", name, good, err)
			} else {
				_ = unix.Close(fd)
			}
		}
		for _, bad := range []string{"link", "linked/secret", "a/inner/file", "missing", "a/b/file/x"} {
			if _, err := open(bad); err == nil {
				t.Errorf("%s: %s was opened", name, bad)
			}
		}
	}
}

// A directory and a link to elsewhere take turns under one name while paths through it are opened, both ways.
func TestSwappedDirectoriesDoNotLeadOut(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	for _, step := range []error{
		os.WriteFile(outside+"/file", []byte("secret"), 0o600), os.MkdirAll(dir+"/a/b", 0o755), os.WriteFile(dir+"/a/b/file", []byte("inside"), 0o600),
		os.Symlink(outside, dir+"/link"),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	root, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(root) }()
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			_ = unix.Renameat2(root, "a/b", root, "link", unix.RENAME_EXCHANGE)
		}
	}()
	text := make([]byte, 16)
	for range 5000 {
		for name, open := range map[string]func() (int, error){
			"openat2":      func() (int, error) { return Open(root, "a/b/file", unix.O_RDONLY, 0) },
			"by component": func() (int, error) { return byComponent(root, "a/b/file", unix.O_RDONLY|unix.O_NOFOLLOW, 0) },
		} {
			fd, err := open()
			if err != nil {
				continue
			}
			if n, _ := unix.Read(fd, text); string(text[:max(n, 0)]) != "inside" {
				t.Fatalf("%s led out to %q", name, text[:max(n, 0)])
			}
			_ = unix.Close(fd)
		}
	}
	stop.Store(true)
	<-done
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"a/b", "../x", "a/../../x", "/x", "a\x00b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if Check(name) == nil && (path.IsAbs(name) || path.Clean("/work/"+name) != "/work/"+name || strings.ContainsRune(name, 0)) {
			t.Errorf("%q is accepted", name)
		}
	})
}
