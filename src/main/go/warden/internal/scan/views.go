package scan

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A view is the same text written the way an interpreter would end up reading it.

const (
	fewestEscapes = 4
	fewestPercent = 4
)

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
	shellEscape = regexp.MustCompile(`([A-Za-z/])\\([A-Za-z])`)
	braces      = regexp.MustCompile(`\{([\w./-]+(?:,[\w./:=+-]+)+)\}`)
)

func unshelled(text []byte) []byte {
	plain := shellEscape.ReplaceAll([]byte(shellNoise.Replace(string(text))), []byte("$1$2"))
	return braces.ReplaceAllFunc(plain, func(list []byte) []byte {
		return bytes.ReplaceAll(list[1:len(list)-1], []byte(","), []byte(" "))
	})
}

const (
	maxVariables = 64
	// expanding variables in a large text is not worth the time; what hides things so is small.
	maxExpanded = 64 << 10
)

var (
	shortValue = regexp.MustCompile(`(?m)(?:^|[;\s])(?:(?:var|let|const)\s+)?\$?([A-Za-z_]\w{0,30})\s?=\s?["']([^"'\n$]{1,60})["']|(?:^|[;\s])([A-Za-z_]\w{0,30})=([\w./-]{1,40})(?:[;\s]|$)`)
	addition   = regexp.MustCompile(`\b[A-Za-z_]\w*(?:\s*[+.]\s*(?:\$?[A-Za-z_]\w*|["'][^"'\n]{0,60}["']))+`)
	expansion  = regexp.MustCompile(`\$\{?([A-Za-z_]\w*)\}?`)
)

// substituted puts the values of variables with short constant values where they are added up or expanded.
func substituted(text []byte) []byte {
	if len(text) > maxExpanded {
		return nil
	}
	values := map[string]string{}
	for _, m := range shortValue.FindAllSubmatch(text, maxVariables) {
		name, value := m[1], m[2]
		if name == nil {
			name, value = m[3], m[4]
		}
		values[string(name)] = string(value)
	}
	if len(values) == 0 {
		return nil
	}
	changed := false
	filled := expansion.ReplaceAllFunc(text, func(use []byte) []byte {
		if value, known := values[string(expansion.FindSubmatch(use)[1])]; known && len(use) > 1 {
			changed = true
			return []byte(value)
		}
		return use
	})
	filled = addition.ReplaceAllFunc(filled, func(sum []byte) []byte {
		all, known := added(string(sum), values)
		if !known {
			return sum
		}
		changed = true
		return []byte(`"` + all + `"`)
	})
	if !changed {
		return nil
	}
	return filled
}

func added(sum string, values map[string]string) (string, bool) {
	all := ""
	for _, term := range strings.FieldsFunc(sum, func(r rune) bool { return r == '+' || r == '.' || r == ' ' }) {
		if value, known := values[strings.TrimPrefix(term, "$")]; known {
			all += value
		} else if len(term) > 1 && (term[0] == '"' || term[0] == '\'') {
			all += term[1 : len(term)-1]
		} else {
			return "", false
		}
	}
	return all, len(all) < maxExpanded
}

// escapes resolves \x41, \101, \u0041 and \u{41}; as text, and every literal that holds bytes on its own.
func (d *decoding) escapes(text []byte) []byte {
	if bytes.Count(text, []byte(`\`)) < fewestEscapes {
		return nil
	}
	plain, count := unescaped(text)
	if count < fewestEscapes {
		return nil
	}
	var pieces [][]byte
	for _, literal := range literalsIn(text) {
		if raw, count := unescaped(literal); count >= fewestEscapes && !plausible(raw) {
			pieces = append(pieces, raw)
		}
	}
	d.gather("escapes", pieces)
	return plain
}

var simple = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', '\\': '\\', '\'': '\'', '"': '"', '0': 0, 'a': 7, 'b': 8, 'f': 12, 'v': 11}

func unescaped(text []byte) (plain []byte, count int) {
	plain = make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if text[i] != '\\' || i+1 >= len(text) {
			plain = append(plain, text[i])
			i++
			continue
		}
		value, length := escape(text[i+1:])
		switch c, known := simple[text[i+1]]; {
		case length > 0:
			count++
			if value < 0x100 {
				plain = append(plain, byte(value))
			} else {
				plain = utf8.AppendRune(plain, value)
			}
			i += 1 + length
		case known:
			plain = append(plain, c)
			i += 2
		default:
			plain = append(plain, text[i])
			i++
		}
	}
	return plain, count
}

// escape reads what stands behind a backslash; length 0 if it is no number.
func escape(text []byte) (value rune, length int) {
	digits := func(from, most int, base rune) (rune, int) {
		value, n := rune(0), 0
		for n < most && from+n < len(text) {
			digit := rune(strings.IndexByte("0123456789abcdef", lower(text[from+n])))
			if digit < 0 || digit >= base {
				break
			}
			value = value*base + digit
			n++
		}
		return value, n
	}
	switch {
	case text[0] == 'x':
		if value, n := digits(1, 2, 16); n == 2 {
			return value, 3
		}
	case text[0] == 'u' && len(text) > 2 && text[1] == '{':
		if value, n := digits(2, 6, 16); n > 0 && 2+n < len(text) && text[2+n] == '}' {
			return value, 3 + n
		}
	case text[0] == 'u':
		if value, n := digits(1, 4, 16); n == 4 {
			return value, 5
		}
	case text[0] >= '0' && text[0] <= '7':
		if value, n := digits(0, 3, 8); n >= 2 {
			return value & 0xff, n
		}
	}
	return 0, 0
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
