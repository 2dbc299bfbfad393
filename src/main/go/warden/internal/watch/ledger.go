package watch

import (
	"hash/maphash"
	"sync"
	"time"

	"codesession.dev/warden/internal/protocol"
)

// maxOmitted bounds what is remembered of violations that are not listed any more.
const maxOmitted = 4096

// ledger keeps what was attempted: each distinct attempt once, with a count. However often something is
// attempted, it neither grows nor reports again.
type ledger struct {
	report func(protocol.Violation)

	mutex   sync.Mutex
	started time.Time
	listed  []protocol.Violation
	at      map[string]int
	seed    maphash.Seed
	further map[uint64]struct{}
	omitted int64
}

func newLedger(report func(protocol.Violation)) *ledger {
	return &ledger{
		report: report, started: time.Now(), at: map[string]int{}, seed: maphash.MakeSeed(), further: map[uint64]struct{}{},
	}
}

// begin is when the code starts.
func (l *ledger) begin() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.started = time.Now()
}

// note books an attempt and reports it if it is the first of its kind.
func (l *ledger) note(rule *Rule, attempted, action string, now time.Time) {
	l.mutex.Lock()
	key := rule.Name + "\x00" + attempted + "\x00" + action
	if index, found := l.at[key]; found {
		l.listed[index].Count++
		l.mutex.Unlock()
		return
	}
	// The last place is for the one that ends the run.
	room := protocol.MaxViolations - 1
	if action == protocol.Ended {
		room++
	}
	if len(l.listed) >= room {
		l.omit(key)
		l.mutex.Unlock()
		return
	}
	violation := protocol.Violation{
		Rule: rule.Name, Technique: rule.Technique, Priority: rule.Priority, Attempted: attempted, Action: action,
		SinceStartMillis: now.Sub(l.started).Milliseconds(), Count: 1,
	}
	l.at[key] = len(l.listed)
	l.listed = append(l.listed, violation)
	l.mutex.Unlock()
	l.report(violation)
}

// omit counts distinct ones as long as it can tell, and all after that.
func (l *ledger) omit(key string) {
	if len(l.further) < maxOmitted {
		digest := maphash.String(l.seed, key)
		if _, known := l.further[digest]; known {
			return
		}
		l.further[digest] = struct{}{}
	}
	l.omitted++
}

// violations is what a RESULT lists.
func (l *ledger) violations() ([]protocol.Violation, int64) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return append([]protocol.Violation{}, l.listed...), l.omitted
}
