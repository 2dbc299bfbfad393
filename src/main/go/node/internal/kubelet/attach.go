package kubelet

import (
	"context"
	"errors"
	"io"

	"codesession.dev/node/internal/guest"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

// ErrRefused is a runtime that does not attach.
var ErrRefused = errors.New("container is not running")

// Attachable is asked before a connection is upgraded.
func (p *Pod) Attachable() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.attaches++
	if refused, found := p.Faults.Find("attach-refused"); found && p.attaches <= refused.Number(1) {
		return errors.New("attach refused by a fault")
	}
	if p.guest == nil {
		return ErrRefused
	}
	return nil
}

// Attach carries one client's streams. Of a half-closed connection the output goes on; a WebSocket cannot be half closed.
func (p *Pod) Attach(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer, halfCloses bool) {
	p.mutex.Lock()
	running, first := p.guest, p.attaches == 1
	p.mutex.Unlock()
	if first && stdout != nil {
		stdout = p.Faults.Stream(stdout, p.random)
	}
	reader := p.hub.Attach(stdout, stderr)
	defer p.hub.Detach(reader)
	left := make(chan struct{})
	if stdin != nil {
		go func() {
			p.feed(running, stdin)
			if !halfCloses {
				close(left)
			}
		}()
	}
	select {
	case <-reader.Done():
	case <-left:
	case <-ctx.Done():
	}
}

// feed hands the client's bytes to the guest; each word that a fault waits for is looked at before the guest reads it.
func (p *Pod) feed(running guest.Guest, stdin io.Reader) {
	lost := p.Faults.Has("stdin-lost")
	buffer := make([]byte, 32<<10)
	for {
		n, err := stdin.Read(buffer)
		if n > 0 && !lost && !p.word(buffer[:n]) {
			if _, failed := running.Stdin().Write(buffer[:n]); failed != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// Attacher is the pod as the streaming library wants it.
type Attacher struct {
	Pod        *Pod
	HalfCloses bool
}

// AttachContainer implements remotecommand.Attacher.
func (a Attacher) AttachContainer(ctx context.Context, _, _, _ string, in io.Reader, out, err io.WriteCloser, _ bool,
	_ <-chan remotecommand.TerminalSize,
) error {
	a.Pod.Attach(ctx, in, plain(out), plain(err), a.HalfCloses)
	return nil
}

// plain keeps a nil stream a nil interface.
func plain(writer io.WriteCloser) io.Writer {
	if writer == nil {
		return nil
	}
	return writer
}
