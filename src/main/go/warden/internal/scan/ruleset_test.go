package scan

import "testing"

func TestRulesCompile(t *testing.T) {
	rules, err := load(embedded)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range rules.patterns {
		if p.compiled != nil {
			p.compiled()
		}
	}
	t.Logf("%d rules, %d patterns, %d literals, %d states of %d classes", len(rules.rules), len(rules.patterns), len(rules.literals), len(rules.automaton.ends), rules.automaton.width)
}
