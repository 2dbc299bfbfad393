package scan

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
)

// pattern is something to look for, in one of four forms: any of some texts, a regular expression, a value that
// flows from one kind of call into another, or a signal of the decoders. Letters match in any case unless Exact.
type pattern struct {
	Texts  []string `json:"texts"`
	Regex  string   `json:"regex"`
	From   []string `json:"from"`
	To     []string `json:"to"`
	Signal string   `json:"signal"`
	Exact  bool     `json:"exact"`
	// Word: no letter, digit or underscore on either side. Call: none of these, and no dot, before it.
	Word bool `json:"word"`
	Call bool `json:"call"`
	// Start: only as the first bytes of a layer. Decoded: only in what was encoded.
	Start   bool `json:"start"`
	Decoded bool `json:"decoded"`
	// Same: the groups of the expression must have captured the same text.
	Same bool `json:"same"`

	index int
	// lines: the expression is about more than one line.
	lines    bool
	compiled func() *regexp.Regexp
}

// maxSame bounds how many matches of one piece of text are compared.
const maxSame = 64

var (
	errForm    = errors.New("a pattern needs exactly one of texts, regex, from and to, signal")
	errLiteral = errors.New("no text of two characters is in every match of the expression")
	errText    = errors.New("a text is too short")
)

// prepare checks a pattern and returns the literals to look for; capabilities are texts that @name stands for.
func (p *pattern) prepare(capabilities map[string]*pattern) ([]string, error) {
	forms := 0
	for _, used := range []bool{len(p.Texts) > 0, p.Regex != "", len(p.From) > 0 && len(p.To) > 0, p.Signal != ""} {
		if used {
			forms++
		}
	}
	if forms != 1 {
		return nil, errForm
	}
	if p.Regex != "" {
		return p.prepareRegex()
	}
	p.Texts, p.From, p.To = spread(p.Texts, capabilities), spread(p.From, capabilities), spread(p.To, capabilities)
	all := slices.Concat(p.Texts, p.From, p.To)
	for _, text := range all {
		if len(text) < minLiteral {
			return nil, errText
		}
	}
	return all, nil
}

func (p *pattern) prepareRegex() ([]string, error) {
	expression := p.expression()
	// Parsing hundreds of expressions costs more than all the rest, so it was done before.
	found, known := anchors()[expression]
	var err error
	if !known {
		found, err = required(expression)
	}
	if err == nil && len(found) == 0 {
		err = errLiteral
	}
	p.lines = strings.Contains(strings.ReplaceAll(strings.ReplaceAll(expression, `[^\n`, ""), `|\n`, ""), `\n`)
	p.compiled = lazily(expression)
	return found, err
}

// expression is what is compiled.
func (p *pattern) expression() string {
	if p.Exact {
		return p.Regex
	}
	return "(?i)" + p.Regex
}

func spread(texts []string, capabilities map[string]*pattern) []string {
	var all []string
	for _, text := range texts {
		if capability := capabilities[strings.TrimPrefix(text, "@")]; strings.HasPrefix(text, "@") && capability != nil {
			all = append(all, capability.Texts...)
			continue
		}
		all = append(all, text)
	}
	return all
}

// find is where the expression matches first, or -1.
func (p *pattern) find(text []byte) int {
	if !p.Same {
		if at := p.compiled().FindIndex(text); at != nil {
			return at[0]
		}
		return -1
	}
	for _, at := range p.compiled().FindAllSubmatchIndex(text, maxSame) {
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
	if p.Exact && string(layer.text[start:end]) != text {
		return false
	}
	if (p.Start && start != 0) || (p.Decoded && !layer.decoded) {
		return false
	}
	before, after := byte(' '), byte(' ')
	if start > 0 {
		before = layer.text[start-1]
	}
	if end < len(layer.text) {
		after = layer.text[end]
	}
	if p.Word && (wordy(before) || wordy(after)) {
		return false
	}
	return !p.Call || (!wordy(before) && before != '.')
}

func wordy(c byte) bool {
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
}
