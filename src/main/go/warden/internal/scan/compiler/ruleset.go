// Package compiler turns the rules of the content scan (rules/*.json) into Go that needs no work at run time: a warden
// is started for every session, and reading its rules would cost more than all it does with them. The program does not
// know this package; its test writes the files: UPDATE=1 go test ./internal/scan/compiler
package compiler

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// rule is a condition over patterns, and what it is worth when it holds.
type rule struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	// Technique is a MITRE ATT&CK id.
	Technique string `json:"technique"`
	Score     int64  `json:"score"`
	// Kinds of files it applies to; none means all.
	Kinds    []string            `json:"kinds"`
	Patterns map[string]*pattern `json:"patterns"`
	// Condition over these patterns and the capabilities; without one any pattern will do.
	Condition string `json:"condition"`
	// Arms: with this in the code, text in data files counts as much as code.
	Arms bool `json:"arms"`
	// Anywhere: counts in full in a data file, too.
	Anywhere bool `json:"anywhere"`

	// first and behind are where its own patterns lie, holds is the condition in Go.
	first, behind int
	holds         string
}

type source struct {
	// Capabilities are patterns that any condition may name. They are ordinary, and score nothing by themselves.
	Capabilities map[string]*pattern `json:"capabilities"`
	Rules        []*rule             `json:"rules"`
}

// literal is a text that is looked for, in lower case, and in Go what for: a pattern, and which of its texts it is.
type literal struct {
	text string
	uses []string
}

// Ruleset is all rules, checked and numbered.
type Ruleset struct {
	rules        []*rule
	capabilities map[string]*pattern
	patterns     []*pattern
	literals     []*literal
	automaton    *automaton
}

// Load reads rules/*.json.
func Load(files fs.FS) (*Ruleset, error) {
	names, err := fs.Glob(files, "rules/*.json")
	if err != nil {
		return nil, err
	}
	r := &Ruleset{capabilities: map[string]*pattern{}}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var read source
		if err := json.Unmarshal(text, &read); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		r.rules = append(r.rules, read.Rules...)
		maps.Copy(r.capabilities, read.Capabilities)
	}
	return r, r.compile()
}

func (r *Ruleset) compile() error {
	numbers := map[string]int{}
	for _, name := range sortedNames(r.capabilities) {
		if err := r.enter(r.capabilities[name], numbers); err != nil {
			return fmt.Errorf("capability %s: %w", name, err)
		}
	}
	for _, rule := range r.rules {
		if err := r.compileRule(rule, numbers); err != nil {
			return fmt.Errorf("rule %s: %w", rule.Name, err)
		}
	}
	var err error
	r.automaton, err = newAutomaton(r.literals)
	return err
}

func (r *Ruleset) compileRule(rule *rule, numbers map[string]int) error {
	names := sortedNames(rule.Patterns)
	rule.first = len(r.patterns)
	for _, name := range names {
		if err := r.enter(rule.Patterns[name], numbers); err != nil {
			return fmt.Errorf("pattern %s: %w", name, err)
		}
	}
	rule.behind = len(r.patterns)
	text := rule.Condition
	if text == "" {
		text = "any of them"
	}
	var err error
	rule.holds, err = condition(text, names, func(name string) (int, bool) {
		for _, patterns := range []map[string]*pattern{rule.Patterns, r.capabilities} {
			if p := patterns[name]; p != nil {
				return p.index, true
			}
		}
		return 0, false
	})
	return err
}

// enter gives a pattern its place and books its literals.
func (r *Ruleset) enter(p *pattern, numbers map[string]int) error {
	found, err := p.prepare(r.capabilities)
	if err != nil {
		return err
	}
	p.index = len(r.patterns)
	r.patterns = append(r.patterns, p)
	for i, text := range found {
		text = strings.ToLower(text)
		number, known := numbers[text]
		if !known {
			number = len(r.literals)
			numbers[text] = number
			r.literals = append(r.literals, &literal{text: text})
		}
		r.literals[number].uses = append(r.literals[number].uses, fmt.Sprintf("{%d, %d}", p.index, i))
	}
	return nil
}

func sortedNames(patterns map[string]*pattern) []string { return slices.Sorted(maps.Keys(patterns)) }
