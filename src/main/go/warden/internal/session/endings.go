package session

import (
	"encoding/json"
	"time"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/streams"
)

func (s *Session) announce(body protocol.StartedBody) {
	text, err := json.Marshal(body)
	if err == nil {
		s.started = text
		s.sendText(protocol.Started, text)
	}
}

func (s *Session) pong(n int64) {
	pong := protocol.PongBody{N: n, State: s.state()}
	if s.execution != nil {
		usage, memory, stdout, stderr := s.execution.Progress()
		pong.ElapsedMillis, pong.CPUMillis = usage.WallMillis, usage.CPUMillis
		pong.MemoryBytes, pong.StdoutBytes, pong.StderrBytes = memory, stdout, stderr
	}
	s.send(protocol.Pong, pong)
}

// cancel ends a run, or makes sure that there will be none.
func (s *Session) cancel() {
	switch {
	case s.result != nil:
		s.sendText(protocol.Result, s.result)
	case s.execution != nil:
		s.execution.Kill(protocol.Cancelled, "cancelled")
	default:
		s.sealResult(unrun(protocol.Cancelled, "cancelled before anything ran"))
	}
}

// terminate is SIGTERM: the node wants the container gone, and a second later it is.
func (s *Session) terminate() {
	if s.execution != nil && s.result == nil {
		s.execution.Kill(protocol.Terminated, "the container was told to end")
		s.awaitResult(lastWords * 2)
	}
	s.outbox.Flush(lastWords)
	s.leave(s.standing())
}

// awaitResult goes on taking events until the result is sealed. Killing takes microseconds, collecting may
// take longer than there is: then a result without artifacts is sealed.
func (s *Session) awaitResult(patience time.Duration) {
	deadline := time.After(patience)
	for s.result == nil {
		select {
		case happened := <-s.events:
			happened()
		case <-deadline:
			result := unrun(protocol.Terminated, "the container was told to end; there was no time to collect")
			result.CodeStarted = s.started != nil
			s.sealResult(result)
		}
	}
}

// unrun is a result with nothing in it.
func unrun(ending protocol.Ending, message string) *protocol.ResultBody {
	empty := streams.NewCapture(protocol.Capture{}).Stream()
	return &protocol.ResultBody{
		Run: 1, Ending: ending, Message: message, Stdout: empty, Stderr: empty,
		Artifacts: []protocol.Artifact{}, ArtifactsOmitted: []protocol.Omission{}, Violations: []protocol.Violation{},
	}
}
