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
// that: it kills whole process groups of its descendants, which is as atomic, until a look finds none.
// Walking and killing one by one is not enough: a fork bomb outran it.
func Kill(patience time.Duration) bool {
	self := os.Getpid()
	deadline := time.Now().Add(patience)
	table := NewTable(self)
	for pause := 50 * time.Microsecond; ; pause = min(2*pause, 5*time.Millisecond) {
		if self == 1 {
			_ = unix.Kill(-1, unix.SIGKILL)
		}
		living := alive(table.Descendants())
		if len(living) == 0 {
			return true
		}
		if self != 1 {
			killGroups(table, living)
		}
		if time.Now().After(deadline) {
			return false
		}
		sleep(pause)
	}
}

// sleep asks the kernel: the runtime's own timers wait in epoll, whose shortest wait is a millisecond, and
// a tree is mostly dead sooner.
func sleep(pause time.Duration) {
	span := unix.NsecToTimespec(pause.Nanoseconds())
	_ = unix.Nanosleep(&span, nil)
}

// alive leaves out zombies.
func alive(processes []Process) []Process {
	kept := make([]Process, 0, len(processes))
	for _, process := range processes {
		if process.State != 'Z' && process.State != 'X' {
			kept = append(kept, process)
		}
	}
	return kept
}

// killGroups kills the groups of descendants that live in another session than the warden. A process can only
// join groups of its own session, and every session below the warden was made below it, so such a group has
// no foreign member. What shares the warden's session is killed alone.
func killGroups(table *Table, living []Process) {
	session, _ := unix.Getsid(0)
	killed := map[int]bool{}
	for _, process := range living {
		switch {
		case process.Session == session || process.Group <= 1:
			killOne(table, process)
		case !killed[process.Group]:
			killed[process.Group] = true
			_ = unix.Kill(-process.Group, unix.SIGKILL)
		}
	}
}

// killOne pins a process and then makes sure that it is still the one that was seen: a PID may be used again.
func killOne(table *Table, seen Process) {
	fd, err := unix.PidfdOpen(seen.PID, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(fd) }()
	if now, ok := table.read(seen.PID); ok && now.Started == seen.Started {
		_ = unix.PidfdSendSignal(fd, unix.SIGKILL, nil, 0)
	}
}
