package ns

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Process names a process so that it cannot be confused with a later one of the same id.
type Process struct {
	ID int `json:"pid"`
	// Started is the kernel's start time of the process, in ticks since boot.
	Started uint64 `json:"started"`
	// Command is the first argument, a second witness across reboots.
	Command string `json:"command"`
}

// Identify reads a live process. One that has only just been started has no arguments for a moment, since the parent
// goes on before the kernel has put them in place.
func Identify(pid int) (Process, error) {
	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(time.Millisecond) {
		stat, err := readStat(pid)
		if err != nil {
			return Process{}, err
		}
		command, err := commandOf(pid)
		if err != nil {
			return Process{}, err
		}
		if command != "" {
			return Process{ID: pid, Started: stat.started, Command: command}, nil
		}
		if stat.state == 'Z' || time.Now().After(deadline) {
			return Process{}, fmt.Errorf("process %d has no command line: it has ended", pid)
		}
	}
}

// Alive is true only for the very process that was recorded. A zombie is not alive, though kill -0 says so: some
// machines' process 1 reaps late.
func (p Process) Alive() bool {
	if p.ID <= 0 {
		return false
	}
	stat, err := readStat(p.ID)
	if err != nil || stat.state == 'Z' || stat.state == 'X' || stat.started != p.Started {
		return false
	}
	command, err := commandOf(p.ID)
	return err == nil && command == p.Command
}

// Kill ends the process and waits until all its threads are gone. For process 1 of a pid namespace the kernel ends
// everything inside first.
func (p Process) Kill(wait time.Duration) error {
	handle, err := unix.PidfdOpen(p.ID, 0)
	if err != nil {
		return ignoreGone(err)
	}
	defer unix.Close(handle)
	// Verified after the handle was opened: from here on it cannot be another process.
	if !p.Alive() {
		return nil
	}
	if err := unix.PidfdSendSignal(handle, unix.SIGKILL, nil, 0); err != nil {
		return ignoreGone(err)
	}
	polled := []unix.PollFd{{Fd: int32(handle), Events: unix.POLLIN}}
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); {
		if ready, err := unix.Poll(polled, 200); err == nil && ready > 0 {
			return nil
		}
	}
	return fmt.Errorf("process %d (%s) is still there %s after SIGKILL", p.ID, p.Command, wait)
}

func ignoreGone(err error) error {
	if errors.Is(err, unix.ESRCH) {
		return nil
	}
	return err
}

// Save and Load keep a process in a file.
func (p Process) Save(path string) error {
	content, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}

// Load answers the zero process, which is never alive, if there is no readable file.
func Load(path string) Process {
	var process Process
	content, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(content, &process) != nil {
		return Process{}
	}
	return process
}

type stat struct {
	state   byte
	started uint64
}

func readStat(pid int) (stat, error) {
	content, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return stat{}, err
	}
	return parseStat(string(content))
}

// parseStat reads fields 3 and 22 of /proc/<pid>/stat. Field 2 is the program's name in parentheses and may itself
// hold spaces and parentheses, so counting starts after the last one.
func parseStat(line string) (stat, error) {
	end := strings.LastIndexByte(line, ')')
	if end < 0 {
		return stat{}, fmt.Errorf("no program name in %q", line)
	}
	fields := strings.Fields(line[end+1:])
	if len(fields) < 20 {
		return stat{}, fmt.Errorf("too few fields in %q", line)
	}
	started, err := strconv.ParseUint(fields[19], 10, 64)
	if err != nil {
		return stat{}, fmt.Errorf("start time in %q: %w", line, err)
	}
	return stat{state: fields[0][0], started: started}, nil
}

func commandOf(pid int) (string, error) {
	content, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return "", err
	}
	first, _, _ := bytes.Cut(content, []byte{0})
	return string(first), nil
}
