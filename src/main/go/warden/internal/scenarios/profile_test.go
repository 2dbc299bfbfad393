package scenarios

import (
	"strconv"
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
	"github.com/elastic/go-seccomp-bpf"
	"golang.org/x/sys/unix"
)

// underProfile puts this process behind a filter like that of containerd's default profile: a warden is born
// behind one in a pod of runc, and in one of Kata whose guest keeps the pod's profile.
func underProfile() {
	refuse := seccomp.ActionErrno
	filter := seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{
			{Action: refuse, Names: []string{"mount", "umount2", "unshare", "setns", "bpf", "keyctl", "add_key", "open_by_handle_at"}},
			{Action: refuse, NamesWithCondtions: []seccomp.NameWithConditions{
				{Name: "socket", Conditions: []seccomp.Condition{{Argument: 0, Operation: seccomp.Equal, Value: unix.AF_VSOCK}}},
			}},
		},
	}}
	must(nil, seccomp.LoadFilter(filter))
}

// What a pod's own profile refuses before the watch is asked ends the run all the same; what the watch is asked
// about goes on as ever.
func TestUnderTheProfileOfAPod(t *testing.T) {
	for _, c := range []struct {
		attack []string
		ending protocol.Ending
		rule   string
	}{
		{[]string{"call", strconv.Itoa(unix.SYS_MOUNT)}, protocol.PolicyViolation, "Refused System Call (SIGSYS)"},
		{[]string{"call", strconv.Itoa(unix.SYS_UNSHARE), "0x10000000"}, protocol.PolicyViolation, "Refused System Call (SIGSYS)"},
		{[]string{"call", strconv.Itoa(unix.SYS_KEYCTL)}, protocol.PolicyViolation, "Refused System Call (SIGSYS)"},
		{[]string{"socket", strconv.Itoa(unix.AF_VSOCK)}, protocol.PolicyViolation, "Refused System Call (SIGSYS)"},
		{[]string{"look", "/etc/shadow"}, protocol.PolicyViolation, "Read Sensitive File Untrusted"},
		{[]string{"socket", strconv.Itoa(unix.AF_INET)}, protocol.Exited, "Network Attempt"},
		{[]string{"exit", "0"}, protocol.Exited, ""},
	} {
		t.Run(strings.Join(c.attack, " "), func(t *testing.T) {
			t.Parallel()
			g := boot(t, "SCENARIO_PROFILE=1")
			proof := g.prove()
			if !strings.Contains(strings.Join(proof.Confinement.Features, " "), "SyscallWatch") {
				t.Errorf("%v", proof.Confinement.Features)
			}
			order := g.order(append([]string{"attack"}, c.attack...)...)
			if c.rule == "" {
				order = g.order(c.attack...)
			}
			g.send(protocol.Run, order)
			g.next(protocol.Started, nil)
			result := g.result()
			wants(t, result, c.ending)
			if c.rule != "" && (len(result.Violations) == 0 || result.Violations[len(result.Violations)-1].Rule != c.rule) {
				t.Errorf("%+v", result.Violations)
			}
		})
	}
}

// What a class only records does not kill.
func TestUnderTheProfileOfAPodRecording(t *testing.T) {
	g := boot(t, "SCENARIO_PROFILE=1")
	g.prove()
	order := g.order("attack", "call", strconv.Itoa(unix.SYS_MOUNT))
	order.Monitoring = &protocol.Monitoring{OnViolation: "Record"}
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	says(t, g.result(), "EPERM")
}
