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
// kernel does not tell it (gVisor). A process that made itself unreadable (PR_SET_DUMPABLE) counts with all it
// has resident: else two of them would have no memory at all.
func proportionalBytes(living []tree.Process) (int64, bool) {
	var sum int64
	for _, process := range living {
		text, err := os.ReadFile("/proc/" + strconv.Itoa(process.PID) + "/smaps_rollup")
		switch {
		case err == nil:
			sum += kilobytes(text, "Pss:") << 10
		case !exists(process.PID):
		case os.IsNotExist(err):
			return 0, false
		default:
			sum += process.RSSBytes
		}
	}
	return sum, true
}

// sharedBytes is what the processes have mapped of shared memory.
func sharedBytes(living []tree.Process) (sum int64) {
	for _, process := range living {
		if text, err := os.ReadFile("/proc/" + strconv.Itoa(process.PID) + "/status"); err == nil {
			sum += kilobytes(text, "RssShmem:") << 10
		}
	}
	return sum
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
