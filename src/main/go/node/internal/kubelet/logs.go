package kubelet

import (
	"errors"
	"io"

	"codesession.dev/node/internal/streams"
)

// ErrNoLog is a container whose log is not there.
var ErrNoLog = errors.New("failed to try resolving symlinks in path: no such file or directory")

// Log is what the kubelet has of the container's output. That of an evicted pod is gone at once.
func (p *Pod) Log() (*streams.Log, error) {
	select {
	case <-p.evicted:
		return nil, ErrNoLog
	default:
	}
	if p.Faults.Has("log-gone") {
		return nil, ErrNoLog
	}
	return p.hub.Log, nil
}

// Cropped limits what a reader of the log gets, should a fault want that.
func (p *Pod) Cropped(to io.Writer) io.Writer {
	if cropped, found := p.Faults.Find("log-cut"); found {
		return &limited{to, cropped.Number(1 + p.node.Chooser.Random(p.who(), "log-cut").IntN(4096))}
	}
	return to
}

// Limited gives a writer that takes so many bytes and then fails.
func Limited(to io.Writer, bytes int) io.Writer { return &limited{to, bytes} }

type limited struct {
	to   io.Writer
	left int
}

func (l *limited) Write(chunk []byte) (int, error) {
	taken := min(len(chunk), l.left)
	l.left -= taken
	if _, err := l.to.Write(chunk[:taken]); err != nil {
		return 0, err
	}
	if taken < len(chunk) {
		return taken, io.ErrShortWrite
	}
	return taken, nil
}
