package guest

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"codesession.dev/node/internal/rootfs"
)

// messageLimit is the kubelet's: 4,096 bytes of the termination log are reported.
const messageLimit = 4096

// Starter starts wardens.
type Starter struct {
	// Program is cmd/container.
	Program string
	// Folder holds the termination logs.
	Folder string
}

type process struct {
	command        *exec.Cmd
	stdin          io.WriteCloser
	stdout, stderr io.Reader
	message        string
}

// Start starts one container in namespaces of its own. The id names its files.
func (s Starter) Start(id string, container rootfs.Container) (Guest, error) {
	message := filepath.Join(s.Folder, id+".termination-log")
	if err := os.WriteFile(message, nil, 0o666); err != nil {
		return nil, err
	}
	// Whatever the umask: the container's user must be able to write it, as the kubelet arranges.
	if err := os.Chmod(message, 0o666); err != nil {
		return nil, err
	}
	container.TerminationLog = message
	spec, err := json.Marshal(container)
	if err != nil {
		return nil, err
	}
	command := exec.Command(s.Program, string(spec))
	command.Env = []string{}
	command.SysProcAttr = &syscall.SysProcAttr{
		Setsid: true,
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC |
			syscall.CLONE_NEWUTS,
		// A node that dies takes its guests along, as a machine does.
		Pdeathsig: syscall.SIGKILL,
	}
	made := &process{command: command, message: message}
	stdin, err1 := command.StdinPipe()
	stdout, err2 := command.StdoutPipe()
	stderr, err3 := command.StderrPipe()
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	made.stdin, made.stdout, made.stderr = stdin, stdout, stderr
	return made, command.Start()
}

func (p *process) Stdin() io.Writer  { return p.stdin }
func (p *process) Stdout() io.Reader { return p.stdout }
func (p *process) Stderr() io.Reader { return p.stderr }
func (p *process) Terminate()        { _ = p.command.Process.Signal(syscall.SIGTERM) }
func (p *process) Kill()             { _ = p.command.Process.Kill() }

func (p *process) Wait() int {
	err := p.command.Wait()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		if status, ok := ended.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			return 128 + int(status.Signal())
		}
		return ended.ExitCode()
	}
	return 0
}

func (p *process) Message() string {
	content, _ := os.ReadFile(p.message)
	_ = os.Remove(p.message)
	return string(content[:min(len(content), messageLimit)])
}
