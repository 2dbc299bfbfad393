package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"codesession.dev/warden/internal/counterpart"
	"codesession.dev/warden/internal/protocol"
)

const (
	// Not the user of real pods: the kernel counts processes by user, and a cluster may run beside the tests.
	unprivileged = 65531
	patience     = 150 * time.Second
)

// guest is a warden for one run, with places of its own.
type guest struct {
	dir   string
	other *counterpart.Counterpart
	cmd   *exec.Cmd
	stdin io.WriteCloser
	// features are what the PROOF says to be in force.
	features []string
}

// boot starts a warden below root and lets it prove itself. Its work, TMPDIR and last words are the code's and
// the warden's; outside is what the code must not touch although its mode would let it.
func boot(root string) (*guest, error) {
	dir, err := os.MkdirTemp(root, "guest")
	if err != nil {
		return nil, err
	}
	g := &guest{dir: dir, other: counterpart.New()}
	if err := g.furnish(); err != nil {
		return nil, err
	}
	g.cmd = exec.Command("/proc/self/exe")
	g.cmd.Env = []string{
		"PATH=/usr/bin:/bin", "WARDEN_SCRATCH=" + dir + "/work:" + dir + "/tmp", "WARDEN_TERMINATION_LOG=" + dir + "/message",
		"CORPUS_WARDEN=1",
		// Packages that lie elsewhere; not below /tmp, where code cannot read.
		"PYTHONPATH=" + os.Getenv("PYTHONPATH"),
	}
	g.cmd.SysProcAttr = credential()
	if ownRooms() {
		g.cmd.Env = append(g.cmd.Env, "CORPUS_ROOM="+dir)
		g.cmd.SysProcAttr = nil
	}
	if g.stdin, err = g.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	stdout, err := g.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := g.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { _ = g.other.Read(stdout) }()
	var proof protocol.ProofBody
	if err = g.send(protocol.Hello, counterpart.Hello()); err == nil {
		err = g.next(protocol.Proof, &proof)
	}
	if err != nil {
		g.end()
		return nil, err
	}
	g.features = proof.Confinement.Features
	return g, nil
}

func credential() *syscall.SysProcAttr {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: unprivileged, Gid: unprivileged}}
}

func (g *guest) furnish() error {
	var failed []error
	failed = append(failed, os.Chmod(g.dir, 0o755))
	for _, name := range []string{"work", "tmp", "outside"} {
		path := filepath.Join(g.dir, name)
		failed = append(failed, os.Mkdir(path, 0o755), give(path))
	}
	for number := range precious {
		path := fmt.Sprintf("%s/outside/precious-%d", g.dir, number)
		failed = append(failed, os.WriteFile(path, []byte("precious"), 0o644), give(path))
	}
	message := filepath.Join(g.dir, "message")
	return errors.Join(append(failed, os.WriteFile(message, nil, 0o644), give(message))...)
}

func give(path string) error {
	if os.Getuid() != 0 {
		return nil
	}
	return os.Chown(path, unprivileged, unprivileged)
}

func (g *guest) send(word string, body any) error {
	line, err := g.other.Line(word, body)
	if err != nil {
		return err
	}
	_, err = g.stdin.Write(line)
	return err
}

// next waits for a frame of this type. Alerts are passed over: they are in the RESULT again.
func (g *guest) next(word string, into any) error {
	late := time.After(patience)
	for {
		select {
		case frame, open := <-g.other.Frames:
			switch {
			case !open:
				return fmt.Errorf("the warden is gone, wanted %s", word)
			case frame.Word == word:
				return json.Unmarshal(frame.Body, into)
			case !slices.Contains([]string{protocol.Started, protocol.Violated}, frame.Word):
				return fmt.Errorf("got %s, wanted %s", frame.Word, word)
			}
		case <-late:
			return fmt.Errorf("no %s", word)
		}
	}
}

// run carries one order out; the code has ended when it returns, and so has the warden.
func (g *guest) run(order *protocol.RunBody) (*protocol.ResultBody, error) {
	defer g.end()
	result := new(protocol.ResultBody)
	err := g.send(protocol.Run, order)
	if err == nil {
		err = g.next(protocol.Result, result)
	}
	if err == nil {
		err = g.send(protocol.Bye, map[string]any{})
	}
	return result, err
}

func (g *guest) end() {
	_ = g.stdin.Close()
	exited := make(chan struct{})
	go func() { _ = g.cmd.Wait(); close(exited) }()
	select {
	case <-exited:
	case <-time.After(5 * time.Second):
		_ = g.cmd.Process.Kill()
	}
}
