package proof

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// identity reads /proc/self/status. Where a kernel leaves a line out (gVisor leaves out some), the weaker
// value is reported: all capabilities, no filter.
func identity() protocol.Identity {
	status := statusLines()
	groups := []int{}
	for _, word := range strings.Fields(status["Groups"]) {
		if group, err := strconv.Atoi(word); err == nil {
			groups = append(groups, group)
		}
	}
	return protocol.Identity{
		PID: os.Getpid(), UID: os.Getuid(), GID: os.Getgid(), Groups: groups,
		Capabilities: protocol.Capabilities{
			Effective: capability(status, "CapEff"), Permitted: capability(status, "CapPrm"),
			Bounding: capability(status, "CapBnd"), Inheritable: capability(status, "CapInh"),
			Ambient: ambient(status),
		},
		NoNewPrivileges: noNewPrivileges(), SeccompMode: seccompMode(status),
		ServiceAccountToken: tokenBelow("/var/run/secrets/kubernetes.io"), KubernetesEnvironment: injected(),
	}
}

func statusLines() map[string]string {
	lines := map[string]string{}
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return lines
	}
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(line, ":"); found {
			lines[name] = strings.TrimSpace(value)
		}
	}
	return lines
}

func capability(status map[string]string, name string) string {
	if value := status[name]; len(value) == 16 {
		return value
	}
	return "ffffffffffffffff"
}

// ambient has its own way to be asked, one capability at a time, where the status file lacks the line.
func ambient(status map[string]string) string {
	if _, found := status["CapAmb"]; found {
		return capability(status, "CapAmb")
	}
	var set uint64
	for number := uintptr(0); number <= 40; number++ {
		value, _, failed := unix.Syscall6(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_IS_SET, number, 0, 0, 0)
		if failed == 0 && value == 1 {
			set |= 1 << number
		}
	}
	digits := strconv.FormatUint(set, 16)
	return strings.Repeat("0", 16-len(digits)) + digits
}

func noNewPrivileges() bool {
	set, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)
	return err == nil && set == 1
}

func seccompMode(status map[string]string) int {
	if mode, err := strconv.Atoi(status["Seccomp"]); err == nil {
		return mode
	}
	mode, err := unix.PrctlRetInt(unix.PR_GET_SECCOMP, 0, 0, 0, 0)
	if err != nil {
		return 0
	}
	return mode
}

// tokenBelow looks for a file called token; projected volumes nest it behind links and dated directories.
func tokenBelow(root string) bool {
	found, entries := false, 0
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		entries++
		if entries > 1000 {
			return filepath.SkipAll
		}
		if err == nil && entry.Name() == "token" {
			found = true
			return filepath.SkipAll
		}
		return nil
	})
	return found
}

func injected() int {
	count := 0
	for _, entry := range os.Environ() {
		if strings.HasPrefix(entry, "KUBERNETES_") {
			count++
		}
	}
	return count
}
