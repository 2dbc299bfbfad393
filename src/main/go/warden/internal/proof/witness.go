package proof

import (
	"os"
	"slices"
	"strings"
	"sync"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/watch"
)

// witness sees what the watch sees of the confined probe process.
type witness struct {
	watch *watch.Watch

	mutex sync.Mutex
	seen  []string
}

// What the probe process attempts and the watch must have seen with these very arguments: a path, and a call
// that it refused. Not a socket for vsock: the usual profile of a pod refuses that before anybody is asked.
var mustSee = []string{"openat /proc/self/comm " + protocol.Recorded, "socket(2, 0x80001, 0) " + protocol.Denied}

func newWitness(plan confinement.Plan) *witness {
	w := &witness{}
	settings := watch.Settings{
		Warden: plan.Warden, UID: os.Getuid(), GID: os.Getgid(), Scratch: plan.Writable, TerminationLog: plan.TerminationLog,
		OnlyRecord: true, Proving: true, Refused: confinement.RefusedWhenWatched(),
	}
	// A watch that cannot be made is a feature that is missing.
	w.watch, _ = watch.New(settings, 0, watch.Reaction{
		End: func(string) {}, Kill: func() {}, Report: func(protocol.Violation) {}, Witness: w.note,
	})
	return w
}

func (w *witness) watcher() confinement.Watcher {
	if w.watch == nil {
		return nil
	}
	return w.watch.Answer
}

func (w *witness) note(attempted, action string) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if action == "" {
		action = protocol.Recorded
	}
	w.seen = append(w.seen, strings.Join([]string{attempted, action}, " "))
}

// silenced are the calls whose refusal the watch should have seen and did not: another filter came first. Where
// there is no watch nothing is silenced, it was never to be heard.
func (w *witness) silenced() []string {
	if len(w.features()) == 0 {
		return nil
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	heard := map[string]bool{}
	vsock := false
	for _, attempted := range w.seen {
		name := attempted[:strings.IndexAny(attempted+" ", " (")]
		heard[name] = true
		vsock = vsock || strings.HasPrefix(attempted, "socket(40,")
	}
	heard["socket"] = vsock
	var silenced []string
	for _, name := range confinement.Attempted() {
		if !heard[name] {
			silenced = append(silenced, name)
		}
	}
	return silenced
}

func (w *witness) features() []string {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, wanted := range mustSee {
		if !slices.Contains(w.seen, wanted) {
			return nil
		}
	}
	return []string{"SyscallWatch"}
}
