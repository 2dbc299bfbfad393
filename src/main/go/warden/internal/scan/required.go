package scan

import (
	"regexp/syntax"
	"strings"
)

const (
	// maxExact bounds how many spellings of a part of an expression are followed up.
	maxExact = 48
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
	_, best := literals(parsed.Simplify())
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
	case syntax.OpPlus:
		_, best = literals(re.Sub[0])
		return nil, best
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
	var all []string
	seen := map[string]bool{}
	for i := 0; i < len(re.Rune); i += 2 {
		for c := re.Rune[i]; c <= re.Rune[i+1]; c++ {
			text := strings.ToLower(string(c))
			if len(all) >= maxExact/4 {
				return nil
			}
			if !seen[text] {
				seen[text] = true
				all = append(all, text)
			}
		}
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

// flattened takes out the concatenations within a concatenation that repetition makes.
func flattened(subs []*syntax.Regexp) []*syntax.Regexp {
	var flat []*syntax.Regexp
	for _, sub := range subs {
		if sub.Op == syntax.OpConcat {
			flat = append(flat, flattened(sub.Sub)...)
		} else {
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
