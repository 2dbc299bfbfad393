// Package streams carries a container's output to its log and to whoever is attached, as a container runtime does:
// what was said before an attach is not said again, and a reader that does not read holds the container up.
package streams

import (
	"io"
	"maps"
	"slices"
	"sync"
)

// Hub is the output side of one container.
type Hub struct {
	Log *Log

	// order is held while a chunk goes out, which may take as long as a reader pleases; mutex only for a moment, so that
	// readers can be cut off meanwhile.
	order   sync.Mutex
	mutex   sync.Mutex
	readers map[*Reader]struct{}
	ended   bool
}

// NewHub has nobody attached.
func NewHub(log *Log) *Hub { return &Hub{Log: log, readers: map[*Reader]struct{}{}} }

// Reader is one attached client.
type Reader struct {
	stdout, stderr io.Writer
	done           chan struct{}
	once           sync.Once
}

// Done is closed when the container has ended or the client was cut off.
func (r *Reader) Done() <-chan struct{} { return r.done }

// Cut ends this client's attachment.
func (r *Reader) Cut() { r.once.Do(func() { close(r.done) }) }

// Attach adds a client; the writers may be nil.
func (h *Hub) Attach(stdout, stderr io.Writer) *Reader {
	reader := &Reader{stdout: stdout, stderr: stderr, done: make(chan struct{})}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.ended {
		reader.Cut()
		return reader
	}
	h.readers[reader] = struct{}{}
	return reader
}

// Detach removes a client.
func (h *Hub) Detach(reader *Reader) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	delete(h.readers, reader)
	reader.Cut()
}

// CutAll ends every attachment, and not the container: a kubelet that restarts does that.
func (h *Hub) CutAll() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for reader := range h.readers {
		reader.Cut()
	}
	clear(h.readers)
}

// End cuts everybody off for good; the log stays.
func (h *Hub) End() {
	h.CutAll()
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.ended = true
}

// Copy carries one of the container's streams until its end. Each chunk is shown to seen first, which may swallow it.
func (h *Hub) Copy(from io.Reader, isErr bool, seen func([]byte) bool) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && (seen == nil || seen(buffer[:n])) {
			h.put(buffer[:n], isErr)
		}
		if err != nil {
			return
		}
	}
}

func (h *Hub) put(chunk []byte, isErr bool) {
	h.order.Lock()
	defer h.order.Unlock()
	h.Log.Write(chunk)
	for _, reader := range h.attached() {
		writer := reader.stdout
		if isErr {
			writer = reader.stderr
		}
		if writer == nil {
			continue
		}
		if _, err := writer.Write(chunk); err != nil {
			h.Detach(reader)
		}
	}
}

func (h *Hub) attached() []*Reader {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return slices.Collect(maps.Keys(h.readers))
}
