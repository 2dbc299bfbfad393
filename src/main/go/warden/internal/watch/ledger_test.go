package watch

import (
	"fmt"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

func TestAMillionAttempts(t *testing.T) {
	told := 0
	l := newLedger(func(protocol.Violation) { told++ })
	rule := &Rule{Name: "a"}
	for i := range 1_000_000 {
		l.note(rule, "the same", protocol.Denied, time.Now())
		l.note(rule, fmt.Sprint(i), protocol.Denied, time.Now())
	}
	l.note(rule, "the end", protocol.Ended, time.Now())
	listed, omitted := l.violations()
	if told != protocol.MaxViolations || len(listed) != protocol.MaxViolations || omitted != 1_000_000-protocol.MaxViolations+2 {
		t.Errorf("%d told, %d listed, %d omitted", told, len(listed), omitted)
	}
	if listed[0].Count != 1_000_000 || listed[protocol.MaxViolations-1].Action != protocol.Ended || len(l.further) > maxOmitted || len(l.at) > protocol.MaxViolations {
		t.Errorf("%+v, %d remembered", listed[0], len(l.further))
	}
}

func TestOmittedOnesAreCountedOnce(t *testing.T) {
	l := newLedger(func(protocol.Violation) {})
	for range 3 {
		for i := range 100 {
			l.note(&Rule{Name: "a"}, fmt.Sprint(i), protocol.Recorded, time.Now())
		}
	}
	if listed, omitted := l.violations(); len(listed) != protocol.MaxViolations-1 || omitted != 100-protocol.MaxViolations+1 {
		t.Errorf("%d listed, %d omitted", len(listed), omitted)
	}
}
