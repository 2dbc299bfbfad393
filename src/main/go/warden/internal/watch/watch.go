// Package watch looks at what the code attempts while it runs. The kernel asks about calls that are rare or
// name a path (seccomp user notification); rules, which are data, say what is an attempt and what it leads to.
// A refusal is final. What is let through is carried out with what the caller's memory holds by then: there the
// watch finds, and Landlock, file modes and the filters enforce.
package watch

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// handlers is how many calls are answered at a time: one that waits for a slow file system must not hold up
// the others.
const handlers = 2

// Reaction is what a Watch does with what it finds.
type Reaction struct {
	// End says why the run ends; it does not wait. Kill then ends every process of the code and returns when
	// none is left.
	End  func(message string)
	Kill func()
	// Report is told every distinct violation once.
	Report func(protocol.Violation)
	// Witness, if given, sees every call as it was read and what became of it ("" for nothing): the proof's way
	// to look at the watch.
	Witness func(attempted, action string)
}

// Watch watches one run.
type Watch struct {
	settings Settings
	reaction Reaction
	matcher  *matcher
	table    *callTable
	resolver *resolver
	ledger   *ledger
	clean    *cleanPaths
	refused  map[string]bool

	// trusted is the stage, until it becomes the code.
	trusted atomic.Int64
	ending  sync.Mutex
	ended   bool
}

// New prepares a watch; it watches nothing before Answer. stage is the process that is trusted up to its first exec.
func New(settings Settings, stage int, reaction Reaction) (*Watch, error) {
	table, err := calls()
	if err != nil {
		return nil, err
	}
	w := &Watch{
		settings: settings, reaction: reaction, matcher: newMatcher(settings), table: table, resolver: newResolver(settings.Warden, settings.Scratch),
		ledger: newLedger(reaction.Report), clean: newCleanPaths(), refused: map[string]bool{},
	}
	for _, name := range settings.Refused {
		w.refused[name] = true
	}
	w.trusted.Store(int64(stage))
	return w, nil
}

// Answer takes the listener over and answers until nobody is left to ask.
func (w *Watch) Answer(fd int) {
	l := newListener(fd)
	var busy sync.WaitGroup
	for range handlers {
		busy.Go(func() { w.loop(l) })
	}
	done := make(chan struct{})
	go w.watchForks(done)
	go func() {
		busy.Wait()
		close(done)
		_ = unix.Close(fd)
	}()
}

// Violations so far, and how many distinct ones are not among them. It waits for one that is just being dealt
// with: it is reported before this returns.
func (w *Watch) Violations() ([]protocol.Violation, int64) {
	w.ending.Lock()
	defer w.ending.Unlock()
	return w.ledger.violations()
}

// Lethal are the calls that no innocent program makes and that may kill where nobody can be asked about them.
func (w *Watch) Lethal() []string {
	var names []string
	for _, name := range w.settings.Refused {
		if w.matcher.lethal(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Killed books that a process was killed by the filter, where calls are not asked about.
func (w *Watch) Killed() {
	found, _ := w.matcher.about("killed")
	if found.rule == nil || found.action == off {
		return
	}
	e := event{call: "refused system call"}
	w.terminate(found.rule, &e)
}

func (w *Watch) loop(l listener) {
	o := observer{watch: w, listener: l, reader: newReader()}
	for l.receive(&o.notification) {
		o.answer()
	}
}

// terminate ends the run: why is said first, so that nobody takes the kill for the end of the program; then no
// process is left; then the violation is told. The caller's call is never carried out.
func (w *Watch) terminate(rule *Rule, e *event) {
	w.ending.Lock()
	defer w.ending.Unlock()
	attempted := e.attempted()
	if !w.ended {
		w.reaction.End(fmt.Sprintf("rule %q (%s): %s", rule.Name, rule.Technique, attempted))
	}
	w.reaction.Kill()
	if !w.ended {
		w.ledger.note(rule, attempted, protocol.Ended, time.Now())
	}
	w.ended = true
}
