package proof

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"sync"
	"syscall"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// reach tries all probes at once; the budget is for all of them together.
func reach(probes []protocol.Probe, budget time.Duration) []protocol.Reach {
	if host, port := os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT"); host != "" && port != "" {
		probes = append(probes[:len(probes):len(probes)], protocol.Probe{Name: "environment", Address: net.JoinHostPort(host, port)})
	}
	outcomes := make([]protocol.Reach, len(probes))
	var all sync.WaitGroup
	for i, probe := range probes {
		all.Go(func() { outcomes[i] = connect(probe, budget) })
	}
	all.Wait()
	return outcomes
}

// connect tries one. The budget of an address begins when its socket is there: with it running before, a guest that
// got no processor for so long said that a packet left, though nobody had asked the kernel yet. A name has to be
// resolved first, which may hang.
func connect(probe protocol.Probe, budget time.Duration) protocol.Reach {
	result := protocol.Reach{Name: probe.Name, Address: probe.Address}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dialer := net.Dialer{ControlContext: func(context.Context, string, string, syscall.RawConn) error {
		time.AfterFunc(budget, cancel)
		return nil
	}}
	if _, err := netip.ParseAddrPort(probe.Address); err != nil {
		time.AfterFunc(budget, cancel)
	}
	connection, err := dialer.DialContext(ctx, "tcp", probe.Address)
	if err == nil {
		_ = connection.Close()
		result.Outcome = protocol.Connected
		return result
	}
	result.Outcome, result.Detail = outcome(err)
	return result
}

// outcome is careful in one direction: an answer of any kind, even a name server's "no such host", means
// that somebody was reached.
func outcome(err error) (string, string) {
	var number syscall.Errno
	var name *net.DNSError
	switch {
	case errors.As(err, &number):
		detail := unix.ErrnoName(number)
		switch number {
		case unix.ECONNREFUSED, unix.ECONNRESET, unix.EPIPE:
			return protocol.Refused, detail
		case unix.ETIMEDOUT, unix.EAGAIN:
			return protocol.TimedOut, detail
		}
		return protocol.Unreachable, detail
	case errors.As(err, &name) && name.IsNotFound:
		return protocol.Refused, "the name server says that there is no such host"
	case errors.Is(err, context.Canceled) || errors.Is(err, os.ErrDeadlineExceeded):
		return protocol.TimedOut, ""
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return protocol.TimedOut, ""
	}
	return protocol.Unreachable, "the name cannot be resolved"
}
