package protocol

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
)

// However a stream is cut into chunks, the lines are those between the newlines.
func FuzzLines(f *testing.F) {
	f.Add([]byte("a\n\nbc\nrest"), uint8(1))
	f.Add([]byte("cs1 HELLO 1 - {}\r\n\x00\n"), uint8(7))
	f.Add([]byte("\n\n\n"), uint8(0))
	f.Fuzz(func(t *testing.T, stream []byte, step uint8) {
		var lines Lines
		var got [][]byte
		size := int(step) + 1
		for rest := stream; len(rest) > 0; rest = rest[min(size, len(rest)):] {
			lines.Feed(rest[:min(size, len(rest))], func(line []byte) { got = append(got, bytes.Clone(line)) })
		}
		want := bytes.Split(stream, []byte("\n"))
		// What follows the last newline is no line yet.
		want = want[:len(want)-1]
		if len(got) != len(want) || lines.Skipped != 0 {
			t.Fatalf("%d lines, wanted %d", len(got), len(want))
		}
		for i := range want {
			if !bytes.Equal(got[i], want[i]) {
				t.Fatalf("line %d is %q, wanted %q", i, got[i], want[i])
			}
		}
	})
}

// The depth that is counted before any parser runs is the one a parser finds.
func FuzzDepth(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":[[{"b":"]}\"["}]]}`, `{"\\":{}}`, `[[[]]]`, `{"a":"` + "\xff" + `"}`, `{"k":"\u005b"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !json.Valid(text) {
			return
		}
		decoder := json.NewDecoder(bytes.NewReader(text))
		level, deepest := 0, 0
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
			switch token {
			case json.Delim('{'), json.Delim('['):
				level++
				deepest = max(deepest, level)
			case json.Delim('}'), json.Delim(']'):
				level--
			}
		}
		if got := depth(text); got != deepest {
			t.Fatalf("%d, a parser finds %d: %q", got, deepest, text)
		}
	})
}

// A HELLO that is taken has all that the session relies on.
func FuzzHelloBody(f *testing.F) {
	all, _ := shared(f)
	for _, v := range all.Accepted {
		if v.Type == Hello {
			f.Add([]byte(v.JSON))
		}
	}
	f.Add([]byte(`{"protocol":1,"session":"s","attempt":1,"key":"","nonce":"","idleMillis":1,"lingerMillis":0,"probes":[{"name":"a","address":"[::1]:1"}],"probeTimeoutMillis":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if !wellFormed(text) {
			return
		}
		h, err := ReadHello(text)
		if err != nil {
			return
		}
		if len(h.Key) != 32 || len(h.Nonce) != 16 || *h.IdleMillis <= 0 || *h.ProbeTimeoutMillis <= 0 || *h.Session == "" || *h.Attempt < 1 {
			t.Fatalf("%+v", h)
		}
		for _, probe := range h.Probes {
			if probe.Name == "" || probe.Address == "" {
				t.Fatalf("%+v", probe)
			}
		}
	})
}
