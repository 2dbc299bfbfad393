package streams

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// However a stream is cut, head and tail are its first and last bytes, with count and digest of all of it.
func FuzzCapture(f *testing.F) {
	f.Add([]byte("0123456789"), uint8(3), uint8(4), uint8(2))
	f.Add([]byte("\xff\xfe\x00"), uint8(0), uint8(1), uint8(0))
	f.Add(bytes.Repeat([]byte("ab"), 300), uint8(255), uint8(255), uint8(7))
	f.Fuzz(func(t *testing.T, stream []byte, head, tail, step uint8) {
		capture := NewCapture(protocol.Capture{HeadBytes: int64(head), TailBytes: int64(tail)})
		size := int(step) + 1
		for rest := stream; len(rest) > 0; rest = rest[min(size, len(rest)):] {
			capture.Add(rest[:min(size, len(rest))])
		}
		kept := min(int(head), len(stream))
		last := min(int(tail), len(stream)-kept)
		sum := sha256.Sum256(stream)
		got := capture.Stream()
		if !bytes.Equal(got.Head, stream[:kept]) || !bytes.Equal(got.Tail, stream[len(stream)-last:]) {
			t.Fatalf("head %q, tail %q", got.Head, got.Tail)
		}
		if got.Bytes != int64(len(stream)) || got.Truncated != (kept+last < len(stream)) || got.SHA256 != hex.EncodeToString(sum[:]) {
			t.Fatalf("%+v", got)
		}
	})
}
