// Package warden decides which of the program's two lives this is: the warden, or the stage that becomes the code.
package warden

import (
	"os"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/session"
	"golang.org/x/sys/unix"
)

// Version is told in every PROOF; set with -ldflags "-X codesession.dev/warden/internal/warden.Version=…".
var Version = "0.1.0"

// IsStage says whether this process is the re-exec'ed stage; test binaries ask it too.
func IsStage() bool { return len(os.Args) > 0 && os.Args[0] == confinement.StageName }

// Main lives one of the two lives and returns the exit code.
func Main() int {
	if IsStage() {
		confinement.Stage()
	}
	// Before anything secret is in memory: nobody of the same UID may look into it.
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return session.Failed
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	return session.New(session.FromEnvironment(), Version).Live()
}
