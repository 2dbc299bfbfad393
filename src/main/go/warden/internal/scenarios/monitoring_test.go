package scenarios

import (
	"os"
	"strings"
	"testing"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/protocol"
)

// What a RUN may say about rules.
func TestMonitoringOfTheRun(t *testing.T) {
	shadow := []string{"attack", "look", "/etc/shadow"}
	network := []string{"attack", "socket", "2"}
	for _, c := range []struct {
		name       string
		monitoring protocol.Monitoring
		code       []string
		ending     protocol.Ending
		action     string
	}{
		{"nothing ends", protocol.Monitoring{OnViolation: "Record"}, shadow, protocol.Exited, protocol.Denied},
		{"one is recorded", protocol.Monitoring{Rules: map[string]string{"Read Sensitive File Untrusted": "Record"}}, shadow, protocol.Exited, protocol.Recorded},
		{"one is off", protocol.Monitoring{Rules: map[string]string{"Read Sensitive File Untrusted": "Ignore"}}, shadow, protocol.Exited, ""},
		{"one ends", protocol.Monitoring{Rules: map[string]string{"Network Attempt": "Terminate"}}, network, protocol.PolicyViolation, protocol.Ended},
		{"what is refused stays refused", protocol.Monitoring{Rules: map[string]string{"Network Attempt": "Record"}}, network, protocol.Exited, protocol.Denied},
		{"off, and refused", protocol.Monitoring{Rules: map[string]string{"Network Attempt": "Ignore"}}, network, protocol.Exited, ""},
		{"restricted", protocol.Monitoring{RestrictedPaths: []string{"/usr/share/zoneinfo"}}, []string{"attack", "look", "/usr/share/zoneinfo/UTC"}, protocol.PolicyViolation, protocol.Ended},
		{"restricted by link", protocol.Monitoring{RestrictedPaths: []string{"/etc/hostname"}}, []string{"attack", "symlink", "/etc/hostname", "x"}, protocol.PolicyViolation, protocol.Ended},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			result := outcome(t, func(o *protocol.RunBody) { o.Monitoring = &c.monitoring }, c.code...)
			wants(t, result, c.ending)
			action := ""
			if len(result.Violations) > 0 {
				action = result.Violations[0].Action
			}
			if action != c.action {
				t.Errorf("%+v", result.Violations)
			}
			if strings.Contains(strings.Join(c.code, " "), "socket") && c.ending == protocol.Exited {
				says(t, result, "EPERM")
			}
		})
	}
}

// Restricted paths are refused by Landlock, so that the watch may be blind.
func TestRestrictedPathsAreEnforced(t *testing.T) {
	if confinement.LandlockABI() == 0 {
		t.Skip("this kernel has no Landlock")
	}
	rules := map[string]string{"Restricted Path": "Ignore"}
	for path, want := range map[string]string{
		"/usr/share/zoneinfo/UTC": "EACCES", "/usr/share/zoneinfo": "EACCES", "/usr/share/common-licenses/GPL-3": "ok", "/usr/bin/env": "ok", "/etc/passwd": "ok",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			result := outcome(t, func(o *protocol.RunBody) {
				o.Monitoring = &protocol.Monitoring{Rules: rules, RestrictedPaths: []string{"/usr/share/zoneinfo"}}
			}, "attack", "look", path)
			says(t, result, want)
		})
	}
}

func TestMonitoringThatIsNotUnderstood(t *testing.T) {
	for name, monitoring := range map[string]protocol.Monitoring{
		"word": {OnViolation: "Ignore"}, "rule": {Rules: map[string]string{"No Such Rule": "Ignore"}},
		"action": {Rules: map[string]string{"Network Attempt": "Allow"}}, "relative": {RestrictedPaths: []string{"etc"}}, "everything": {RestrictedPaths: []string{"//"}},
	} {
		g := boot(t)
		g.prove()
		order := g.order("exit", "0")
		order.Monitoring = &monitoring
		g.send(protocol.Run, order)
		if result := g.result(); result.Ending != protocol.NotStarted || result.CodeStarted {
			t.Errorf("%s: %+v", name, result)
		}
	}
}

// What the code wrote it cannot execute, unless the RUN says so.
func TestDroppedPrograms(t *testing.T) {
	drop := "cp /bin/true dropped; ./dropped; echo $?"
	write := `printf '#!/bin/sh\necho ran\n' > script; chmod +x script; ./script; echo $?; sh script`
	for _, c := range []struct {
		name, script string
		allowed      bool
		ending       protocol.Ending
		rule, says   string
	}{
		{"binary", drop, false, protocol.PolicyViolation, "Drop and Execute New Binary in Container", ""},
		{"binary allowed", drop, true, protocol.Exited, "", "0"},
		{"script", write, false, protocol.Exited, "Execute Own Script Directly", "126\nran"},
		{"script allowed", write, true, protocol.Exited, "", "ran\n0\nran"},
		{"link to a program of the system", "ln -s /bin/true program; ./program; echo $?", false, protocol.Exited, "", "0"},
		{"by way of the loader", "cp /bin/true dropped; chmod +x dropped; /lib64/ld-linux-x86-64.so.2 ./dropped; echo $?", false, protocol.Exited, "Execution by Loader", "126"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			result := outcome(t, func(o *protocol.RunBody) { shell(o, c.script); o.ExecuteScratch = c.allowed })
			wants(t, result, c.ending)
			says(t, result, c.says)
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

func TestScratchIsNotExecutableByTheKernel(t *testing.T) {
	if confinement.LandlockABI() == 0 {
		t.Skip("this kernel has no Landlock")
	}
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, "cp /bin/true dropped; ./dropped; echo $?")
		o.ExecuteScratch = false
		o.Monitoring = &protocol.Monitoring{Rules: map[string]string{"Drop and Execute New Binary in Container": "Ignore"}}
	})
	wants(t, result, protocol.Exited)
	says(t, result, "126")
}

func TestSecretIsNotOpenedByRace(t *testing.T) {
	if confinement.LandlockABI() == 0 {
		t.Skip("this kernel has no Landlock")
	}
	secret := "/usr/share/zoneinfo/UTC"
	if _, err := os.Stat(secret); err != nil {
		secret = "/etc/hostname"
	}
	result := outcome(t, func(o *protocol.RunBody) {
		o.Monitoring = &protocol.Monitoring{Rules: map[string]string{"Restricted Path": "Record"}, RestrictedPaths: []string{secret}}
	}, "attack", "race", "/etc/passwd", secret)
	wants(t, result, protocol.Exited)
	says(t, result, "contained")
}
