package compiler

import (
	"go/token"
	"go/types"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"testing/fstest"

	"codesession.dev/warden/internal/generated"
)

func load(t *testing.T) *Ruleset {
	t.Helper()
	rules, err := Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func TestRulesAreWhole(t *testing.T) {
	rules := load(t)
	names := map[string]bool{}
	for _, r := range rules.rules {
		if names[r.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(r.Name) {
			t.Errorf("%s is no name, or twice there", r.Name)
		}
		names[r.Name] = true
		if r.Description == "" || !regexp.MustCompile(`^T\d{4}(\.\d{3})?$`).MatchString(r.Technique) || r.Score <= 0 || r.Score > 100 {
			t.Errorf("%s lacks something", r.Name)
		}
	}
	for _, p := range rules.patterns {
		regexp.MustCompile(p.expression())
	}
	if len(rules.rules) < 45 {
		t.Errorf("%d rules", len(rules.rules))
	}
	t.Logf("%d rules, %d patterns, %d literals, %d states of %d classes", len(rules.rules), len(rules.patterns), len(rules.literals), len(rules.automaton.by), rules.automaton.width)
}

// TestFilesAreOfTheRules: what is compiled into the warden, and the page in docs, say what the rules say. UPDATE=1
// writes them.
func TestFilesAreOfTheRules(t *testing.T) {
	rules := load(t)
	generated.Files(t, map[string]func() ([]byte, error){
		"../rules.go": rules.Rules, "../literals.go": rules.Literals, "../../../../../../../docs/scan-rules.md": rules.Table,
	})
}

func TestWrongRulesAreRefused(t *testing.T) {
	for name, rule := range map[string]string{
		"no form":           `{"name": "a", "patterns": {"p": {}}}`,
		"two forms":         `{"name": "a", "patterns": {"p": {"texts": ["ab"], "regex": "ab"}}}`,
		"no sink":           `{"name": "a", "patterns": {"p": {"texts": ["ab"], "from": ["ab"]}}}`,
		"short text":        `{"name": "a", "patterns": {"p": {"texts": ["a"]}}}`,
		"no literal":        `{"name": "a", "patterns": {"p": {"regex": ".*"}}}`,
		"bad expression":    `{"name": "a", "patterns": {"p": {"regex": "ab("}}}`,
		"unknown pattern":   `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "q"}`,
		"open parenthesis":  `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "(p"}`,
		"too many":          `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "2 of them"}`,
		"no count":          `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "p >= x"}`,
		"something behind":  `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "p p"}`,
		"nothing":           `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "p and"}`,
		"list without end":  `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "any of (p"}`,
		"list of something": `{"name": "a", "patterns": {"p": {"texts": ["ab"]}}, "condition": "any of (p q)"}`,
	} {
		if _, err := Load(fstest.MapFS{"rules/a.json": {Data: []byte(`{"rules": [` + rule + `]}`)}}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

var counts = regexp.MustCompile(`u\.count\((\d+)\)`)

// A condition in Go whose counts are known is a constant.
func TestConditions(t *testing.T) {
	names, seen := []string{"a", "b", "c"}, []int{1, 3, 0}
	for text, want := range map[string]bool{
		"a": true, "c": false, "not c": true, "a and c": false, "a or c": true, "a and (b or c)": true, "not (a and b)": false,
		"any of them": true, "all of them": false, "2 of them": true, "all of (a, b)": true, "3 of (a, b, c)": false,
		"b >= 3": true, "b >= 4": false, "c or a and b": true, "not c and a": true,
		"not c or b": true, "not any of (c)": true, "2 of (a, c)": false, "2 of (c, a, b) and not all of them": true, "not a >= 2": true,
	} {
		holds, err := condition(text, names, func(name string) (int, bool) {
			index := slices.Index(names, name)
			return index, index >= 0
		})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		constant := counts.ReplaceAllStringFunc(holds, func(term string) string {
			index, _ := strconv.Atoi(counts.FindStringSubmatch(term)[1])
			return strconv.Itoa(seen[index])
		})
		if value, err := types.Eval(token.NewFileSet(), nil, token.NoPos, constant); err != nil || value.Value.String() != strconv.FormatBool(want) {
			t.Errorf("%s: wanted %v of %s (%v)", text, want, holds, err)
		}
	}
}

func TestRequiredLiterals(t *testing.T) {
	for expression, want := range map[string]string{
		`(?i)Foo.+bar`: "foo", `(?:ab|cd)x`: "abx", `\d+hello\d`: "hello0", `a?bcd`: "bcd", `[ab]cd`: "acd", `(?:xyz)+`: "xyz", `(?:\\[0-7]{3}){6,}`: `\0`,
	} {
		if found, err := required(expression); err != nil || len(found) == 0 || found[0] != want {
			t.Errorf("%s: %q %v", expression, found, err)
		}
	}
	for _, expression := range []string{`.*`, `a`, `abc|.`, `(?:abc)*`, `\d+`} {
		if found, _ := required(expression); len(found) != 0 {
			t.Errorf("%s: %q", expression, found)
		}
	}
}
