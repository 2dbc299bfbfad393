package scenarios

import (
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// The watch under load: it answers every call, grows with none, and survives callers that do not.

func TestManyAttemptsAreOneViolation(t *testing.T) {
	g := boot(t)
	order := g.order("attack", "spin on", "100000", "2")
	order.Limits.WallMillis, order.Limits.CPUMillis = 120_000, 120_000
	g.prove()
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	// Not before RUN: the rules of the content scan are compiled for the first one.
	before := resident(t, g.cmd.Process.Pid)
	for n := range 20 {
		g.send(protocol.Ping, map[string]int{"n": n})
		g.next(protocol.Pong, nil)
	}
	result := g.result()
	says(t, result, "EPERM")
	if len(result.Violations) != 1 || result.Violations[0].Count != 100_000 || result.ViolationsOmitted != 0 {
		t.Errorf("%+v", result.Violations)
	}
	if after := resident(t, g.cmd.Process.Pid); after > before+8 {
		t.Errorf("the warden grew from %.1f to %.1f MB", before, after)
	}
}

func TestManyDifferentAttemptsAreBounded(t *testing.T) {
	g := boot(t)
	order := g.order()
	order.Limits.WallMillis, order.Limits.CPUMillis = 120_000, 120_000
	shell(order, `i=0; while [ $i -lt 500 ]; do true > /var/log/$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM; i=$((i+1)); done 2>/dev/null; true > /etc/passwd`)
	order.Command[0] = "bash"
	result := g.run(order)
	wants(t, result, protocol.PolicyViolation)
	if len(result.Violations) != protocol.MaxViolations || result.ViolationsOmitted == 0 {
		t.Errorf("%d listed, %d omitted", len(result.Violations), result.ViolationsOmitted)
	}
	if listed, ok := g.summary()["violations"].([]any); !ok || len(listed) == 0 || listed[len(listed)-1].(map[string]any)["action"] != protocol.Ended {
		t.Errorf("the summary does not tell what ended the run: %v", listed)
	}
	if last := result.Violations[protocol.MaxViolations-1]; last.Action != protocol.Ended {
		t.Errorf("the one that ended the run is not listed: %+v", last)
	}
}

func TestThreadsAndProcesses(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) { o.Limits.WallMillis, o.Limits.CPUMillis = 60_000, 60_000 }, "attack", "openers")
	wants(t, result, protocol.Exited)
	says(t, result, "ok")
}

func TestSignalsAndKilledCallers(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) { o.Limits.WallMillis, o.Limits.CPUMillis = 60_000, 60_000 }, "attack", "hammer", "/etc/passwd")
	wants(t, result, protocol.Exited)
	says(t, result, "ok")
}

// A program that only root may read cannot be read by the warden either.
func TestUnreadableArguments(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, `cp /bin/cat unreadable; chmod 111 unreadable; ./unreadable /etc/hostname`)
	})
	wants(t, result, protocol.PolicyViolation)
	if result.Violations[0].Rule != "Unreadable Arguments" {
		t.Errorf("%+v", result.Violations)
	}
}

// A violation in a grandchild of another session, a vforked child and a thread ends everything.
func TestWhereverItHappens(t *testing.T) {
	for name, script := range map[string]string{
		"background": "cat /etc/shadow & sleep 60", "double forked": "(setsid cat /etc/shadow &) ; sleep 60",
		"pipeline": "echo | cat /etc/shadow | sleep 60", "spawned": "env cat /etc/shadow; sleep 60",
		"after the parent": "(sleep 0.2; cat /etc/shadow) & sleep 60",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := boot(t)
			order := g.order()
			shell(order, script)
			result := g.run(order)
			wants(t, result, protocol.PolicyViolation)
			g.nothingIsLeft()
		})
	}
}

// Where the kernel does not notify, what no innocent program does kills, and that is seen.
func TestUnwatched(t *testing.T) {
	for _, c := range []struct {
		attack []string
		ending protocol.Ending
	}{
		{[]string{"call", "101", "16", "1"}, protocol.PolicyViolation},
		{[]string{"socket", "40"}, protocol.PolicyViolation},
		{[]string{"socket", "2"}, protocol.Exited},
		{[]string{"signal", "0"}, protocol.PolicyViolation},
		{[]string{"clone"}, protocol.PolicyViolation},
		{[]string{"look", "/etc/passwd"}, protocol.Exited},
	} {
		t.Run(strings.Join(c.attack, " "), func(t *testing.T) {
			t.Parallel()
			g := boot(t, "WARDEN_UNWATCHED=1")
			proof := g.prove()
			if strings.Contains(strings.Join(proof.Confinement.Features, " "), "SyscallWatch") {
				t.Errorf("%v", proof.Confinement.Features)
			}
			g.send(protocol.Run, g.order(append([]string{"attack"}, c.attack...)...))
			g.next(protocol.Started, nil)
			result := g.result()
			wants(t, result, c.ending)
			if c.ending == protocol.PolicyViolation && result.Violations[0].Rule != "Refused System Call (SIGSYS)" {
				t.Errorf("%+v", result.Violations)
			}
		})
	}
	for name, call := range map[string][]string{
		"unreadable": {"157", "4", "0"}, "own filter": {"317", "1"}, "memory file": {"319", "0", "0"},
		"personality": {"135", "262144"}, "descriptor as a program": {"322", "0", "0", "0", "0", "4096"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := boot(t, "WARDEN_UNWATCHED=1")
			says(t, g.run(g.order(append([]string{"attack", "call"}, call...)...)), "EPERM")
		})
	}
	t.Run("and says how it is answered", func(t *testing.T) {
		g := boot(t, "WARDEN_UNWATCHED=1")
		order := g.order("attack", "call", "101", "16", "1")
		order.Monitoring = &protocol.Monitoring{OnViolation: "Record"}
		says(t, g.run(order), "EPERM")
	})
}
