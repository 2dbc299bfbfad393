package watch

import (
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func settled(t testing.TB, scratch ...string) *Watch {
	t.Helper()
	w, err := New(Settings{Warden: 1, UID: 1000, GID: 1000, Scratch: scratch, TerminationLog: "/dev/termination-log"}, 0, Reaction{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What a call costs in the watch beside the kernel's part: go test -bench . ./internal/watch
func BenchmarkScratchPath(b *testing.B) {
	directory := b.TempDir()
	b.Chdir(directory)
	w := settled(b, directory)
	for b.Loop() {
		found, _ := w.resolver.resolve("main.txt", from{thread: os.Getpid(), directory: unix.AT_FDCWD, final: true})
		e := event{call: "openat", paths: []touched{{place: found, access: reads}}}
		w.matcher.match(&e, time.Now())
	}
}

func BenchmarkSystemPath(b *testing.B) {
	w := settled(b, b.TempDir())
	for b.Loop() {
		found, _ := w.resolver.resolve("/usr/lib/python3/dist-packages/x.py", from{thread: os.Getpid(), directory: unix.AT_FDCWD, final: true})
		e := event{call: "openat", paths: []touched{{place: found, access: reads}}}
		w.matcher.match(&e, time.Now())
	}
}
