// Package confinement puts the code behind no-new-privileges, rlimits, Landlock and seccomp, and finds out
// by attempting it what is really in force. Both go through the same re-exec'ed stage, so that what the
// proof says is what the code gets.
package confinement

import (
	"fmt"

	"codesession.dev/warden/internal/protocol"
)

// StageName is argv[0] of the re-exec'ed binary; it is all the stage is told apart by.
const StageName = "codesession-stage"

// Descriptors of the stage beyond the three standard ones.
const (
	planFD   = 3
	reportFD = 4
)

// Plan is what the stage is told, over a pipe and not by argument or environment: those of a process are
// readable by others.
type Plan struct {
	// Attempts makes the stage try the confinement instead of executing a command.
	Attempts bool `json:"attempts"`
	// Command is the argv, Env the whole environment, Dir the working directory.
	Command []string `json:"command"`
	Env     []string `json:"env"`
	Dir     string   `json:"dir"`
	// Writable are the directories the code may write to, and execute from only with ExecuteScratch.
	Writable       []string `json:"writable"`
	ExecuteScratch bool     `json:"executeScratch"`
	// Restricted are paths of the system the code may not even read.
	Restricted []string `json:"restricted"`
	// Lethal are evident calls that kill where nobody can be notified of them; Unwatched makes it so.
	Lethal    []string `json:"lethal"`
	Unwatched bool     `json:"unwatched"`
	// Silenced are evident calls that a filter outside of the warden's refuses before anybody is asked: the
	// lethal ones of them kill here, too, because killing comes before refusing.
	Silenced []string `json:"silenced"`
	// Warden is the process nobody may signal; TerminationLog the file nobody may write.
	Warden         int    `json:"warden"`
	TerminationLog string `json:"terminationLog"`
	// FileBytes bounds a single file, CPUSeconds a single process (a backstop), OpenFiles descriptors.
	FileBytes  uint64 `json:"fileBytes"`
	CPUSeconds uint64 `json:"cpuSeconds"`
	OpenFiles  uint64 `json:"openFiles"`
	// Required layers must hold or nothing is executed: those that the attempts found applied.
	Required []Layer `json:"required"`
}

// Layer of the confinement as the stage applies it.
type Layer string

// Layers in the order in which they are applied.
const (
	NoNewPrivileges Layer = "NoNewPrivileges"
	ResourceLimits  Layer = "ResourceLimits"
	FirstToDie      Layer = "FirstToDie"
	Landlock        Layer = "Landlock"
	Seccomp         Layer = "Seccomp"
	Watch           Layer = "Watch"
)

// Report is what the stage answers. A stage that executed the command answers nothing: its end of the pipe
// closes with the exec.
type Report struct {
	// Failure is why nothing was executed.
	Failure string `json:"failure,omitempty"`
	// Applied are the layers that hold.
	Applied []Layer `json:"applied,omitempty"`
	// Evidence is filled by attempts.
	Evidence *protocol.Confinement `json:"evidence,omitempty"`
}

// layerFailure names a layer without repeating paths or arguments of the code.
func layerFailure(layer Layer, err error) error { return fmt.Errorf("%s: %w", layer, err) }
