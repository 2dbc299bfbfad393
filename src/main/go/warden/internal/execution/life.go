package execution

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"codesession.dev/warden/internal/artifacts"
	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/limits"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/streams"
	"codesession.dev/warden/internal/tree"
	"codesession.dev/warden/internal/watch"
	"golang.org/x/sys/unix"
)

// life is the part of a run from the first process to the last.
type life struct {
	execution *Execution
	launched  *confinement.Launched
	pipes     *pipes
	watch     *watch.Watch
}

func (l *life) live(result *protocol.ResultBody, starting, started func()) {
	e := l.execution
	books := limits.ThisContainer()
	ownPeak := ownPeakBytes()
	drained := l.drain()
	select {
	case <-e.killed:
		l.abandon(drained)
		e.seal(result, e.cause)
		return
	default:
	}
	plan := e.plan()
	if err := l.beWatched(&plan); err != nil {
		l.abandon(drained)
		e.seal(result, notStarted(err.Error()))
		return
	}
	starting()
	report, err := l.launched.Tell(plan, startPatience, l.watch.Answer)
	if err != nil || report.Failure != "" {
		l.abandon(drained)
		if err != nil {
			report.Failure = err.Error()
		}
		e.seal(result, notStarted(report.Failure))
		return
	}
	result.CodeStarted = true
	watch := limits.Start(os.Getpid(), *e.body.Limits, e.disk, books, e.children.ReapedMicros, func(over limits.Over) {
		e.Kill(over.Ending, over.Message)
	})
	e.mutex.Lock()
	e.watch = watch
	e.mutex.Unlock()
	started()
	streams.Feed(l.pipes.stdin[1], e.body.Stdin)

	exit, known := l.wait()
	if known {
		// A limit that the leftovers exceed while they are being killed is not the code's ending any more.
		watch.Stop()
	}
	gone := tree.Kill(killPatience)
	if !known {
		watch.Stop()
		exit, known = l.late()
	}
	_ = l.pipes.stdin[1].Close()
	streams.Finish(drainPatience, l.outputs(), drained...)
	l.seen(result, exit, known)
	l.judge(result, watch, exit, known, books, ownPeak)
	if !gone {
		result.Message += "; some processes could not be killed in time"
	}
	l.collect(result)
}

func (l *life) drain() []<-chan struct{} {
	e := l.execution
	limit := e.body.Limits.OutputBytes
	over := func(name string) func() {
		return func() { e.Kill(protocol.OutputExceeded, fmt.Sprintf("wrote more than %d bytes to %s", limit, name)) }
	}
	return []<-chan struct{}{
		streams.Drain(l.pipes.stdout[0], e.stdout, limit, over("stdout")),
		streams.Drain(l.pipes.stderr[0], e.stderr, limit, over("stderr")),
	}
}

func (l *life) outputs() []*os.File { return []*os.File{l.pipes.stdout[0], l.pipes.stderr[0]} }

// abandon ends a stage that never became the code.
func (l *life) abandon(drained []<-chan struct{}) {
	tree.Kill(killPatience)
	_, _ = l.late()
	_ = l.pipes.stdin[1].Close()
	streams.Finish(drainPatience, l.outputs(), drained...)
}

// wait returns when the code's first process ended, or when somebody wants the run to end.
func (l *life) wait() (tree.Exit, bool) {
	select {
	case exit := <-l.launched.Ended:
		return exit, true
	case <-l.execution.killed:
		return tree.Exit{}, false
	}
}

func (l *life) late() (tree.Exit, bool) {
	select {
	case exit := <-l.launched.Ended:
		return exit, true
	case <-time.After(killPatience):
		return tree.Exit{}, false
	}
}

// judge finds the ending: a limit that was hit wins over the exit code that the kill produced.
func (l *life) judge(result *protocol.ResultBody, watch *limits.Watch, exit tree.Exit, known bool, books *limits.Container, ownPeak int64) {
	e := l.execution
	var largest int64
	if known {
		// The kernel carries the warden's own size over into the child it forked: below that it tells nothing.
		if peak := exit.Usage.Maxrss << 10; peak > ownPeak {
			largest = peak
		}
	}
	usage, over := watch.Final(e.children.ReapedMicros(), largest)
	usage.Processes = max(usage.Processes, 1)
	result.Usage = usage
	e.mutex.Lock()
	cause := e.cause
	e.mutex.Unlock()
	starved, counted := books.Starved()
	killed := known && exit.Status.Signaled() && exit.Status.Signal() == syscall.SIGKILL
	switch {
	case cause != nil:
	case killed && starved:
		cause = &limits.Over{Ending: protocol.MemoryExceeded, Message: "killed by the kernel for want of memory"}
	case over != nil:
		cause = over
	case killed && !counted && usage.PeakMemoryBytes > e.body.Limits.MemoryBytes*4/5:
		cause = &limits.Over{Ending: protocol.MemoryExceeded, Message: "killed while it used most of its memory; the kernel does not tell why"}
	case known && exit.Status.Signaled() && exit.Status.Signal() == syscall.SIGXCPU:
		cause = &limits.Over{Ending: protocol.CPUTimeExceeded, Message: "a process used up its CPU time"}
	case known && exit.Status.Signaled() && exit.Status.Signal() == syscall.SIGXFSZ:
		cause = &limits.Over{Ending: protocol.DiskExceeded, Message: "a file grew beyond the disk limit"}
	case known && exit.Status.Signaled():
		result.Signal = unix.SignalName(exit.Status.Signal())
		cause = &limits.Over{Ending: protocol.Signalled}
	case known:
		code := exit.Status.ExitStatus()
		result.ExitCode = &code
		cause = &limits.Over{Ending: protocol.Exited}
	default:
		cause = &limits.Over{Ending: protocol.Signalled, Message: "the end of the process was not seen"}
		result.Signal = unix.SignalName(unix.SIGKILL)
	}
	e.seal(result, cause)
}

// collect brings the artifacts back, within what the streams left of the line.
func (l *life) collect(result *protocol.ResultBody) {
	e := l.execution
	streamed := len(result.Stdout.Head) + len(result.Stdout.Tail) + len(result.Stderr.Head) + len(result.Stderr.Tail)
	budget := int64(resultBytes/4*3 - streamed)
	basket := artifacts.Collect(e.place.Work, *e.body.Artifacts, budget)
	result.Artifacts, result.ArtifactsOmitted = basket.Taken, basket.Omitted
	if result.ArtifactsOmitted == nil {
		result.ArtifactsOmitted = []protocol.Omission{}
	}
	e.inspectArtifacts(result)
}

func ownPeakBytes() int64 {
	var usage unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return usage.Maxrss << 10
}
