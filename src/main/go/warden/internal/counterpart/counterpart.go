// Package counterpart is the operator's end of a conversation, for tests that talk to a warden in a process of
// its own.
package counterpart

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/seal"
)

// Session is the UID that every HELLO of the tests names.
const Session = "0b0e5f3c-6f39-4c43-9d0b-0d6f0c1a2b3c"

var key = bytes.Repeat([]byte{7}, seal.KeySize)

// Counterpart numbers and seals what it sends, and opens what it gets.
type Counterpart struct {
	// Frames are closed at the end of the stream.
	Frames chan protocol.Frame
	// Seal is exposed to tests that forge lines.
	Seal   *seal.Seal
	number uint64
}

// New talks in the name of the session's operator.
func New() *Counterpart {
	return &Counterpart{Frames: make(chan protocol.Frame, 1000), Seal: seal.New(key, Session, 1)}
}

// Hello is a good first word; tests change it before they send it.
func Hello() map[string]any {
	return map[string]any{
		"protocol": 1, "session": Session, "attempt": 1, "key": key, "nonce": make([]byte, 16),
		"idleMillis": 20000, "lingerMillis": 20000, "probeTimeoutMillis": 200,
		"probes": []any{map[string]any{"name": "closed", "address": "127.0.0.1:1"}},
	}
}

// Line is the next frame as it goes over the wire.
func (c *Counterpart) Line(word string, body any) ([]byte, error) {
	c.number++
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	if word == protocol.Hello {
		return fmt.Appendf(nil, "cs1 HELLO %d - %s\n", c.number, text), nil
	}
	return protocol.Line(seal.OperatorToGuest, c.Seal, word, c.number, text), nil
}

// Read opens every line into Frames; the first bad one ends it. A nil error is the end of the stream.
func (c *Counterpart) Read(from io.Reader) error {
	defer close(c.Frames)
	reader := bufio.NewReaderSize(from, 1<<16)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return nil
		}
		frame, err := protocol.Open(line[:len(line)-1], seal.GuestToOperator, c.Seal)
		if err != nil {
			return fmt.Errorf("the warden sent a bad line (%w): %.80s", err, line)
		}
		c.Frames <- frame
	}
}
