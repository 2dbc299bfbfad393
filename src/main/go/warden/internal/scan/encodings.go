package scan

import (
	"bytes"
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

const (
	shortestBase64 = 12
	shortestHex    = 12
	// wrapped lines of base64 are at least this long and all alike.
	shortestLine = 20
)

// run is a stretch of text made of certain characters.
type run struct{ start, end int }

func runs(text []byte, shortest int, member func(byte) bool) []run {
	var all []run
	for i := 0; i < len(text); {
		if !member(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && member(text[i]) {
			i++
		}
		if i-start >= shortest {
			all = append(all, run{start, i})
		}
	}
	return all
}

func base64Letter(c byte) bool {
	return wordy(c) || c == '+' || c == '/' || c == '-'
}

// base64 decodes every run of its alphabet, standard or for URLs, padded or not. Lines of one length are one run.
func (d *decoding) base64(text []byte) [][]byte {
	var pieces [][]byte
	found := runs(text, shortestBase64, base64Letter)
	for i := 0; i < len(found); i++ {
		whole := text[found[i].start:found[i].end]
		if isWallet(whole) {
			d.unit.signals["wallet"] = true
		}
		first := i
		for i+1 < len(found) && wraps(text, found[first], found[i], found[i+1]) {
			i++
		}
		if i > first {
			var joined []byte
			for _, line := range found[first : i+1] {
				joined = append(joined, text[line.start:line.end]...)
			}
			whole = joined
		}
		if piece := fromBase64(whole); piece != nil {
			pieces = append(pieces, piece)
		}
	}
	return pieces
}

// wraps says whether the next run continues the last one: only a line break, and quotes or indents, between them.
func wraps(text []byte, first, last, next run) bool {
	if first.end-first.start < shortestLine || last.end-last.start != first.end-first.start || next.end-next.start > first.end-first.start {
		return false
	}
	between := bytes.Trim(text[last.end:next.start], " \t\r\\\"'b+.")
	return len(between) == 1 && between[0] == '\n' || bytes.Equal(between, []byte(`n`))
}

var urlSafe = strings.NewReplacer("-", "+", "_", "/")

func fromBase64(encoded []byte) []byte {
	text := string(encoded)
	if strings.ContainsAny(text, "-_") {
		text = urlSafe.Replace(text)
	}
	// A rest of one character is not of the encoding; it may belong to what stands beside it.
	if len(text)%4 == 1 {
		text = text[:len(text)-1]
	}
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return decoded
}

// isWallet recognises an address of the currency that is mined on CPUs.
func isWallet(text []byte) bool {
	if len(text) != 95 || (text[0] != '4' && text[0] != '8') {
		return false
	}
	return !bytes.ContainsAny(text, "0OIl+/-_")
}

func hexDigit(c byte) bool {
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')
}

// hexRuns decodes plain hexadecimal digits; the other spelling is that of escapes.
func hexRuns(text []byte) [][]byte {
	var pieces [][]byte
	for _, found := range runs(text, shortestHex, hexDigit) {
		start := found.start
		if start > 1 && (text[start-1] == 'x' || text[start-1] == 'X') {
			start += (found.end - start) % 2
		}
		if (found.end-start)%2 != 0 || (found.end < len(text) && wordy(text[found.end])) {
			continue
		}
		piece := make([]byte, (found.end-start)/2)
		if _, err := hex.Decode(piece, text[start:found.end]); err == nil {
			pieces = append(pieces, piece)
		}
	}
	return pieces
}

func (d *decoding) base32(text []byte) [][]byte {
	if !d.unit.signals["base32"] {
		return nil
	}
	var pieces [][]byte
	for _, found := range runs(text, 16, func(c byte) bool { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') }) {
		if piece, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(text[found.start:found.end])); err == nil {
			pieces = append(pieces, piece)
		}
	}
	return pieces
}

// base85Letters in the order that Python's b85decode knows; the other alphabet begins at an exclamation mark.
const base85Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"

func (d *decoding) base85(text []byte) [][]byte {
	if !d.unit.signals["base85"] {
		return nil
	}
	var pieces [][]byte
	for _, literal := range literalsIn(text) {
		if len(literal) < 15 || bytes.ContainsAny(literal, " \n") {
			continue
		}
		decoded := make([]byte, len(literal)+8)
		if n, _, err := ascii85.Decode(decoded, bytes.Trim(literal, "<~>"), true); err == nil {
			pieces = append(pieces, bytes.TrimRight(decoded[:n], "\x00"))
		}
		// The same digits in another alphabet.
		other := make([]byte, 0, len(literal))
		for _, c := range literal {
			if at := strings.IndexByte(base85Letters, c); at >= 0 {
				other = append(other, byte(at)+'!')
			}
		}
		decoded = make([]byte, len(literal)+8)
		if n, _, err := ascii85.Decode(decoded, other, true); err == nil && len(other) == len(literal) {
			pieces = append(pieces, bytes.TrimRight(decoded[:n], "\x00"))
		}
	}
	return pieces
}
