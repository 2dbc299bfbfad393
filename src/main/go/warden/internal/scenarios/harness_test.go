// Package scenarios holds conversations with a real warden in a process of its own, as a user without rights when the
// tests run as root. It has no code but tests.
package scenarios

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"codesession.dev/warden/internal/counterpart"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
	"codesession.dev/warden/internal/warden"
	"golang.org/x/sys/unix"
)

const (
	// Not the user of real pods: the kernel counts processes by user, and a cluster may run beside the tests.
	unprivileged = 65531
	patience     = 60 * time.Second
	// ceiling is RLIMIT_NPROC of all wardens and their code together, threads included.
	ceiling = 400
)

// TestMain is all the programs there are: the tests, the warden, its stage, and the code that misbehaves.
func TestMain(m *testing.M) {
	switch {
	case warden.IsStage():
		os.Exit(warden.Main())
	case os.Getenv("SCENARIO_BOX") != "":
		enterBox(os.Getenv("SCENARIO_BOX"))
	case os.Getenv("SCENARIO_WARDEN") != "":
		// A fork bomb that gets away must not take the machine with it.
		must(nil, syscall.Setrlimit(unix.RLIMIT_NPROC, &syscall.Rlimit{Cur: ceiling, Max: ceiling}))
		if os.Getenv("SCENARIO_PROFILE") != "" {
			underProfile()
		}
		os.Exit(warden.Main())
	case os.Getenv("SCENARIO_CODE") != "":
		misbehave(os.Args[1:])
		os.Exit(0)
	}
	// Whatever a warden that failed leaves behind comes to this process, and ends with it.
	must(nil, unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))
	code := m.Run()
	if !tree.Kill(30 * time.Second) {
		fmt.Println("processes of the tests are still running")
		code = 1
	}
	os.Exit(code)
}

// guest is a warden and the operator's end of its conversation.
type guest struct {
	t      testing.TB
	dir    string
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout io.ReadCloser
	other  *counterpart.Counterpart
	exited chan error
	// spent is the processor time of the warden and of everything it waited for, once it has exited.
	spent time.Duration
	// violations are the VIOLATION frames that came so far.
	violations []protocol.Violation
	// toldAt is when the last one was read, on the monotonic clock.
	toldAt int64
}

// boot starts a warden with a working directory, a TMPDIR and this test binary as the program "code".
func boot(t testing.TB, environment ...string) *guest {
	t.Helper()
	g := prepare(t, environment...)
	g.stdout, _ = g.cmd.StdoutPipe()
	g.start()
	go g.read()
	return g
}

func prepare(t testing.TB, environment ...string) *guest {
	t.Helper()
	dir, err := os.MkdirTemp("", "scenario")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o755))
	for _, sub := range []string{"work", "tmp"} {
		must(t, os.Mkdir(filepath.Join(dir, sub), 0o755))
		give(t, filepath.Join(dir, sub))
	}
	must(t, os.WriteFile(filepath.Join(dir, "message"), nil, 0o666))
	must(t, os.Chmod(filepath.Join(dir, "message"), 0o666))
	program, err := os.ReadFile("/proc/self/exe")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "tmp", "code"), program, 0o755))
	give(t, filepath.Join(dir, "tmp", "code"))
	g := &guest{t: t, dir: dir, other: counterpart.New(), exited: make(chan error, 1)}
	g.cmd = exec.Command("/proc/self/exe")
	g.cmd.Env = append([]string{
		"SCENARIO_WARDEN=1", "PATH=/usr/bin:/bin", "KUBERNETES_SERVICE_HOST=127.0.0.1", "KUBERNETES_SERVICE_PORT=1",
		"WARDEN_SCRATCH=" + dir + "/work:" + dir + "/tmp", "WARDEN_TERMINATION_LOG=" + dir + "/message",
	}, environment...)
	g.cmd.SysProcAttr = &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		g.cmd.SysProcAttr.Credential = &syscall.Credential{Uid: unprivileged, Gid: unprivileged}
	}
	g.stdin, _ = g.cmd.StdinPipe()
	return g
}

func (g *guest) start() {
	g.t.Helper()
	must(g.t, g.cmd.Start())
	// Wait closes a pipe it made, so the exit is waited for without it.
	go func() {
		state, err := g.cmd.Process.Wait()
		if err == nil {
			g.spent = state.UserTime() + state.SystemTime()
		}
		g.exited <- exitError(state, err)
	}()
	g.t.Cleanup(g.end)
}

// end lets the warden kill its own; killed itself it would leave its tree to the tests.
func (g *guest) end() {
	_ = g.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-g.exited:
		g.exited <- err
	case <-time.After(5 * time.Second):
		_ = g.cmd.Process.Kill()
	}
}

func exitError(state *os.ProcessState, err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%d", state.ExitCode())
}

func (g *guest) read() {
	if err := g.other.Read(g.stdout); err != nil {
		g.t.Error(err)
	}
}

func (g *guest) line(word string, body any) []byte {
	line, err := g.other.Line(word, body)
	must(g.t, err)
	return line
}

func (g *guest) send(word string, body any) {
	g.t.Helper()
	g.raw(g.line(word, body))
}

func (g *guest) raw(line []byte) {
	g.t.Helper()
	if _, err := g.stdin.Write(line); err != nil {
		g.t.Fatalf("the warden does not read: %v", err)
	}
}

// next waits for the next frame, which must be of this type; VIOLATION frames on the way are kept.
func (g *guest) next(word string, into any) {
	g.t.Helper()
	for {
		select {
		case frame, open := <-g.other.Frames:
			switch {
			case !open:
				g.t.Fatalf("the warden is gone, wanted %s", word)
			case frame.Word == protocol.Violated && word != protocol.Violated:
				g.violated(frame)
				continue
			case frame.Word != word:
				g.t.Fatalf("got %s, wanted %s: %.300s", frame.Word, word, frame.Body)
			}
			if into != nil {
				must(g.t, json.Unmarshal(frame.Body, into))
			}
			return
		case <-time.After(patience):
			g.t.Fatalf("no %s", word)
		}
	}
}

func (g *guest) violated(frame protocol.Frame) {
	var body protocol.ViolationBody
	must(g.t, json.Unmarshal(frame.Body, &body))
	g.violations, g.toldAt = append(g.violations, body.Violation), monotonic()
}

// awaits a file that the code makes in its working directory.
func (g *guest) awaits(name string) {
	g.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(g.dir, "work", name)); err == nil {
			return
		}
	}
	g.t.Fatalf("the code does not get as far as %s", name)
}

// touch makes a file that the code waits for.
func (g *guest) touch(name string) {
	g.t.Helper()
	must(g.t, os.WriteFile(filepath.Join(g.dir, "work", name), nil, 0o644))
}

func (g *guest) code() string {
	g.t.Helper()
	select {
	case err := <-g.exited:
		g.exited <- err
		return err.Error()
	case <-time.After(patience):
		g.t.Fatal("the warden does not exit")
		return ""
	}
}

func hello() map[string]any { return counterpart.Hello() }

func (g *guest) prove() *protocol.ProofBody {
	g.t.Helper()
	g.send(protocol.Hello, hello())
	proof := new(protocol.ProofBody)
	g.next(protocol.Proof, proof)
	return proof
}

// order is a RUN of this binary with arguments, which tests change before they send it.
func (g *guest) order(arguments ...string) *protocol.RunBody {
	one, language, file, code := int64(1), "test", "main.txt", "nothing"
	return &protocol.RunBody{
		Run: &one, Language: &language, File: &file, Code: &code, Args: arguments,
		// The program "code" lies in scratch.
		Command: []string{g.dir + "/tmp/code"}, ExecuteScratch: true,
		Env: map[string]string{"SCENARIO_CODE": "1", "GOMAXPROCS": "2"},
		Limits: &protocol.Limits{
			WallMillis: 60_000, CPUMillis: 30_000, MemoryBytes: 512 << 20, DiskBytes: 64 << 20, Processes: 32, OutputBytes: 1 << 20,
		},
		Capture:   &protocol.Capture{HeadBytes: 1024, TailBytes: 512},
		Artifacts: &protocol.ArtifactRequest{MaxCount: 8, MaxFileBytes: 1 << 20, MaxTotalBytes: 2 << 20},
	}
}

// run goes all the way with one order and returns the result.
func (g *guest) run(order *protocol.RunBody) *protocol.ResultBody {
	g.t.Helper()
	g.prove()
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	return g.result()
}

func (g *guest) result() *protocol.ResultBody {
	g.t.Helper()
	result := new(protocol.ResultBody)
	g.next(protocol.Result, result)
	g.alike(result.Violations)
	return result
}

// alike: every violation of a RESULT was told before, in the same order, when it was seen for the first time.
func (g *guest) alike(listed []protocol.Violation) {
	g.t.Helper()
	if len(listed) != len(g.violations) {
		g.t.Fatalf("%d violations were told, %d are listed: %v %v", len(g.violations), len(listed), g.violations, listed)
	}
	for i, told := range g.violations {
		told.Count = listed[i].Count
		if told != listed[i] {
			g.t.Errorf("told %+v, listed %+v", told, listed[i])
		}
	}
}

// nothingIsLeft: the warden has no child any more that could do anything.
func (g *guest) nothingIsLeft() {
	g.t.Helper()
	for _, process := range tree.NewTable(g.cmd.Process.Pid).Descendants() {
		if process.State != 'Z' {
			g.t.Errorf("process %d is still there (%c)", process.PID, process.State)
		}
	}
}

// outcome is run for those that look at ending and standard output only.
// unwatchedIf is the environment of a warden that is not asked, for what the watch would end at once.
func unwatchedIf(condition bool) []string {
	if condition {
		return []string{"WARDEN_UNWATCHED=1"}
	}
	return nil
}

func outcome(t *testing.T, change func(*protocol.RunBody), arguments ...string) *protocol.ResultBody {
	t.Helper()
	g := boot(t)
	order := g.order(arguments...)
	if change != nil {
		change(order)
	}
	return g.run(order)
}

func shell(order *protocol.RunBody, script string) {
	order.Command, order.Args, order.Env = []string{"sh", "-c", script}, nil, nil
}

func wants(t *testing.T, result *protocol.ResultBody, ending protocol.Ending) {
	t.Helper()
	if result.Ending != ending {
		t.Fatalf("ended %s (%s) exit %v signal %s, wanted %s\nstdout %.500s\nstderr %.2000s", result.Ending, result.Message,
			code(result), result.Signal, ending, result.Stdout.Head, result.Stderr.Head)
	}
}

func code(result *protocol.ResultBody) int {
	if result.ExitCode == nil {
		return -1
	}
	return *result.ExitCode
}

func says(t *testing.T, result *protocol.ResultBody, text string) {
	t.Helper()
	if strings.TrimSpace(string(result.Stdout.Head)) != text {
		t.Fatalf("said %q (stderr %.1000q), wanted %q", result.Stdout.Head, result.Stderr.Head, text)
	}
}

func give(t testing.TB, path string) {
	if os.Getuid() == 0 {
		must(t, os.Chown(path, unprivileged, unprivileged))
	}
}

func must(t testing.TB, err error) {
	if err != nil && t == nil {
		panic(err)
	}
	if err != nil {
		t.Helper()
		t.Fatal(err)
	}
}
