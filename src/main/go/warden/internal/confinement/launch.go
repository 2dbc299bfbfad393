package confinement

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"time"

	"codesession.dev/warden/internal/tree"
)

// Launched is a stage that waits for its plan.
type Launched struct {
	PID   int
	Ended <-chan tree.Exit

	plan   *os.File
	report *os.File
}

// stageBinary is this program itself: no other file has to be in the image.
const stageBinary = "/proc/self/exe"

// Launch starts a stage with the three standard descriptors. Nothing of the code runs before Tell.
func Launch(children *tree.Children, stdin, stdout, stderr *os.File) (*Launched, error) {
	planOut, planIn, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = planOut.Close() }()
	reportOut, reportIn, err := os.Pipe()
	if err != nil {
		_ = planIn.Close()
		return nil, err
	}
	defer func() { _ = reportIn.Close() }()
	files := []uintptr{stdin.Fd(), stdout.Fd(), stderr.Fd(), planOut.Fd(), reportIn.Fd()}
	pid, ended, err := children.Start(stageBinary, []string{StageName}, files)
	if err != nil {
		_ = planIn.Close()
		_ = reportOut.Close()
		return nil, err
	}
	return &Launched{PID: pid, Ended: ended, plan: planIn, report: reportOut}, nil
}

// Tell hands the plan over and waits for the report. An empty report means that the command was executed.
func (l *Launched) Tell(plan Plan, patience time.Duration) (Report, error) {
	defer func() { _ = l.report.Close() }()
	deadline := time.Now().Add(patience)
	_ = l.plan.SetWriteDeadline(deadline)
	err := json.NewEncoder(l.plan).Encode(plan)
	_ = l.plan.Close()
	if err != nil {
		return Report{}, errors.New("the stage did not take its plan")
	}
	_ = l.report.SetReadDeadline(deadline)
	text, err := io.ReadAll(io.LimitReader(l.report, 1<<20))
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
func Attempt(children *tree.Children, plan Plan, patience time.Duration) (Report, error) {
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
	report, err := launched.Tell(plan, patience)
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
