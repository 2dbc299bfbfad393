package tree

import (
	"bytes"
	"testing"
)

// What a process writes in its name changes nothing of what the kernel says behind it.
func FuzzStatLine(f *testing.F) {
	const behind = " S 5 6 7 0 -1 4194560 100 0 0 0 12 3 4 5 20 0 9 0 1234 1000000 250 18446744073709551615\n"
	f.Add([]byte("sh"), []byte(behind))
	f.Add([]byte("a) R 1 1 1 ("), []byte(behind))
	f.Add([]byte("\n))\x00"), []byte(" Z 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0 0\n"))
	f.Add([]byte(""), []byte(" S 99999999999999999999 -1\n"))
	f.Fuzz(func(t *testing.T, name, rest []byte) {
		table := NewTable(1)
		plain, known := table.parse(7, append([]byte("7 (x)"), rest...))
		if bytes.IndexByte(rest, ')') >= 0 {
			return
		}
		line := append(append([]byte("7 ("), name...), ')')
		named, also := table.parse(7, append(line, rest...))
		if known != also || plain != named {
			t.Fatalf("%q makes %+v of %+v", name, named, plain)
		}
		if known && plain.PID != 7 {
			t.Fatalf("%+v", plain)
		}
	})
}
