package streams

import (
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// Bounds of what waits for a slow reader.
const (
	maxWaiting      = 64
	maxWaitingBytes = 16 << 20
)

// Outbox is the bounded queue in front of the one writer to the operator.
type Outbox struct {
	mutex   sync.Mutex
	waiting []message
	bytes   int
	wake    chan struct{}
	idle    chan struct{}
	busy    bool
}

type message struct {
	line []byte
	// kind lets a newer answer replace an older one that nobody read yet.
	kind string
}

// NewOutbox starts the writer to a descriptor.
func NewOutbox(fd int) *Outbox {
	o := &Outbox{wake: make(chan struct{}, 1), idle: make(chan struct{})}
	close(o.idle)
	go o.write(fd)
	return o
}

// Send queues a line and never waits. When the queue is full an older line makes room; failing that
// the new one is dropped, and HELLO gets it repeated.
func (o *Outbox) Send(kind string, line []byte) bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if len(o.waiting) >= maxWaiting || o.bytes+len(line) > maxWaitingBytes {
		if !o.forget(kind) || o.bytes+len(line) > maxWaitingBytes {
			return false
		}
	}
	if !o.busy && len(o.waiting) == 0 {
		o.idle = make(chan struct{})
	}
	o.waiting = append(o.waiting, message{line: line, kind: kind})
	o.bytes += len(line)
	select {
	case o.wake <- struct{}{}:
	default:
	}
	return true
}

// forget makes room: an older line of the same kind goes, else the oldest of the kind that there is most of, so
// that no flood of answers keeps a result out.
func (o *Outbox) forget(kind string) bool {
	counts := map[string]int{}
	for _, old := range o.waiting {
		counts[old.kind]++
	}
	if counts[kind] == 0 {
		for candidate, count := range counts {
			if count > max(1, counts[kind]) {
				kind = candidate
			}
		}
	}
	for i, old := range o.waiting {
		if old.kind == kind {
			o.bytes -= len(old.line)
			o.waiting = append(o.waiting[:i], o.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// Flush waits until everything was written, at most for so long.
func (o *Outbox) Flush(patience time.Duration) {
	o.mutex.Lock()
	idle := o.idle
	o.mutex.Unlock()
	select {
	case <-idle:
	case <-time.After(patience):
	}
}

func (o *Outbox) take() (message, bool) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if len(o.waiting) == 0 {
		if o.busy {
			o.busy = false
			close(o.idle)
		}
		return message{}, false
	}
	next := o.waiting[0]
	o.waiting = o.waiting[1:]
	o.bytes -= len(next.line)
	o.busy = true
	return next, true
}

func (o *Outbox) write(fd int) {
	for range o.wake {
		for next, ok := o.take(); ok; next, ok = o.take() {
			writeAll(fd, next.line)
		}
	}
}

// writeAll loops: gVisor cuts writes short even on blocking descriptors, and a descriptor that somebody made
// non-blocking says EAGAIN. A reader that is gone (EPIPE) loses the line; the log or a re-HELLO has it.
func writeAll(fd int, line []byte) {
	for len(line) > 0 {
		n, err := unix.Write(fd, line)
		switch err {
		case nil:
			line = line[n:]
		case unix.EINTR:
		case unix.EAGAIN:
			_, _ = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}, 100)
		default:
			return
		}
	}
}
