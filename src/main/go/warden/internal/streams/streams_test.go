package streams

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"os/signal"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
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

// outbox is one in front of a pipe. Its writing end stays open until nothing is written any more: a file that nobody
// refers to is closed by the collector, and its number is then another test's.
func outbox(t *testing.T) (*os.File, *Outbox) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	box := NewOutbox(int(writing.Fd()))
	t.Cleanup(func() {
		_ = reading.Close()
		box.Flush(10 * time.Second)
		_ = writing.Close()
	})
	return reading, box
}

func TestOutboxNeverWaits(t *testing.T) {
	_, box := outbox(t)
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
	reading, box := outbox(t)
	for _, line := range []string{"a", "b", "c"} {
		box.Send(line, []byte(line))
	}
	box.Flush(10 * time.Second)
	got := make([]byte, 3)
	if _, err := io.ReadFull(reading, got); err != nil || string(got) != "abc" {
		t.Errorf("%q %v", got, err)
	}
}

func TestOutboxTakesAResultInAFloodOfAnswers(t *testing.T) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	box := NewOutbox(int(writing.Fd()))
	box.Send("STARTED", []byte("s"))
	for range 200 {
		box.Send("PONG", bytes.Repeat([]byte("p"), 1<<12))
	}
	if !box.Send("RESULT", []byte("r")) {
		t.Error("the result was dropped")
	}
	got := make(chan []byte)
	go func() { text, _ := io.ReadAll(reading); got <- text }()
	box.Flush(10 * time.Second)
	_ = writing.Close()
	if text := <-got; text[0] != 's' || text[len(text)-1] != 'r' {
		t.Errorf("%d bytes, %q to %q", len(text), text[0], text[len(text)-1])
	}
}

// A reader that goes away loses lines and nothing else; a pipe that was made non-blocking is written whole.
func TestWritingToHostilePipes(t *testing.T) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writing.Close() }()
	if err := unix.SetNonblock(int(writing.Fd()), true); err != nil {
		t.Fatal(err)
	}
	line := bytes.Repeat([]byte("x"), 1<<20)
	box := NewOutbox(int(writing.Fd()))
	box.Send("RESULT", line)
	text := make([]byte, len(line))
	if _, err := io.ReadFull(reading, text); err != nil || !bytes.Equal(text, line) {
		t.Errorf("%v", err)
	}
	_ = reading.Close()
	signal.Ignore(unix.SIGPIPE)
	defer signal.Reset(unix.SIGPIPE)
	for range 3 {
		if !box.Send("PONG", line) {
			t.Error("refused")
		}
		box.Flush(10 * time.Second)
	}
}

// Somebody outside the tree holds the writing end for ever: what came is kept, and nobody waits for the rest.
func TestAPipeThatNeverEndsIsLeft(t *testing.T) {
	reading, writing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writing.Close() }()
	capture := NewCapture(protocol.Capture{HeadBytes: 100})
	done := Drain(reading, capture, 1000, func() { t.Error("no limit was exceeded") })
	if _, err := writing.WriteString("so far\xff"); err != nil {
		t.Fatal(err)
	}
	for capture.Bytes() < 7 {
		time.Sleep(time.Millisecond)
	}
	Finish(10*time.Millisecond, []*os.File{reading}, done)
	if got := capture.Stream(); string(got.Head) != "so far\xff" || got.Truncated {
		t.Errorf("%q", got.Head)
	}
	if _, err := writing.WriteString("late"); err == nil {
		t.Error("the reading end is still open")
	}
}

func TestDrainTellsOnceAndExactly(t *testing.T) {
	for length, want := range map[int]int{999: 0, 1000: 0, 1001: 1, 500_000: 1} {
		reading, writing, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		capture := NewCapture(protocol.Capture{HeadBytes: 10, TailBytes: 10})
		done := Drain(reading, capture, 1000, func() { told++ })
		if _, err := writing.Write(make([]byte, length)); err != nil {
			t.Fatal(err)
		}
		_ = writing.Close()
		<-done
		if told != want || capture.Bytes() != int64(length) {
			t.Errorf("%d bytes: told %d times, counted %d", length, told, capture.Bytes())
		}
	}
}
