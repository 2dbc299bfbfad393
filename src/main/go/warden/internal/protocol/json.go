package protocol

import (
	"encoding/json"
	"unicode/utf8"
)

// wellFormed accepts exactly one JSON object in UTF-8, nested at most MaxNesting deep. The depth is
// counted before any parser runs, so no parser has to survive a hostile depth.
func wellFormed(body []byte) bool {
	return len(body) > 0 && body[0] == '{' && utf8.Valid(body) && depth(body) <= MaxNesting && json.Valid(body)
}

func depth(body []byte) int {
	deepest, level, quoted := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}' || c == ']':
			level--
		}
	}
	return deepest
}

// decode fills a body; a required field that is absent or null leaves its pointer nil, which check tells.
func decode[T interface{ complete() bool }](body []byte, into T) error {
	if json.Unmarshal(body, into) != nil || !into.complete() {
		return BadBody
	}
	return nil
}

func given(fields ...bool) bool {
	for _, field := range fields {
		if !field {
			return false
		}
	}
	return true
}
