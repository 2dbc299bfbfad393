package execution

import (
	"os"
	"syscall"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
	"codesession.dev/warden/internal/watch"
)

// beWatched prepares the watch of a run and tells the plan what the watch wants enforced.
func (l *life) beWatched(plan *confinement.Plan) error {
	e := l.execution
	settings := watch.Settings{
		Warden: plan.Warden, UID: os.Getuid(), GID: os.Getgid(), Scratch: e.place.Scratch, ExecuteScratch: plan.ExecuteScratch,
		TerminationLog: plan.TerminationLog, Refused: confinement.RefusedWhenWatched(),
	}
	if err := settings.Apply(e.body.Monitoring); err != nil {
		return err
	}
	watching, err := watch.New(settings, l.launched.PID, watch.Reaction{
		End: func(message string) { e.blame(protocol.PolicyViolation, message) },
		// The tree dies before anybody else of the warden wakes up and competes for the processors.
		Kill: func() {
			tree.Kill(killPatience)
			e.end()
		},
		Report: e.place.Violated,
	})
	if err != nil {
		return err
	}
	l.watch = watching
	plan.Restricted, plan.Lethal, plan.Silenced = settings.Restricted, watching.Lethal(), e.place.Silenced
	return nil
}

// seen puts what the watch found into the result. A process that the filter killed is found here, by how it
// died: the first one, or one that was orphaned.
func (l *life) seen(result *protocol.ResultBody, exit tree.Exit, known bool) {
	if known && exit.Status.Signaled() && exit.Status.Signal() == syscall.SIGSYS || l.execution.children.Filtered() > 0 {
		l.watch.Killed()
	}
	result.Violations, result.ViolationsOmitted = l.watch.Violations()
}
