package watch

import (
	"fmt"
	"slices"
	"time"
)

// verdict is what a call leads to; the zero one is that no rule knows it.
type verdict struct {
	rule   *Rule
	action string
}

// matcher holds the rules of a run, compiled.
type matcher struct {
	rules    []Rule
	actions  []string
	clauses  []clause
	byCall   map[string][]int
	patterns *patterns
	special  map[string]int
	forks    *Burst
	scratch  []string
}

// clause is a Clause that needs no looking up any more.
type clause struct {
	rule     int
	calls    []string
	tests    []test
	access   access
	resolved bool
	outside  bool
	inside   bool
	content  []string
	target   string
	pointed  bool
	notBy    []string
	except   *patterns
	burst    *burst
}

type test struct {
	index         int
	mask          uint32
	in, not, bits []uint32
}

func newMatcher(settings Settings) (*matcher, error) {
	file, err := readRules()
	if err != nil {
		return nil, err
	}
	m := &matcher{rules: file.Rules, byCall: map[string][]int{}, patterns: newPatterns(), special: map[string]int{}, scratch: settings.Scratch}
	for i, rule := range file.Rules {
		action := settings.action(rule)
		m.actions = append(m.actions, action)
		if action == off {
			continue
		}
		for _, written := range rule.When {
			if err := m.add(i, written, file, settings); err != nil {
				return nil, fmt.Errorf("%s: %w", rule.Name, err)
			}
		}
	}
	return m, nil
}

func (m *matcher) add(rule int, written Clause, file *ruleFile, settings Settings) error {
	if written.Special != "" {
		m.special[written.Special] = rule
		if written.Special == "forks" {
			m.forks = written.Burst
		}
		return nil
	}
	compiled := clause{
		rule: rule, calls: written.Calls, resolved: written.On == "resolved", outside: written.Where == "outside", inside: written.Where == "scratch",
		content: written.Content, target: written.Target, pointed: written.Pointed,
		notBy: file.patterns(written.NotBy, settings),
	}
	for _, word := range written.Access {
		does, known := accessWords[word]
		if !known {
			return fmt.Errorf("rules.json: unknown access %q", word)
		}
		compiled.access |= does
	}
	for _, argument := range written.Args {
		tested, err := file.test(argument, settings)
		if err != nil {
			return err
		}
		compiled.tests = append(compiled.tests, tested)
	}
	for _, pattern := range file.patterns(written.Except, settings) {
		if compiled.except == nil {
			compiled.except = newPatterns()
		}
		compiled.except.add(pattern, 0)
	}
	if written.Burst != nil {
		compiled.burst = newBurst(*written.Burst)
	}
	index := len(m.clauses)
	m.clauses = append(m.clauses, compiled)
	for _, pattern := range file.patterns(written.Paths, settings) {
		m.patterns.add(pattern, index)
	}
	if len(written.Paths) == 0 {
		for _, name := range written.Calls {
			m.byCall[name] = append(m.byCall[name], index)
		}
	}
	return nil
}

func (f *ruleFile) test(written Test, settings Settings) (test, error) {
	compiled := test{index: written.Index, mask: ^uint32(0)}
	if written.Mask != "" {
		mask, err := f.number(written.Mask, settings)
		if err != nil {
			return test{}, err
		}
		compiled.mask = mask
	}
	for _, list := range []struct {
		words []word
		into  *[]uint32
	}{{written.In, &compiled.in}, {written.NotIn, &compiled.not}, {written.Bits, &compiled.bits}} {
		for _, word := range list.words {
			value, err := f.number(word, settings)
			if err != nil {
				return test{}, err
			}
			*list.into = append(*list.into, value)
		}
	}
	return compiled, nil
}

func (t test) holds(value uint64) bool {
	cut := uint32(value) & t.mask
	switch {
	case t.in != nil:
		return slices.Contains(t.in, cut)
	case t.not != nil:
		return !slices.Contains(t.not, cut)
	}
	return slices.ContainsFunc(t.bits, func(bit uint32) bool { return cut&bit != 0 })
}

// match finds the harshest rule for a call; of equals the one that comes first.
func (m *matcher) match(e *event, now time.Time) verdict {
	found := search{matcher: m, event: e, now: now, best: -1}
	for _, index := range m.byCall[e.call] {
		found.consider(index, nil, "")
	}
	for i := range e.paths {
		touched := &e.paths[i]
		for _, name := range []string{touched.resolved, touched.lexical, touched.through} {
			if name != "" {
				m.patterns.match(name, func(index int) { found.consider(index, touched, name) })
			}
		}
	}
	if found.best < 0 {
		return verdict{}
	}
	return verdict{&m.rules[found.best], m.actions[found.best]}
}

// about is the verdict of a special rule.
func (m *matcher) about(special string) verdict {
	rule, found := m.special[special]
	if !found {
		return verdict{}
	}
	return verdict{&m.rules[rule], m.actions[rule]}
}

// lethal says whether a call ends the run whatever its arguments are, as far as the filter lets them through.
func (m *matcher) lethal(name string) bool {
	return slices.ContainsFunc(m.byCall[name], func(index int) bool {
		c := m.clauses[index]
		// The filter knows no descriptor of a process, and not which program calls.
		return m.actions[c.rule] == terminate && !(c.target == atWarden && name == "pidfd_send_signal") && len(c.notBy) == 0
	})
}
