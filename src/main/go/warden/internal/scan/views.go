package scan

import (
	"bytes"
	"strings"
)

// A view is the same text written the way an interpreter would end up reading it.

// fewestPercent is how many escapes make it worth to read a text without them.
const fewestPercent = 4

// glue between two string literals: nothing, white space, a plus or a dot; a comma where a list gets joined.
func glued(between []byte, comma bool) bool {
	plus := 0
	for _, c := range between {
		switch c {
		case ' ', '\t', '\r', '\n', '\\':
		case '+', '.':
			plus++
		case ',':
			if !comma {
				return false
			}
			plus++
		default:
			return false
		}
	}
	return plus <= 1
}

var joins = []string{`''.join(`, `"".join(`, `.join('')`, `.join("")`, "implode(", "-join"}

// joined closes the gaps of concatenated literals, and undoes what a shell would remove.
func (d *decoding) joined(text []byte) []byte {
	comma := false
	for _, word := range joins {
		comma = comma || bytes.Contains(text, []byte(word))
	}
	out := make([]byte, 0, len(text))
	changed := false
	for i := 0; i < len(text); {
		if text[i] == '"' || text[i] == '\'' {
			if next := d.gap(text, i, comma); next > i {
				i, changed = next, true
				continue
			}
		}
		out = append(out, text[i])
		i++
	}
	if d.unit.kind == shell || d.unit.kind == code || bytes.Contains(text, []byte("IFS")) {
		plain := unshelled(out)
		changed = changed || len(plain) != len(out)
		out = plain
	}
	if d.unit.kind == shell || d.unit.kind == python || d.unit.kind == php || d.unit.kind == javascript {
		if filled := substituted(out); filled != nil {
			out, changed = filled, true
		}
	}
	if !changed {
		return nil
	}
	return out
}

// gap returns where the text goes on behind a closing quote, some glue and an opening quote.
func (d *decoding) gap(text []byte, at int, comma bool) int {
	for i := at + 1; i < len(text) && i < at+64; i++ {
		if c := text[i]; c == '"' || c == '\'' {
			between := bytes.TrimRight(text[at+1:i], "bfrBFR")
			if glued(between, comma) {
				return i + 1
			}
			return at
		}
	}
	return at
}

var (
	shellNoise  = strings.NewReplacer("${IFS}", " ", "$IFS$9", " ", "$IFS", " ", "$@", "", "$*", "")
	shellEscape = lazy{expression: `([A-Za-z/])\\([A-Za-z])`}
	braces      = lazy{expression: `\{([\w./-]+(?:,[\w./:=+-]+)+)\}`}
)

func unshelled(text []byte) []byte {
	plain := shellEscape.get().ReplaceAll([]byte(shellNoise.Replace(string(text))), []byte("$1$2"))
	return braces.get().ReplaceAllFunc(plain, func(list []byte) []byte {
		return bytes.ReplaceAll(list[1:len(list)-1], []byte(","), []byte(" "))
	})
}

// percent resolves %41.
func percent(text []byte) []byte {
	plain, count := make([]byte, 0, len(text)), 0
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) && hexDigit(text[i+1]) && hexDigit(text[i+2]) {
			value, _ := escape([]byte{'x', text[i+1], text[i+2]})
			plain = append(plain, byte(value))
			count++
			i += 2
			continue
		}
		plain = append(plain, text[i])
	}
	if count < fewestPercent {
		return nil
	}
	return plain
}

func (d *decoding) reversed(text []byte) []byte {
	if !d.unit.signals["reversed"] {
		return nil
	}
	turned := make([]byte, len(text))
	for i, c := range text {
		turned[len(text)-1-i] = c
	}
	return turned
}

func (d *decoding) rot13(text []byte) []byte {
	if !d.unit.signals["rot13"] {
		return nil
	}
	turned := make([]byte, len(text))
	for i, c := range text {
		switch {
		case c >= 'a' && c <= 'z':
			c = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			c = 'A' + (c-'A'+13)%26
		}
		turned[i] = c
	}
	return turned
}
