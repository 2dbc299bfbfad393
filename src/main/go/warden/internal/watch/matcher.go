package watch

import (
	"slices"
	"strings"
	"time"

	"codesession.dev/warden/internal/watch/paths"
)

// verdict is what a call leads to; the zero one is that no rule knows it.
type verdict struct {
	rule   *Rule
	action string
}

// matcher is what is of one run about the rules.
type matcher struct {
	settings Settings
	// actions are what the rules lead to, bursts those of some clauses, paths what the run fills in.
	actions []string
	bursts  map[int]*burst
	paths   *paths.Patterns
}

func newMatcher(settings Settings) *matcher {
	m := &matcher{settings: settings, actions: make([]string, len(rules)), bursts: map[int]*burst{}, paths: paths.New()}
	for i := range rules {
		m.actions[i] = settings.action(&rules[i])
	}
	for i := range clauses {
		for _, word := range clauses[i].filled {
			for _, path := range settings.fill(word) {
				if path != "" {
					m.paths.Add(path, i)
				}
			}
		}
		if wanted := clauses[i].burst; wanted != nil && clauses[i].special == "" {
			m.bursts[i] = newBurst(*wanted)
		}
	}
	return m
}

func (t *test) holds(value uint64, s *Settings) bool {
	cut := uint32(value) & t.mask
	switch {
	case t.in != nil:
		return slices.Contains(t.in, cut)
	case t.not != nil:
		return !slices.Contains(t.not, cut) && !(t.notUID && cut == uint32(s.UID)) && !(t.notGID && cut == uint32(s.GID))
	}
	return slices.ContainsFunc(t.bits, func(bit uint32) bool { return cut&bit != 0 })
}

// match finds the harshest rule for a call; of equals the one that comes first.
func (m *matcher) match(e *event, now time.Time) verdict {
	found := search{matcher: m, event: e, now: now, best: -1}
	for _, index := range clausesOf(e.call) {
		found.consider(index, nil, "")
	}
	for i := range e.paths {
		touched := &e.paths[i]
		names := []string{touched.resolved, touched.lexical, touched.through}
		for n, name := range names {
			if name != "" && !slices.Contains(names[:n], name) {
				consider := func(index int) { found.consider(index, touched, name) }
				fixed.Match(name, consider)
				m.paths.Match(name, consider)
			}
		}
	}
	if found.best < 0 {
		return verdict{}
	}
	return verdict{&rules[found.best], m.actions[found.best]}
}

// clausesOf are those without paths that are about a call.
func clausesOf(call string) []int {
	at, found := slices.BinarySearchFunc(byCall[:], call, func(c called, call string) int { return strings.Compare(c.call, call) })
	if !found {
		return nil
	}
	return byCall[at].clauses
}

// about is the verdict of a special rule, and from how many on.
func (m *matcher) about(special string) (verdict, *Burst) {
	at := slices.IndexFunc(clauses[:], func(c clause) bool { return c.special == special })
	if at < 0 || m.actions[clauses[at].rule] == off {
		return verdict{}, nil
	}
	c := &clauses[at]
	return verdict{&rules[c.rule], m.actions[c.rule]}, c.burst
}

// lethal says whether a call ends the run whatever its arguments are, as far as the filter lets them through.
func (m *matcher) lethal(name string) bool {
	return slices.ContainsFunc(clausesOf(name), func(index int) bool {
		c := &clauses[index]
		// The filter knows no descriptor of a process, and not which program calls.
		return m.actions[c.rule] == terminate && !(c.target == atWarden && name == "pidfd_send_signal") && len(c.notBy) == 0
	})
}
