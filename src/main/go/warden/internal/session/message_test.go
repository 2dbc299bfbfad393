package session

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// However much there is to tell, the line fits the termination message and names the violation that ended the run.
func TestSummaryOfAResultFullOfFindings(t *testing.T) {
	result := unrun(protocol.PolicyViolation, "rule")
	random := rand.New(rand.NewSource(1))
	for i := range protocol.MaxViolations {
		noise := make([]byte, 100)
		random.Read(noise)
		result.Violations = append(result.Violations, protocol.Violation{Rule: fmt.Sprint("rule ", i), Attempted: fmt.Sprintf("%x", noise)})
	}
	result.Scan = &protocol.Scan{Verdict: "Malicious"}
	for i := range protocol.MaxScanMatches {
		result.Scan.Matches = append(result.Scan.Matches, protocol.ScanMatch{Rule: fmt.Sprint(i), File: fmt.Sprintf("%x", random.Uint64())})
	}
	fits := (&Session{}).fitsMessage
	body := resultSummary(result, fits)
	if !fits(body) {
		t.Fatalf("%d bytes", len(body))
	}
	var told protocol.ResultBody
	unpack(t, body, &told)
	last := len(told.Violations) - 1
	if last < 0 || told.Violations[last].Rule != fmt.Sprint("rule ", protocol.MaxViolations-1) {
		t.Errorf("%+v", told.Violations)
	}
	if told.ViolationsOmitted != int64(protocol.MaxViolations-last-1) || told.Scan.Verdict != "Malicious" {
		t.Errorf("%d omitted, %+v", told.ViolationsOmitted, told.Scan)
	}
}

func unpack(t *testing.T, body []byte, into any) {
	t.Helper()
	var wrapped protocol.SummaryBody
	if err := json.Unmarshal(body, &wrapped); err != nil {
		t.Fatal(err)
	}
	reader, err := zlib.NewReader(bytes.NewReader(wrapped.Z))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(reader).Decode(into); err != nil {
		t.Fatal(err)
	}
}
