package ns

import (
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// Start starts a command inside the namespaces that the given process holds.
func (p Process) Start(command *exec.Cmd) error {
	return p.inside(unix.CLONE_NEWNET|unix.CLONE_NEWPID|unix.CLONE_NEWNS, command.Start)
}

// Run starts a command inside and waits for it.
func (p Process) Run(command *exec.Cmd) error {
	if err := p.Start(command); err != nil {
		return err
	}
	return command.Wait()
}

// Reaches says whether a TCP connection from inside the network namespace is answered.
func (p Process) Reaches(address string, wait time.Duration) error {
	return p.inside(unix.CLONE_NEWNET, func() error {
		connection, err := net.DialTimeout("tcp4", address, wait)
		if err != nil {
			return err
		}
		return connection.Close()
	})
}

// inside calls act on a thread of its own that has joined the namespaces. The thread is never given back: the Go
// runtime ends a thread whose goroutine ends while locked to it.
func (p Process) inside(spaces int, act func() error) error {
	result := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		result <- p.join(spaces, act)
	}()
	return <-result
}

func (p Process) join(spaces int, act func() error) error {
	handle, err := unix.PidfdOpen(p.ID, 0)
	if err != nil {
		return fmt.Errorf("process %d that holds the cluster's namespaces: %w", p.ID, err)
	}
	defer unix.Close(handle)
	// A mount namespace cannot be joined while root and working folder are shared with other threads.
	if err := unix.Unshare(unix.CLONE_FS); err != nil {
		return fmt.Errorf("unshare: %w", err)
	}
	if err := unix.Setns(handle, spaces); err != nil {
		return fmt.Errorf("joining the cluster's namespaces: %w", err)
	}
	return act()
}
