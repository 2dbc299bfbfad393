package tree

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Kill ends everything below the warden and returns when nothing is left or patience is over; it reports
// whether everything is gone. Zombies count as gone.
//
// As PID 1 one call ends every process of the container at once; no fork can escape it, because the kernel
// holds its table while it signals. A warden that is not PID 1 (tests, a shared PID namespace) must not do
// that: it stops and kills its descendants, each held by a pidfd, until a look finds none.
func Kill(patience time.Duration) bool {
	self := os.Getpid()
	deadline := time.Now().Add(patience)
	table := NewTable(self)
	for pause := 200 * time.Microsecond; ; pause = min(2*pause, 10*time.Millisecond) {
		if self == 1 {
			_ = unix.Kill(-1, unix.SIGKILL)
		}
		living := alive(table.Descendants())
		if len(living) == 0 {
			return true
		}
		if self != 1 {
			killEach(table, living)
		}
		if time.Now().After(deadline) {
			return false
		}
		time.Sleep(pause)
	}
}

// Alive counts what is not a zombie.
func alive(processes []Process) []Process {
	kept := make([]Process, 0, len(processes))
	for _, process := range processes {
		if process.State != 'Z' && process.State != 'X' {
			kept = append(kept, process)
		}
	}
	return kept
}

func killEach(table *Table, living []Process) {
	targets := make([]int, 0, len(living))
	for _, process := range living {
		if fd := hold(table, process); fd >= 0 {
			// Stop all before killing any: a fork bomb would outrun the walk.
			_ = unix.PidfdSendSignal(fd, unix.SIGSTOP, nil, 0)
			targets = append(targets, fd)
		}
	}
	for _, fd := range targets {
		_ = unix.PidfdSendSignal(fd, unix.SIGKILL, nil, 0)
		_ = unix.Close(fd)
	}
}

// hold pins a process and then makes sure that it is still the one that was seen: a PID may be used again.
func hold(table *Table, seen Process) int {
	fd, err := unix.PidfdOpen(seen.PID, 0)
	if err != nil {
		return -1
	}
	if now, ok := table.read(seen.PID); !ok || now.Started != seen.Started {
		_ = unix.Close(fd)
		return -1
	}
	return fd
}
