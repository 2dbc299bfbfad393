package advisory

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/google/osv-scalibr/semantic"
)

// Match is the answer; Fixed is the next version without the weakness, where the advisory names one.
type Match struct {
	Affected bool
	Fixed    string
}

// Concerns tells whether a version of a package has the weakness. An error means that the versions cannot be compared: whoever asks
// must not take that for a no.
func (a Affected) Concerns(ecosystem, version string) (Match, error) {
	if slices.Contains(a.Versions, version) {
		return Match{Affected: true}, nil
	}
	for _, span := range a.Ranges {
		// Commits say nothing about the version of a package; such an advisory lists versions, too.
		if span.Type != "ECOSYSTEM" && span.Type != "SEMVER" {
			continue
		}
		match, err := span.concerns(ecosystem, version)
		if match.Affected || err != nil {
			return match, err
		}
	}
	return Match{}, nil
}

// step is an event with its place in the order of versions.
type step struct {
	version string
	// rank puts a fix before an introduction at the same version, and the last affected version after both.
	rank int
}

const (
	fix = iota
	introduction
	lastAffected
)

func (r Range) concerns(ecosystem, version string) (Match, error) {
	parsed, err := semantic.Parse(version, ecosystem)
	if err != nil {
		return Match{}, fmt.Errorf("version %q: %w", version, err)
	}
	steps, err := r.steps(ecosystem)
	if err != nil {
		return Match{}, err
	}
	match := Match{}
	for _, at := range steps {
		order := 1
		if at.version != "0" {
			if order, err = parsed.CompareStr(at.version); err != nil {
				return Match{}, fmt.Errorf("version %q against %q: %w", version, at.version, err)
			}
		}
		switch {
		case at.rank == introduction && order >= 0:
			match.Affected = true
		case at.rank == fix && order >= 0, at.rank == lastAffected && order > 0:
			match.Affected = false
		case at.rank == fix && match.Fixed == "":
			match.Fixed = at.version
		}
	}
	if !match.Affected {
		match.Fixed = ""
	}
	return match, nil
}

// steps sorts the events: databases do not promise an order.
func (r Range) steps(ecosystem string) ([]step, error) {
	var steps []step
	for _, event := range r.Events {
		switch {
		case event.Introduced != "":
			steps = append(steps, step{event.Introduced, introduction})
		case event.Fixed != "":
			steps = append(steps, step{event.Fixed, fix})
		case event.LastAffected != "":
			steps = append(steps, step{event.LastAffected, lastAffected})
		}
	}
	var failure error
	slices.SortStableFunc(steps, func(a, b step) int {
		if a.version == b.version {
			return cmp.Compare(a.rank, b.rank)
		}
		if a.version == "0" {
			return -1
		}
		if b.version == "0" {
			return 1
		}
		parsed, err := semantic.Parse(a.version, ecosystem)
		order := 0
		if err == nil {
			order, err = parsed.CompareStr(b.version)
		}
		if err != nil {
			failure = fmt.Errorf("version %q against %q: %w", a.version, b.version, err)
		}
		return cmp.Or(order, cmp.Compare(a.rank, b.rank))
	})
	return steps, failure
}
