package confinement

import (
	"bytes"
	"io"

	"golang.org/x/sys/unix"
)

// maxReport bounds what a stage may report.
const maxReport = 1 << 20

// hear reads a report to its end. The listener comes before it and goes to the watcher at once: the exec that
// ends the report is one of the calls the kernel asks about.
func (l *Launched) hear(watcher Watcher) ([]byte, error) {
	connection, err := l.report.SyscallConn()
	if err != nil {
		return nil, err
	}
	var text []byte
	part, rights := make([]byte, 4096), make([]byte, unix.CmsgSpace(4))
	for len(text) < maxReport {
		var n, controls int
		var failed error
		err := connection.Read(func(fd uintptr) bool {
			n, controls, _, _, failed = unix.Recvmsg(int(fd), part, rights, unix.MSG_CMSG_CLOEXEC)
			return failed != unix.EAGAIN && failed != unix.EINTR
		})
		if err != nil || failed != nil {
			return nil, firstOf(err, failed)
		}
		if listener, found := received(rights[:controls]); found {
			watcher(listener)
		}
		if n == 0 {
			return bytes.TrimSpace(text), nil
		}
		text = append(text, part[:n]...)
	}
	return nil, io.ErrShortBuffer
}

func received(controls []byte) (int, bool) {
	messages, err := unix.ParseSocketControlMessage(controls)
	if err != nil || len(messages) != 1 {
		return -1, false
	}
	descriptors, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(descriptors) != 1 {
		return -1, false
	}
	return descriptors[0], true
}

func firstOf(err, other error) error {
	if err != nil {
		return err
	}
	return other
}
