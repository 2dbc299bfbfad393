// Package ns keeps a cluster in its own network, mount and process namespaces. That is what makes "no leftovers" true
// by construction: the kernel ends every process with the first one, and drops mounts, links, addresses and firewall
// rules with the namespace that holds them. It is also what lets two clusters use the same ports and paths.
package ns

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"codesession.dev/localcluster/internal/problem"
)

// InitCommand is the hidden subcommand that becomes process 1 of the namespaces.
const InitCommand = "namespace-init"

// Create starts the process that holds new namespaces, waits until it has prepared them, and records it in a file. The
// folders in keep stay visible inside; see prepare.go for what does not.
func Create(self, log, record string, keep []string) (Process, error) {
	output, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return Process{}, err
	}
	defer output.Close()
	reader, writer, err := os.Pipe()
	if err != nil {
		return Process{}, err
	}
	defer reader.Close()
	theirs, recorded, err := os.Pipe()
	if err != nil {
		return Process{}, err
	}
	// Closed without a word if we fail or are killed: the process then ends, so there is never one without a record.
	defer recorded.Close()
	command := exec.Command(self, append([]string{InitCommand}, keep...)...)
	command.Stdout, command.Stderr = output, output
	command.ExtraFiles = []*os.File{writer, theirs}
	command.SysProcAttr = &syscall.SysProcAttr{
		Setsid:     true,
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET,
	}
	err = command.Start()
	writer.Close()
	theirs.Close()
	if err != nil {
		return Process{}, problem.New(fmt.Errorf("making namespaces: %w", err), "",
			"this needs root with CAP_SYS_ADMIN; inside a container run it privileged")
	}
	_ = reader.SetReadDeadline(time.Now().Add(20 * time.Second))
	line, _ := bufio.NewReader(reader).ReadString('\n')
	if strings.TrimSpace(line) != ready {
		return Process{}, problem.New(fmt.Errorf("the cluster's namespaces could not be prepared"), log,
			"see the log; mounting inside a new mount namespace must be allowed")
	}
	process, err := Identify(command.Process.Pid)
	if err != nil {
		return Process{}, err
	}
	if err := process.Save(record); err != nil {
		return Process{}, err
	}
	go command.Wait()
	_, err = recorded.WriteString("recorded")
	return process, err
}
