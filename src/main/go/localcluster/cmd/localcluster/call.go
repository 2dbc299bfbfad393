package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"codesession.dev/localcluster/internal/layout"
)

// call is a parsed command line.
type call struct {
	command, name string
	all           bool
	withoutNode   bool
	arguments     []string
}

// parse reads options only up to the first argument that is none: what follows "ctr" belongs to ctr.
func parse(arguments []string) (call, error) {
	if len(arguments) == 0 {
		return call{}, errors.New("a command is missing")
	}
	made := call{command: arguments[0], name: "dev"}
	if slices.Contains([]string{"help", "-h", "--help"}, made.command) {
		return call{command: "help"}, nil
	}
	if !slices.Contains([]string{"up", "down", "status", "kubeconfig", "load", "kill", "ctr", "audit-log", "exec-env"}, made.command) {
		return call{}, fmt.Errorf("%q is no command", made.command)
	}
	rest := arguments[1:]
	for len(rest) > 0 {
		value, joined := strings.CutPrefix(rest[0], "--name=")
		switch {
		case joined:
			made.name, rest = value, rest[1:]
			continue
		case rest[0] == "--name" && len(rest) > 1:
			made.name, rest = rest[1], rest[2:]
			continue
		case rest[0] == "--all" && made.command == "down":
			made.all, rest = true, rest[1:]
			continue
		case rest[0] == "--without-node" && made.command == "up":
			made.withoutNode, rest = true, rest[1:]
			continue
		}
		break
	}
	made.arguments = rest
	takes := slices.Contains([]string{"load", "kill", "ctr"}, made.command)
	if takes != (len(rest) > 0) {
		return call{}, fmt.Errorf("%s: wrong arguments %q", made.command, rest)
	}
	return made, layout.CheckName(made.name)
}
