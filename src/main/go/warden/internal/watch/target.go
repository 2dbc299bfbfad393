package watch

import (
	"strconv"

	"golang.org/x/sys/unix"
)

// What a call at another process is aimed at, in the words of the rules. Processes of the run itself are "".
const (
	atWarden   = "warden"
	atOther    = "other"
	atEveryone = "everyone"
)

// maxAncestors bounds the way up from a process to the warden. What lies deeper is taken for the code's own: a
// stranger that deep gains nothing by it, the kernel asks Landlock as well.
const maxAncestors = 64

// aim says whom a PID, as kill(2) takes it, stands for: a process, or the group with the negative number.
func (w *Watch) aim(pid int) string {
	warden := w.settings.Warden
	switch {
	case pid == 0:
		return ""
	case pid == warden:
		return atWarden
	case pid == -1:
		return atEveryone
	case pid < 0:
		if group, err := unix.Getpgid(warden); err == nil && group == -pid {
			return atWarden
		}
		pid = -pid
	}
	return w.ancestry(pid)
}

// ancestry is "" also for a process that is not there: there is nothing to aim at. A group without its first
// process is one that the code made, too: nobody else's ends while the code runs.
func (w *Watch) ancestry(pid int) string {
	for range maxAncestors {
		parent := field("/proc/"+strconv.Itoa(pid)+"/status", "\nPPid:")
		switch {
		case parent == w.settings.Warden:
			return ""
		case parent != 0:
			pid = parent
		case unix.Access("/proc/"+strconv.Itoa(pid), unix.F_OK) != nil:
			return ""
		default:
			return atOther
		}
	}
	return ""
}
