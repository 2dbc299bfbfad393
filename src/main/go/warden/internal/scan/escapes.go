package scan

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// fewestEscapes is how many make it worth to read a text without them.
const fewestEscapes = 4

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

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
