package artifacts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"codesession.dev/warden/internal/beneath"
	"golang.org/x/sys/unix"
)

const secret = "what lies outside"

// builder lays out a tree as the fuzzer says; every byte pair is an operation on one of a few names.
type builder struct {
	dir, outside string
	operations   []byte
}

var names = []string{"a", "b", "c.txt", "new\nline", "bad\xff", `back\slash`, strings.Repeat("n", 255), "..."}

func (b *builder) next() int {
	if len(b.operations) == 0 {
		return 0
	}
	value := int(b.operations[0])
	b.operations = b.operations[1:]
	return value
}

func (b *builder) path() string {
	depth, path := b.next()%4, b.dir
	for range depth {
		path = filepath.Join(path, names[b.next()%len(names)])
	}
	return filepath.Join(path, names[b.next()%len(names)])
}

// build ignores every error: an operation that cannot be done is one that hostile code could not do.
func (b *builder) build() {
	for range min(len(b.operations), 64) {
		if len(b.operations) == 0 {
			return
		}
		switch operation := b.next(); operation % 12 {
		case 0, 1:
			_ = os.Mkdir(b.path(), 0o755)
		case 2, 3:
			write(b.path(), func(file *os.File) { _, _ = file.Write(bytes.Repeat([]byte{byte(operation)}, b.next()*16)) })
		case 4:
			_ = os.Symlink(b.outside, b.path())
		case 5:
			_ = os.Symlink(b.outside+"/secret", b.path())
		case 6:
			_ = os.Link(b.path(), b.path())
		case 7:
			_ = os.Rename(b.path(), b.path())
		case 8:
			_ = unix.Mkfifo(b.path(), 0o644)
		case 9:
			_ = unix.Renameat2(unix.AT_FDCWD, b.path(), unix.AT_FDCWD, b.path(), unix.RENAME_EXCHANGE)
		case 10:
			write(b.path(), func(file *os.File) { _ = file.Truncate(int64(b.next()) << (b.next() % 40)) })
		case 11:
			_ = os.Symlink("../"+names[b.next()%len(names)], b.path())
		}
	}
}

// write opens what is no link, and waits for no reader of a FIFO.
func write(path string, change func(*os.File)) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0o644)
	if err != nil {
		return
	}
	change(file)
	_ = file.Close()
}

func FuzzCollect(f *testing.F) {
	f.Add([]byte{0, 0, 0, 2, 1, 0, 1, 9}, "**", uint16(4))
	f.Add([]byte{4, 0, 0, 5, 0, 1, 8, 0, 2}, "*/secret", uint16(100))
	f.Add([]byte{0, 0, 0, 4, 1, 0, 1, 9, 0, 0, 1, 0, 1}, "a/b/secret", uint16(1))
	f.Add([]byte{2, 0, 2, 255, 6, 0, 2, 0, 1, 10, 0, 2, 255, 40}, "**/*.txt", uint16(2))
	f.Fuzz(func(t *testing.T, operations []byte, pattern string, count uint16) {
		top, err := os.MkdirTemp("", "collect")
		must(t, err)
		defer func() { _ = os.RemoveAll(top) }()
		must(t, os.Mkdir(top+"/work", 0o755), os.Mkdir(top+"/outside", 0o755), os.WriteFile(top+"/outside/secret", []byte(secret), 0o644))
		(&builder{dir: top + "/work", outside: top + "/outside", operations: operations}).build()
		request := everything
		request.Paths, request.MaxCount, request.MaxFileBytes, request.MaxTotalBytes = []string{pattern, "**"}, int64(count), 3000, 9000
		const budget = 20_000
		basket := Collect(top+"/work", request, budget)
		var total int64
		for _, artifact := range basket.Taken {
			sum := sha256.Sum256(*artifact.Data)
			total += artifact.Bytes
			if bytes.Contains(*artifact.Data, []byte(secret)) || beneath.Check(artifact.Path) != nil || artifact.Bytes != int64(len(*artifact.Data)) ||
				artifact.Bytes > request.MaxFileBytes || artifact.SHA256 != hex.EncodeToString(sum[:]) {
				t.Fatalf("%q: %d bytes", artifact.Path, artifact.Bytes)
			}
		}
		line, err := json.Marshal(basket.Taken)
		must(t, err)
		if total > request.MaxTotalBytes || int64(len(basket.Taken)) > request.MaxCount || len(line) > budget/3*4+8 || len(basket.Omitted) > maxOmitted+1 {
			t.Fatalf("%d taken, %d bytes, a line of %d, %d omitted", len(basket.Taken), total, len(line), len(basket.Omitted))
		}
		for _, omission := range basket.Omitted {
			if !utf8.ValidString(omission.Path) || len(omission.Path) > beneath.MaxPath {
				t.Fatalf("%q", omission.Path)
			}
		}
	})
}
