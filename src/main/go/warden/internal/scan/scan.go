// Package scan reads code, input files and artifacts without running them, and says how much they look like an
// attack. Rules are data (rules/*.json). All it reads is hostile, so every step is bounded in bytes, depth and time;
// what a bound cut off makes the verdict Incomplete, never Clean.
package scan

import (
	"errors"
	"runtime"
	"sort"
	"time"

	"codesession.dev/warden/internal/protocol"
)

// Verdicts as the wire has them.
const (
	Clean      = "Clean"
	Suspicious = "Suspicious"
	Malicious  = "Malicious"
	Incomplete = "Incomplete"
)

// Modes of a policy.
const (
	Record = "Record"
	Block  = "Block"
)

const (
	defaultThreshold = 100
	maxScore         = 1000
	// patience is how much CPU time one call may take.
	patience = time.Second
)

// Named is a file to look at. Language is known for the code file only.
type Named struct {
	Path     string
	Data     []byte
	Language string
}

// Stdin is the path under which standard input is looked at; no file can have it.
const Stdin = "<stdin>"

// Scanner collects what is found during one run.
type Scanner struct {
	mode      string
	threshold int64
	patience  time.Duration
	limits    limits
	found     map[string]protocol.ScanMatch
	cut       bool
}

var errPolicy = errors.New("the scan policy has an unknown mode or a negative threshold")

// New makes a scanner for a policy; none means to record against the default threshold.
func New(policy *protocol.ScanPolicy) (*Scanner, error) {
	s := &Scanner{mode: Record, threshold: defaultThreshold, patience: patience, limits: standard, found: map[string]protocol.ScanMatch{}}
	if policy == nil {
		return s, nil
	}
	if policy.Mode != "" {
		s.mode = policy.Mode
	}
	if policy.Threshold != 0 {
		s.threshold = policy.Threshold
	}
	if (s.mode != Record && s.mode != Block) || s.threshold < 0 {
		return nil, errPolicy
	}
	return s, nil
}

// Blocks says whether nothing may start before it was looked at.
func (s *Scanner) Blocks() bool { return s.mode == Block }

// Files looks at files that belong together and reports everything found so far. It is called again with what
// came back from a run.
func (s *Scanner) Files(files []Named) *protocol.Scan {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	bounds := newBounds(s.limits, s.patience)
	s.examine(files, bounds)
	s.cut = s.cut || bounds.cut
	return s.Report()
}

func (s *Scanner) examine(files []Named, bounds *bounds) {
	// A fault in here must not end the first process of the container: what was not looked at is Incomplete.
	defer func() { bounds.cut = recover() != nil || bounds.cut }()
	units := make([]*unit, 0, len(files))
	for _, file := range files {
		units = append(units, examine(bounds, file)...)
	}
	// Text in a data file is harmless as long as nothing here executes what is in files.
	armed := false
	for _, u := range units {
		armed = armed || u.arms()
	}
	for _, u := range units {
		for _, match := range u.matches(armed) {
			if match.Score > s.found[match.Rule].Score || s.found[match.Rule].Rule == "" {
				s.found[match.Rule] = match
			}
		}
	}
}

// Report is the verdict over all that was looked at.
func (s *Scanner) Report() *protocol.Scan {
	report := &protocol.Scan{Verdict: Clean, Matches: make([]protocol.ScanMatch, 0, len(s.found))}
	for _, match := range s.found {
		report.Score = min(report.Score+match.Score, maxScore)
		report.Matches = append(report.Matches, match)
	}
	sort.Slice(report.Matches, func(i, j int) bool {
		a, b := report.Matches[i], report.Matches[j]
		if a.Score != b.Score {
			return a.Score > b.Score
		}
		return a.Rule < b.Rule
	})
	report.Matches = report.Matches[:min(len(report.Matches), protocol.MaxScanMatches)]
	switch {
	case report.Score >= s.threshold:
		report.Verdict = Malicious
	case s.cut:
		report.Verdict = Incomplete
	case report.Score > 0:
		report.Verdict = Suspicious
	}
	return report
}

// Refuses says whether the policy forbids to start what was looked at, and why.
func (s *Scanner) Refuses() (string, bool) {
	report := s.Report()
	if s.mode != Block || (report.Verdict != Malicious && report.Verdict != Incomplete) {
		return "", false
	}
	return refusal(report, s.threshold), true
}
