package proxy

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Rule is what goes wrong with the requests that it matches. Verb, Resource, Namespace and Name are patterns as in
// path.Match ("codesessions/*" is every subresource and not the resource itself); empty: any.
type Rule struct {
	Verb      string `json:"verb"`
	Resource  string `json:"resource"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	// Fault is NAME or NAME=DURATION, as the package's documentation lists them.
	Fault string `json:"fault"`
	// Chance is the probability; 0: always.
	Chance float64 `json:"chance"`
	// Times bounds how often it strikes; 0: no bound.
	Times int `json:"times"`

	random *rand.Rand
	struck int
}

// durations are the faults, and how long they last if nothing is said.
var durations = map[string]time.Duration{
	"delay": time.Second, "drop": 0, "answer-lost": 0, "conflict": 0, "gone": 0, "busy": time.Second, "error": 0,
	"unavailable": 0, "cut": 0, "stall": time.Hour, "stale": 0,
}

// fault is its name and how long it lasts.
func (r *Rule) fault() (string, time.Duration, error) {
	name, value, given := strings.Cut(r.Fault, "=")
	lasting, known := durations[name]
	if !known {
		return "", 0, fmt.Errorf("there is no fault %q", name)
	}
	if !given {
		return name, lasting, nil
	}
	lasting, err := time.ParseDuration(value)
	return name, lasting, err
}

func (r *Rule) matches(request Request) bool {
	matched := true
	for pattern, text := range map[*string]string{
		&r.Verb: request.Verb, &r.Resource: request.Resource, &r.Namespace: request.Namespace, &r.Name: request.Name,
	} {
		fits, err := path.Match(*pattern, text)
		matched = matched && (*pattern == "" || err == nil && fits)
	}
	return matched
}

// rules decide what goes wrong with a request. Each rule has a random source of its own: the same seed and the same
// requests in the same order give the same faults.
type rules struct {
	seed  uint64
	mutex sync.Mutex
	all   []*Rule
}

func (r *rules) add(added Rule) error {
	name, _, err := added.fault()
	if err != nil {
		return err
	}
	for _, pattern := range []string{added.Verb, added.Resource, added.Namespace, added.Name} {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("%q: %w", pattern, err)
		}
	}
	// What can only happen to one verb would otherwise use up its times on others.
	if only := map[string]string{"cut": "watch", "stall": "watch", "stale": "list"}[name]; added.Verb == "" {
		added.Verb = only
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	added.random = rand.New(rand.NewPCG(r.seed, uint64(len(r.all))))
	r.all = append(r.all, &added)
	return nil
}

func (r *rules) clear() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.all = nil
}

// strike is what goes wrong with this request: the first rule's fault of each name.
func (r *rules) strike(request Request) map[string]time.Duration {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	struck := map[string]time.Duration{}
	for _, rule := range slices.All(r.all) {
		name, lasting, _ := rule.fault()
		if _, already := struck[name]; already || !rule.matches(request) || rule.Times > 0 && rule.struck >= rule.Times {
			continue
		}
		if rule.Chance > 0 && rule.random.Float64() >= rule.Chance {
			continue
		}
		rule.struck++
		struck[name] = lasting
	}
	return struck
}
