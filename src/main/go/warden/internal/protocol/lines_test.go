package protocol

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestLinesAreTheSameHoweverTheyAreCut(t *testing.T) {
	text := "a\n\nbcd\n" + strings.Repeat("e", 1000) + "\nrest"
	for size := 1; size < len(text); size += 7 {
		var lines Lines
		var got []string
		for chunk := range slices.Chunk([]byte(text), size) {
			lines.Feed(chunk, func(line []byte) { got = append(got, string(line)) })
		}
		if strings.Join(got, "|") != "a||bcd|"+strings.Repeat("e", 1000) {
			t.Errorf("cut at %d: %q", size, got)
		}
	}
}

func TestLongLinesAreSkippedAndNotHeld(t *testing.T) {
	var lines Lines
	count := 0
	accept := func(line []byte) {
		count++
		if len(line) >= MaxLine {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	chunk := bytes.Repeat([]byte("x"), 64<<10)
	for range 200 {
		lines.Feed(chunk, accept)
		if cap(lines.buffer) > 2*MaxLine {
			t.Fatalf("%d bytes are held", cap(lines.buffer))
		}
	}
	lines.Feed([]byte("\nnext\n"), accept)
	exact := append(bytes.Repeat([]byte("y"), MaxLine-1), '\n')
	lines.Feed(exact, accept)
	lines.Feed(append([]byte("y"), exact...), accept)
	if count != 2 || lines.Skipped != 2 {
		t.Errorf("%d lines, %d skipped", count, lines.Skipped)
	}
}
