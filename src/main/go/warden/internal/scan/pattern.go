package scan

import "bytes"

// pattern is something to look for, in one of four forms: any of some texts, a regular expression, a value that
// flows from one kind of call into another, or a signal of the decoders. What the rest means is said where it is
// written: compiler/pattern.go.
type pattern struct {
	index                                          int
	texts, from, to                                []string
	regex                                          lazy
	signal                                         string
	exact, word, call, start, decoded, same, lines bool
}

// maxSame bounds how many matches of one piece of text are compared.
const maxSame = 64

// find is where the expression matches first, or -1.
func (p *pattern) find(text []byte) int {
	if !p.same {
		if at := p.regex.get().FindIndex(text); at != nil {
			return at[0]
		}
		return -1
	}
	for _, at := range p.regex.get().FindAllSubmatchIndex(text, maxSame) {
		same := true
		for group := 4; group < len(at); group += 2 {
			same = same && bytes.Equal(text[at[2]:at[3]], text[at[group]:at[group+1]])
		}
		if same {
			return at[0]
		}
	}
	return -1
}

// stands says whether a text that was found regardless of case at this place is one that counts.
func (p *pattern) stands(text string, layer *layer, start int) bool {
	end := start + len(text)
	if p.exact && string(layer.text[start:end]) != text {
		return false
	}
	if (p.start && start != 0) || (p.decoded && !layer.decoded) {
		return false
	}
	before, after := byte(' '), byte(' ')
	if start > 0 {
		before = layer.text[start-1]
	}
	if end < len(layer.text) {
		after = layer.text[end]
	}
	if p.word && (wordy(before) || wordy(after)) {
		return false
	}
	return !p.call || (!wordy(before) && before != '.')
}

func wordy(c byte) bool {
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
}
