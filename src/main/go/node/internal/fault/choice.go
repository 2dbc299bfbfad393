package fault

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Pod is what a pod is chosen by. Owner is the name of its controller (the CodeSession), Name its own.
type Pod struct{ Namespace, Owner, Name string }

// Rule gives the pods that it matches its faults. Namespace and Owner are patterns as in path.Match; empty: any. For a
// pod without an owner its own name counts. Times bounds how many pods get them; 0: all.
type Rule struct {
	Namespace string `json:"namespace"`
	Owner     string `json:"owner"`
	Faults    string `json:"faults"`
	Times     int    `json:"times"`
}

type rule struct {
	Rule
	set  Set
	left int
}

// Chance is a fault with a probability.
type Chance struct {
	Fault Fault
	Share float64
}

// Chooser decides which faults a pod gets. The same seed and names give the same faults, whatever the order.
type Chooser struct {
	Seed    uint64
	Chances []Chance

	mutex sync.Mutex
	rules []*rule
}

// ParseChances reads "attach-cut:0.01,exit=137@RUN:0.005".
func ParseChances(text string) ([]Chance, error) {
	var chances []Chance
	for part := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		at := strings.LastIndex(part, ":")
		if at < 0 {
			return nil, fmt.Errorf("%q has no probability: NAME:0.01", part)
		}
		share, err := strconv.ParseFloat(part[at+1:], 64)
		if err != nil || share < 0 || share > 1 {
			return nil, fmt.Errorf("%q: the probability is a number from 0 to 1", part)
		}
		set, err := Parse(part[:at])
		if err != nil || len(set) != 1 {
			return nil, fmt.Errorf("%q: %w", part, err)
		}
		chances = append(chances, Chance{set[0], share})
	}
	return chances, nil
}

// Add puts a rule behind the others.
func (c *Chooser) Add(added Rule) error {
	set, err := Parse(added.Faults)
	if err != nil {
		return err
	}
	for _, pattern := range []string{added.Namespace, added.Owner} {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("%q: %w", pattern, err)
		}
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.rules = append(c.rules, &rule{added, set, added.Times})
	return nil
}

// Clear forgets all rules.
func (c *Chooser) Clear() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.rules = nil
}

// Choose is asked once per pod: by rule, by the pod's own annotation, and by chance.
func (c *Chooser) Choose(pod Pod, annotation string) (Set, error) {
	set, err := Parse(annotation)
	set = append(c.byRule(pod), set...)
	random := c.Random(pod, "chances")
	for _, chance := range c.Chances {
		if random.Float64() < chance.Share {
			set = append(set, chance.Fault)
		}
	}
	return set, err
}

func (c *Chooser) byRule(pod Pod) Set {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	owner := pod.Owner
	if owner == "" {
		owner = pod.Name
	}
	var set Set
	for _, each := range c.rules {
		if !matches(each.Namespace, pod.Namespace) || !matches(each.Owner, owner) || each.Times > 0 && each.left == 0 {
			continue
		}
		each.left--
		set = append(set, each.set...)
	}
	return set
}

func matches(pattern, name string) bool {
	matched, err := path.Match(pattern, name)
	return pattern == "" || err == nil && matched
}

// Random is a source of its own for each pod and purpose. The pod's name holds a UID, so the owner's counts: a run with
// the same names and seed has the same faults.
func (c *Chooser) Random(pod Pod, purpose string) *rand.Rand {
	owner := pod.Owner
	if owner == "" {
		owner = pod.Name
	} else if at := strings.LastIndexByte(pod.Name, '-'); at >= 0 {
		owner += pod.Name[at:] // the attempt
	}
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%s/%s/%s", pod.Namespace, owner, purpose)
	return rand.New(rand.NewPCG(c.Seed, hash.Sum64()))
}
