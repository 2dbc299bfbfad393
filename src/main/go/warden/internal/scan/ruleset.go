package scan

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed rules/*.json
var embedded embed.FS

//go:embed anchors.json
var anchorsText []byte

// anchors are what required says of the expressions in rules/*.json; a test keeps the file in step.
var anchors = sync.OnceValue(func() map[string][]string {
	known := map[string][]string{}
	if err := json.Unmarshal(anchorsText, &known); err != nil {
		panic(err)
	}
	return known
})

// rule is a condition over patterns, and what it is worth when it holds.
type rule struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	// Technique is a MITRE ATT&CK id.
	Technique string `json:"technique"`
	Score     int64  `json:"score"`
	// Kinds of files it applies to; none means all.
	Kinds    []kind              `json:"kinds"`
	Patterns map[string]*pattern `json:"patterns"`
	// Condition over these patterns and the capabilities; without one any pattern will do.
	Condition string `json:"condition"`
	// Arms: with this in the code, text in data files counts as much as code.
	Arms bool `json:"arms"`
	// Anywhere: counts in full in a data file, too.
	Anywhere bool `json:"anywhere"`

	// names of its own patterns, sorted; holds is the compiled condition.
	names []string
	holds condition
}

type source struct {
	// Capabilities are patterns that any condition may name. They are ordinary, and score nothing by themselves.
	Capabilities map[string]*pattern `json:"capabilities"`
	Rules        []*rule             `json:"rules"`
}

// use is a literal in the service of a pattern: text is its index, or one of the roles below.
type use struct {
	pattern *pattern
	text    int
	role    role
}

type role uint8

const (
	isText role = iota
	isAnchor
	isFrom
	isTo
)

// ruleset is everything compiled; it is read only.
type ruleset struct {
	rules        []*rule
	capabilities map[string]*pattern
	patterns     []*pattern
	literals     []string
	uses         [][]use
	automaton    *automaton
}

// shared is compiled when the first file is looked at; the rules are part of the program, so an error is a bug that
// every test would find.
var shared = sync.OnceValue(func() *ruleset {
	compiled, err := load(embedded)
	if err != nil {
		panic(err)
	}
	return compiled
})

func load(files fs.FS) (*ruleset, error) {
	names, err := fs.Glob(files, "rules/*.json")
	if err != nil {
		return nil, err
	}
	r := &ruleset{capabilities: map[string]*pattern{}}
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
		for capability, p := range read.Capabilities {
			r.capabilities[capability] = p
		}
	}
	return r, r.compile()
}

func (r *ruleset) compile() error {
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
	r.automaton = newAutomaton(r.literals)
	return nil
}

func (r *ruleset) compileRule(rule *rule, numbers map[string]int) error {
	rule.names = sortedNames(rule.Patterns)
	for _, name := range rule.names {
		if err := r.enter(rule.Patterns[name], numbers); err != nil {
			return fmt.Errorf("pattern %s: %w", name, err)
		}
	}
	text := rule.Condition
	if text == "" {
		text = "any of them"
	}
	var err error
	rule.holds, err = parseCondition(text, rule.names, func(name string) bool {
		return rule.Patterns[name] != nil || r.capabilities[name] != nil
	})
	return err
}

// enter gives a pattern its place and books its literals.
func (r *ruleset) enter(p *pattern, numbers map[string]int) error {
	found, err := p.prepare(r.capabilities)
	if err != nil {
		return err
	}
	p.index = len(r.patterns)
	r.patterns = append(r.patterns, p)
	for i, text := range found {
		use := use{pattern: p, text: i}
		switch {
		case p.Regex != "":
			use.role = isAnchor
		case i < len(p.From):
			use.role = isFrom
		case len(p.To) > 0:
			use.role = isTo
		}
		r.book(strings.ToLower(text), use, numbers)
	}
	return nil
}

func (r *ruleset) book(literal string, use use, numbers map[string]int) {
	number, known := numbers[literal]
	if !known {
		number = len(r.literals)
		numbers[literal] = number
		r.literals = append(r.literals, literal)
		r.uses = append(r.uses, nil)
	}
	r.uses[number] = append(r.uses[number], use)
}

func sortedNames(patterns map[string]*pattern) []string {
	names := make([]string, 0, len(patterns))
	for name := range patterns {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
