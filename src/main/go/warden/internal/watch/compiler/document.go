package compiler

import (
	"fmt"
	"strings"
)

// Document is docs/rules.md.
func (r *Ruleset) Document() ([]byte, error) {
	var text strings.Builder
	text.WriteString(`# Rules of the watch

Generated from ` + "`src/main/go/warden/internal/watch/rules.json` (`UPDATE=1 go test ./internal/watch/compiler`)" + `; what they mean and where they end is in [warden.md](warden.md#watch).
Names are Falco's where Falco has such a rule, techniques are MITRE ATT&CK's, priorities Falco's words. A class or a session overrides a rule by its name.
` + "`Terminate`" + ` ends the run, ` + "`Refuse`" + ` answers the call with an error, ` + "`Record`" + ` lets the kernel decide.
`)
	family := ""
	for _, rule := range inFamilies(r.Rules) {
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
	return []byte(text.String()), nil
}

// inFamilies keeps the order of families and of rules within one.
func inFamilies(rules []rule) []rule {
	var order []string
	members := map[string][]rule{}
	for _, rule := range rules {
		if members[rule.Family] == nil {
			order = append(order, rule.Family)
		}
		members[rule.Family] = append(members[rule.Family], rule)
	}
	var sorted []rule
	for _, family := range order {
		sorted = append(sorted, members[family]...)
	}
	return sorted
}
