// Package problem is the error a user of hack/cluster sees: what went wrong, where to look, what to do.
package problem

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// Problem carries the three things a failure has to say.
type Problem struct {
	Cause error
	Log   string
	Do    string
}

// New wraps cause with the log file (may be empty) and the next step.
func New(cause error, log, do string) error { return &Problem{Cause: cause, Log: log, Do: do} }

func (p *Problem) Unwrap() error { return p.Cause }

func (p *Problem) Error() string {
	var text strings.Builder
	text.WriteString(p.Cause.Error())
	if p.Log != "" {
		fmt.Fprintf(&text, "\n  log: %s", p.Log)
		for _, line := range Tail(p.Log, 12) {
			fmt.Fprintf(&text, "\n  | %s", line)
		}
	}
	if p.Do != "" {
		fmt.Fprintf(&text, "\n  what to do: %s", p.Do)
	}
	return text.String()
}

// Tail is the last lines of a file, none if it cannot be read: it only ever decorates an error.
func Tail(path string, lines int) []string {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	all := strings.Split(string(bytes.TrimSpace(content)), "\n")
	if len(all) > lines {
		all = all[len(all)-lines:]
	}
	return all
}
