package scenarios

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// onlyRecord lets a run go on after a violation, so that it can tell how its attempt was answered.
func onlyRecord(order *protocol.RunBody) {
	order.Monitoring = &protocol.Monitoring{OnViolation: "Record"}
}

// What filter and watch refuse on any kernel with seccomp.
func TestFilteredCalls(t *testing.T) {
	for want, attacks := range map[string][][]string{
		"EPERM": {
			{"socket", strconv.Itoa(unix.AF_INET)}, {"socket", strconv.Itoa(unix.AF_INET6)}, {"socket", strconv.Itoa(unix.AF_VSOCK)},
			{"socket", strconv.Itoa(unix.AF_NETLINK)}, {"socket", strconv.Itoa(unix.AF_ALG)}, {"socketpair", strconv.Itoa(unix.AF_TIPC)},
			{"call", fmt.Sprint(unix.SYS_SOCKET), "0x100000001", "1"},
			{"call", fmt.Sprint(unix.SYS_IO_URING_SETUP), "8"}, {"call", fmt.Sprint(unix.SYS_BPF)}, {"call", fmt.Sprint(unix.SYS_KEYCTL)},
			{"call", fmt.Sprint(unix.SYS_ADD_KEY)}, {"call", fmt.Sprint(unix.SYS_USERFAULTFD)}, {"call", fmt.Sprint(unix.SYS_PERF_EVENT_OPEN)},
			{"call", fmt.Sprint(unix.SYS_PTRACE)}, {"call", fmt.Sprint(unix.SYS_PROCESS_VM_WRITEV)}, {"call", fmt.Sprint(unix.SYS_MOUNT)},
			{"call", fmt.Sprint(unix.SYS_FSOPEN)}, {"call", fmt.Sprint(unix.SYS_MOVE_MOUNT)}, {"call", fmt.Sprint(unix.SYS_OPEN_TREE)},
			{"call", fmt.Sprint(unix.SYS_UNSHARE), "0x10000000"}, {"call", fmt.Sprint(unix.SYS_SETNS)}, {"clone"},
			{"call", fmt.Sprint(unix.SYS_KEXEC_LOAD)}, {"call", fmt.Sprint(unix.SYS_FINIT_MODULE)}, {"call", fmt.Sprint(unix.SYS_SWAPON)},
			{"call", fmt.Sprint(unix.SYS_REBOOT)}, {"call", fmt.Sprint(unix.SYS_ACCT)}, {"call", fmt.Sprint(unix.SYS_QUOTACTL)},
			{"call", fmt.Sprint(unix.SYS_NAME_TO_HANDLE_AT)}, {"call", fmt.Sprint(unix.SYS_OPEN_BY_HANDLE_AT)},
			{"call", fmt.Sprint(unix.SYS_IOCTL), "0", "0x100005412"}, {"call", fmt.Sprint(unix.SYS_SETPRIORITY), "2", "0", "19"},
			{"signal", "0"}, {"signal", "9"}, {"signal", "15"}, {"signal64"}, {"tkill"}, {"pidfd"}, {"sigio"}, {"prlimit"},
		},
		"ENOSYS": {{"call", fmt.Sprint(unix.SYS_CLONE3)}, {"x32"}},
		"ok":     {{"socket", strconv.Itoa(unix.AF_UNIX)}, {"socketpair", strconv.Itoa(unix.AF_UNIX)}},
	} {
		for _, attack := range attacks {
			t.Run(strings.Join(attack, " "), func(t *testing.T) {
				t.Parallel()
				result := outcome(t, onlyRecord, append([]string{"attack"}, attack...)...)
				wants(t, result, protocol.Exited)
				says(t, result, want)
			})
		}
	}
}

// What Landlock refuses: files outside, the warden's own, writing to /proc.
func TestFilesOutside(t *testing.T) {
	if confinement.LandlockABI() < 3 {
		t.Skip("this kernel has no Landlock that covers truncation")
	}
	outside, err := os.CreateTemp("", "outside")
	must(t, err)
	t.Cleanup(func() { _ = os.Remove(outside.Name()) })
	must(t, os.Chmod(outside.Name(), 0o666))
	for _, attack := range [][]string{
		{"open", outside.Name()}, {"look", outside.Name()}, {"truncate", outside.Name()}, {"create", os.TempDir() + "/created-by-code"},
		{"open", "/proc/self/comm"}, {"open", "/proc/self/oom_score_adj"}, {"create", "/var/tmp/created-by-code"},
		{"read", "mem"}, {"write", "mem"}, {"read", "environ"}, {"read", "fd"}, {"read", "maps"}, {"read", "fd/0"}, {"look", "/run"},
	} {
		t.Run(strings.Join(attack, " "), func(t *testing.T) {
			t.Parallel()
			says(t, outcome(t, onlyRecord, append([]string{"attack"}, attack...)...), "EACCES")
		})
	}
	t.Run("the termination log", func(t *testing.T) {
		g := boot(t)
		order := g.order("attack", "open", g.dir+"/message")
		onlyRecord(order)
		says(t, g.run(order), "EACCES")
	})
}

func TestEnvironmentIsClean(t *testing.T) {
	g := boot(t, "SECRET=1", "WARDEN_X=1", "KUBERNETES_PORT=1", "TZ=UTC")
	order := g.order("environment")
	order.Env["MINE"] = "yes"
	result := g.run(order)
	text := "\n" + string(result.Stdout.Head)
	for _, want := range []string{"\nHOME=" + g.dir + "/work\n", "\nTMPDIR=" + g.dir + "/tmp\n", "\nLANG=C.UTF-8\n", "\nMINE=yes\n", "\nTZ=UTC\n", "\nPATH="} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	for _, secret := range []string{"KUBERNETES", "WARDEN", "SECRET", "GOGC"} {
		if strings.Contains(text, "\n"+secret) {
			t.Errorf("%s in %s", secret, text)
		}
	}
}

func TestNothingOutlivesTheCode(t *testing.T) {
	for name, script := range map[string]string{
		"background":    "sleep 300 & echo $! >&2",
		"new session":   "setsid sleep 300 & sleep 0.1; pgrep -n sleep >&2; true",
		"ignores all":   "(trap '' TERM HUP INT; exec sleep 300) & echo $! >&2",
		"holds stdout":  "sleep 300 >&1 2>&2 & echo $! >&2",
		"stopped":       "sleep 300 & kill -STOP $!; echo $! >&2",
		"double forked": "(sleep 300 & echo $! >&2) &\nsleep 0.1",
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			result := outcome(t, func(o *protocol.RunBody) { shell(o, script) })
			wants(t, result, protocol.Exited)
			if time.Since(began) > 5*time.Second {
				t.Errorf("took %v", time.Since(began))
			}
			for _, word := range strings.Fields(string(result.Stderr.Head)) {
				if pid, err := strconv.Atoi(word); err == nil && running(pid) {
					t.Errorf("process %d still runs", pid)
				}
			}
		})
	}
	t.Run("daemons", func(t *testing.T) {
		g := boot(t)
		wants(t, g.run(g.order("daemon", "3", "sleep", "60000")), protocol.Exited)
		wants(t, outcome(t, nil, "forget"), protocol.Exited)
	})
}

func running(pid int) bool {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(text), ") Z ") && strings.Contains(string(text), "sleep")
}

func TestForeignProcessesAreNotKilled(t *testing.T) {
	foreign := startSleep(t)
	wants(t, outcome(t, nil, "exit", "0"), protocol.Exited)
	if foreign.Signal(unix.Signal(0)) != nil {
		t.Error("a process outside the tree was killed")
	}
}

func TestClosedStreams(t *testing.T) {
	result := outcome(t, nil, "close")
	wants(t, result, protocol.Exited)
	if code(result) != 3 {
		t.Errorf("exit %d", code(result))
	}
}

func TestStandardInput(t *testing.T) {
	for _, length := range []int{0, 1, 1 << 20} {
		result := outcome(t, func(o *protocol.RunBody) { o.Stdin = strings.Repeat("x", length) }, "count")
		says(t, result, strconv.Itoa(length))
	}
	// Code that never reads its input is not waited for.
	wants(t, outcome(t, func(o *protocol.RunBody) { o.Stdin = strings.Repeat("x", 1<<20) }, "exit", "0"), protocol.Exited)
}

func TestStreamsHaveHeadTailCountAndDigest(t *testing.T) {
	result := outcome(t, nil, "print", "100000")
	s := result.Stdout
	if s.Bytes != 100000 || !s.Truncated || len(s.Head) != 1024 || len(s.Tail) != 512 || result.Stderr.Bytes != 0 || result.Stderr.Truncated {
		t.Errorf("%d bytes, head %d, tail %d", s.Bytes, len(s.Head), len(s.Tail))
	}
}

func startSleep(t *testing.T) *os.Process {
	process, err := os.StartProcess("/bin/sleep", []string{"sleep", "60"}, &os.ProcAttr{})
	must(t, err)
	t.Cleanup(func() { _ = process.Kill(); _, _ = process.Wait() })
	return process
}
