package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// judgement of one run against the header of its program.
type judgement struct {
	program program
	verdict string
	// by names the rules and endings that the verdict rests on.
	by []string
	// failure is empty where the run is as its header says, or stronger.
	failure string
}

var limitEndings = []protocol.Ending{
	protocol.WallTimeExceeded, protocol.CPUTimeExceeded, protocol.MemoryExceeded, protocol.DiskExceeded, protocol.OutputExceeded,
	protocol.ProcessLimitExceeded,
}

// judge compares a result and what was seen around it with the expectation.
func judge(p program, result *protocol.ResultBody, seen []string) judgement {
	j := judgement{program: p, by: names(result)}
	j.verdict = verdictOf(result)
	seen = append(seen, effects(result)...)
	switch {
	case !p.hostile:
		j.failure = disturbed(p, result)
	case len(seen) > 0:
		j.verdict, j.by = effect, seen
		j.failure = "had an effect: " + strings.Join(seen, "; ")
	case rank(j.verdict) < rank(p.expect):
		j.failure = fmt.Sprintf("expected %s, was %s", p.expect, j.verdict)
	}
	if j.failure != "" {
		j.failure += fmt.Sprintf(" (ended %s, %s)", result.Ending, result.Message)
	}
	return j
}

func rank(verdict string) int {
	return slices.Index([]string{effect, contained, detected, terminated}, verdict)
}

func verdictOf(result *protocol.ResultBody) string {
	switch {
	case result.Ending == protocol.PolicyViolation:
		return terminated
	case len(result.Violations) > 0, slices.Contains(limitEndings, result.Ending), named(result.Scan):
		return detected
	}
	return contained
}

func named(scan *protocol.Scan) bool { return scan != nil && len(scan.Matches) > 0 }

// names of the rules that spoke, and of the limit that was hit.
func names(result *protocol.ResultBody) []string {
	var found []string
	for _, violation := range result.Violations {
		found = append(found, violation.Rule+" ("+violation.Action+")")
	}
	if result.Scan != nil {
		for _, match := range result.Scan.Matches {
			found = append(found, "scan: "+match.Rule)
		}
	}
	if slices.Contains(limitEndings, result.Ending) {
		found = append(found, string(result.Ending))
	}
	return found
}

// effects are the lines with which a program says that it got through.
func effects(result *protocol.ResultBody) []string {
	var found []string
	for _, stream := range []protocol.Stream{result.Stdout, result.Stderr} {
		for line := range strings.Lines(string(stream.Head) + "\n" + string(stream.Tail)) {
			if strings.HasPrefix(line, "EFFECT") && len(found) < 3 {
				found = append(found, strings.TrimSpace(line))
			}
		}
	}
	return found
}

// disturbed says what kept a benign program from its work: a false positive, or confinement that breaks it.
func disturbed(p program, result *protocol.ResultBody) string {
	for _, violation := range result.Violations {
		if violation.Action != protocol.Recorded {
			return fmt.Sprintf("false positive: %s (%s)", violation.Rule, violation.Attempted)
		}
	}
	switch {
	case result.Ending == protocol.PolicyViolation:
		return "false positive"
	case result.Scan != nil && result.Scan.Verdict != "Clean" && result.Scan.Verdict != "Suspicious":
		return fmt.Sprintf("false positive: scan %s with %d", result.Scan.Verdict, result.Scan.Score)
	case result.Ending != protocol.Exited || result.ExitCode == nil || *result.ExitCode != p.exit:
		return fmt.Sprintf("broken: %.600s", result.Stderr.Head)
	}
	return ""
}

func TestJudge(t *testing.T) {
	zero, two := 0, 2
	exited := func(change func(*protocol.ResultBody)) *protocol.ResultBody {
		result := &protocol.ResultBody{Ending: protocol.Exited, ExitCode: &zero}
		change(result)
		return result
	}
	violation := func(action string) func(*protocol.ResultBody) {
		return func(r *protocol.ResultBody) { r.Violations = []protocol.Violation{{Rule: "R", Action: action}} }
	}
	nothing := func(*protocol.ResultBody) {}
	for _, c := range []struct {
		what    string
		expect  string
		result  *protocol.ResultBody
		seen    []string
		verdict string
		fails   bool
	}{
		{"nothing seen", contained, exited(nothing), nil, contained, false},
		{"weaker than expected", detected, exited(nothing), nil, contained, true},
		{"stronger than expected", detected, exited(func(r *protocol.ResultBody) { r.Ending = protocol.PolicyViolation }), nil, terminated, false},
		{"a limit is a detection", detected, exited(func(r *protocol.ResultBody) { r.Ending = protocol.DiskExceeded }), nil, detected, false},
		{"the scan names it", detected, exited(func(r *protocol.ResultBody) { r.Scan = &protocol.Scan{Matches: []protocol.ScanMatch{{Rule: "S"}}} }), nil, detected, false},
		{"refused", terminated, exited(violation(protocol.Denied)), nil, detected, true},
		{"it says so", contained, exited(func(r *protocol.ResultBody) { r.Stderr.Head = []byte("x\nEFFECT y\n") }), nil, effect, true},
		{"it was seen", contained, exited(nothing), []string{"reached"}, effect, true},
		{"clean", clean, exited(nothing), nil, contained, false},
		{"noted only", clean, exited(violation(protocol.Recorded)), nil, detected, false},
		{"false positive", clean, exited(violation(protocol.Denied)), nil, detected, true},
		{"broken", clean, exited(func(r *protocol.ResultBody) { r.ExitCode = &two }), nil, contained, true},
		{"scanned as malicious", clean, exited(func(r *protocol.ResultBody) { r.Scan = &protocol.Scan{Verdict: "Malicious"} }), nil, contained, true},
	} {
		j := judge(program{hostile: c.expect != clean, expect: c.expect}, c.result, c.seen)
		if j.verdict != c.verdict || (j.failure != "") != c.fails {
			t.Errorf("%s: %s, %q", c.what, j.verdict, j.failure)
		}
	}
}
