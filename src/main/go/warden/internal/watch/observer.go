package watch

import (
	"errors"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// observer answers one call at a time.
type observer struct {
	watch        *Watch
	listener     listener
	reader       *reader
	notification notification
}

// answer looks at the call that was received and answers it.
func (o *observer) answer() {
	n, w := &o.notification, o.watch
	known := w.table.call(n.number)
	if o.fromStage(known.name) {
		o.listener.proceed(n.id)
		return
	}
	e := event{call: known.name, args: n.args, shown: known.shown, program: func() string { return program(int(n.thread)) }}
	familiar, err := o.observe(known, &e)
	switch {
	case familiar:
		o.listener.proceed(n.id)
	case errors.Is(err, errFault):
		o.deny(&e, unix.EFAULT)
	case errors.Is(err, errTooLong):
		o.deny(&e, unix.ENAMETOOLONG)
	case err != nil:
		o.unreadable(&e)
	default:
		o.judge(known, &e)
	}
}

// fromStage says whether the call is still the stage's, which ends with its first exec.
func (o *observer) fromStage(name string) bool {
	stage := o.watch.trusted.Load()
	if stage == 0 || int64(o.notification.thread) != stage && int64(process(int(o.notification.thread))) != stage {
		return false
	}
	if name == "execve" || name == "execveat" {
		o.watch.trusted.Store(0)
		o.watch.ledger.begin()
	}
	return true
}

// judge asks the rules and does what they say.
func (o *observer) judge(known call, e *event) {
	w := o.watch
	found := w.matcher.match(e, time.Now())
	switch {
	case found.rule == nil:
		o.unremarkable(known, e)
	case !o.listener.valid(o.notification.id):
		// The caller died: what was read may be another's. It has done nothing.
	case w.settings.Proving && len(e.paths) > 0:
		w.witness(e, protocol.Recorded)
		o.listener.proceed(o.notification.id)
	case found.action == terminate:
		w.terminate(found.rule, e)
		o.listener.deny(o.notification.id, unix.EPERM)
	case found.action == refuse || w.refuses(e):
		w.ledger.note(found.rule, e.attempted(), protocol.Denied, time.Now())
		o.deny(e, refusal(e))
	default:
		w.ledger.note(found.rule, e.attempted(), protocol.Recorded, time.Now())
		w.witness(e, protocol.Recorded)
		o.listener.proceed(o.notification.id)
	}
}

func (o *observer) unremarkable(known call, e *event) {
	w := o.watch
	if w.refuses(e) || known.name == "" {
		o.deny(e, unix.EPERM)
		return
	}
	if len(e.paths) == 1 && e.paths[0].isFamiliar() {
		w.clean.add(e.paths[0].written)
	}
	w.witness(e, "")
	o.listener.proceed(o.notification.id)
}

// refuses says that a call is refused whatever the rules say. All signals are looked at, and those at the warden
// refused.
func (w *Watch) refuses(e *event) bool {
	return w.refused[e.call] && (e.call != "kill" || e.aim == atWarden)
}

// unreadable is a caller whose arguments cannot be read: refused, and a violation if it lives.
func (o *observer) unreadable(e *event) {
	found, _ := o.watch.matcher.about("unreadable")
	if found.rule != nil && o.listener.valid(o.notification.id) {
		if found.action == terminate {
			o.watch.terminate(found.rule, e)
		} else {
			o.watch.ledger.note(found.rule, e.attempted(), protocol.Denied, time.Now())
		}
	}
	o.deny(e, unix.EPERM)
}

func (o *observer) deny(e *event, errno unix.Errno) {
	o.watch.witness(e, protocol.Denied)
	o.listener.deny(o.notification.id, errno)
}

func refusal(e *event) unix.Errno {
	if len(e.paths) > 0 {
		return unix.EACCES
	}
	return unix.EPERM
}

func (w *Watch) witness(e *event, action string) {
	if w.reaction.Witness != nil {
		w.reaction.Witness(e.attempted(), action)
	}
}
