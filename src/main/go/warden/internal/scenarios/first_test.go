package scenarios

import (
	"os"
	"os/exec"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// asFirst makes the warden, a program by its path, PID 1 of a namespace with a /proc of its own, as it is in a pod.
func (g *guest) asFirst(program string) bool {
	path, err := exec.LookPath("unshare")
	if err != nil || os.Getuid() != 0 {
		return false
	}
	g.cmd.Path, g.cmd.SysProcAttr.Credential = path, nil
	g.cmd.Args = []string{"unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "--setuid", "65531", "--setgid", "65531", program}
	return true
}

// TestAsFirstProcess is the watch where the warden is PID 1 and the kernel's numbers of processes are not ours.
func TestAsFirstProcess(t *testing.T) {
	for _, c := range []struct {
		name   string
		code   []string
		ending protocol.Ending
		rule   string
	}{
		{"its memory", []string{"attack", "look", "/proc/1/mem"}, protocol.PolicyViolation, "Tamper With Supervisor"},
		{"signal", []string{"attack", "signal", "15"}, protocol.PolicyViolation, "Tamper With Supervisor"},
		{"shadow by link", []string{"attack", "look", "/proc/self/root/etc/shadow"}, protocol.PolicyViolation, "Read Sensitive File Untrusted"},
		{"beside", []string{"attack", "beside", "/etc", "shadow"}, protocol.PolicyViolation, "Read Sensitive File Untrusted"},
		{"own", []string{"attack", "look", "/proc/self/environ"}, protocol.Exited, "Read Environment Variable From /proc Files"},
		{"status of all", []string{"attack", "look", "/proc/1/status"}, protocol.Exited, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := prepare(t)
			if !g.asFirst(g.dir + "/tmp/code") {
				t.Skip("a PID namespace takes root and unshare")
			}
			g.stdout, _ = g.cmd.StdoutPipe()
			g.start()
			go g.read()
			proof := g.prove()
			if proof.Identity.PID != 1 || proof.Confinement.Features[len(proof.Confinement.Features)-1] != "SyscallWatch" {
				t.Errorf("%+v", proof)
			}
			g.send(protocol.Run, g.order(c.code...))
			g.next(protocol.Started, nil)
			result := g.result()
			g.send(protocol.Bye, struct{}{})
			wants(t, result, c.ending)
			rule := ""
			if len(result.Violations) > 0 {
				rule = result.Violations[0].Rule
			}
			if rule != c.rule {
				t.Errorf("%+v", result.Violations)
			}
		})
	}
}
