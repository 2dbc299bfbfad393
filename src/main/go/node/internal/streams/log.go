package streams

import "sync"

// Rotation is where the kubelet begins a new log file (containerLogMaxSize, 10Mi by default); what is asked for
// afterwards is answered from the newest file alone.
const Rotation = 10 << 20

// Log is what the container has written, standard output and error in the order in which they came. It is kept in
// memory: a session's log is its frames, a few KiB, and never more than one file.
type Log struct {
	mutex   sync.Mutex
	content []byte
	total   int64
	changed chan struct{}
	closed  bool
}

// NewLog is empty.
func NewLog() *Log { return &Log{changed: make(chan struct{})} }

// Write never fails.
func (l *Log) Write(chunk []byte) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if len(l.content) >= Rotation {
		l.content = nil
	}
	l.content = append(l.content, chunk...)
	l.total += int64(len(chunk))
	l.wake()
}

// Close tells those who follow that nothing more will come.
func (l *Log) Close() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.closed = true
	l.wake()
}

func (l *Log) wake() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// Content is the newest file.
func (l *Log) Content() []byte {
	content, _, _, _ := l.From(0)
	return content
}

// From is what the newest file holds after so many bytes of all, the new count, whether that was the end, and what to
// wait on for more.
func (l *Log) From(position int64) ([]byte, int64, bool, <-chan struct{}) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	missing := min(l.total-position, int64(len(l.content)))
	return l.content[int64(len(l.content))-missing:], l.total, l.closed, l.changed
}
