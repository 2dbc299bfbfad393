package watch

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// scratchWithTraps is a directory whose links lead everywhere.
func scratchWithTraps(t testing.TB) string {
	t.Helper()
	directory, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{
		"etc": "/etc", "up": "../../../../../../../..", "loop": "loop", "ping": "pong", "pong": "ping", "chain": "etc", "self": "/proc/self",
		"init": "/proc/1", "root": "/proc/self/root", "here": ".", "missing": "/no/such/place",
	} {
		if err := os.Symlink(target, filepath.Join(directory, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(directory, "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	return directory
}

func TestWherePathsLead(t *testing.T) {
	directory := scratchWithTraps(t)
	t.Chdir(directory)
	w := settled(t, directory)
	w.resolver.warden = 1
	pid := strconv.Itoa(os.Getpid())
	for written, want := range map[string]string{
		"/etc/shadow": "/etc/shadow", "/etc/../etc//./shadow": "/etc/shadow", "etc/shadow": "/etc/shadow", "chain/shadow": "/etc/shadow",
		"deep/../etc/shadow": "/etc/shadow", "here/here/etc/shadow": "/etc/shadow", "up/etc/shadow": "/etc/shadow", "root/etc/shadow": "/etc/shadow",
		"/proc/self/root/etc/shadow": "/etc/shadow", "/proc/self/cwd/etc/shadow": "/etc/shadow", "/proc/" + pid + "/root/etc/shadow": "/etc/shadow",
		"self/mem": "/proc/self/mem", "/proc/thread-self/mem": "/proc/self/mem", "/proc/self/task/" + pid + "/mem": "/proc/self/mem",
		"/proc/" + pid + "/environ": "/proc/self/environ", "init/environ": "/proc/warden/environ", "/proc/1/task/1/mem": "/proc/warden/mem",
		"/proc/self/../1/mem": "/proc/warden/mem", "new": directory + "/new", "missing/x": "/no/such/place/x",
		"/dev/fd/../mem": "/proc/self/mem", "loop/x": directory + "/loop/x", "ping": directory + "/ping", "/..": "/", "/": "/", "": directory,
	} {
		found, err := w.resolver.resolve(written, from{thread: os.Getpid(), directory: unix.AT_FDCWD, final: true, empty: true})
		if err != nil || found.resolved != want {
			t.Errorf("%q leads to %q (%v), wanted %q", written, found.resolved, err, want)
		}
	}
}

func TestLastLinkIsKeptWhereTheCallKeepsIt(t *testing.T) {
	directory := scratchWithTraps(t)
	t.Chdir(directory)
	w := settled(t, directory)
	found, err := w.resolver.resolve("here/etc", from{thread: os.Getpid(), directory: unix.AT_FDCWD})
	if err != nil || found.resolved != directory+"/etc" {
		t.Errorf("%+v %v", found, err)
	}
}

func TestThroughTellsTheWay(t *testing.T) {
	child := exec.Command("sleep", "60")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = child.Process.Kill(), child.Wait() })
	w := settled(t)
	written := "/proc/" + strconv.Itoa(child.Process.Pid) + "/root/etc/passwd"
	found, _ := w.resolver.resolve(written, from{thread: os.Getpid(), directory: unix.AT_FDCWD, final: true})
	if found.through != "/proc/other/root" || found.resolved != "/etc/passwd" {
		t.Errorf("%+v", found)
	}
}

func TestDescriptors(t *testing.T) {
	w := settled(t)
	fd, err := unix.Open("/etc", unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	memory, err := unix.MemfdCreate("a/b", unix.MFD_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := w.resolver.resolve("shadow", from{thread: os.Getpid(), directory: int32(fd), final: true})
	if found.resolved != "/etc/shadow" {
		t.Errorf("%+v", found)
	}
	found, _ = w.resolver.resolve("/../..//shadow", from{thread: os.Getpid(), directory: int32(fd), final: true, inside: true})
	if found.resolved != "/etc/shadow" || found.lexical != "/etc/shadow" {
		t.Errorf("in a root of its own: %+v", found)
	}
	for _, c := range []struct {
		path  string
		start int32
	}{{"", int32(memory)}, {"/proc/self/fd/" + strconv.Itoa(memory), unix.AT_FDCWD}, {"/dev/fd/" + strconv.Itoa(memory), unix.AT_FDCWD}} {
		found, _ = w.resolver.resolve(c.path, from{thread: os.Getpid(), directory: c.start, final: true, empty: true})
		if found.resolved != "/memfd:a/b (deleted)" {
			t.Errorf("%q: %+v", c.path, found)
		}
	}
}

func TestLongPathsAreRefused(t *testing.T) {
	w := settled(t)
	if _, err := w.resolver.resolve(strings.Repeat("/a", maxNames+1), from{thread: os.Getpid()}); err == nil {
		t.Error("a path of any depth is followed")
	}
	if found, err := w.resolver.resolve("/etc"+strings.Repeat("/.", 2000)+"/shadow", from{thread: os.Getpid()}); err != nil || found.resolved != "/etc/shadow" {
		t.Errorf("%+v %v", found, err)
	}
	// A link of many names, again and again: no more than the bound are followed.
	directory := t.TempDir()
	if err := os.Symlink(strings.Repeat("./x/../", 200)+".", filepath.Join(directory, "many")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.resolver.resolve(directory+strings.Repeat("/many", 30), from{thread: os.Getpid(), final: true}); err == nil {
		t.Error("links of any number of names are followed")
	}
}

// FuzzResolver follows any path: it ends, and what it finds is absolute and clean.
func FuzzResolver(f *testing.F) {
	directory := scratchWithTraps(f)
	f.Chdir(directory)
	w := settled(f, directory)
	for _, written := range []string{"etc/shadow", "loop", "self/root/proc/self", "/proc/self/fd/0/..", "../../..", "//", "\x00", "up/../init/cwd", "ping/pong/here"} {
		f.Add(written, false)
	}
	f.Fuzz(func(t *testing.T, written string, final bool) {
		if strings.Contains(written, "\x00") || len(written) >= maxPath {
			return
		}
		found, err := w.resolver.resolve(written, from{thread: os.Getpid(), directory: unix.AT_FDCWD, final: final})
		if err != nil {
			return
		}
		for _, name := range []string{found.lexical, found.resolved} {
			if !strings.HasPrefix(name, "/") {
				t.Fatalf("%q: %+v", written, found)
			}
		}
		if !strings.Contains(found.resolved, ":") && filepath.Clean(found.resolved) != found.resolved {
			t.Fatalf("%q: %+v", written, found)
		}
	})
}
