package streams

import (
	"time"

	"golang.org/x/sys/unix"
)

// Inbox reads a descriptor for ever and hands over chunks; the slice is valid only during the call. An end
// of file is no end: an operator may come back. It looks again, ever less often, up to once a second.
func Inbox(fd int, feed func(chunk []byte)) {
	const shortest, longest = 20 * time.Millisecond, time.Second
	pause := shortest
	for buffer := make([]byte, 64<<10); ; {
		n, err := unix.Read(fd, buffer)
		switch {
		case n > 0:
			feed(buffer[:n])
			pause = shortest
		case err == unix.EINTR:
		case err == unix.EAGAIN:
			_, _ = unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 1000)
		default:
			time.Sleep(pause)
			pause = min(2*pause, longest)
		}
	}
}
