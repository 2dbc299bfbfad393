// Package workspace puts the code and its input files into the working directory.
package workspace

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"codesession.dev/warden/internal/beneath"
	"golang.org/x/sys/unix"
)

// File is one file to write; Path is relative to the working directory.
type File struct {
	Path string
	Data []byte
}

// MaxFiles bounds how many files one RUN may bring.
const MaxFiles = 4096

// Fill writes the files. None may exist before: nothing ran here yet.
func Fill(directory string, files []File) error {
	if len(files) > MaxFiles {
		return errors.New("too many input files")
	}
	root, err := unix.Open(directory, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("the working directory cannot be opened: %s", unix.ErrnoName(err.(unix.Errno)))
	}
	defer func() { _ = unix.Close(root) }()
	for number, file := range files {
		if err := put(root, file); err != nil {
			return fmt.Errorf("file %d cannot be written: %w", number, err)
		}
	}
	return nil
}

func put(root int, file File) error {
	if err := beneath.Check(file.Path); err != nil {
		return err
	}
	if err := parents(root, file.Path); err != nil {
		return err
	}
	fd, err := beneath.Open(root, file.Path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(fd) }()
	for rest := file.Data; len(rest) > 0; {
		n, err := unix.Write(fd, rest)
		if err != nil && err != unix.EINTR {
			return err
		}
		rest = rest[max(n, 0):]
	}
	return nil
}

// parents makes the directories on the way; each is entered without following links.
func parents(root int, name string) error {
	directory := path.Dir(name)
	if directory == "." {
		return nil
	}
	current := root
	defer func() {
		if current != root {
			_ = unix.Close(current)
		}
	}()
	for component := range strings.SplitSeq(directory, "/") {
		if err := unix.Mkdirat(current, component, 0o755); err != nil && err != unix.EEXIST {
			return err
		}
		next, err := unix.Openat(current, component, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != nil {
			return err
		}
		if current != root {
			_ = unix.Close(current)
		}
		current = next
	}
	return nil
}
