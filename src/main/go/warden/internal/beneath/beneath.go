// Package beneath opens paths below a directory that hostile code owned: no symbolic link is followed, no
// step leads out. What kind of file it is, the caller has to ask before it reads.
package beneath

import (
	"errors"
	"path"
	"strings"

	"golang.org/x/sys/unix"
)

// MaxPath bounds a relative path in bytes, MaxName one component.
const (
	MaxPath = 1024
	MaxName = 255
)

// ErrPath is the error of a path that is not relative, clean and below.
var ErrPath = errors.New("not a clean relative path")

// Check accepts paths such as "a/b.txt": relative, clean, without "..", NUL or control characters.
func Check(name string) error {
	if name == "" || len(name) > MaxPath || path.IsAbs(name) || path.Clean(name) != name || name == "." {
		return ErrPath
	}
	for component := range strings.SplitSeq(name, "/") {
		if component == ".." || len(component) > MaxName {
			return ErrPath
		}
	}
	for _, c := range []byte(name) {
		if c < 0x20 || c == 0x7f {
			return ErrPath
		}
	}
	return nil
}

// Open opens a checked path below the directory. It never follows a symbolic link and never crosses out.
func Open(directory int, name string, flags int, mode uint32) (int, error) {
	if err := Check(name); err != nil {
		return -1, err
	}
	flags |= unix.O_NOFOLLOW | unix.O_CLOEXEC
	// O_PATH opens nothing, and openat2 refuses it together with these.
	if flags&unix.O_PATH == 0 {
		flags |= unix.O_NOCTTY | unix.O_NONBLOCK
	}
	how := unix.OpenHow{
		Flags:   uint64(flags),
		Mode:    uint64(mode),
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_MAGICLINKS,
	}
	fd, err := unix.Openat2(directory, name, &how)
	if err == unix.ENOSYS || err == unix.EPERM {
		return byComponent(directory, name, flags, mode)
	}
	return fd, err
}

// byComponent is for kernels without openat2 (gVisor).
func byComponent(directory int, name string, flags int, mode uint32) (int, error) {
	current, err := unix.FcntlInt(uintptr(directory), unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return -1, err
	}
	components := strings.Split(name, "/")
	for _, component := range components[:len(components)-1] {
		// By O_PATH, because a path may lead through what may be entered and not listed.
		next, err := unix.Openat(current, component, unix.O_DIRECTORY|unix.O_PATH|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		_ = unix.Close(current)
		if err != nil {
			return -1, err
		}
		current = next
	}
	defer func() { _ = unix.Close(current) }()
	return unix.Openat(current, components[len(components)-1], flags, mode)
}

// OpenDir opens a directory below another for reading.
func OpenDir(directory int, name string) (int, error) {
	if name == "." {
		return unix.Openat(directory, ".", unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
	}
	return Open(directory, name, unix.O_DIRECTORY|unix.O_RDONLY, 0)
}
