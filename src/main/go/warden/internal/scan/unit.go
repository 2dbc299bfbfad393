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
	rules    *ruleset
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

func newUnit(rules *ruleset, path string, kind kind) *unit {
	return &unit{rules: rules, path: path, kind: kind, evidence: make([]*evidence, len(rules.patterns)), signals: map[string]bool{}}
}

func (u *unit) note(p *pattern, text int, layer *layer, offset int) {
	seen := u.evidence[p.index]
	if seen == nil {
		seen = &evidence{texts: map[int]bool{}, layer: layer.name, offset: offset}
		u.evidence[p.index] = seen
	}
	seen.texts[text] = true
}

func (u *unit) count(p *pattern) int {
	if p.Signal != "" {
		if u.signals[p.Signal] {
			return 1
		}
		return 0
	}
	if seen := u.evidence[p.index]; seen != nil {
		return len(seen.texts)
	}
	return 0
}

func (u *unit) holds(r *rule) bool {
	if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, u.kind) {
		return false
	}
	return r.holds(func(name string) int {
		if own := r.Patterns[name]; own != nil {
			return u.count(own)
		}
		return u.count(u.rules.capabilities[name])
	})
}

// arms says whether this unit executes what is in other files.
func (u *unit) arms() bool {
	return u.kind != data && slices.ContainsFunc(u.rules.rules, func(r *rule) bool { return r.Arms && u.holds(r) })
}

func (u *unit) matches(armed bool) []protocol.ScanMatch {
	var matches []protocol.ScanMatch
	for _, r := range u.rules.rules {
		if !u.holds(r) {
			continue
		}
		match := protocol.ScanMatch{Rule: r.Name, Technique: r.Technique, File: u.path, Score: r.Score}
		if u.kind == data && !armed && !r.Anywhere {
			match.Score /= dataShare
		}
		for _, name := range r.names {
			if seen := u.evidence[r.Patterns[name].index]; seen != nil {
				match.Layer, match.Offset = seen.layer, int64(seen.offset)
				break
			}
		}
		matches = append(matches, match)
	}
	return matches
}
