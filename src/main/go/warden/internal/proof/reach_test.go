package proof

import (
	"fmt"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// port is one of this machine's where somebody listens and lets nobody in any more.
func port(t *testing.T) string {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	if err := unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		waiting, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = unix.Close(waiting) })
		_ = unix.Connect(waiting, name)
	}
	return fmt.Sprintf("127.0.0.1:%d", name.(*unix.SockaddrInet4).Port)
}

// A budget that is over before the kernel was asked does not make an answer of it.
func TestReach(t *testing.T) {
	for _, c := range []struct {
		name, address, outcome string
		budget                 time.Duration
	}{
		// The kernel connects to no group, and says so at once; no packet leaves.
		{"nowhere, starved", "224.0.0.1:1", protocol.Unreachable, time.Nanosecond},
		{"silent", port(t), protocol.TimedOut, 50 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := reach([]protocol.Probe{{Name: c.name, Address: c.address}}, c.budget)
			if got[0].Outcome != c.outcome {
				t.Errorf("%+v", got[0])
			}
		})
	}
}
