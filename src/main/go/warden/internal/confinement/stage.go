package confinement

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Stage is the life of the re-exec'ed process: read the plan, close the doors, become the code.
func Stage() {
	// Everything below is per thread in the kernel; the thread that execs is the one that counts.
	runtime.LockOSThread()
	report := os.NewFile(reportFD, "report")
	unix.CloseOnExec(reportFD)
	answer := perform()
	_ = json.NewEncoder(report).Encode(answer)
	os.Exit(0)
}

func perform() Report {
	var plan Plan
	source := os.NewFile(planFD, "plan")
	if err := json.NewDecoder(source).Decode(&plan); err != nil {
		return Report{Failure: "the plan cannot be read"}
	}
	_ = source.Close()
	if err := unix.Chdir(plan.Dir); err != nil {
		return Report{Failure: "the working directory cannot be entered: " + errno(err)}
	}
	unix.Umask(0o022)
	program, err := find(plan)
	if err != nil {
		return Report{Failure: err.Error()}
	}
	closeOthers()
	applied, err := apply(plan)
	if err != nil {
		return Report{Failure: err.Error(), Applied: applied}
	}
	if plan.Attempts {
		return Report{Applied: applied, Evidence: attempt(plan)}
	}
	err = syscall.Exec(program, plan.Command, plan.Env)
	return Report{Failure: "the command cannot be executed: " + errno(err), Applied: applied}
}

// apply closes the doors one after the other. What the kernel does not have is left out; what the proof
// found in force must be in force again.
func apply(plan Plan) ([]Layer, error) {
	steps := []struct {
		layer Layer
		close func(Plan) error
	}{
		{NoNewPrivileges, noNewPrivileges},
		{ResourceLimits, resourceLimits},
		{FirstToDie, firstToDie},
		{Landlock, restrictFiles},
		{Seccomp, filterCalls},
		// Last: from here on some calls wait for the warden's answer.
		{Watch, beWatched},
	}
	applied := make([]Layer, 0, len(steps))
	for _, step := range steps {
		switch err := step.close(plan); {
		case err == nil:
			applied = append(applied, step.layer)
		case slices.Contains(plan.Required, step.layer), errors.Is(err, errUnprotected):
			return applied, layerFailure(step.layer, err)
		}
	}
	return applied, nil
}

// find resolves the command in the PATH the code will have, before Landlock hides what is in between.
func find(plan Plan) (string, error) {
	if plan.Attempts {
		return "", nil
	}
	name := plan.Command[0]
	if strings.Contains(name, "/") {
		return name, nil
	}
	for _, entry := range plan.Env {
		path, ok := strings.CutPrefix(entry, "PATH=")
		if !ok {
			continue
		}
		for _, dir := range filepath.SplitList(path) {
			candidate := filepath.Join(dir, name)
			if unix.Faccessat(unix.AT_FDCWD, candidate, unix.X_OK, 0) == nil && isFile(candidate) {
				return candidate, nil
			}
		}
	}
	return "", errors.New("the command was not found in PATH")
}

func isFile(path string) bool {
	status, err := os.Stat(path)
	return err == nil && status.Mode().IsRegular()
}

// closeOthers marks every descriptor but the standard ones to be closed by exec, in case the container
// runtime left one open.
func closeOthers() {
	if unix.CloseRange(planFD, ^uint(0), unix.CLOSE_RANGE_CLOEXEC) == nil {
		return
	}
	for fd := planFD; fd < 1024; fd++ {
		unix.CloseOnExec(fd)
	}
}

// errno names an error by its number, so that no path of the code gets into a message.
func errno(err error) string {
	var number syscall.Errno
	if errors.As(err, &number) {
		if name := unix.ErrnoName(number); name != "" {
			return name
		}
		return fmt.Sprintf("errno %d", int(number))
	}
	return "unknown error"
}
