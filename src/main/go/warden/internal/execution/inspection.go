package execution

import (
	"codesession.dev/warden/internal/limits"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/scan"
	"codesession.dev/warden/internal/workspace"
)

// reading is the scan of a run: of all that RUN brings, and of what comes back. A policy that only records has the
// reading done beside the run; one that blocks waits for it.
type reading struct {
	scanner *scan.Scanner
	done    chan struct{}
}

// inspect has all that RUN brings looked at, and says whether the policy refuses to start it.
func (e *Execution) inspect(files []workspace.File) *limits.Over {
	scanner, err := scan.New(e.body.Scan)
	if err != nil {
		return notStarted(err.Error())
	}
	named := make([]scan.Named, 0, len(files)+1)
	for _, file := range files {
		named = append(named, scan.Named{Path: file.Path, Data: file.Data})
	}
	named[0].Language = *e.body.Language
	if e.body.Stdin != "" {
		named = append(named, scan.Named{Path: scan.Stdin, Data: []byte(e.body.Stdin)})
	}
	e.reading = &reading{scanner, make(chan struct{})}
	go func() {
		defer close(e.reading.done)
		scanner.Files(named)
	}()
	if !scanner.Blocks() {
		return nil
	}
	<-e.reading.done
	if message, refused := scanner.Refuses(); refused {
		return &limits.Over{Ending: protocol.PolicyViolation, Message: message}
	}
	return nil
}

// report waits for the reading, but not where the pod is being taken down: the streams have to get out first. It
// is nil where there was nothing to read yet.
func (r *reading) report(ending protocol.Ending) *protocol.Scan {
	if r == nil {
		return nil
	}
	if ending == protocol.Terminated {
		select {
		case <-r.done:
		default:
			return &protocol.Scan{Verdict: scan.Incomplete, Matches: []protocol.ScanMatch{}}
		}
	}
	<-r.done
	return r.scanner.Report()
}

// inspectArtifacts adds what the files that come back show.
func (e *Execution) inspectArtifacts(result *protocol.ResultBody) {
	if len(result.Artifacts) == 0 || result.Ending == protocol.Terminated {
		return
	}
	named := make([]scan.Named, 0, len(result.Artifacts))
	for _, artifact := range result.Artifacts {
		named = append(named, scan.Named{Path: artifact.Path, Data: *artifact.Data})
	}
	result.Scan = e.reading.scanner.Files(named)
}
