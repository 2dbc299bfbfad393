package watch

import "codesession.dev/warden/internal/watch/paths"

// The rules come as Go that the compiler lays out in the program (rules.go): nothing of them is read at run time.
// Package compiler writes it from rules.json and says what the fields mean.

// Rule is what an attempt is called and what it leads to.
type Rule struct{ Name, Technique, Priority, Action, Unless string }

// clause holds when everything it names holds; any clause of a rule makes a call an attempt.
type clause struct {
	rule   int
	calls  []string
	tests  []test
	access access
	// filled are the paths that the run fills in; all others are in fixed.
	filled                             []string
	resolved, outside, inside, pointed bool
	content, notBy                     []string
	target, special                    string
	except                             *paths.Patterns
	burst                              *Burst
}

// test of one argument. Exactly one of in, not, bits is given; notUID and notGID are about the code's own.
type test struct {
	index          int
	mask           uint32
	in, not, bits  []uint32
	notUID, notGID bool
}

// Burst is how many within how long.
type Burst struct {
	Count   int
	Seconds int64
}

// called are the clauses without paths that are about a call.
type called struct {
	call    string
	clauses []int
}

// Actions of rules, and the words of a RUN about them.
const (
	terminate = "Terminate"
	refuse    = "Refuse"
	record    = "Record"
	off       = "Ignore"
)

// severity orders actions.
func severity(action string) int {
	switch action {
	case terminate:
		return 3
	case refuse:
		return 2
	case record:
		return 1
	}
	return 0
}
