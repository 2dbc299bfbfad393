package limits

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// walkBatch bounds how many names a level holds at a time, deepest how many levels there are: together
	// they bound the memory and the descriptors of a walk, whatever the code laid out.
	walkBatch = 64
	deepest   = 256
)

// walk adds up what lies below the roots, depth first, a slice at a time. Every level is an open directory,
// so that no renaming between two slices leads it elsewhere.
type walk struct {
	roots  []string
	levels []level
	seen   map[[2]uint64]bool
	found  Space
}

type level struct {
	directory *os.File
	names     []string
	ended     bool
}

func newWalk(roots []string) *walk { return &walk{roots: roots, seen: map[[2]uint64]bool{}} }

// proceed goes on until the deadline and says whether everything was seen.
func (w *walk) proceed(deadline time.Time) bool {
	for steps := 1; w.step(); steps++ {
		if steps%32 == 0 && time.Now().After(deadline) {
			return false
		}
	}
	return true
}

// step looks at one entry; false when there is none left.
func (w *walk) step() bool {
	if len(w.levels) == 0 {
		return w.nextRoot()
	}
	top := &w.levels[len(w.levels)-1]
	if len(top.names) == 0 && !top.ended {
		names, err := top.directory.Readdirnames(walkBatch)
		top.names, top.ended = names, err != nil
	}
	if len(top.names) == 0 {
		_ = top.directory.Close()
		w.levels = w.levels[:len(w.levels)-1]
		return true
	}
	name := top.names[0]
	top.names = top.names[1:]
	if parent := int(top.directory.Fd()); w.add(parent, name) {
		w.enter(parent, name)
	}
	return true
}

func (w *walk) nextRoot() bool {
	if len(w.roots) == 0 {
		return false
	}
	root := w.roots[0]
	w.roots = w.roots[1:]
	w.enter(unix.AT_FDCWD, root)
	return true
}

// enter opens a directory. One that the code made unreadable is opened to its owner again: chmod 000 would
// otherwise be all it takes to hide a full disk.
func (w *walk) enter(parent int, name string) {
	if len(w.levels) == deepest {
		w.found.TooDeep = true
		return
	}
	handle, err := unix.Openat(parent, name, unix.O_PATH|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(handle) }()
	var status unix.Stat_t
	if unix.Fstat(handle, &status) == nil && status.Mode&0o500 != 0o500 && int(status.Uid) == os.Geteuid() {
		_ = unix.Chmod("/proc/self/fd/"+strconv.Itoa(handle), status.Mode&0o7777|0o500)
	}
	if fd, err := unix.Openat(handle, ".", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0); err == nil {
		w.levels = append(w.levels, level{directory: os.NewFile(uintptr(fd), name)})
	}
}

func (w *walk) add(parent int, name string) (directory bool) {
	var status unix.Stat_t
	if unix.Fstatat(parent, name, &status, unix.AT_SYMLINK_NOFOLLOW) != nil {
		return false
	}
	directory = status.Mode&unix.S_IFMT == unix.S_IFDIR
	w.found.Entries++
	if !directory && status.Nlink > 1 {
		key := [2]uint64{status.Dev, status.Ino}
		if w.seen[key] {
			return false
		}
		w.seen[key] = true
	}
	w.found.Bytes += max(status.Blocks*512, inodeBytes)
	return directory
}

func (w *walk) close() {
	for _, level := range w.levels {
		_ = level.directory.Close()
	}
	w.levels = nil
}
