package scan

import (
	"slices"

	"codesession.dev/warden/internal/protocol"
)

// dataShare is what part of a score counts in data that nothing executes: logs and articles quote attacks.
const dataShare = 4

// unit is a file, or a member of an archive, with everything that is encoded in it. Conditions hold over a unit, so
// that an attack spread over several encodings is still one.
type unit struct {
	path     string
	kind     kind
	evidence []*evidence
	signals  map[string]bool
	// keys are numbers that something is combined with by exclusive or.
	keys []byte
}

// evidence is where a pattern was seen first, and which of its texts were seen.
type evidence struct {
	texts  map[int]bool
	layer  string
	offset int
}

func newUnit(path string, kind kind) *unit {
	return &unit{path: path, kind: kind, evidence: make([]*evidence, len(patterns)), signals: map[string]bool{}}
}

func (u *unit) note(p *pattern, text int, layer *layer, offset int) {
	seen := u.evidence[p.index]
	if seen == nil {
		seen = &evidence{texts: map[int]bool{}, layer: layer.name, offset: offset}
		u.evidence[p.index] = seen
	}
	seen.texts[text] = true
}

// count is how many different texts of a pattern were seen.
func (u *unit) count(index int) int {
	if signal := patterns[index].signal; signal != "" {
		if u.signals[signal] {
			return 1
		}
		return 0
	}
	if seen := u.evidence[index]; seen != nil {
		return len(seen.texts)
	}
	return 0
}

func (u *unit) holds(r *rule) bool {
	return (len(r.kinds) == 0 || slices.Contains(r.kinds, u.kind)) && r.holds(u)
}

// arms says whether this unit executes what is in other files.
func (u *unit) arms() bool {
	for i := range rules {
		if rules[i].arms && u.kind != data && u.holds(&rules[i]) {
			return true
		}
	}
	return false
}

func (u *unit) matches(armed bool) []protocol.ScanMatch {
	var matches []protocol.ScanMatch
	for i := range rules {
		r := &rules[i]
		if !u.holds(r) {
			continue
		}
		match := protocol.ScanMatch{Rule: r.name, Technique: r.technique, File: u.path, Score: r.score}
		if u.kind == data && !armed && !r.anywhere {
			match.Score /= dataShare
		}
		for _, seen := range u.evidence[r.first:r.behind] {
			if seen != nil {
				match.Layer, match.Offset = seen.layer, int64(seen.offset)
				break
			}
		}
		matches = append(matches, match)
	}
	return matches
}
