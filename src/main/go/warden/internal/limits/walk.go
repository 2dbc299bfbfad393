package limits

import (
	"os"
	"time"

	"codesession.dev/warden/internal/beneath"
	"golang.org/x/sys/unix"
)

// inodeBytes is what an entry counts for at least: a million empty files are no empty disk.
const inodeBytes = 512

// walk adds up what lies below the roots. It lists in batches and holds one level of directories at a time,
// so that a directory with a million entries costs time, which is bounded, and not memory.
type walk struct {
	entries  int
	deadline time.Time
	seen     map[[2]uint64]bool
	sum      int64
	cut      bool
}

func (w *walk) root(path string) {
	fd, err := unix.Open(path, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NOFOLLOW, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(fd) }()
	for level := []string{"."}; len(level) > 0 && !w.cut; {
		var next []string
		for _, directory := range level {
			next = append(next, w.list(fd, directory)...)
		}
		level = next
	}
}

// list adds up one directory and returns those in it. A path too long to be opened is left out.
func (w *walk) list(root int, directory string) []string {
	fd, err := beneath.OpenDir(root, directory)
	if err != nil {
		return nil
	}
	open := os.NewFile(uintptr(fd), directory)
	defer func() { _ = open.Close() }()
	var below []string
	for !w.cut {
		names, err := open.Readdirnames(256)
		for _, name := range names {
			if w.add(fd, name) {
				below = append(below, relative(directory, name))
			}
		}
		if w.entries < 0 || time.Now().After(w.deadline) {
			w.cut = true
		}
		if err != nil {
			break
		}
	}
	return below
}

func (w *walk) add(parent int, name string) (directory bool) {
	w.entries--
	var status unix.Stat_t
	if unix.Fstatat(parent, name, &status, unix.AT_SYMLINK_NOFOLLOW) != nil {
		return false
	}
	directory = status.Mode&unix.S_IFMT == unix.S_IFDIR
	key := [2]uint64{status.Dev, status.Ino}
	if !directory && status.Nlink > 1 {
		if w.seen[key] {
			return false
		}
		w.seen[key] = true
	}
	w.sum += max(status.Blocks*512, inodeBytes)
	return directory
}

func relative(directory, name string) string {
	if directory == "." {
		return name
	}
	return directory + "/" + name
}
