// Package progress tells a waiting person what is going on: one line when a step starts to take long, one every ten
// seconds after, one when it is done. It writes to stderr, since stdout belongs to the answer of the command.
package progress

import (
	"fmt"
	"io"
	"sync"
	"time"
)

const interval = 10 * time.Second

// Report prints steps with the time since the program started.
type Report struct {
	out   io.Writer
	start time.Time
	mu    sync.Mutex
}

// New is a report that starts now.
func New(out io.Writer) *Report { return &Report{out: out, start: time.Now()} }

// Say prints one line.
func (r *Report) Say(format string, arguments ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(r.out, "[%6.1fs] %s\n", time.Since(r.start).Seconds(), fmt.Sprintf(format, arguments...))
}

// Step is something that takes time.
type Step struct {
	report *Report
	name   string
	start  time.Time
	stop   chan struct{}
	once   sync.Once
}

// Step announces a long step and keeps reporting until End.
func (r *Report) Step(name string) *Step {
	step := &Step{report: r, name: name, start: time.Now(), stop: make(chan struct{})}
	r.Say("%s", name)
	go step.tick()
	return step
}

func (s *Step) tick() {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-ticker.C:
			s.report.Say("%s: %.0f s so far", s.name, time.Since(s.start).Seconds())
		}
	}
}

// Done says how long it took.
func (s *Step) Done() {
	s.End()
	s.report.Say("%s: done in %.1f s", s.name, time.Since(s.start).Seconds())
}

// End stops the reporting without a word: the error will be printed.
func (s *Step) End() { s.once.Do(func() { close(s.stop) }) }
