package confinement

import (
	"encoding/json"
	"errors"
	"os"
	"time"

	"codesession.dev/warden/internal/tree"
	"golang.org/x/sys/unix"
)

// Launched is a stage that waits for its plan.
type Launched struct {
	PID   int
	Ended <-chan tree.Exit

	plan   *os.File
	report *os.File
}

// Watcher takes the descriptor on which the kernel asks about calls of the stage and of everything it becomes;
// it has to answer from then on, and owns the descriptor. Nil where nobody watches.
type Watcher func(listener int)

// stageBinary is this program itself: no other file has to be in the image.
const stageBinary = "/proc/self/exe"

// Launch starts a stage with the three standard descriptors. Nothing of the code runs before Tell.
func Launch(children *tree.Children, stdin, stdout, stderr *os.File) (*Launched, error) {
	planOut, planIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = planOut.Close() }()
	reportOut, reportIn, err := reportPair()
	if err != nil {
		_ = planIn.Close()
		return nil, err
	}
	defer func() { _ = unix.Close(reportIn) }()
	files := []uintptr{stdin.Fd(), stdout.Fd(), stderr.Fd(), planOut.Fd(), uintptr(reportIn)}
	pid, ended, err := children.Start(stageBinary, []string{StageName}, files)
	if err != nil {
		_ = planIn.Close()
		_ = reportOut.Close()
		return nil, err
	}
	return &Launched{PID: pid, Ended: ended, plan: planIn, report: reportOut}, nil
}

// reportPair is a socket and not a pipe, because a descriptor comes over it.
func reportPair() (ours *os.File, theirs int, err error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, -1, err
	}
	if err := unix.SetNonblock(pair[0], true); err != nil {
		_, _ = unix.Close(pair[0]), unix.Close(pair[1])
		return nil, -1, err
	}
	return os.NewFile(uintptr(pair[0]), "report"), pair[1], nil
}

// Tell hands the plan over and waits for the report. An empty report means that the command was executed.
func (l *Launched) Tell(plan Plan, patience time.Duration, watcher Watcher) (Report, error) {
	defer func() { _ = l.report.Close() }()
	deadline := time.Now().Add(patience)
	_ = l.plan.SetWriteDeadline(deadline)
	plan.Unwatched = plan.Unwatched || watcher == nil
	err := json.NewEncoder(l.plan).Encode(plan)
	_ = l.plan.Close()
	if err != nil {
		return Report{}, errors.New("the stage did not take its plan")
	}
	_ = l.report.SetReadDeadline(deadline)
	text, err := l.hear(watcher)
	if err != nil {
		return Report{}, errors.New("the stage did not answer in time")
	}
	var report Report
	if len(text) > 0 && json.Unmarshal(text, &report) != nil {
		return Report{}, errors.New("the stage answered nonsense")
	}
	return report, nil
}

// Attempt runs the confined probe process and returns what it found. Its standard descriptors are /dev/null.
func Attempt(children *tree.Children, plan Plan, patience time.Duration, watcher Watcher) (Report, error) {
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return Report{}, err
	}
	defer func() { _ = null.Close() }()
	launched, err := Launch(children, null, null, null)
	if err != nil {
		return Report{}, err
	}
	plan.Attempts = true
	report, err := launched.Tell(plan, patience, watcher)
	if err == nil && report.Evidence == nil {
		err = errors.New("the probe process found nothing: " + report.Failure)
	}
	select {
	case <-launched.Ended:
	case <-time.After(patience):
		tree.Kill(patience)
	}
	return report, err
}
