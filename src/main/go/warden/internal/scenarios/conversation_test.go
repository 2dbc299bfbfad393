package scenarios

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"codesession.dev/warden/internal/counterpart"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/seal"
)

func TestProofTellsWhatIsInForce(t *testing.T) {
	proof := boot(t).prove()
	if proof.State != protocol.Ready || proof.Kernel.Release == "" || proof.Kernel.UptimeMillis <= 0 || len(proof.Network.Interfaces) == 0 {
		t.Errorf("%+v", proof)
	}
	for _, reached := range proof.Reach {
		if reached.Outcome != protocol.Refused {
			t.Errorf("port 1 of localhost refuses: %+v", reached)
		}
	}
	if len(proof.Reach) != 2 || proof.Reach[1].Name != "environment" || proof.Identity.KubernetesEnvironment != 2 {
		t.Errorf("%+v %+v", proof.Reach, proof.Identity)
	}
	want := []string{"NoNewPrivileges", "Seccomp", "SocketFilter"}
	if proof.Confinement.LandlockABI >= 6 {
		want = append(want, "Landlock", "SignalScope", "TerminationLog", "NoScratchExecution", "NonDumpable", "SyscallWatch")
	}
	if got := strings.Join(proof.Confinement.Features, " "); got != strings.Join(want, " ") {
		t.Errorf("in force: %s", got)
	}
}

func TestRunIsAcceptedOnceAndRepeatedAsState(t *testing.T) {
	g := boot(t)
	first := g.run(g.order("print", "5"))
	g.send(protocol.Run, g.order("print", "9"))
	g.next(protocol.Started, nil)
	if again := g.result(); again.Stdout.Bytes != 5 || again.Stdout.SHA256 != first.Stdout.SHA256 {
		t.Errorf("a second RUN ran: %+v", again)
	}
	g.send(protocol.Hello, hello())
	var proof protocol.ProofBody
	g.next(protocol.Proof, &proof)
	if proof.State != protocol.Sealed {
		t.Errorf("state %s", proof.State)
	}
	g.next(protocol.Started, nil)
	g.result()
}

func TestRunBeforeProofIsNotAccepted(t *testing.T) {
	g := boot(t)
	opening := g.line(protocol.Hello, hello())
	run := g.line(protocol.Run, g.order("exit", "0"))
	g.raw(append(opening, run...))
	g.next(protocol.Proof, nil)
	g.send(protocol.Ping, map[string]int{"n": 1})
	var pong protocol.PongBody
	g.next(protocol.Pong, &pong)
	if pong.State != protocol.Ready {
		t.Errorf("ran without a proof: %+v", pong)
	}
}

func TestHelloWhileRunning(t *testing.T) {
	g := boot(t)
	g.prove()
	g.send(protocol.Run, g.order("sleep", "600"))
	g.next(protocol.Started, nil)
	g.send(protocol.Hello, hello())
	var proof protocol.ProofBody
	g.next(protocol.Proof, &proof)
	if proof.State != protocol.Running {
		t.Errorf("state %s", proof.State)
	}
	g.next(protocol.Started, nil)
	wants(t, g.result(), protocol.Exited)
}

func TestHelloOfAnotherIsDropped(t *testing.T) {
	g := boot(t)
	g.prove()
	for field, value := range map[string]any{"key": bytes.Repeat([]byte{8}, 32), "session": "other", "attempt": 2} {
		other := hello()
		other[field] = value
		g.send(protocol.Hello, other)
	}
	g.send(protocol.Ping, map[string]int{"n": 4})
	g.next(protocol.Pong, nil)
}

func TestPingIsAnsweredWhateverGoesOn(t *testing.T) {
	g := boot(t)
	slow := hello()
	slow["probes"] = []any{map[string]any{"name": "hole", "address": "192.0.2.1:9"}}
	g.send(protocol.Hello, slow)
	g.send(protocol.Ping, map[string]int{"n": 1})
	seen := map[string]bool{}
	for range 2 {
		seen[(<-g.other.Frames).Word] = true
	}
	if !seen[protocol.Pong] || !seen[protocol.Proof] {
		t.Fatalf("%v", seen)
	}
	g.send(protocol.Run, g.order("spin", "700"))
	g.next(protocol.Started, nil)
	time.Sleep(300 * time.Millisecond)
	g.send(protocol.Ping, map[string]int{"n": 2})
	var pong protocol.PongBody
	g.next(protocol.Pong, &pong)
	if pong.N != 2 || pong.State != protocol.Running || pong.CPUMillis == 0 || pong.MemoryBytes == 0 || pong.ElapsedMillis < 200 {
		t.Errorf("%+v", pong)
	}
	g.result()
}

func TestCancel(t *testing.T) {
	g := boot(t)
	g.prove()
	g.send(protocol.Run, g.order("sleep", "60000"))
	g.next(protocol.Started, nil)
	g.send(protocol.Cancel, struct{}{})
	wants(t, g.result(), protocol.Cancelled)
	g.send(protocol.Bye, struct{}{})
	if got := g.code(); got != "0" {
		t.Errorf("exit %s", got)
	}
}

func TestCancelBeforeRun(t *testing.T) {
	g := boot(t)
	g.prove()
	g.send(protocol.Cancel, struct{}{})
	if result := g.result(); result.Ending != protocol.Cancelled || result.CodeStarted {
		t.Errorf("%+v", result)
	}
	g.send(protocol.Run, g.order("exit", "0"))
	if result := g.result(); result.Ending != protocol.Cancelled || result.CodeStarted {
		t.Errorf("a RUN after CANCEL ran: %+v", result)
	}
}

func TestSigtermSealsAndExits(t *testing.T) {
	g := boot(t)
	g.prove()
	g.send(protocol.Run, g.order("sleep", "60000"))
	g.next(protocol.Started, nil)
	began := time.Now()
	must(t, g.cmd.Process.Signal(syscall.SIGTERM))
	wants(t, g.result(), protocol.Terminated)
	if got := g.code(); got != "0" || time.Since(began) > 900*time.Millisecond {
		t.Errorf("exit %s after %v", got, time.Since(began))
	}
	if summary := g.summary(); summary["ending"] != "Terminated" {
		t.Errorf("%v", summary)
	}
}

func TestSigtermBeforeRun(t *testing.T) {
	g := boot(t)
	g.prove()
	must(t, g.cmd.Process.Signal(syscall.SIGTERM))
	if got := g.code(); got != "75" {
		t.Errorf("exit %s", got)
	}
}

func TestTimers(t *testing.T) {
	if got := boot(t, "WARDEN_UNASKED=100ms").code(); got != "75" {
		t.Errorf("unasked: exit %s", got)
	}
	idle := boot(t)
	short := hello()
	short["idleMillis"] = 100
	idle.send(protocol.Hello, short)
	if got := idle.code(); got != "75" {
		t.Errorf("idle: exit %s", got)
	}
	linger := boot(t)
	short = hello()
	short["lingerMillis"] = 100
	linger.send(protocol.Hello, short)
	linger.next(protocol.Proof, nil)
	linger.send(protocol.Run, linger.order("exit", "0"))
	if got := linger.code(); got != "0" {
		t.Errorf("linger: exit %s", got)
	}
}

func TestGarbageOnStandardInput(t *testing.T) {
	g := boot(t)
	giant := append(bytes.Repeat([]byte("x"), 9<<20), '\n')
	g.raw([]byte("\n\nhello\ncs1 HELLO 1 - {}\ncs1 RUN 1 - {}\n\x00\xff\n"))
	g.raw(giant)
	g.raw(append([]byte("cs1 HELLO 1 - {\"a\":\""), giant...))
	g.prove()
	forged := protocol.Line(seal.OperatorToGuest, seal.New(make([]byte, 32), counterpart.Session, 1), protocol.Bye, 1, []byte("{}"))
	g.raw(forged)
	g.raw(giant)
	g.send(protocol.Run, g.order("exit", "0"))
	g.next(protocol.Started, nil)
	wants(t, g.result(), protocol.Exited)
}

func TestReaderThatNeverReads(t *testing.T) {
	g := prepare(t)
	// A pipe nobody reads: filled first, so that not even the PROOF gets out.
	reading, writing, err := os.Pipe()
	must(t, err)
	defer func() { _, _ = reading.Close(), writing.Close() }()
	must(t, writing.SetWriteDeadline(time.Now().Add(50*time.Millisecond)))
	_, _ = writing.Write(make([]byte, 1<<20))
	g.cmd.Stdout = writing
	g.start()
	short := hello()
	short["lingerMillis"] = 300
	g.send(protocol.Hello, short)
	time.Sleep(700 * time.Millisecond)
	order := g.order("sleep", "60000")
	order.Limits.WallMillis = 200
	g.send(protocol.Run, order)
	for n := range 200 {
		g.send(protocol.Ping, map[string]int{"n": n})
	}
	if got := g.code(); got != "0" {
		t.Errorf("exit %s", got)
	}
	if summary := g.summary(); summary["ending"] != "WallTimeExceeded" {
		t.Errorf("%v", summary)
	}
}

func TestReaderThatGoesAway(t *testing.T) {
	g := boot(t)
	g.prove()
	must(t, g.stdout.Close())
	short := g.order("sleep", "300")
	g.send(protocol.Run, short)
	for n := range 20 {
		g.send(protocol.Ping, map[string]int{"n": n})
		time.Sleep(20 * time.Millisecond)
	}
	must(t, g.cmd.Process.Signal(syscall.SIGTERM))
	if got := g.code(); got != "0" {
		t.Errorf("exit %s", got)
	}
}

func TestEndOfInputIsNoEnd(t *testing.T) {
	g := boot(t)
	g.prove()
	g.send(protocol.Run, g.order("sleep", "300"))
	g.next(protocol.Started, nil)
	must(t, g.stdin.Close())
	wants(t, g.result(), protocol.Exited)
}

func TestTerminationMessage(t *testing.T) {
	g := boot(t)
	g.prove()
	order := g.order("print2", "200000")
	shell(order, "sleep 0.3; head -c 200000 /dev/urandom; for i in $(seq 60); do head -c 100 /dev/urandom > long-file-name-$i.bin; done")
	order.Capture = &protocol.Capture{HeadBytes: 65536, TailBytes: 65536}
	order.Artifacts.Paths = []string{"*.bin"}
	order.Artifacts.MaxCount = 60
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	if summary := g.summary(); summary["state"] != "Started" || summary["run"] != 1.0 {
		t.Errorf("%v", summary)
	}
	result := g.result()
	if len(result.Artifacts) != 60 || len(result.Stdout.Head) != 65536 {
		t.Fatalf("%d artifacts, %d bytes", len(result.Artifacts), len(result.Stdout.Head))
	}
	summary := g.summary()
	stdout, _ := summary["stdout"].(map[string]any)
	if summary["ending"] != "Exited" || stdout["bytes"] != 200000.0 || stdout["sha256"] != result.Stdout.SHA256 {
		t.Errorf("%v", summary)
	}
}

// summary reads, checks and unpacks the termination message.
func (g *guest) summary() map[string]any {
	g.t.Helper()
	text, err := os.ReadFile(g.dir + "/message")
	must(g.t, err)
	if len(text) > 4096 || bytes.Count(text, []byte("\n")) != 1 {
		g.t.Fatalf("%d bytes: %.100q", len(text), text)
	}
	frame, err := protocol.Open(bytes.TrimSuffix(text, []byte("\n")), seal.GuestToOperator, g.other.Seal)
	must(g.t, err)
	var body protocol.SummaryBody
	must(g.t, json.Unmarshal(frame.Body, &body))
	unpacked, err := zlib.NewReader(bytes.NewReader(body.Z))
	must(g.t, err)
	inner, err := io.ReadAll(io.LimitReader(unpacked, 256<<10))
	must(g.t, err)
	var summary map[string]any
	must(g.t, json.Unmarshal(inner, &summary))
	return summary
}
