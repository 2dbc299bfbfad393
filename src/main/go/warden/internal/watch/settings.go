package watch

import (
	"errors"
	"path"
	"slices"
	"strings"

	"codesession.dev/warden/internal/protocol"
)

// Settings are what the rules have to know of one run.
type Settings struct {
	// Warden is the supervisor's process, UID and GID those of the code.
	Warden, UID, GID int
	// Scratch are the directories the code may write to; ExecuteScratch lets it execute there.
	Scratch        []string
	ExecuteScratch bool
	TerminationLog string
	// Restricted are absolute paths that the code may not touch.
	Restricted []string
	// OnlyRecord ends no run; Actions are what rules do in this run, by name.
	OnlyRecord bool
	Actions    map[string]string
	// Proving lets every path through: what refuses one must be the kernel's layers. No run has it.
	Proving bool
	// Refused are the calls that are refused whatever the rules say.
	Refused []string
}

// ErrMonitoring is the error of a RUN whose monitoring cannot be understood: nothing is silently weaker.
var ErrMonitoring = errors.New("monitoring names an unknown rule, an unknown word or a path that is not absolute")

// Apply takes the wishes of a RUN over.
func (s *Settings) Apply(wanted *protocol.Monitoring) error {
	if wanted == nil {
		return nil
	}
	switch wanted.OnViolation {
	case "", terminate:
	case record:
		s.OnlyRecord = true
	default:
		return ErrMonitoring
	}
	for name, word := range wanted.Rules {
		known := slices.ContainsFunc(rules[:], func(rule Rule) bool { return rule.Name == name })
		if !known || word != terminate && word != record && word != off {
			return ErrMonitoring
		}
	}
	for _, restricted := range wanted.RestrictedPaths {
		if !strings.HasPrefix(restricted, "/") || path.Clean(restricted) == "/" || strings.ContainsRune(restricted, 0) {
			return ErrMonitoring
		}
		s.Restricted = append(s.Restricted, path.Clean(restricted))
	}
	s.Actions = wanted.Rules
	return nil
}

// action is what a rule leads to in this run.
func (s *Settings) action(rule *Rule) string {
	if rule.Unless == "executeScratch" && s.ExecuteScratch {
		return off
	}
	action := rule.Action
	if wanted, found := s.Actions[rule.Name]; found {
		action = wanted
	}
	if action == terminate && s.OnlyRecord {
		// It goes on, but what would have ended it does not happen.
		return refuse
	}
	return action
}

// fill says which paths a word of the rules stands for in this run.
func (s *Settings) fill(word string) []string {
	switch word {
	case "{scratch}":
		return withBelow(s.Scratch)
	case "{restricted}":
		return withBelow(s.Restricted)
	case "{terminationLog}":
		return []string{s.TerminationLog}
	}
	return nil
}

func withBelow(paths []string) []string {
	var found []string
	for _, path := range paths {
		found = append(found, path, path+"/**")
	}
	return found
}
