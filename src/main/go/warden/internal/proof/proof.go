// Package proof measures the place the warden runs in. Everything is found by looking or by trying, nothing
// is taken from what somebody configured.
package proof

import (
	"os"
	"strconv"
	"strings"
	"time"

	"codesession.dev/warden/internal/confinement"
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
	"golang.org/x/sys/unix"
)

// Evidence that does not depend on a HELLO; it is gathered while the warden waits for one.
type Evidence struct {
	ready   chan struct{}
	kernel  protocol.Kernel
	origin  time.Time
	found   protocol.Confinement
	applied []confinement.Layer
	// silenced are calls that are refused before the watch is asked.
	silenced []string
	failure  error
}

// attemptPatience bounds the confined probe process.
const attemptPatience = 5 * time.Second

// Gather starts at once and in the background.
func Gather(children *tree.Children, plan confinement.Plan) *Evidence {
	e := &Evidence{
		ready: make(chan struct{}),
		found: protocol.Confinement{Features: []string{}, Refusals: []protocol.Refusal{}, LandlockABI: confinement.LandlockABI()},
	}
	go func() {
		defer close(e.ready)
		e.kernel, e.origin = kernel(), time.Now()
		seen := newWitness(plan)
		report, err := confinement.Attempt(children, plan, attemptPatience, seen.watcher())
		if e.failure = err; err == nil {
			e.found, e.applied = *report.Evidence, report.Applied
			e.found.Features = append(e.found.Features, seen.features()...)
			e.silenced = seen.silenced()
		}
	}()
	return e
}

// Applied are the layers of confinement that hold, and why the probe process failed if it did. It waits
// until that is known.
func (e *Evidence) Applied() ([]confinement.Layer, error) {
	<-e.ready
	return e.applied, e.failure
}

// Silenced are the calls that somebody else's filter refuses before the watch is asked. It waits until that is
// known.
func (e *Evidence) Silenced() []string {
	<-e.ready
	return e.silenced
}

// Body answers one HELLO. It takes as long as the probes do.
func (e *Evidence) Body(hello *protocol.HelloBody, version string) *protocol.ProofBody {
	reached := reach(hello.Probes, time.Duration(*hello.ProbeTimeoutMillis)*time.Millisecond)
	<-e.ready
	now := e.kernel
	now.UptimeMillis += time.Since(e.origin).Milliseconds()
	return &protocol.ProofBody{
		Nonce: hello.Nonce, Warden: version, Kernel: now, Network: network(), Reach: reached,
		Identity: identity(), Confinement: e.found,
	}
}

func kernel() protocol.Kernel {
	var name unix.Utsname
	_ = unix.Uname(&name)
	bootID, _ := os.ReadFile("/proc/sys/kernel/random/boot_id")
	uptime, _ := os.ReadFile("/proc/uptime")
	first, _, _ := strings.Cut(string(uptime), " ")
	seconds, _ := strconv.ParseFloat(first, 64)
	return protocol.Kernel{
		Release:      unix.ByteSliceToString(name.Release[:]),
		BootID:       strings.TrimSpace(string(bootID)),
		UptimeMillis: int64(seconds * 1000),
	}
}
