package compiler

import (
	"regexp/syntax"
	"slices"
	"strings"
)

const (
	// maxExact bounds how many spellings of a part of an expression are followed up.
	maxExact = 48
	// maxRounds bounds how often what is repeated is written out.
	maxRounds = 3
	// minLiteral is the shortest literal that is worth looking for.
	minLiteral = 2
)

// required returns literals in lower case of which every match of the expression contains one; none if there is no
// such set. The expression runs only where one of them was seen.
func required(expression string) ([]string, error) {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil, err
	}
	_, best := literals(parsed)
	return best, nil
}

// literals returns all spellings of a part if they are few, and the best set that each of its matches contains.
func literals(re *syntax.Regexp) (exact, best []string) {
	switch re.Op {
	case syntax.OpLiteral:
		text := strings.ToLower(string(re.Rune))
		return []string{text}, worthy([]string{text})
	case syntax.OpCharClass:
		exact = spelled(re)
		return exact, worthy(exact)
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}, nil
	case syntax.OpCapture:
		return literals(re.Sub[0])
	case syntax.OpPlus, syntax.OpRepeat:
		return concatenate([]*syntax.Regexp{re})
	case syntax.OpQuest:
		if exact, _ = literals(re.Sub[0]); exact != nil {
			exact = append([]string{""}, exact...)
		}
		return exact, nil
	case syntax.OpAlternate:
		return alternate(re.Sub)
	case syntax.OpConcat:
		return concatenate(re.Sub)
	}
	return nil, nil
}

// spelled lists the characters of a small class.
func spelled(re *syntax.Regexp) []string {
	size := 0
	for i := 0; i < len(re.Rune); i += 2 {
		size += int(re.Rune[i+1]-re.Rune[i]) + 1
	}
	if size > maxExact/2 {
		return nil
	}
	var all []string
	for i := 0; i < len(re.Rune); i += 2 {
		for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
			if text := strings.ToLower(string(c)); !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	if len(all) > maxExact/4 {
		return nil
	}
	return all
}

func alternate(subs []*syntax.Regexp) (exact, best []string) {
	exact, best = []string{}, []string{}
	for _, sub := range subs {
		e, b := literals(sub)
		if exact != nil && e != nil && len(exact)+len(e) <= maxExact {
			exact = append(exact, e...)
		} else {
			exact = nil
		}
		if best != nil && b != nil {
			best = append(best, b...)
		} else {
			best = nil
		}
	}
	return exact, better(worthy(exact), best)
}

// concatenate multiplies neighbours out as long as that stays small.
func concatenate(subs []*syntax.Regexp) (exact, best []string) {
	whole, run := true, []string{""}
	for _, sub := range flattened(subs) {
		e, b := literals(sub)
		best = better(best, b)
		if e == nil || len(run)*len(e) > maxExact {
			best = better(best, worthy(run))
			whole, run = false, []string{""}
			if e == nil {
				continue
			}
		}
		run = product(run, e)
	}
	best = better(best, worthy(run))
	if whole {
		exact = run
	}
	return exact, best
}

// anything stands for text that nothing is known of.
var anything = &syntax.Regexp{Op: syntax.OpStar}

// flattened takes out the concatenations within a concatenation, and the first rounds of what is repeated.
func flattened(subs []*syntax.Regexp) []*syntax.Regexp {
	var flat []*syntax.Regexp
	for _, sub := range subs {
		switch {
		case sub.Op == syntax.OpConcat:
			flat = append(flat, flattened(sub.Sub)...)
		case sub.Op == syntax.OpPlus:
			flat = append(flat, flattened(sub.Sub)...)
			flat = append(flat, anything)
		case sub.Op == syntax.OpRepeat:
			for range min(sub.Min, maxRounds) {
				flat = append(flat, flattened(sub.Sub)...)
			}
			if sub.Max != sub.Min || sub.Min > maxRounds {
				flat = append(flat, anything)
			}
		default:
			flat = append(flat, sub)
		}
	}
	return flat
}

func product(left, right []string) []string {
	all := make([]string, 0, len(left)*len(right))
	for _, l := range left {
		for _, r := range right {
			all = append(all, l+r)
		}
	}
	return all
}

func worthy(set []string) []string {
	if len(set) == 0 || shortest(set) < minLiteral {
		return nil
	}
	return set
}

func shortest(set []string) int {
	length := len(set[0])
	for _, text := range set {
		length = min(length, len(text))
	}
	return length
}

// better prefers long literals: they hit rarely. Sixteen alternatives weigh as much as a character.
func better(a, b []string) []string {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	if min(shortest(b), 8)*16-len(b) > min(shortest(a), 8)*16-len(a) {
		return b
	}
	return a
}
