// Package guest is what runs in a simulated pod: the real warden in a process of its own, or a program that plays it.
package guest

import "io"

// Guest is a container's process.
type Guest interface {
	// Stdin stays open until the guest ends, whoever attaches and leaves.
	Stdin() io.Writer
	// Stdout and Stderr end with the guest.
	Stdout() io.Reader
	Stderr() io.Reader
	// Terminate is SIGTERM, Kill SIGKILL.
	Terminate()
	Kill()
	// Wait returns the exit code (128 + signal if one ended it) after both streams were read to their end.
	Wait() int
	// Message is what the guest left in /dev/termination-log.
	Message() string
}
