package watch

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// search collects what matches one call.
type search struct {
	matcher *matcher
	event   *event
	now     time.Time
	best    int
}

// consider looks at a clause whose path matched, or which has none.
func (s *search) consider(index int, matched *touched, name string) {
	c := &clauses[index]
	if s.best == c.rule || !s.better(c.rule) || !s.holds(c, matched, name) || !s.often(index) {
		return
	}
	s.best = c.rule
}

func (s *search) better(rule int) bool {
	mine := severity(s.matcher.actions[rule])
	if s.best < 0 {
		return mine > 0
	}
	theirs := severity(s.matcher.actions[s.best])
	return mine > theirs || mine == theirs && rule < s.best
}

func (s *search) holds(c *clause, matched *touched, name string) bool {
	e := s.event
	if len(c.calls) > 0 && !slices.Contains(c.calls, e.call) {
		return false
	}
	for i := range c.tests {
		if test := &c.tests[i]; !test.holds(e.args[test.index], &s.matcher.settings) {
			return false
		}
	}
	switch {
	case c.target != "" && e.aim != c.target,
		c.pointed && e.pointed == 0,
		len(c.content) > 0 && !slices.Contains(c.content, e.content),
		matched != nil && !s.suits(c, matched, name),
		matched == nil && !s.anySuits(c),
		len(c.notBy) > 0 && e.program != nil && slices.Contains(c.notBy, e.program()):
		return false
	}
	return true
}

// often says that a clause which is about many calls has seen as many.
func (s *search) often(index int) bool {
	b := s.matcher.bursts[index]
	return b == nil || b.reached(s.now)
}

func (s *search) suits(c *clause, matched *touched, name string) bool {
	if c.resolved && name != matched.resolved || c.access != 0 && c.access&matched.access == 0 {
		return false
	}
	return (!c.outside && !c.inside || c.inside == s.matcher.inScratch(name)) && !c.spares(name)
}

// spares says that the clause leaves the path out.
func (c *clause) spares(name string) bool {
	spared := false
	if c.except != nil {
		c.except.Match(name, func(int) { spared = true })
	}
	return spared
}

// anySuits is for clauses without patterns: any path of the call will do.
func (s *search) anySuits(c *clause) bool {
	if c.access == 0 {
		return true
	}
	return slices.ContainsFunc(s.event.paths, func(t touched) bool { return s.suits(c, &t, t.resolved) })
}

func (m *matcher) inScratch(name string) bool {
	return slices.ContainsFunc(m.settings.Scratch, func(directory string) bool {
		return name == directory || strings.HasPrefix(name, directory+"/")
	})
}

// burst remembers when the last few calls came, in a ring.
type burst struct {
	within time.Duration
	mutex  sync.Mutex
	ring   []time.Time
	next   int
}

func newBurst(wanted Burst) *burst {
	return &burst{within: time.Duration(wanted.Seconds) * time.Second, ring: make([]time.Time, max(wanted.Count, 1))}
}

// reached notes a call and says whether as many came within the time.
func (b *burst) reached(now time.Time) bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.ring[b.next] = now
	b.next = (b.next + 1) % len(b.ring)
	oldest := b.ring[b.next]
	return !oldest.IsZero() && now.Sub(oldest) <= b.within
}
