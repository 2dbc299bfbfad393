package session

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Settings come from the environment and are made for tests and for nodes that simulate one; in a pod the
// defaults are right and nothing is set.
type Settings struct {
	// Scratch are all directories the code may write to; the first is the working directory, the second
	// its TMPDIR. WARDEN_SCRATCH, separated by colons.
	Scratch []string
	// TerminationLog is the file whose content the kubelet reports. WARDEN_TERMINATION_LOG.
	TerminationLog string
	// Unasked is how long to wait for a first HELLO. WARDEN_UNASKED, as "30s".
	Unasked time.Duration
	// Unwatched behaves as on a kernel that does not notify. WARDEN_UNWATCHED, not empty.
	Unwatched bool
}

// FromEnvironment reads the settings.
func FromEnvironment() Settings {
	s := Settings{
		Scratch:        []string{"/work", "/tmp", "/dev/shm"},
		TerminationLog: "/dev/termination-log",
		Unasked:        10 * time.Minute,
	}
	if value := os.Getenv("WARDEN_SCRATCH"); value != "" {
		s.Scratch = filepath.SplitList(value)
	}
	if value := os.Getenv("WARDEN_TERMINATION_LOG"); value != "" {
		s.TerminationLog = value
	}
	if value, err := time.ParseDuration(os.Getenv("WARDEN_UNASKED")); err == nil && value > 0 {
		s.Unasked = value
	}
	s.Unwatched = os.Getenv("WARDEN_UNWATCHED") != ""
	return s
}

func (s Settings) work() string { return s.Scratch[0] }

func (s Settings) temporary() string {
	return s.Scratch[min(1, len(s.Scratch)-1)]
}

// diagnose writes a short line to standard error. Never code, environment or output of the code.
func diagnose(words ...string) {
	_, _ = os.Stderr.WriteString("warden: " + strings.Join(words, " ") + "\n")
}
