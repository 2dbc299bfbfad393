package watch

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pages maps two pages of which the second cannot be read.
func pages(t testing.TB) []byte {
	t.Helper()
	size := os.Getpagesize()
	memory, err := unix.Mmap(-1, 0, 2*size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Mprotect(memory[size:], unix.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Munmap(memory) })
	return memory[:size]
}

func address(memory []byte, at int) uint64 { return uint64(uintptr(unsafe.Pointer(&memory[at]))) }

func TestPathsAreReadUpToTheirEnd(t *testing.T) {
	memory, r := pages(t), newReader()
	end := len(memory)
	copy(memory[end-6:], "/etc/\x00")
	if got, err := r.path(os.Getpid(), address(memory, end-6)); err != nil || string(got) != "/etc/" {
		t.Errorf("%q %v", got, err)
	}
	copy(memory[end-6:], "/etc/x")
	if _, err := r.path(os.Getpid(), address(memory, end-6)); !errors.Is(err, errFault) {
		t.Errorf("beyond the last page: %v", err)
	}
	if _, err := r.path(os.Getpid(), 0); !errors.Is(err, errFault) {
		t.Errorf("no pointer: %v", err)
	}
	long := append(bytes.Repeat([]byte("x"), maxPath), 0)
	if _, err := r.path(os.Getpid(), address(long, 0)); !errors.Is(err, errTooLong) {
		t.Errorf("too long: %v", err)
	}
	if got, err := r.path(os.Getpid(), address(long, 1)); err != nil || len(got) != maxPath-1 {
		t.Errorf("%d bytes %v", len(got), err)
	}
}

func TestMemoryThatCannotBeRead(t *testing.T) {
	// No process has the number 0 or this one.
	if _, err := newReader().path(1<<22+1, 4096); !errors.Is(err, errUnreadable) {
		t.Errorf("%v", err)
	}
}

func TestAttemptedIsPrintableAndShort(t *testing.T) {
	e := event{call: "openat", paths: []touched{{place: place{lexical: "/a\n\x1b[2J\xff\u202e", resolved: strings.Repeat("/long", 100)}}}}
	text := e.attempted()
	if len(text) > maxAttempted || strings.ContainsFunc(text, func(c rune) bool { return c < 0x20 || c > 0x7e }) {
		t.Errorf("%d %q", len(text), text)
	}
}

// FuzzReader puts anything before the end of memory and reads it from anywhere.
func FuzzReader(f *testing.F) {
	memory, r := pages(f), newReader()
	f.Add([]byte("/etc/passwd\x00"), uint16(3))
	f.Add([]byte("no end"), uint16(0))
	f.Add([]byte{}, uint16(9999))
	f.Fuzz(func(t *testing.T, content []byte, from uint16) {
		clear(memory)
		for i := range memory {
			memory[i] = 'x'
		}
		copy(memory[max(0, len(memory)-len(content)):], content)
		at := int(from) % len(memory)
		got, err := r.path(os.Getpid(), address(memory, at))
		want, _, ended := bytes.Cut(memory[at:], []byte{0})
		if ended != (err == nil) || err == nil && !bytes.Equal(got, want) {
			t.Fatalf("%q %v, wanted %q", got, err, want)
		}
	})
}
