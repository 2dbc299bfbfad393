package compiler

import (
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/generated"
	"github.com/elastic/go-seccomp-bpf/arch"
)

func read(t testing.TB) *Ruleset {
	t.Helper()
	text, err := os.ReadFile("../rules.json")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// TestFilesAreOfTheRules: what is compiled into the warden, and the page in docs, say what rules.json says. UPDATE=1
// writes them.
func TestFilesAreOfTheRules(t *testing.T) {
	rules := read(t)
	generated.Files(t, map[string]func() ([]byte, error){"../rules.go": rules.Go, "../../../../../../../docs/rules.md": rules.Document})
}

func TestWrongRulesAreRefused(t *testing.T) {
	for name, clause := range map[string]string{
		"unknown access": `{"access": ["look"]}`, "unknown number": `{"args": [{"index": 0, "in": ["AF_NONE"]}]}`,
		"unknown mask": `{"args": [{"index": 0, "mask": "x", "in": [1]}]}`, "its own UID asked for": `{"args": [{"index": 0, "in": ["{uid}"]}]}`,
	} {
		rules, err := Read([]byte(`{"rules": [{"name": "a", "when": [` + clause + `]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rules.Go(); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

var falcoPriorities = []string{"Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"}

func TestEveryRuleIsComplete(t *testing.T) {
	rules := read(t)
	technique, seen := regexp.MustCompile(`^T\d{4}(\.\d{3})?$`), map[string]bool{}
	for _, rule := range rules.Rules {
		switch {
		case rule.Name == "" || seen[rule.Name] || rule.Family == "" || rule.Tells == "" || len(rule.When) == 0,
			!technique.MatchString(rule.Technique), !slices.Contains(falcoPriorities, rule.Priority),
			!slices.Contains([]string{"Terminate", "Refuse", "Record"}, rule.Action),
			!slices.Contains([]string{"", "executeScratch"}, rule.Unless):
			t.Errorf("%+v", rule)
		}
		seen[rule.Name] = true
		for _, clause := range rule.When {
			checkClause(t, rules, rule.Name, clause)
		}
	}
}

func checkClause(t *testing.T, rules *Ruleset, rule string, clause clause) {
	t.Helper()
	native, err := arch.GetInfo("")
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range clause.Calls {
		// Calls of long ago have no number here; every other name is a number, and the kernel asks about it.
		_, known := native.SyscallNames[call]
		if !known && call != "create_module" && call != "open_tree_attr" || !slices.Contains(confinement.Asked(), call) {
			t.Errorf("%s: nobody asks about %s", rule, call)
		}
	}
	for _, pattern := range slices.Concat(clause.Paths, clause.NotBy, clause.Except) {
		if list, found := strings.CutPrefix(pattern, "@"); found && rules.Lists[list] == nil {
			t.Errorf("%s: no list %s", rule, list)
		}
	}
	for _, pattern := range rules.spread(clause.Paths) {
		if slices.Contains([]string{"{scratch}", "{restricted}", "{terminationLog}"}, pattern) {
			continue
		}
		if _, err := path.Match(pattern, ""); err != nil || !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "**/") {
			t.Errorf("%s: pattern %q: %v", rule, pattern, err)
		}
	}
	for _, test := range clause.Args {
		given := 0
		for _, list := range [][]word{test.In, test.NotIn, test.Bits} {
			if len(list) > 0 {
				given++
			}
		}
		if given != 1 || test.Index < 0 || test.Index > 5 {
			t.Errorf("%s: %+v", rule, test)
		}
	}
	if !slices.Contains([]string{"", "resolved"}, clause.On) || !slices.Contains([]string{"", "outside", "scratch"}, clause.Where) ||
		!slices.Contains([]string{"", "warden", "other", "everyone"}, clause.Target) || !slices.Contains([]string{"", "unreadable", "killed", "forks"}, clause.Special) {
		t.Errorf("%s: %+v", rule, clause)
	}
}

// A rule that is about no call, no path and nothing special would hold for everything.
func TestNoClauseIsEmpty(t *testing.T) {
	for _, rule := range read(t).Rules {
		for _, clause := range rule.When {
			if len(clause.Calls)+len(clause.Paths) == 0 && clause.Special == "" {
				t.Errorf("%s: %+v", rule.Name, clause)
			}
		}
	}
}
