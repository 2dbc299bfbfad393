package scan

import (
	_ "embed"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

//go:embed testdata/benign.txt
var benignText string

//go:embed testdata/hostile.txt
var hostileText string

type snippet struct{ language, name, text string }

func snippets(text string) []snippet {
	var all []snippet
	for _, part := range strings.Split("\n"+text, "\n### ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		language, name, _ := strings.Cut(head, " ")
		all = append(all, snippet{language, name, body})
	}
	return all
}

// judge scans one program with patience for a busy machine.
func judge(t testing.TB, language string, files ...Named) *protocol.Scan {
	t.Helper()
	s := patient(t, nil)
	files[0].Language = language
	return s.Files(files)
}

func patient(t testing.TB, policy *protocol.ScanPolicy) *Scanner {
	t.Helper()
	s, err := New(policy)
	if err != nil {
		t.Fatal(err)
	}
	s.patience = time.Minute
	return s
}

func ruleNames(report *protocol.Scan) []string {
	var names []string
	for _, match := range report.Matches {
		names = append(names, match.Rule+"["+match.Layer+"]")
	}
	return names
}

func TestHostileCode(t *testing.T) {
	all := snippets(hostileText)
	if len(all) < 80 {
		t.Fatalf("only %d", len(all))
	}
	for _, s := range all {
		report := judge(t, s.language, Named{Path: "main", Data: []byte(s.text)})
		if report.Verdict != Malicious {
			t.Errorf("%s: %s, %d, %v", s.name, report.Verdict, report.Score, ruleNames(report))
		}
	}
}

func TestBenignCode(t *testing.T) {
	all := snippets(benignText)
	if len(all) < 60 {
		t.Fatalf("only %d", len(all))
	}
	for _, s := range all {
		report := judge(t, s.language, Named{Path: "main", Data: []byte(s.text)})
		if report.Score >= defaultThreshold/2 || report.Verdict == Incomplete {
			t.Errorf("%s: %s, %d, %v", s.name, report.Verdict, report.Score, ruleNames(report))
		} else if report.Score > 0 {
			t.Logf("%s: %d, %v", s.name, report.Score, ruleNames(report))
		}
	}
}
