package watch

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const document = "../../../../../../docs/rules.md"

// TestRulesDocument keeps docs/rules.md what rules.json says: UPDATE=1 go test -run TestRulesDocument ./internal/watch
func TestRulesDocument(t *testing.T) {
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	want := documented(rules)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(document, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(document); err != nil || string(got) != want {
		t.Errorf("docs/rules.md is not what rules.json says (%v)", err)
	}
}

func documented(rules []Rule) string {
	var text strings.Builder
	text.WriteString(`# Rules of the watch

Generated from ` + "`src/main/go/warden/internal/watch/rules.json`" + `; what they mean and where they end is in [warden.md](warden.md#watch).
Names are Falco's where Falco has such a rule, techniques are MITRE ATT&CK's, priorities Falco's words. A class or a session overrides a rule by its name.
` + "`Terminate`" + ` ends the run, ` + "`Refuse`" + ` answers the call with an error, ` + "`Record`" + ` lets the kernel decide.
`)
	family := ""
	for _, rule := range inFamilies(rules) {
		if rule.Family != family {
			family = rule.Family
			text.WriteString("\n## " + family + "\n| rule | about | technique | priority | action |\n| --- | --- | --- | --- | --- |\n")
		}
		action := rule.Action
		if rule.Unless != "" {
			action += ", off with `" + rule.Unless + "`"
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s |\n", rule.Name, rule.Tells, rule.Technique, rule.Priority, action)
	}
	return text.String()
}

// inFamilies keeps the order of families and of rules within one.
func inFamilies(rules []Rule) []Rule {
	var order []string
	members := map[string][]Rule{}
	for _, rule := range rules {
		if members[rule.Family] == nil {
			order = append(order, rule.Family)
		}
		members[rule.Family] = append(members[rule.Family], rule)
	}
	var sorted []Rule
	for _, family := range order {
		sorted = append(sorted, members[family]...)
	}
	return sorted
}
