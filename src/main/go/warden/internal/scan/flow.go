package scan

import (
	"bytes"
)

// Bounds of the look at where values go. It is a look, not an analysis: names are taken for variables wherever they
// stand, in the order of the text.
const (
	maxStatements = 5000
	maxStatement  = 4000
	flowRounds    = 3
)

var (
	assignment = lazy{expression: `^\s*(?:export\s+|declare\s+|local\s+|var\s+|let\s+|const\s+|my\s+)?\$?([A-Za-z_]\w*)(?:\s*,\s*[A-Za-z_]\w*)?\s*(?::\s*\w+\s*)?(?::=|\+=|=)\s*([^=].*)$`}
	binding    = lazy{expression: `^\s*(?:async\s+)?(?:for\s*\(?\s*(?:const|let|var)?\s*\$?([A-Za-z_]\w*)\s+(?:in|of)\s+(.*)|with\s+(.*)\s+as\s+([A-Za-z_]\w*)\s*:.*)$`}
	identifier = lazy{expression: `[A-Za-z_]\w*`}
)

// split takes text apart into statements: lines and what semicolons part, a call over several lines in one.
func split(text []byte, b *bounds) [][]byte {
	var statements [][]byte
	depth, start := 0, 0
	for i, c := range text {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case '\n', ';':
			if i > start && (depth == 0 || i-start > maxStatement) {
				statements = append(statements, text[start:min(i, start+maxStatement)])
				start, depth = i+1, 0
			}
		}
		if len(statements) >= maxStatements {
			return statements
		}
	}
	if start < len(text) {
		statements = append(statements, text[start:min(len(text), start+maxStatement)])
	}
	return statements
}

// flows returns the statement in which something that came from one of the sources goes into one of the sinks, or -1.
func flows(statements [][]byte, p *pattern, b *bounds) int {
	tainted := map[string]bool{}
	for range flowRounds {
		before := len(tainted)
		for number, statement := range statements {
			if number%256 == 0 && b.late() {
				return -1
			}
			flat := bytes.ReplaceAll(statement, []byte("\n"), []byte(" "))
			taint(flat, p, tainted)
			if sinks(flat, p, tainted) {
				return number
			}
		}
		if len(tainted) == before {
			break
		}
	}
	return -1
}

// taint notes the names to which a statement gives something from a source.
func taint(statement []byte, p *pattern, tainted map[string]bool) {
	var name, value []byte
	if m := assignment.get().FindSubmatch(statement); m != nil {
		name, value = m[1], m[2]
	} else if m := binding.get().FindSubmatch(statement); m != nil {
		name, value = m[1], m[2]
		if name == nil {
			name, value = m[4], m[3]
		}
	}
	if name != nil && (index(value, p.from, false) >= 0 || mentions(value, tainted)) {
		tainted[string(name)] = true
	}
}

func sinks(statement []byte, p *pattern, tainted map[string]bool) bool {
	for rest := statement; ; {
		at := index(rest, p.to, p.call)
		if at < 0 {
			return false
		}
		argument := rest[at:]
		if open := bytes.IndexAny(argument, "( "); open > 0 {
			argument = argument[open:]
		}
		if index(argument, p.from, false) >= 0 || mentions(argument, tainted) {
			return true
		}
		rest = rest[at+1:]
	}
}

// index is the first place of any of the texts; called ones stand alone, not behind a dot or within a word.
func index(text []byte, texts []string, call bool) int {
	first := -1
	for _, wanted := range texts {
		for from := 0; ; {
			at := bytes.Index(text[from:], []byte(wanted))
			if at < 0 {
				break
			}
			at += from
			if !call || at == 0 || (!wordy(text[at-1]) && text[at-1] != '.') {
				if first < 0 || at < first {
					first = at
				}
				break
			}
			from = at + 1
		}
	}
	return first
}

func mentions(text []byte, tainted map[string]bool) bool {
	if len(tainted) == 0 {
		return false
	}
	for _, at := range identifier.get().FindAllIndex(text, 512) {
		if tainted[string(text[at[0]:at[1]])] {
			return true
		}
	}
	return false
}
