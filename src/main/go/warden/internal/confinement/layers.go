package confinement

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

func noNewPrivileges(Plan) error {
	return unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
}

// strayProcesses is the net below a warden that is not PID 1 and so has no atomic kill of everything.
const strayProcesses = 1024

// resourceLimits leaves RLIMIT_NPROC alone in a container: on a shared kernel it counts every pod of this UID
// on the node.
func resourceLimits(plan Plan) error {
	wanted := []struct {
		resource int
		value    uint64
	}{
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_FSIZE, plan.FileBytes},
		{unix.RLIMIT_CPU, plan.CPUSeconds},
		{unix.RLIMIT_NOFILE, plan.OpenFiles},
		{unix.RLIMIT_MEMLOCK, 64 << 10},
		{unix.RLIMIT_MSGQUEUE, 0},
	}
	if plan.Warden != 1 {
		wanted = append(wanted, struct {
			resource int
			value    uint64
		}{unix.RLIMIT_NPROC, strayProcesses})
	}
	for _, limit := range wanted {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(limit.resource, &now); err != nil {
			return err
		}
		// syscall's Setrlimit and not x/sys's: it also tells the Go runtime not to restore the old value at exec.
		value := min(limit.value, now.Max)
		if err := syscall.Setrlimit(limit.resource, &syscall.Rlimit{Cur: value, Max: value}); err != nil {
			return err
		}
	}
	return nil
}

// firstToDie makes the kernel's OOM killer take the code and leave the warden to tell the tale; and it makes
// the code yield the CPU to the warden, which needs it least and at once.
func firstToDie(plan Plan) error {
	if plan.Warden == 1 {
		// Only among its own: outside a container the code would yield to strangers as well.
		_ = unix.Setpriority(unix.PRIO_PROCESS, 0, 5)
	}
	return os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
}
