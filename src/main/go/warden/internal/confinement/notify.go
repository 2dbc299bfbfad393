package confinement

import (
	"errors"
	"fmt"

	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// errUnprotected is a stage that neither is watched nor has evident calls refused: nothing may run in it.
var errUnprotected = errors.New("evident calls are not refused")

// beWatched makes the warden be asked about calls of this thread and hands it the listener. Only this thread
// is asked about: it is the one that execs, and the runtime's others must not wait for the warden. Where the
// kernel does not notify, the same calls are refused by filter.
func beWatched(plan Plan) error {
	listener, err := listen(plan)
	if err != nil {
		if refusing := refuseEvident(plan); refusing != nil {
			return fmt.Errorf("%w: %w", errUnprotected, refusing)
		}
		return err
	}
	// Blank space is what a report may begin with.
	err = unix.Sendmsg(reportFD, []byte(" "), unix.UnixRights(listener), nil, 0)
	_ = unix.Close(listener)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnprotected, err)
	}
	return nil
}

func listen(plan Plan) (int, error) {
	if plan.Unwatched {
		return -1, unix.ENOSYS
	}
	native, err := arch.GetInfo("")
	if err != nil {
		return -1, err
	}
	policies := notifyPolicies(plan, native)
	// Signals that do not kill wait until the warden has answered (5.19): Go's own SIGURG would otherwise make
	// calls start over and over.
	fd, err := install(policies, native, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER|unix.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV)
	if errors.Is(err, unix.EINVAL) {
		fd, err = install(policies, native, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER)
	}
	return fd, err
}
