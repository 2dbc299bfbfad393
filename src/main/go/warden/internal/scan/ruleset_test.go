package scan

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"testing"
	"testing/fstest"
)

func TestRulesAreWhole(t *testing.T) {
	rules := shared()
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
		if p.compiled != nil {
			p.compiled()
		}
	}
	if len(rules.rules) < 45 || rules.automaton.states() > 1<<16-1 {
		t.Errorf("%d rules, %d states", len(rules.rules), rules.automaton.states())
	}
	t.Logf("%d rules, %d patterns, %d literals, %d states of %d classes", len(rules.rules), len(rules.patterns), len(rules.literals), rules.automaton.states(), rules.automaton.width)
}

// TestTable: the page in docs says what the rules say. UPDATE=1 writes it.
func TestTable(t *testing.T) {
	const page = "../../../../../../docs/scan-rules.md"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(page, []byte(Table()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(page)
	if err != nil || string(written) != Table() {
		t.Errorf("docs/scan-rules.md is not of these rules: %v", err)
	}
}

// TestAnchors: anchors.json is of these rules. UPDATE=1 writes it.
func TestAnchors(t *testing.T) {
	wanted := map[string][]string{}
	for _, p := range shared().patterns {
		if p.Regex == "" {
			continue
		}
		expression := p.expression()
		found, err := required(expression)
		if err != nil {
			t.Fatal(err)
		}
		wanted[expression] = found
	}
	text, err := json.MarshalIndent(wanted, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if text = append(text, '\n'); os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("anchors.json", text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(text, anchorsText) {
		t.Error("anchors.json is not of these rules: UPDATE=1 go test ./internal/scan")
	}
}

func TestWrongRulesAreRefused(t *testing.T) {
	for name, rule := range map[string]string{
		"no form":           `{"name": "a", "patterns": {"p": {}}}`,
		"two forms":         `{"name": "a", "patterns": {"p": {"texts": ["ab"], "regex": "ab"}}}`,
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
		if _, err := load(fstest.MapFS{"rules/a.json": {Data: []byte(`{"rules": [` + rule + `]}`)}}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestConditions(t *testing.T) {
	seen := map[string]int{"a": 1, "b": 3, "c": 0}
	for text, want := range map[string]bool{
		"a": true, "c": false, "not c": true, "a and c": false, "a or c": true, "a and (b or c)": true, "not (a and b)": false,
		"any of them": true, "all of them": false, "2 of them": true, "all of (a, b)": true, "3 of (a, b, c)": false,
		"b >= 3": true, "b >= 4": false, "c or a and b": true, "not c and a": true,
	} {
		holds, err := parseCondition(text, []string{"a", "b", "c"}, func(name string) bool { _, known := seen[name]; return known })
		if err != nil || holds(func(name string) int { return seen[name] }) != want {
			t.Errorf("%s: wanted %v (%v)", text, want, err)
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
