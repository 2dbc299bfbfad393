package execution

import (
	"codesession.dev/warden/internal/limits"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/scan"
	"codesession.dev/warden/internal/workspace"
)

// inspect looks at all that RUN brings, before any of it is written, and says whether the policy refuses to start it.
func (e *Execution) inspect(result *protocol.ResultBody, files []workspace.File) *limits.Over {
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
	result.Scan = scanner.Files(named)
	e.scanner = scanner
	if message, refused := scanner.Refuses(); refused {
		return &limits.Over{Ending: protocol.PolicyViolation, Message: message}
	}
	return nil
}

// inspectArtifacts adds what the files that come back show.
func (e *Execution) inspectArtifacts(result *protocol.ResultBody) {
	if e.scanner == nil || len(result.Artifacts) == 0 {
		return
	}
	named := make([]scan.Named, 0, len(result.Artifacts))
	for _, artifact := range result.Artifacts {
		named = append(named, scan.Named{Path: artifact.Path, Data: *artifact.Data})
	}
	result.Scan = e.scanner.Files(named)
}
