// Package compiler turns the rules of the watch (rules.json) into Go that needs no work at run time. The program does
// not know this package; its test writes the files: UPDATE=1 go test ./internal/watch/compiler
package compiler

import (
	"encoding/json"
	"strings"
)

// Ruleset is all of rules.json.
type Ruleset struct {
	Constants map[string]uint32   `json:"constants"`
	Lists     map[string][]string `json:"lists"`
	Rules     []rule              `json:"rules"`
}

// rule is what an attempt is called, what it leads to, and the clauses of which any one makes a call an attempt.
type rule struct {
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
	When   []clause `json:"when"`
}

// clause holds when everything it names holds.
type clause struct {
	// Calls are names of system calls; none means any call that does to a path what Access says.
	Calls []string `json:"calls"`
	Args  []test   `json:"args"`
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
	Burst *burst `json:"burst"`
	// Special clauses hold for what is no call: "unreadable", "killed", "forks".
	Special string `json:"special"`
}

// test of one argument, of which the kernel looks at the lower 32 bits. Exactly one of In, NotIn, Bits is given.
type test struct {
	Index int    `json:"index"`
	Mask  word   `json:"mask"`
	In    []word `json:"in"`
	NotIn []word `json:"notIn"`
	Bits  []word `json:"bits"`
}

// burst is how many within how long.
type burst struct {
	Count   int   `json:"count"`
	Seconds int64 `json:"seconds"`
}

// word is a number, or text that stands for one: {uid} and {gid} are those of the run.
type word string

// UnmarshalJSON takes numbers as they are.
func (w *word) UnmarshalJSON(text []byte) error {
	*w = word(strings.Trim(string(text), `"`))
	return nil
}

// Read reads rules.json.
func Read(text []byte) (*Ruleset, error) {
	r := &Ruleset{}
	return r, json.Unmarshal(text, r)
}

// spread puts the members of lists in their places.
func (r *Ruleset) spread(written []string) []string {
	var all []string
	for _, pattern := range written {
		if name, found := strings.CutPrefix(pattern, "@"); found {
			all = append(all, r.Lists[name]...)
		} else {
			all = append(all, pattern)
		}
	}
	return all
}

// filled says whether the run fills a word in.
func filled(word string) bool { return strings.HasPrefix(word, "{") }
