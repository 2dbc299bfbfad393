// Package session is the warden's life as a state machine: one goroutine takes every event in turn and
// never waits for anything.
package session

import (
	"encoding/json"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/execution"
	"codesession.dev/warden/internal/proof"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/seal"
	"codesession.dev/warden/internal/streams"
	"codesession.dev/warden/internal/tree"
)

// Exit codes of the warden.
const (
	Recorded     = 0
	NeverStarted = 75
	Failed       = 70
)

const (
	// lastWords is how long a leaving warden waits for its writer; a pod's grace period is one second.
	lastWords  = 300 * time.Millisecond
	lastKill   = 10 * time.Second
	aWhile     = time.Second
	maxPending = 8
)

// Session holds the state; only the goroutine in Live touches it.
type Session struct {
	settings Settings
	version  string
	born     time.Time
	children *tree.Children
	evidence *proof.Evidence
	outbox   *streams.Outbox
	message  terminationMessage
	events   chan event

	key       *seal.Seal
	sequence  uint64
	hello     *protocol.HelloBody
	proving   bool
	pending   []*protocol.HelloBody
	proven    bool
	berth     func() (*execution.Berth, error)
	execution *execution.Execution
	started   []byte
	result    []byte
	dropped   int

	timer *time.Timer
	exit  int
	over  bool
}

// event changes the session; it runs in the session's goroutine.
type event func()

// New prepares a session on standard input and output.
func New(settings Settings, version string) *Session {
	reserveThreads()
	s := &Session{
		settings: settings, version: version, born: time.Now(), children: tree.Reap(),
		outbox: streams.NewOutbox(1), message: openTerminationMessage(settings.TerminationLog), events: make(chan event, 16),
	}
	s.berth = sync.OnceValues(func() (*execution.Berth, error) { return execution.Prepare(s.children) })
	s.evidence = proof.Gather(s.children, confinement.Plan{
		Dir: settings.work(), Writable: settings.Scratch, Warden: os.Getpid(), TerminationLog: settings.TerminationLog,
		FileBytes: 1 << 20, CPUSeconds: 10, OpenFiles: 256, Unwatched: settings.Unwatched,
	})
	return s
}

// Live runs until the warden's end and returns its exit code.
func (s *Session) Live() int {
	signals := make(chan os.Signal, 4)
	// SIGPIPE is caught so that a reader that went away is an error of a write and not the end of the warden;
	// caught and not ignored, because the code would inherit that.
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGPIPE, syscall.SIGHUP, syscall.SIGINT)
	s.timer = time.NewTimer(s.settings.Unasked)
	go s.listen()
	// As PID 1 its end is the end of all others; elsewhere what is below would be orphaned.
	defer tree.Kill(lastKill)
	for !s.over {
		select {
		case happened := <-s.events:
			happened()
		case received := <-signals:
			if received == syscall.SIGTERM {
				s.terminate()
			}
		case <-s.timer.C:
			s.leave(s.standing())
		}
	}
	return s.exit
}

func (s *Session) listen() {
	var lines protocol.Lines
	streams.Inbox(0, func(chunk []byte) {
		lines.Feed(chunk, func(line []byte) {
			taken := make(chan struct{})
			s.events <- func() { s.receive(line); close(taken) }
			<-taken
		})
	})
}

// standing is the exit code as things are.
func (s *Session) standing() int {
	if s.result != nil {
		return Recorded
	}
	return NeverStarted
}

func (s *Session) leave(code int) {
	s.exit, s.over = code, true
}

func (s *Session) state() protocol.State {
	switch {
	case s.result != nil:
		return protocol.Sealed
	case s.execution != nil:
		return protocol.Running
	}
	return protocol.Ready
}

// send seals a body and queues it.
func (s *Session) send(word string, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		diagnose("a", word, "cannot be written")
		return
	}
	s.sendText(word, text)
}

func (s *Session) sendText(word string, text []byte) {
	s.sequence++
	if !s.outbox.Send(word, protocol.Line(seal.GuestToOperator, s.key, word, s.sequence, text)) {
		diagnose("nobody reads: a", word, "was dropped")
	}
}

// summarise puts a sealed line into the termination message.
func (s *Session) summarise(body []byte) {
	s.sequence++
	s.message.replace(protocol.Line(seal.GuestToOperator, s.key, protocol.Summary, s.sequence, body))
}

// fitsMessage says whether a summary's line is short enough, whatever its sequence number will be.
func (s *Session) fitsMessage(body []byte) bool {
	const around = len("cs1 SUMMARY 18446744073709551615 ") + 64 + len(" \n")
	return len(body)+around <= maxMessage
}

// sealResult makes the result final. Summary first: it is the copy that outlives everything.
func (s *Session) sealResult(result *protocol.ResultBody) {
	if s.result != nil {
		return
	}
	s.summarise(resultSummary(result, s.fitsMessage))
	text, err := json.Marshal(result)
	if err != nil {
		diagnose("the result cannot be written")
		s.leave(Failed)
		return
	}
	s.result = text
	s.sendText(protocol.Result, text)
	s.timer.Reset(time.Duration(*s.hello.LingerMillis) * time.Millisecond)
	// The payload and the artifacts are garbage now; a warden that lingers should be small. Most are told BYE at once
	// and need not collect anything.
	time.AfterFunc(aWhile, debug.FreeOSMemory)
}
