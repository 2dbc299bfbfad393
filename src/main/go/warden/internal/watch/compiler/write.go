package compiler

import (
	"fmt"
	"go/format"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"codesession.dev/warden/internal/watch/paths"
)

// Go is the file of rules and clauses, of the clauses without paths by their calls, and of the tree of paths.
func (r *Ruleset) Go() ([]byte, error) {
	var rules, clauses strings.Builder
	calls, tree, index := map[string][]int{}, paths.New(), 0
	for number, rule := range r.Rules {
		fmt.Fprintf(&rules, "{%q, %q, %q, %q, %q},\n", rule.Name, rule.Technique, rule.Priority, rule.Action, rule.Unless)
		for _, c := range rule.When {
			fields, err := r.fields(c)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", rule.Name, err)
			}
			fmt.Fprintf(&clauses, "{rule: %d, %s},\n", number, fields)
			for _, path := range r.spread(c.Paths) {
				if !filled(path) {
					tree.Add(path, index)
				}
			}
			if len(c.Paths) == 0 {
				for _, call := range c.Calls {
					calls[call] = append(calls[call], index)
				}
			}
			index++
		}
	}
	var out strings.Builder
	out.WriteString("// Code generated from rules.json by UPDATE=1 go test ./internal/watch/compiler. DO NOT EDIT.\n\npackage watch\n\nimport \"codesession.dev/warden/internal/watch/paths\"\n\n")
	fmt.Fprintf(&out, "var rules = [...]Rule{\n%s}\n\nvar clauses = [...]clause{\n%s}\n\nvar byCall = [...]called{\n", &rules, &clauses)
	for _, call := range slices.Sorted(maps.Keys(calls)) {
		fmt.Fprintf(&out, "{%q, %#v},\n", call, calls[call])
	}
	fmt.Fprintf(&out, "}\n\nvar fixed = %s\n", literal(tree))
	return format.Source([]byte(out.String()))
}

var empty = regexp.MustCompile(`\w+:(?:\[\][\w.]+\(nil\)|false|"")(?:, )?`)

// literal is a tree as Go, a node in a line.
func literal(tree *paths.Patterns) string {
	var out strings.Builder
	out.WriteString("paths.Patterns{Nodes: []paths.Node{\n")
	for _, node := range tree.Nodes {
		out.WriteString(strings.TrimPrefix(empty.ReplaceAllString(fmt.Sprintf("%#v", node), ""), "paths.Node") + ",\n")
	}
	return out.String() + "}}"
}

var accesses = map[string]string{
	"read": "reads", "write": "writes", "execute": "executes", "remove": "removes", "link": "links", "change": "changes", "connect": "connects", "directory": "directory",
}

// fields of a clause that are not empty.
func (r *Ruleset) fields(c clause) (string, error) {
	var fields, does, tests []string
	for _, word := range c.Access {
		if accesses[word] == "" {
			return "", fmt.Errorf("unknown access %q", word)
		}
		does = append(does, accesses[word])
	}
	for _, argument := range c.Args {
		test, err := r.test(argument)
		if err != nil {
			return "", err
		}
		tests = append(tests, test)
	}
	add := func(given bool, format string, values ...any) {
		if given {
			fields = append(fields, fmt.Sprintf(format, values...))
		}
	}
	open := slices.DeleteFunc(r.spread(c.Paths), func(path string) bool { return !filled(path) })
	add(len(c.Calls) > 0, "calls: %#v", c.Calls)
	add(len(tests) > 0, "tests: []test{%s}", strings.Join(tests, ", "))
	add(len(does) > 0, "access: %s", strings.Join(does, " | "))
	add(len(open) > 0, "filled: %#v", open)
	add(c.On == "resolved", "resolved: true")
	add(c.Where == "outside", "outside: true")
	add(c.Where == "scratch", "inside: true")
	add(len(c.Content) > 0, "content: %#v", c.Content)
	add(len(c.NotBy) > 0, "notBy: %#v", r.spread(c.NotBy))
	add(c.Target != "", "target: %q", c.Target)
	add(c.Pointed, "pointed: true")
	add(c.Special != "", "special: %q", c.Special)
	if len(c.Except) > 0 {
		tree := paths.New()
		for _, pattern := range r.spread(c.Except) {
			tree.Add(pattern, 0)
		}
		add(true, "except: &%s", literal(tree))
	}
	if c.Burst != nil {
		add(true, "burst: &Burst{Count: %d, Seconds: %d}", c.Burst.Count, c.Burst.Seconds)
	}
	return strings.Join(fields, ", "), nil
}

func (r *Ruleset) test(t test) (string, error) {
	mask := ^uint32(0)
	if t.Mask != "" {
		given, err := r.number(t.Mask)
		if err != nil {
			return "", err
		}
		mask = given
	}
	text := fmt.Sprintf("{index: %d, mask: %#x", t.Index, mask)
	for _, list := range []struct {
		name  string
		words []word
	}{{"in", t.In}, {"not", t.NotIn}, {"bits", t.Bits}} {
		var numbers []string
		for _, w := range list.words {
			// What may be only what it is already: the one use of what the run fills in.
			if list.name == "not" && w == "{uid}" {
				text += ", notUID: true"
				continue
			}
			if list.name == "not" && w == "{gid}" {
				text += ", notGID: true"
				continue
			}
			number, err := r.number(w)
			if err != nil {
				return "", err
			}
			numbers = append(numbers, fmt.Sprintf("%#x", number))
		}
		if len(list.words) > 0 {
			text += fmt.Sprintf(", %s: []uint32{%s}", list.name, strings.Join(numbers, ", "))
		}
	}
	return text + "}", nil
}

// number is what a word stands for.
func (r *Ruleset) number(w word) (uint32, error) {
	if value, found := r.Constants[string(w)]; found {
		return value, nil
	}
	value, err := strconv.ParseInt(string(w), 0, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no number", string(w))
	}
	return uint32(value), nil
}
