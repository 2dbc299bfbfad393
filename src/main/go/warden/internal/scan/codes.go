package scan

import (
	"bytes"
	"strconv"
)

const (
	fewestCodes = 5
	maxKeys     = 4
	// between the codes of a list there is at most this much: a comma, white space, or ")+chr(".
	maxBetween = 24
)

// charCodes reads lists of numbers as the characters they may stand for: [101, 118, …] and chr(101)+chr(118).
func charCodes(text []byte) [][]byte {
	var pieces [][]byte
	var piece []byte
	end := 0
	flush := func() {
		if len(piece) >= fewestCodes {
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for i := 0; i < len(text); {
		if text[i] < '0' || text[i] > '9' {
			i++
			continue
		}
		value, next := number(text, i)
		if piece != nil && !listed(text[end:i]) {
			flush()
		}
		if value < 0 || (i > 0 && (wordy(text[i-1]) || text[i-1] == '.')) {
			flush()
		} else {
			piece = append(piece, byte(value))
		}
		i, end = next, next
	}
	flush()
	return pieces
}

// number reads a decimal or hexadecimal byte; -1 if it is larger or no whole number.
func number(text []byte, at int) (value, next int) {
	next = at
	for next < len(text) && (wordy(text[next]) || text[next] == '.') {
		next++
	}
	if next-at > 5 {
		return -1, next
	}
	parsed, err := strconv.ParseUint(string(text[at:next]), 0, 8)
	if err != nil {
		if parsed, err = strconv.ParseUint(string(text[at:next]), 10, 8); err != nil {
			return -1, next
		}
	}
	return int(parsed), next
}

// listed says whether two numbers with this between them are of one list.
func listed(between []byte) bool {
	if len(between) > maxBetween {
		return false
	}
	rest := bytes.Trim(between, " \t\r\n,;+.&|()")
	return len(rest) == 0 || bytes.EqualFold(rest, []byte("chr")) || bytes.HasSuffix(rest, []byte("fromCharCode"))
}

var keyed = lazy{expression: `\^\s*(0x[0-9a-fA-F]{1,2}|\d{1,3})\b|\b(?i:key|xor\w*)\s*=\s*(0x[0-9a-fA-F]{1,2}|\d{1,3})\b`}

// xorKeys are the numbers that the text combines something with.
func xorKeys(text []byte) []byte {
	if !bytes.ContainsRune(text, '^') {
		return nil
	}
	var keys []byte
	for _, m := range keyed.get().FindAllSubmatch(text[:min(len(text), maxExpanded)], maxKeys) {
		word := m[1]
		if word == nil {
			word = m[2]
		}
		if value, err := strconv.ParseUint(string(word), 0, 8); err == nil && value > 0 {
			keys = append(keys, byte(value))
		}
	}
	return keys
}

func xor(content []byte, key byte) []byte {
	plain := make([]byte, len(content))
	for i, c := range content {
		plain[i] = c ^ key
	}
	return plain
}

// literalsIn are the insides of quoted strings, quotes of either sort, escapes heeded; lines do not matter.
func literalsIn(text []byte) [][]byte {
	var all [][]byte
	for i := 0; i < len(text); i++ {
		quote := text[i]
		if quote != '"' && quote != '\'' {
			continue
		}
		start := i + 1
		for i = start; i < len(text) && text[i] != quote; i++ {
			if text[i] == '\\' {
				i++
			}
		}
		if end := min(i, len(text)); end > start {
			all = append(all, text[start:end])
		}
	}
	return all
}

// containsFold finds a lower case word in any case.
func containsFold(text []byte, word string) bool {
	first, other := word[0], word[0]
	if first >= 'a' && first <= 'z' {
		other = first - 'a' + 'A'
	}
	for i := 0; i+len(word) <= len(text); i++ {
		if c := text[i]; (c == first || c == other) && bytes.EqualFold(text[i:i+len(word)], []byte(word)) {
			return true
		}
	}
	return false
}
