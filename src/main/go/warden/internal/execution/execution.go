// Package execution runs the code once: files in, confined start, watched life, sealed result.
package execution

import (
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"codesession.dev/warden/internal/beneath"
	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/limits"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/streams"
	"codesession.dev/warden/internal/tree"
	"codesession.dev/warden/internal/workspace"
)

// Place is where code runs.
type Place struct {
	// Work is the working directory, Temporary the code's TMPDIR, Scratch all writable directories.
	Work, Temporary string
	Scratch         []string
	// TerminationLog is nobody's but the warden's.
	TerminationLog string
	// Berth is where the first process of the code waits.
	Berth func() (*Berth, error)
	// Required are the layers that the proof found applied; Unwatched leaves the watch out (tests only).
	Required []confinement.Layer
	// Silenced are calls that the proof found refused before the watch is asked.
	Silenced  []string
	Unwatched bool
	// Violated is told every distinct violation once.
	Violated func(protocol.Violation)
}

const (
	// startPatience is how long a stage may take to become the code; emulated CPUs are slow.
	startPatience = 20 * time.Second
	killPatience  = 5 * time.Second
	drainPatience = 2 * time.Second
	// overWrite is what a single file may grow beyond the disk limit, so that the excess is seen.
	overWrite = 64 << 10
	openFiles = 4096
	// resultBytes is what of a RESULT line streams and artifacts may fill.
	resultBytes = protocol.MaxLine - 256<<10
	maxCapture  = 1 << 20
)

// Execution is one run. Everything but Run may be called from any goroutine.
type Execution struct {
	place    Place
	children *tree.Children
	body     *protocol.RunBody
	disk     *limits.Disk
	reading  *reading

	mutex  sync.Mutex
	cause  *limits.Over
	watch  *limits.Watch
	stdout *streams.Capture
	stderr *streams.Capture
	killed chan struct{}
	end    func()
}

// New prepares a run; nothing happens before Run.
func New(place Place, children *tree.Children, body *protocol.RunBody) *Execution {
	kept := *body.Capture
	kept.HeadBytes, kept.TailBytes = min(kept.HeadBytes, maxCapture/2), min(kept.TailBytes, maxCapture/2)
	killed := make(chan struct{})
	return &Execution{
		place: place, children: children, body: body,
		stdout: streams.NewCapture(kept), stderr: streams.NewCapture(kept),
		killed: killed, end: sync.OnceFunc(func() { close(killed) }),
	}
}

// Kill ends the run for a reason; the first reason counts. It does not wait.
func (e *Execution) Kill(ending protocol.Ending, message string) {
	e.blame(ending, message)
	e.end()
}

// blame says why the run ends, if nobody has, and leaves the ending to the caller.
func (e *Execution) blame(ending protocol.Ending, message string) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.cause == nil {
		e.cause = &limits.Over{Ending: ending, Message: message}
	}
}

// Progress is the usage so far for a PONG.
func (e *Execution) Progress() (usage protocol.Usage, memory, stdout, stderr int64) {
	e.mutex.Lock()
	watch := e.watch
	e.mutex.Unlock()
	if watch != nil {
		usage, memory = watch.Usage()
	}
	return usage, memory, e.stdout.Bytes(), e.stderr.Bytes()
}

// Run does it all and returns the result. starting is called right before the code may exist, started once
// it does.
func (e *Execution) Run(starting, started func()) *protocol.ResultBody {
	result := &protocol.ResultBody{Run: *e.body.Run, Artifacts: []protocol.Artifact{}, ArtifactsOmitted: []protocol.Omission{},
		Violations: []protocol.Violation{}}
	if over := e.prepare(); over != nil {
		return e.seal(result, over)
	}
	berth, err := e.place.Berth()
	if err != nil {
		return e.seal(result, notStarted(err.Error()))
	}
	life := &life{execution: e, launched: berth.launched, pipes: berth.pipes}
	life.live(result, starting, started)
	return result
}

// prepare checks what RUN asks for, has it scanned, and writes the files.
func (e *Execution) prepare() *limits.Over {
	body := e.body
	argv := slices.Concat(body.Command, body.Args)
	for _, argument := range argv {
		if strings.ContainsRune(argument, 0) {
			return notStarted("an argument contains a NUL")
		}
	}
	if !legalEnvironment(body.Env) {
		return notStarted("an environment variable has an illegal name or value")
	}
	if beneath.Check(*body.File) != nil {
		return notStarted("the name of the code file is not a clean relative path")
	}
	files := []workspace.File{{Path: *body.File, Data: []byte(*body.Code)}}
	total := int64(len(*body.Code))
	for _, file := range body.Files {
		total += int64(len(file.Data))
		files = append(files, workspace.File{Path: file.Path, Data: file.Data})
	}
	if total > body.Limits.DiskBytes {
		return &limits.Over{Ending: protocol.DiskExceeded, Message: "the input files alone are larger than the disk limit"}
	}
	if over := e.inspect(files); over != nil {
		return over
	}
	if err := workspace.Fill(e.place.Work, files); err != nil {
		return notStarted(err.Error())
	}
	// A warden that waits for its operator need not hold megabytes of input.
	body.Files, body.Code = nil, nil
	e.disk = limits.NewDisk(e.place.Scratch)
	return nil
}

func (e *Execution) plan() confinement.Plan {
	l := e.body.Limits
	return confinement.Plan{
		Command: slices.Concat(e.body.Command, e.body.Args), Env: environment(e.place.Work, e.place.Temporary, e.body.Env),
		Dir: e.place.Work, Writable: e.place.Scratch, Warden: os.Getpid(), TerminationLog: e.place.TerminationLog,
		FileBytes: uint64(l.DiskBytes) + overWrite, CPUSeconds: uint64(l.CPUMillis/1000) + 2, OpenFiles: openFiles,
		Required: e.place.Required, ExecuteScratch: e.body.ExecuteScratch, Unwatched: e.place.Unwatched,
	}
}

// seal fills in what a result has even if nothing ran.
func (e *Execution) seal(result *protocol.ResultBody, over *limits.Over) *protocol.ResultBody {
	result.Ending, result.Message = over.Ending, over.Message
	result.Stdout, result.Stderr = e.stdout.Stream(), e.stderr.Stream()
	result.Scan = e.reading.report(over.Ending)
	return result
}

func notStarted(message string) *limits.Over {
	return &limits.Over{Ending: protocol.NotStarted, Message: message}
}
