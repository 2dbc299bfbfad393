package compiler

import (
	"fmt"
	"go/format"
	"strings"
)

const head = "// Code generated from rules/*.json by UPDATE=1 go test ./internal/scan/compiler. DO NOT EDIT.\n\npackage scan\n\n"

// Rules is the Go file of rules and patterns.
func (r *Ruleset) Rules() ([]byte, error) {
	var out strings.Builder
	out.WriteString(head + "var rules = [...]rule{\n")
	for _, rule := range r.rules {
		fmt.Fprintf(&out, "{name: %q, technique: %q, score: %d", rule.Name, rule.Technique, rule.Score)
		if len(rule.Kinds) > 0 {
			fmt.Fprintf(&out, ", kinds: []kind{\"%s\"}", strings.Join(rule.Kinds, `", "`))
		}
		if rule.Arms {
			out.WriteString(", arms: true")
		}
		if rule.Anywhere {
			out.WriteString(", anywhere: true")
		}
		fmt.Fprintf(&out, ", first: %d, behind: %d,\nholds: func(u *unit) bool { return %s }},\n", rule.first, rule.behind, rule.holds)
	}
	out.WriteString("}\n\nvar patterns = [...]pattern{\n")
	for _, p := range r.patterns {
		out.WriteString(p.literal() + ",\n")
	}
	out.WriteString("}\n")
	return format.Source([]byte(out.String()))
}

// Literals is the Go file of what the patterns look for.
func (r *Ruleset) Literals() ([]byte, error) {
	var out, uses strings.Builder
	out.WriteString(head + "var literals = [...]literal{\n")
	first := 0
	for _, literal := range r.literals {
		behind := first + len(literal.uses)
		fmt.Fprintf(&out, "{%d, %d, %d},\n", len(literal.text), first, behind)
		uses.WriteString(strings.Join(literal.uses, ", ") + ",\n")
		first = behind
	}
	a := r.automaton
	fmt.Fprintf(&out, "}\n\nvar uses = [...]use{\n%s}\n\nvar finder = automaton{\nwidth: %d,\n", uses.String(), a.width)
	class := make([]int, len(a.class))
	for c, number := range a.class {
		class[c] = int(number)
	}
	for _, table := range []struct {
		name, element string
		numbers       []int
	}{
		{"class", "[256]uint8", class}, {"rows", "[]uint16", a.rows}, {"by", "[]uint8", a.by}, {"child", "[]uint16", a.child},
		{"suffix", "[]uint16", a.suffix}, {"ends", "[]uint16", a.ends}, {"literal", "[]uint16", a.literal},
	} {
		fmt.Fprintf(&out, "%s: %s{\n%s},\n", table.name, table.element, lines(table.numbers))
	}
	out.WriteString("}\n")
	return format.Source([]byte(out.String()))
}

const perLine = 32

func lines(numbers []int) string {
	var out strings.Builder
	for i, number := range numbers {
		fmt.Fprintf(&out, "%d,", number)
		if i%perLine == perLine-1 || i == len(numbers)-1 {
			out.WriteByte('\n')
		}
	}
	return out.String()
}
