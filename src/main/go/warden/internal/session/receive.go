package session

import (
	"time"

	"codesession.dev/warden/internal/execution"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/seal"
)

// receive takes one line. A bad one is dropped and counted.
func (s *Session) receive(line []byte) {
	frame, err := protocol.Open(line, seal.OperatorToGuest, s.key)
	if err == nil {
		err = s.handle(frame)
	}
	if err != nil {
		// The first few say what is wrong; after that a flood must not fill the log.
		if s.dropped++; s.dropped <= 8 {
			diagnose("dropped a line:", err.Error())
		}
	}
}

func (s *Session) handle(frame protocol.Frame) error {
	switch frame.Word {
	case protocol.Hello:
		hello, err := protocol.ReadHello(frame.Body)
		if err != nil {
			return err
		}
		return s.greet(hello)
	case protocol.Run:
		body, err := protocol.ReadRun(frame.Body)
		if err != nil {
			return err
		}
		s.run(body)
	case protocol.Ping:
		ping, err := protocol.ReadPing(frame.Body)
		if err != nil {
			return err
		}
		s.pong(*ping.N)
	case protocol.Cancel:
		s.cancel()
	case protocol.Bye:
		s.leave(Recorded)
	}
	return nil
}

// greet takes the first HELLO's key for life and answers those that come with the same.
func (s *Session) greet(hello *protocol.HelloBody) error {
	offered := seal.New(hello.Key, *hello.Session, *hello.Attempt)
	if s.key != nil && !s.key.Same(offered) {
		return protocol.BadSeal
	}
	if s.key == nil {
		s.key = offered
		s.timer.Reset(time.Duration(*hello.IdleMillis) * time.Millisecond)
	}
	s.hello = hello
	if s.proving {
		if len(s.pending) < maxPending {
			s.pending = append(s.pending, hello)
		}
		return nil
	}
	s.prove(hello)
	return nil
}

// prove measures in the background: probes take their time, and a PING meanwhile is answered at once.
func (s *Session) prove(hello *protocol.HelloBody) {
	s.proving = true
	go func() {
		body := s.evidence.Body(hello, s.version)
		s.events <- func() { s.show(body) }
	}()
}

func (s *Session) show(body *protocol.ProofBody) {
	s.proving, s.proven = false, true
	body.State = s.state()
	s.send(protocol.Proof, body)
	// While the operator judges, what RUN will need.
	go s.berth()
	s.repeat()
	if len(s.pending) > 0 {
		next := s.pending[0]
		s.pending = s.pending[1:]
		s.prove(next)
	}
}

// repeat sends what there is of STARTED and RESULT.
func (s *Session) repeat() {
	if s.started != nil {
		s.sendText(protocol.Started, s.started)
	}
	if s.result != nil {
		s.sendText(protocol.Result, s.result)
	}
}

// run accepts one RUN in the warden's life, after a PROOF.
func (s *Session) run(body *protocol.RunBody) {
	if s.execution != nil || s.result != nil {
		s.repeat()
		return
	}
	if !s.proven {
		return
	}
	s.timer.Stop()
	applied, err := s.evidence.Applied()
	if err != nil {
		diagnose("the probe process failed:", err.Error())
	}
	run := *body.Run
	running := execution.New(execution.Place{
		Work: s.settings.work(), Temporary: s.settings.temporary(), Scratch: s.settings.Scratch,
		TerminationLog: s.settings.TerminationLog, Berth: s.berth, Required: applied, Silenced: s.evidence.Silenced(), Unwatched: s.settings.Unwatched,
		Violated: func(violation protocol.Violation) {
			s.events <- func() { s.send(protocol.Violated, protocol.ViolationBody{Run: run, Violation: violation}) }
		},
	}, s.children, body)
	s.execution = running
	starting := func() {
		written := make(chan struct{})
		s.events <- func() { s.summarise(startedSummary(run)); close(written) }
		<-written
	}
	started := func() {
		age := time.Since(s.born).Milliseconds()
		s.events <- func() { s.announce(protocol.StartedBody{Run: run, SinceStartMillis: age}) }
	}
	go func() {
		result := running.Run(starting, started)
		s.events <- func() { s.sealResult(result) }
	}()
}
