package execution

import (
	"errors"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/tree"
)

// Berth is a first process with its pipes that waits to be told what to become. It is made before anybody asks:
// starting a process is a good part of what a start costs, and between PROOF and RUN there is time for it.
type Berth struct {
	pipes    *pipes
	launched *confinement.Launched
}

// Prepare starts the process; nothing of the code is in it.
func Prepare(children *tree.Children) (*Berth, error) {
	pipes, err := openPipes()
	if err != nil {
		return nil, errors.New("no pipes: " + err.Error())
	}
	launched, err := confinement.Launch(children, pipes.stdin[0], pipes.stdout[1], pipes.stderr[1])
	pipes.closeTheirs()
	if err != nil {
		pipes.closeOurs()
		return nil, errors.New("no process: " + err.Error())
	}
	return &Berth{pipes, launched}, nil
}
