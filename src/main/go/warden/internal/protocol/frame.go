// Package protocol speaks the wire of docs/protocol.md: lines, frames and their bodies. It does no I/O of its own.
package protocol

import (
	"bytes"
	"strconv"

	"codesession.dev/warden/internal/seal"
)

// Caps of the wire, in bytes, newline included.
const (
	MaxLine    = 4 << 20
	MaxProof   = 64 << 10
	MaxNesting = 16
)

// Words of the wire.
const (
	Hello   = "HELLO"
	Run     = "RUN"
	Ping    = "PING"
	Cancel  = "CANCEL"
	Bye     = "BYE"
	Proof   = "PROOF"
	Started = "STARTED"
	Pong    = "PONG"
	Result  = "RESULT"
	Summary = "SUMMARY"
	// Violated is a frame of its own so that an alert does not wait for the end of the run.
	Violated = "VIOLATION"
)

// Reason says why a line was dropped; the names are those of the shared vectors.
type Reason string

// All reasons.
const (
	TooLong     Reason = "TooLong"
	NotAFrame   Reason = "NotAFrame"
	UnknownType Reason = "UnknownType"
	BadSequence Reason = "BadSequence"
	BadSeal     Reason = "BadSeal"
	BadBody     Reason = "BadBody"
)

func (r Reason) Error() string { return string(r) }

var words = map[seal.Direction]map[string]bool{
	seal.OperatorToGuest: {Hello: true, Run: true, Ping: true, Cancel: true, Bye: true},
	seal.GuestToOperator: {Proof: true, Started: true, Pong: true, Result: true, Summary: true, Violated: true},
}

// Frame is one line taken apart. Body is an alias of the line's bytes and is not yet trusted to be JSON
// until Open returned without an error.
type Frame struct {
	Word     string
	Sequence uint64
	Body     []byte
}

// Open takes a line (without newline) apart in the order the protocol prescribes. HELLO alone carries no
// MAC; with a nil seal every other frame is refused, because there is no key yet to check it with.
func Open(line []byte, direction seal.Direction, key *seal.Seal) (Frame, error) {
	if len(line) >= MaxLine {
		return Frame{}, TooLong
	}
	rest, ok := bytes.CutPrefix(line, []byte("cs1 "))
	if !ok {
		return Frame{}, NotAFrame
	}
	parts := bytes.SplitN(rest, []byte(" "), 4)
	if len(parts) < 4 {
		return Frame{}, NotAFrame
	}
	for _, part := range parts[:3] {
		if len(part) == 0 {
			return Frame{}, NotAFrame
		}
	}
	frame := Frame{Word: string(parts[0]), Body: parts[3]}
	if !words[direction][frame.Word] {
		return Frame{}, UnknownType
	}
	if frame.Sequence, ok = sequence(parts[1]); !ok {
		return Frame{}, BadSequence
	}
	if !sealed(frame, direction, key, string(parts[2])) {
		return Frame{}, BadSeal
	}
	if !wellFormed(frame.Body) {
		return Frame{}, BadBody
	}
	return frame, nil
}

func sealed(frame Frame, direction seal.Direction, key *seal.Seal, mac string) bool {
	if frame.Word == Hello {
		return mac == "-"
	}
	return key != nil && key.Verify(direction, frame.Word, frame.Sequence, frame.Body, mac)
}

func sequence(digits []byte) (uint64, bool) {
	if len(digits) == 0 || len(digits) > 20 || digits[0] == '0' {
		return 0, false
	}
	for _, digit := range digits {
		if digit < '0' || digit > '9' {
			return 0, false
		}
	}
	number, err := strconv.ParseUint(string(digits), 10, 64)
	return number, err == nil
}

// Line seals a body into a whole line, newline included.
func Line(direction seal.Direction, key *seal.Seal, word string, number uint64, body []byte) []byte {
	line := make([]byte, 0, len(body)+len(word)+96)
	line = append(line, "cs1 "+word+" "+strconv.FormatUint(number, 10)+" "...)
	line = append(line, key.Sum(direction, word, number, body)...)
	line = append(line, ' ')
	line = append(line, body...)
	return append(line, '\n')
}
