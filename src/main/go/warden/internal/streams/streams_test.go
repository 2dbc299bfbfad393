package streams

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

func TestCaptureIsTheSameHoweverItIsCut(t *testing.T) {
	text := make([]byte, 1000)
	for i := range text {
		text[i] = byte(i * 7)
	}
	sum := sha256.Sum256(text)
	for _, head := range []int64{0, 1, 100, 999, 1000, 2000} {
		for _, tail := range []int64{0, 1, 100, 900, 2000} {
			for _, size := range []int{1, 13, 100, 1000} {
				capture := NewCapture(protocol.Capture{HeadBytes: head, TailBytes: tail})
				for at := 0; at < len(text); at += size {
					capture.Add(text[at:min(at+size, len(text))])
				}
				kept := min(int(head), len(text))
				end := min(int(tail), len(text)-kept)
				got := capture.Stream()
				if !bytes.Equal(got.Head, text[:kept]) || !bytes.Equal(got.Tail, text[len(text)-end:]) {
					t.Fatalf("head %d tail %d cut %d: %d and %d bytes", head, tail, size, len(got.Head), len(got.Tail))
				}
				if got.Bytes != 1000 || got.Truncated != (kept+end < 1000) || got.SHA256 != hex.EncodeToString(sum[:]) {
					t.Fatalf("head %d tail %d: %+v", head, tail, got)
				}
			}
		}
	}
}

func TestOutboxNeverWaits(t *testing.T) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reading.Close() }()
	box := NewOutbox(int(writing.Fd()))
	began := time.Now()
	sent := 0
	for range 1000 {
		if box.Send("PONG", make([]byte, 100<<10)) {
			sent++
		}
	}
	if time.Since(began) > time.Second || sent == 0 {
		t.Errorf("%d sent in %v", sent, time.Since(began))
	}
	// The newest of a kind replaces the oldest, so a PONG never crowds out a RESULT for ever.
	if !box.Send("PONG", []byte("x")) {
		t.Error("a newer line of the same kind was not taken")
	}
	box.Flush(20 * time.Millisecond)
}

func TestOutboxKeepsOrder(t *testing.T) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reading.Close() }()
	box := NewOutbox(int(writing.Fd()))
	for _, line := range []string{"a", "b", "c"} {
		box.Send(line, []byte(line))
	}
	box.Flush(time.Second)
	got := make([]byte, 3)
	if _, err := reading.Read(got); err != nil || string(got) != "abc" {
		t.Errorf("%q %v", got, err)
	}
}
