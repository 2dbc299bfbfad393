package limits

import (
	"bytes"
	"os"
	"strconv"

	"codesession.dev/warden/internal/tree"
)

// residentBytes adds up what the processes hold resident, and says how sure that is. Pages that several
// share count once for each, so of more than one process the sum is only an upper bound.
func residentBytes(living []tree.Process) (sum int64, shared bool) {
	for _, process := range living {
		sum += process.RSSBytes
	}
	return sum, len(living) > 1
}

// proportionalBytes adds up the proportional share (PSS), which counts a shared page once; false where the
// kernel does not tell it (gVisor).
func proportionalBytes(living []tree.Process) (int64, bool) {
	var sum int64
	for _, process := range living {
		text, err := os.ReadFile("/proc/" + strconv.Itoa(process.PID) + "/smaps_rollup")
		if err != nil {
			if os.IsNotExist(err) && exists(process.PID) {
				return 0, false
			}
			continue
		}
		sum += kilobytes(text, "Pss:") << 10
	}
	return sum, true
}

func exists(pid int) bool {
	_, err := os.Stat("/proc/" + strconv.Itoa(pid))
	return err == nil
}

func kilobytes(text []byte, field string) int64 {
	for line := range bytes.Lines(text) {
		if rest, found := bytes.CutPrefix(line, []byte(field)); found {
			words := bytes.Fields(rest)
			if len(words) > 0 {
				value, _ := strconv.ParseInt(string(words[0]), 10, 64)
				return value
			}
		}
	}
	return 0
}

// Kernel's counters of OOM kills of this container, cgroup v2 first.
var oomCounters = []string{"/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"}

// OOMKills is how often the kernel's OOM killer struck in this container; false where it does not tell.
func OOMKills() (int64, bool) {
	for _, path := range oomCounters {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		for line := range bytes.Lines(text) {
			if words := bytes.Fields(line); len(words) == 2 && string(words[0]) == "oom_kill" {
				value, err := strconv.ParseInt(string(words[1]), 10, 64)
				return value, err == nil
			}
		}
	}
	return 0, false
}
