package compiler

import (
	"fmt"
	"regexp"
	"strconv"
)

var words = regexp.MustCompile(`>=|[(),]|[A-Za-z0-9_.-]+|\S`)

type parser struct {
	words []string
	own   []string
	known func(name string) (index int, known bool)
	err   error
}

// condition is an expression over names of patterns, with YARA's words: and, or, not, parentheses, "any of them",
// "all of (a, b)", "2 of them"; "a >= 3" asks for three different texts of one pattern. It becomes one of Go.
func condition(source string, own []string, known func(string) (int, bool)) (string, error) {
	p := &parser{words: words.FindAllString(source, -1), own: own, known: known}
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

func (p *parser) either() string {
	text := p.both()
	for p.accept("or") {
		text += " || " + p.both()
	}
	return text
}

func (p *parser) both() string {
	text := p.single()
	for p.accept("and") {
		text += " && " + p.single()
	}
	return text
}

func (p *parser) single() string {
	word := p.next()
	number, err := strconv.Atoi(word)
	switch {
	case word == "not":
		return "!(" + p.single() + ")"
	case word == "(":
		inner := p.either()
		if !p.accept(")") {
			p.fail("a parenthesis is open")
		}
		return "(" + inner + ")"
	case word == "any":
		return p.among(1)
	case word == "all":
		return p.among(0)
	case err == nil:
		return p.among(number)
	}
	return p.name(word)
}

func (p *parser) name(word string) string {
	least := 1
	if p.accept(">=") {
		number, err := strconv.Atoi(p.next())
		if err != nil || number < 1 {
			p.fail("a count is missing")
		}
		least = number
	}
	return p.counted(word, least)
}

func (p *parser) counted(name string, least int) string {
	index, known := p.known(name)
	if !known {
		p.fail("unknown pattern " + name)
	}
	return fmt.Sprintf("u.count(%d) >= %d", index, least)
}

// among reads "of them" or "of (a, b)"; 0 stands for all.
func (p *parser) among(least int) string {
	names := p.own
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
		return ""
	}
	return "(" + p.some(least, names) + ")"
}

// some writes out that so many of the names hold: the first and fewer of the others, or as many of the others.
func (p *parser) some(least int, names []string) string {
	text := p.counted(names[0], 1)
	if least > 1 {
		text += " && (" + p.some(least-1, names[1:]) + ")"
	}
	if least < len(names) {
		text += " || " + p.some(least, names[1:])
	}
	return text
}

func (p *parser) list() []string {
	var names []string
	if !p.accept("(") {
		p.fail("a list is missing")
	}
	for p.err == nil {
		names = append(names, p.next())
		if p.accept(")") {
			break
		}
		if !p.accept(",") {
			p.fail("a comma is missing")
		}
	}
	return names
}
