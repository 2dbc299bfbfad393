package scan

import (
	"fmt"
	"slices"
	"strconv"
)

// condition is an expression over names of patterns, with YARA's words: and, or, not, parentheses, "any of them",
// "all of (a, b)", "2 of them"; "a >= 3" asks for three different texts of one pattern.
type condition func(counts func(name string) int) bool

var words = lazily(`>=|[(),]|[A-Za-z0-9_.-]+|\S`)

type parser struct {
	words []string
	own   []string
	known func(name string) bool
	err   error
}

func parseCondition(source string, own []string, known func(string) bool) (condition, error) {
	p := &parser{words: words().FindAllString(source, -1), own: own, known: known}
	parsed := p.either()
	if p.err == nil && len(p.words) > 0 {
		p.fail("unexpected " + p.words[0])
	}
	return parsed, p.err
}

func (p *parser) fail(reason string) {
	if p.err == nil {
		p.err = fmt.Errorf("condition: %s", reason)
	}
	p.words = nil
}

func (p *parser) next() string {
	if len(p.words) == 0 {
		p.fail("ends too early")
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

func (p *parser) accept(word string) bool {
	if len(p.words) > 0 && p.words[0] == word {
		p.words = p.words[1:]
		return true
	}
	return false
}

func (p *parser) either() condition {
	left := p.both()
	for p.accept("or") {
		a, b := left, p.both()
		left = func(c func(string) int) bool { return a(c) || b(c) }
	}
	return left
}

func (p *parser) both() condition {
	left := p.single()
	for p.accept("and") {
		a, b := left, p.single()
		left = func(c func(string) int) bool { return a(c) && b(c) }
	}
	return left
}

func (p *parser) single() condition {
	word := p.next()
	number, err := strconv.Atoi(word)
	switch {
	case word == "not":
		inner := p.single()
		return func(c func(string) int) bool { return !inner(c) }
	case word == "(":
		inner := p.either()
		if !p.accept(")") {
			p.fail("a parenthesis is open")
		}
		return inner
	case word == "any":
		return p.among(1)
	case word == "all":
		return p.among(0)
	case err == nil:
		return p.among(number)
	}
	return p.name(word)
}

func (p *parser) name(word string) condition {
	if !p.known(word) {
		p.fail("unknown pattern " + word)
	}
	least := 1
	if p.accept(">=") {
		number, err := strconv.Atoi(p.next())
		if err != nil || number < 1 {
			p.fail("a count is missing")
		}
		least = number
	}
	return func(c func(string) int) bool { return c(word) >= least }
}

// among reads "of them" or "of (a, b)"; 0 stands for all.
func (p *parser) among(least int) condition {
	names := slices.Clone(p.own)
	if !p.accept("of") {
		p.fail("of is missing")
	}
	if !p.accept("them") {
		names = p.list()
	}
	if least == 0 {
		least = len(names)
	}
	if least > len(names) || least < 1 {
		p.fail("can never hold")
	}
	return func(c func(string) int) bool {
		held := 0
		for _, name := range names {
			if c(name) > 0 {
				held++
			}
		}
		return held >= least
	}
}

func (p *parser) list() []string {
	var names []string
	if !p.accept("(") {
		p.fail("a list is missing")
	}
	for p.err == nil {
		name := p.next()
		if !p.known(name) {
			p.fail("unknown pattern " + name)
		}
		names = append(names, name)
		if p.accept(")") {
			break
		}
		if !p.accept(",") {
			p.fail("a comma is missing")
		}
	}
	return names
}
