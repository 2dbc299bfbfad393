// Package fault says what goes wrong on a simulated node, when, and for which pod. A fault is written as
// NAME[=VALUE][@WHEN]; several are separated by commas:
//
//	slow-boot=3s            the container starts that much later
//	never-boots             it stays in ContainerCreating
//	image-missing           ErrImagePull, then ImagePullBackOff
//	exit=CODE               the VM dies with that code (137, 255; 0: an end that looks clean, and has no result)
//	exec-fails              the container cannot be started: StartError, exit code 128
//	attach-refused[=N]      the first N attaches are answered by an error (default 1)
//	attach-cut[=BYTES]      the first attach is cut after so many bytes of output (default: seeded, 1 to 4096)
//	bytes-lost[=BYTES]      so many bytes of output are lost on the first attach, at a seeded place (default 7)
//	bytes-doubled[=BYTES]   so many bytes come twice there (default 7)
//	stdin-lost              what is written to the guest vanishes; nobody is told
//	log-gone                the log endpoint says that there is none
//	log-cut[=BYTES]         it gives so many bytes only (default: seeded, 1 to 4096)
//	message-lost            the termination message is empty
//	evicted[=RESOURCE]      the pod fails with reason Evicted, the node being low on that (default: memory)
//	disk-full[=BYTES]       the node has no more room for its scratch, whatever its limit says (default: 4096)
//	stuck-terminating[=T]   a deletion is not carried out for so long (default: for ever)
//	clock-skew=T            the node's clock, and so the times in the pod's status, are off by T
//	liar=LIE                a program that lies in place of the warden: forged, replayed, huge, malformed, unproven,
//	                        silent, deaf
//
// WHEN, for exit and evicted: a duration after the start, or a word of the protocol: HELLO and RUN as they reach the
// guest (and before it reads them), PROOF, STARTED and RESULT before anybody hears them. Default: 0s.
package fault

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fault is one thing that goes wrong.
type Fault struct {
	Name, Value, When string
}

// Set is what goes wrong with one pod.
type Set []Fault

type kind int

const (
	nothing kind = iota
	number
	duration
	word
)

// kinds says what a fault's value is, and whether it must be given.
var kinds = map[string]struct {
	value    kind
	required bool
}{
	"slow-boot": {duration, true}, "never-boots": {nothing, false}, "image-missing": {nothing, false},
	"exit": {number, true}, "exec-fails": {nothing, false}, "attach-refused": {number, false},
	"attach-cut": {number, false}, "bytes-lost": {number, false}, "bytes-doubled": {number, false},
	"stdin-lost": {nothing, false}, "log-gone": {nothing, false}, "log-cut": {number, false},
	"message-lost": {nothing, false}, "evicted": {word, false}, "disk-full": {number, false}, "stuck-terminating": {duration, false},
	"clock-skew": {duration, true}, "liar": {word, true},
}

// Words are the frames that WHEN may name.
var Words = []string{"HELLO", "RUN", "PROOF", "STARTED", "RESULT"}

// Names are all faults, sorted.
func Names() []string {
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Parse reads a list.
func Parse(text string) (Set, error) {
	var set Set
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		fault, err := one(part)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", part, err)
		}
		set = append(set, fault)
	}
	return set, nil
}

func one(text string) (Fault, error) {
	rest, when, timed := strings.Cut(text, "@")
	name, value, given := strings.Cut(rest, "=")
	known, ok := kinds[name]
	if !ok {
		return Fault{}, fmt.Errorf("there is no %q; there are: %s", name, strings.Join(Names(), ", "))
	}
	if given && known.value == nothing || !given && known.required {
		return Fault{}, fmt.Errorf("%s takes a value: %v", name, known.required)
	}
	var err error
	if given {
		switch known.value {
		case number:
			_, err = strconv.ParseUint(value, 10, 31)
		case duration:
			_, err = time.ParseDuration(value)
		}
	}
	if timed && name != "exit" && name != "evicted" {
		return Fault{}, fmt.Errorf("%s has no @", name)
	}
	if timed && !slices.Contains(Words, when) {
		if _, failed := time.ParseDuration(when); failed != nil {
			return Fault{}, fmt.Errorf("@%s is neither a duration nor one of %s", when, strings.Join(Words, ", "))
		}
	}
	return Fault{Name: name, Value: value, When: when}, err
}

// Find is the first fault of that name.
func (s Set) Find(name string) (Fault, bool) {
	for _, fault := range s {
		if fault.Name == name {
			return fault, true
		}
	}
	return Fault{}, false
}

// Has says whether there is one of that name.
func (s Set) Has(name string) bool { _, found := s.Find(name); return found }

// Duration is its value, or the default.
func (f Fault) Duration(otherwise time.Duration) time.Duration {
	if value, err := time.ParseDuration(f.Value); err == nil {
		return value
	}
	return otherwise
}

// Number is its value, or the default.
func (f Fault) Number(otherwise int) int {
	if value, err := strconv.Atoi(f.Value); err == nil {
		return value
	}
	return otherwise
}

// After is when it strikes, unless it waits for a word.
func (f Fault) After() (time.Duration, bool) {
	if slices.Contains(Words, f.When) {
		return 0, false
	}
	after, _ := time.ParseDuration(f.When)
	return after, true
}
