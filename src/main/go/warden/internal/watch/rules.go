package watch

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed rules.json
var rulesText []byte

// Rule is one entry of rules.json: what it is called, what an attempt leads to, and the clauses of which any
// one makes a call an attempt.
type Rule struct {
	// Name is Falco's where Falco has such a rule; Technique the MITRE ATT&CK id; Priority one of Falco's words.
	Name      string `json:"name"`
	Family    string `json:"family"`
	Technique string `json:"technique"`
	Priority  string `json:"priority"`
	// Action: Terminate, Refuse or Record.
	Action string `json:"action"`
	// Tells says in a few words what the rule is about.
	Tells string `json:"tells"`
	// Unless names what a RUN may allow: "executeScratch".
	Unless string   `json:"unless"`
	When   []Clause `json:"when"`
}

// Clause holds when everything it names holds.
type Clause struct {
	// Calls are names of system calls; none means any call that does to a path what Access says.
	Calls []string `json:"calls"`
	Args  []Test   `json:"args"`
	// Access are words for what the call does with the path; none means anything.
	Access []string `json:"access"`
	// Paths are patterns, "@" and the name of a list, or a word in braces that the run fills in.
	Paths []string `json:"paths"`
	// Except are patterns that Paths does not mean after all.
	Except []string `json:"except"`
	// On is "resolved" where the path as it was written does not count; Where is "outside" (of
	// scratch) or "scratch".
	On    string `json:"on"`
	Where string `json:"where"`
	// Content of the file to be executed: "binary", "script".
	Content []string `json:"content"`
	// NotBy are programs of the system whose business this is; ps reads the environment of every process.
	NotBy []string `json:"notBy"`
	// Target is whom the call has to be aimed at: "warden", "other" for a process that is neither the warden's nor
	// the code's, "everyone" for all that may be signalled (kill with -1).
	Target string `json:"target"`
	// Pointed: something must be asked for in the structure that the call points to (capset).
	Pointed bool `json:"pointed"`
	// Burst makes the clause hold from the Count-th such call within Seconds on.
	Burst *Burst `json:"burst"`
	// Special clauses hold for what is no call: "unreadable", "killed", "forks".
	Special string `json:"special"`
}

// Test of one argument, of which the kernel looks at the lower 32 bits. Exactly one of In, NotIn, Bits is given.
type Test struct {
	Index int    `json:"index"`
	Mask  word   `json:"mask"`
	In    []word `json:"in"`
	NotIn []word `json:"notIn"`
	Bits  []word `json:"bits"`
}

// Burst is how many within how long.
type Burst struct {
	Count   int   `json:"count"`
	Seconds int64 `json:"seconds"`
}

// word is a number, or text that stands for one.
type word string

// UnmarshalJSON takes numbers as they are.
func (w *word) UnmarshalJSON(text []byte) error {
	*w = word(strings.Trim(string(text), `"`))
	return nil
}

// Actions of rules, and the words of a RUN about them.
const (
	terminate = "Terminate"
	refuse    = "Refuse"
	record    = "Record"
	off       = "Ignore"
)

// ruleFile is all of rules.json.
type ruleFile struct {
	Constants map[string]uint64   `json:"constants"`
	Lists     map[string][]string `json:"lists"`
	Rules     []Rule              `json:"rules"`
}

// readRules reads them once: the proof has a watch too, so the run finds them read.
var readRules = sync.OnceValues(func() (*ruleFile, error) {
	file := new(ruleFile)
	if err := json.Unmarshal(rulesText, file); err != nil {
		return nil, fmt.Errorf("rules.json: %w", err)
	}
	return file, nil
})

// Rules lists the rules as they come with the warden.
func Rules() ([]Rule, error) {
	file, err := readRules()
	if err != nil {
		return nil, err
	}
	return file.Rules, nil
}

// number is what a word stands for in this run.
func (f *ruleFile) number(w word, settings Settings) (uint32, error) {
	switch w {
	case "{uid}":
		return uint32(settings.UID), nil
	case "{gid}":
		return uint32(settings.GID), nil
	}
	if value, found := f.Constants[string(w)]; found {
		return uint32(value), nil
	}
	value, err := strconv.ParseInt(string(w), 0, 64)
	if err != nil {
		return 0, fmt.Errorf("rules.json: %q is no number", string(w))
	}
	return uint32(value), nil
}

// patterns are what written path patterns mean in this run.
func (f *ruleFile) patterns(written []string, settings Settings) []string {
	var found []string
	for _, pattern := range written {
		switch {
		case strings.HasPrefix(pattern, "@"):
			found = append(found, f.Lists[pattern[1:]]...)
		case pattern == "{scratch}":
			found = append(found, withBelow(settings.Scratch)...)
		case pattern == "{restricted}":
			found = append(found, withBelow(settings.Restricted)...)
		case pattern == "{terminationLog}":
			found = append(found, settings.TerminationLog)
		default:
			found = append(found, pattern)
		}
	}
	return slices.DeleteFunc(found, func(pattern string) bool { return pattern == "" })
}

func withBelow(paths []string) []string {
	var found []string
	for _, path := range paths {
		found = append(found, path, path+"/**")
	}
	return found
}
