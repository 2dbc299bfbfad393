package artifacts

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"
	"unicode/utf8"

	"codesession.dev/warden/internal/beneath"
	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// maxOmitted bounds the list of what does not come back; the last entry then says that there is more.
const maxOmitted = 64

// Basket is what a walk brings back.
type Basket struct {
	Taken   []protocol.Artifact
	Omitted []protocol.Omission

	request protocol.ArtifactRequest
	budget  int64
}

// Collect brings back the files below the directory that match, until budget bytes are used up even if the
// request would allow more.
func Collect(directory string, request protocol.ArtifactRequest, budget int64) *Basket {
	b := &Basket{Taken: []protocol.Artifact{}, Omitted: []protocol.Omission{}, request: request, budget: min(budget, request.MaxTotalBytes)}
	if len(request.Paths) == 0 {
		return b
	}
	var globs []Glob
	for _, pattern := range request.Paths {
		glob, err := Parse(pattern)
		if err != nil {
			b.omit(pattern, protocol.Unreadable)
			continue
		}
		globs = append(globs, glob)
	}
	root, err := unix.Open(directory, unix.O_DIRECTORY|unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return b
	}
	defer func() { _ = unix.Close(root) }()
	names, cut := find(root, globs)
	for _, name := range names {
		b.take(root, name)
	}
	if cut {
		b.omit("**", protocol.BudgetSpent)
	}
	return b
}

func (b *Basket) omit(name, reason string) {
	if len(b.Omitted) < maxOmitted {
		b.Omitted = append(b.Omitted, protocol.Omission{Path: printable(name), Reason: reason})
	}
}

// printable makes a hostile name fit for JSON and for a terminal.
func printable(name string) string {
	if len(name) > beneath.MaxPath {
		name = name[:beneath.MaxPath]
	}
	if utf8.ValidString(name) && beneath.Check(name) == nil {
		return name
	}
	quoted := strconv.QuoteToGraphic(name)
	return quoted[1 : len(quoted)-1]
}

func (b *Basket) take(root int, name string) {
	if !utf8.ValidString(name) || beneath.Check(name) != nil {
		b.omit(name, protocol.Unreadable)
		return
	}
	if int64(len(b.Taken)) >= b.request.MaxCount {
		b.omit(name, protocol.TooMany)
		return
	}
	data, reason := b.read(root, name)
	if reason != "" {
		b.omit(name, reason)
		return
	}
	b.budget -= int64(len(data))
	sum := sha256.Sum256(data)
	b.Taken = append(b.Taken, protocol.Artifact{
		Path: name, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:]), MediaType: MediaType(name, data), Data: &data,
	})
}

// read opens what fstat says is a regular file with one name. Opening is done by O_PATH first: to open a
// device or a FIFO for reading can have effects.
func (b *Basket) read(root int, name string) ([]byte, string) {
	handle, err := beneath.Open(root, name, unix.O_PATH, 0)
	if err == unix.ELOOP {
		return nil, protocol.NotRegular
	}
	if err != nil {
		return nil, protocol.Unreadable
	}
	var seen unix.Stat_t
	err = unix.Fstat(handle, &seen)
	_ = unix.Close(handle)
	if err != nil {
		return nil, protocol.Unreadable
	}
	if reason := b.judge(&seen); reason != "" {
		return nil, reason
	}
	fd, err := beneath.Open(root, name, unix.O_RDONLY, 0)
	if err != nil {
		return nil, protocol.Unreadable
	}
	file := os.NewFile(uintptr(fd), name)
	defer func() { _ = file.Close() }()
	var opened unix.Stat_t
	if unix.Fstat(fd, &opened) != nil || opened.Dev != seen.Dev || opened.Ino != seen.Ino {
		return nil, protocol.Unreadable
	}
	return readAll(fd, seen.Size)
}

func (b *Basket) judge(status *unix.Stat_t) string {
	switch {
	case status.Mode&unix.S_IFMT != unix.S_IFREG || status.Nlink > 1:
		return protocol.NotRegular
	case status.Size > b.request.MaxFileBytes:
		return protocol.TooLarge
	case status.Size > b.budget:
		return protocol.BudgetSpent
	}
	return ""
}

// readAll reads exactly the size that was judged; a file that has another size by now is not brought back.
func readAll(fd int, size int64) ([]byte, string) {
	data := make([]byte, size+1)
	length := 0
	for {
		n, err := unix.Read(fd, data[length:])
		if err == unix.EINTR {
			continue
		}
		if err != nil || int64(length+n) > size {
			return nil, protocol.Unreadable
		}
		if n == 0 {
			break
		}
		length += n
	}
	if int64(length) != size {
		return nil, protocol.Unreadable
	}
	return data[:length:length], ""
}
