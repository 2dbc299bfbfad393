package scenarios

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// caught is an attempt and the rule that it breaks.
type caught struct {
	rule   string
	attack []string
}

func calling(rule string, number int, arguments ...string) caught {
	return caught{rule, append([]string{"call", strconv.Itoa(number)}, arguments...)}
}

// Every family, by what ends the run.
var fatal = []caught{
	{"Read Sensitive File Untrusted", []string{"look", "/etc/shadow"}},
	{"Read Sensitive File Untrusted", []string{"look", "/usr/../etc//./shadow"}},
	{"Read Sensitive File Untrusted", []string{"look", "/proc/self/root/etc/shadow"}},
	{"Read Sensitive File Untrusted", []string{"beside", "/etc", "shadow"}},
	{"Read Sensitive File Untrusted", []string{"beside2", "/etc", "shadow"}},
	{"Search Private Keys or Passwords", []string{"look", "/root/.ssh/id_rsa"}},
	{"Find AWS Credentials", []string{"look", "/home/somebody/.aws/credentials"}},
	{"Read Kubernetes Credentials", []string{"look", "/var/run/secrets/kubernetes.io/serviceaccount/token"}},
	{"Find Developer Credentials", []string{"look", "/home/somebody/.docker/config.json"}},
	{"Read Shell History", []string{"look", "/root/.bash_history"}},
	{"Open Container Runtime Socket", []string{"look", "/run/docker.sock"}},
	{"Read Home of Root", []string{"look", "/root/notes"}},
	{"Write Below Etc", []string{"open", "/etc/passwd"}},
	{"Write Below Binary Dir", []string{"create", "/usr/bin/ls-of-code"}},
	{"Create Symlink Over Sensitive Files", []string{"symlink", "/etc/shadow", "harmless"}},
	{"Create Symlink Over Sensitive Files", []string{"symlink", "../../../../../../../etc/shadow", "harmless"}},
	{"Create Hardlink Over Sensitive Files", []string{"link", "/etc/shadow", "harmless"}},
	{"Read Kernel Memory", []string{"look", "/proc/kcore"}},
	{"Detect release_agent File Container Escapes", []string{"open", "/sys/fs/cgroup/release_agent"}},
	{"Write to Kernel Setting", []string{"open", "/proc/sys/kernel/core_pattern"}},
	{"Write to Kernel Setting", []string{"open", "/proc/sysrq-trigger"}},
	{"Write to Kernel Setting", []string{"open", "/proc/self/uid_map"}},
	{"Open Debug Interface", []string{"look", "/sys/kernel/debug/tracing"}},
	{"Open Raw Device", []string{"look", "/dev/vda"}},
	{"Open Raw Device", []string{"look", "/dev/kvm"}},
	{"Open Raw Device", []string{"device", "disk"}},
	{"Tamper With Supervisor", []string{"read", "mem"}},
	{"Tamper With Supervisor", []string{"read", "environ"}},
	{"Tamper With Supervisor", []string{"read", "fd/0"}},
	{"Tamper With Supervisor", []string{"read", "root/etc/passwd"}},
	{"Tamper With Supervisor", []string{"signal", "0"}},
	{"Tamper With Supervisor", []string{"signal", "9"}},
	{"Tamper With Supervisor", []string{"signal64"}},
	{"Tamper With Supervisor", []string{"pidfd"}},
	{"Tamper With Supervisor", []string{"tkill"}},
	{"Read Sensitive File Untrusted", []string{"race", "/etc/passwd", "/etc/shadow"}},
	{"Read Sensitive File Untrusted", []string{"same word", "/usr", "/etc", "shadow"}},
	{"Read Sensitive File Untrusted", []string{"beside root", "/etc", "/shadow"}},
	{"Read Sensitive File Untrusted", []string{"look", "/etc" + strings.Repeat("/.", 1500) + "/shadow"}},
	{"Open Container Runtime Socket", []string{"connect", "/run/docker.sock"}},
	{"Tamper With Supervisor", []string{"trace the warden"}},
	{"Memory of Another Process", []string{"look", "/proc/1/mem"}},
	{"Root of Another Process", []string{"look", "/proc/1/root/etc/passwd"}},
	calling("Non Sudo Setuid", unix.SYS_SETUID, "0"),
	calling("Non Sudo Setuid", unix.SYS_SETRESGID, "0xffffffff", "0", "0xffffffff"),
	{"Ask for Capabilities", []string{"capabilities", "0x200000"}},
	{"Set Setuid or Setgid Bit", []string{"setuid bit", "file"}},
	calling("Change Namespace Privileges via Unshare", unix.SYS_UNSHARE, "0x10000000"),
	{"Change Namespace Privileges via Unshare", []string{"clone"}},
	calling("Change Thread Namespace", unix.SYS_SETNS),
	calling("Mount File System", unix.SYS_MOUNT),
	calling("Mount File System", unix.SYS_CHROOT),
	calling("Open File by Handle", unix.SYS_OPEN_BY_HANDLE_AT),
	calling("PTRACE Attached to Process", unix.SYS_PTRACE, "16", "1"),
	calling("PTRACE Attached to Process", unix.SYS_PROCESS_VM_READV, "1"),
	calling("PTRACE Anti-Debug Attempt", unix.SYS_PTRACE, "0"),
	calling("Linux Kernel Module Injection Detected", unix.SYS_FINIT_MODULE),
	calling("BPF Program Not Profiled", unix.SYS_BPF),
	calling("Unprivileged Delegation of Page Faults Handling to a Userspace Process", unix.SYS_USERFAULTFD),
	calling("Use Kernel Keyring", unix.SYS_KEYCTL),
	calling("Use io_uring", unix.SYS_IO_URING_SETUP, "8"),
	calling("Open Performance Counters", unix.SYS_PERF_EVENT_OPEN),
	calling("Change State of Machine", unix.SYS_REBOOT),
	{"Packet Socket Created in Container", []string{"socket", strconv.Itoa(unix.AF_PACKET)}},
	calling("Packet Socket Created in Container", unix.SYS_SOCKET, "2", "3", "1"),
	{"Contact Host over Vsock", []string{"socket", strconv.Itoa(unix.AF_VSOCK)}},
	{"Unusual Socket Family", []string{"socket", strconv.Itoa(unix.AF_ALG)}},
	{"Unusual Socket Family", []string{"socketpair", strconv.Itoa(unix.AF_TIPC)}},
	calling("Make Process Unreadable", unix.SYS_PRCTL, fmt.Sprint(unix.PR_SET_DUMPABLE), "0"),
	{"Fileless Execution via memfd_create", []string{"run from memory"}},
	{"Execution of Deleted File", []string{"run deleted"}},
	{"Remove Bulk Data From Disk", []string{"remove many", "/usr/no-such-directory-of-code"}},
}

func TestViolationsEndTheRun(t *testing.T) {
	for _, c := range fatal {
		t.Run(fmt.Sprintf("%s %.60s", c.rule, strings.Join(c.attack, " ")), func(t *testing.T) {
			t.Parallel()
			g := boot(t)
			result := g.run(g.order(append([]string{"attack"}, c.attack...)...))
			wants(t, result, protocol.PolicyViolation)
			last := result.Violations[len(result.Violations)-1]
			if last.Rule != c.rule || last.Action != protocol.Ended || last.Technique == "" || !strings.Contains(result.Message, c.rule) {
				t.Errorf("%q: %+v", result.Message, last)
			}
			if len(result.Stdout.Head) > 0 {
				t.Errorf("the code lived to see an answer: %s", result.Stdout.Head)
			}
			g.nothingIsLeft()
		})
	}
}

// What is refused or recorded, and goes on.
func TestViolationsThatGoOn(t *testing.T) {
	for _, c := range []struct {
		caught
		action, answer string
	}{
		{caught{"Network Attempt", []string{"socket", "2"}}, protocol.Denied, "EPERM"},
		{caught{"Network Attempt", []string{"socket", "10"}}, protocol.Denied, "EPERM"},
		{caught{"Network Attempt", []string{"socket", "16"}}, protocol.Denied, "EPERM"},
		{calling("Network Attempt", unix.SYS_SOCKET, "0x100000002", "1"), protocol.Denied, "EPERM"},
		{caught{"List Files of Supervisor", []string{"read", "fd"}}, protocol.Denied, "EACCES"},
		{caught{"Signal by Descriptor", []string{"sigio"}}, protocol.Denied, "EPERM"},
		{caught{"Clear Log Activities", []string{"open", "/var/log/messages"}}, protocol.Denied, "EACCES"},
		{calling("Ask for File Handle", unix.SYS_NAME_TO_HANDLE_AT), protocol.Denied, "EPERM"},
		{calling("Read Kernel Log", unix.SYS_SYSLOG, "3"), protocol.Denied, "EPERM"},
		{calling("Install Own Filter", unix.SYS_SECCOMP, "1"), protocol.Denied, "EPERM"},
		{calling("Set Supplementary Groups", unix.SYS_SETGROUPS), protocol.Denied, "EPERM"},
		{calling("Change Personality", unix.SYS_PERSONALITY, "0x40000"), protocol.Denied, "EPERM"},
		{caught{"Read Environment Variable From /proc Files", []string{"look", "/proc/self/environ"}}, protocol.Recorded, "ok"},
		{caught{"Own Memory by File", []string{"look", "/proc/thread-self/mem"}}, protocol.Recorded, "ok"},
	} {
		t.Run(c.rule+" "+strings.Join(c.attack, " "), func(t *testing.T) {
			t.Parallel()
			result := outcome(t, nil, append([]string{"attack"}, c.attack...)...)
			wants(t, result, protocol.Exited)
			says(t, result, c.answer)
			if len(result.Violations) != 1 || result.Violations[0].Rule != c.rule || result.Violations[0].Action != c.action {
				t.Errorf("%+v", result.Violations)
			}
		})
	}
}

// What looks like an attempt and is none: nothing is told.
func TestInnocentCalls(t *testing.T) {
	own := strconv.Itoa(unprivileged)
	for _, attack := range [][]string{
		{"call", fmt.Sprint(unix.SYS_SETUID), own}, {"call", fmt.Sprint(unix.SYS_SETRESGID), "0xffffffff", own, "0xffffffff"},
		{"call", fmt.Sprint(unix.SYS_PERSONALITY), "0xffffffff"}, {"call", fmt.Sprint(unix.SYS_PRCTL), fmt.Sprint(unix.PR_SET_DUMPABLE), "1"},
		{"capabilities", "0"}, {"look", "/etc/passwd"}, {"look", "/proc/self/status"}, {"look", "/proc/1/stat"}, {"look", "/dev/null"},
		{"symlink", "/etc/passwd", "harmless"}, {"socket", "1"},
	} {
		t.Run(strings.Join(attack, " "), func(t *testing.T) {
			t.Parallel()
			result := outcome(t, nil, append([]string{"attack"}, attack...)...)
			wants(t, result, protocol.Exited)
			says(t, result, "ok")
			if len(result.Violations) != 0 {
				t.Errorf("%+v", result.Violations)
			}
		})
	}
}
