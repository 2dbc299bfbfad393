package artifacts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"codesession.dev/warden/internal/beneath"
	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

const (
	// maxOmitted and maxOmittedBytes bound the list of what does not come back: names are hostile, and JSON makes
	// six bytes of some. An entry more says that the list is not all of it.
	maxOmitted      = 64
	maxOmittedBytes = 64 << 10
	// entryBytes is what an artifact takes in the line beside its path and its data.
	entryBytes = 256
)

// Basket is what a walk brings back.
type Basket struct {
	Taken   []protocol.Artifact
	Omitted []protocol.Omission

	request protocol.ArtifactRequest
	// left of what was asked for, line of what a RESULT can hold, omitted of maxOmittedBytes.
	left    int64
	line    int64
	omitted int
}

// Collect brings back the files below the directory that match. budget bounds data and names even if the
// request would allow more.
func Collect(directory string, request protocol.ArtifactRequest, budget int64) *Basket {
	b := &Basket{
		Taken: []protocol.Artifact{}, Omitted: []protocol.Omission{}, request: request,
		left: request.MaxTotalBytes, line: budget, omitted: maxOmittedBytes,
	}
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
		b.omit(".", protocol.Unreadable)
		return b
	}
	defer func() { _ = unix.Close(root) }()
	names, cut := find(root, globs)
	if cut {
		// First, so that no list that is full by then hides it.
		b.omit("**", protocol.BudgetSpent)
	}
	for _, name := range names {
		b.take(root, name)
	}
	return b
}

func (b *Basket) omit(name, reason string) {
	shown := printable(name)
	b.omitted -= encoded(shown)
	switch {
	case len(b.Omitted) < maxOmitted && b.omitted >= 0:
		b.Omitted = append(b.Omitted, protocol.Omission{Path: shown, Reason: reason})
	case len(b.Omitted) > 0 && b.Omitted[len(b.Omitted)-1] != unlisted:
		b.Omitted = append(b.Omitted, unlisted)
		b.omitted = -1
	}
}

// unlisted stands for all that the list has no room for.
var unlisted = protocol.Omission{Path: "**", Reason: protocol.TooMany}

// encoded is how many bytes a text takes in JSON.
func encoded(text string) int {
	line, err := json.Marshal(text)
	if err != nil {
		return len(text)
	}
	return len(line)
}

// printable makes a hostile name fit for JSON and for a terminal, where control characters of any kind and
// those that turn the direction of writing may not come through.
func printable(name string) string {
	if len(name) > beneath.MaxPath {
		name = name[:beneath.MaxPath]
	}
	if utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsGraphic(r) }) {
		return name
	}
	quoted := strconv.QuoteToGraphic(name)
	quoted = quoted[1 : len(quoted)-1]
	return strings.ToValidUTF8(quoted[:min(len(quoted), beneath.MaxPath)], "")
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
	// Base64 makes four bytes of three; a name is in the line as it stands.
	cost := int64(encoded(name)+entryBytes) * 3 / 4
	if cost > b.line {
		b.omit(name, protocol.BudgetSpent)
		return
	}
	data, reason := b.read(root, name, min(b.left, b.line-cost))
	if reason != "" {
		b.omit(name, reason)
		return
	}
	b.left -= int64(len(data))
	b.line -= int64(len(data)) + cost
	sum := sha256.Sum256(data)
	b.Taken = append(b.Taken, protocol.Artifact{
		Path: name, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:]), MediaType: MediaType(name, data), Data: &data,
	})
}

// read opens what fstat says is a regular file with one name. Opening is done by O_PATH first: to open a
// device or a FIFO for reading can have effects.
func (b *Basket) read(root int, name string, room int64) ([]byte, string) {
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
	if reason := b.judge(&seen, room); reason != "" {
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
	// The number of an inode is used again at once: what was opened is judged for itself.
	if reason := b.judge(&opened, room); reason != "" {
		return nil, reason
	}
	return readAll(fd, opened.Size)
}

func (b *Basket) judge(status *unix.Stat_t, room int64) string {
	switch {
	case status.Mode&unix.S_IFMT == unix.S_IFDIR:
		return protocol.Unreadable
	case status.Mode&unix.S_IFMT != unix.S_IFREG || status.Nlink > 1:
		return protocol.NotRegular
	case status.Size > b.request.MaxFileBytes:
		return protocol.TooLarge
	case status.Size > room:
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
