package compiler

import (
	"errors"
	"fmt"
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
}

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
	if forms != 1 || (len(p.From) > 0) != (len(p.To) > 0) {
		return nil, errForm
	}
	if p.Regex != "" {
		found, err := required(p.expression())
		if err == nil && len(found) == 0 {
			err = errLiteral
		}
		return found, err
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

// expression is what is compiled.
func (p *pattern) expression() string {
	if p.Exact {
		return p.Regex
	}
	return "(?i)" + p.Regex
}

// lines says whether the expression is about more than one line.
func (p *pattern) lines() bool {
	return strings.Contains(strings.ReplaceAll(strings.ReplaceAll(p.Regex, `[^\n`, ""), `|\n`, ""), `\n`)
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

// literal is the pattern as the scan has it.
func (p *pattern) literal() string {
	fields := []string{fmt.Sprintf("index: %d", p.index)}
	if p.Regex != "" {
		fields = append(fields, fmt.Sprintf("regex: lazy{expression: %q}", p.expression()))
	}
	if p.Signal != "" {
		fields = append(fields, fmt.Sprintf("signal: %q", p.Signal))
	}
	for _, list := range []struct {
		name  string
		texts []string
	}{{"texts", p.Texts}, {"from", p.From}, {"to", p.To}} {
		if len(list.texts) > 0 {
			fields = append(fields, fmt.Sprintf("%s: %#v", list.name, list.texts))
		}
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"exact", p.Exact}, {"word", p.Word}, {"call", p.Call}, {"start", p.Start}, {"decoded", p.Decoded}, {"same", p.Same}, {"lines", p.lines()}} {
		if flag.set {
			fields = append(fields, flag.name+": true")
		}
	}
	return "{" + strings.Join(fields, ", ") + "}"
}
