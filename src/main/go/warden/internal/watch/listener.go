package watch

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// notification is struct seccomp_notif: one call that waits for an answer.
type notification struct {
	id     uint64
	thread uint32
	flags  uint32
	number int32
	arch   uint32
	at     uint64
	args   [6]uint64
}

// response is struct seccomp_notif_resp.
type response struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// listener is the descriptor the kernel sends notifications through. Closing it fails every waiting and every
// later call with ENOSYS.
type listener struct{ fd int }

// newListener asks for wake-ups on the same CPU (6.6): caller and listener wait for each other by turns.
func newListener(fd int) listener {
	_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SECCOMP_IOCTL_NOTIF_SET_FLAGS, unix.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP)
	return listener{fd}
}

// receive waits for the next call; false when there will be none.
func (l listener) receive(n *notification) bool {
	for {
		// The kernel wants the structure zeroed.
		*n = notification{}
		switch l.control(unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(n)) {
		case 0:
			return true
		case unix.ENOENT:
			// The caller was killed meanwhile, or all of them are gone.
			if l.abandoned() {
				return false
			}
		default:
			return false
		}
	}
}

// abandoned says that no process is under the filter any more. Kernels before 6.11 let receive wait for ever then.
func (l listener) abandoned() bool {
	polled := []unix.PollFd{{Fd: int32(l.fd), Events: unix.POLLIN}}
	n, err := unix.Poll(polled, 0)
	return err == nil && n > 0 && polled[0].Revents&unix.POLLHUP != 0
}

// valid says whether the call still waits. What was read from the caller before is then the caller's, and not
// that of a process that got its number.
func (l listener) valid(id uint64) bool {
	return l.control(unix.SECCOMP_IOCTL_NOTIF_ID_VALID, unsafe.Pointer(&id)) == 0
}

// proceed lets the kernel carry the call out, with whatever its pointers lead to by then.
func (l listener) proceed(id uint64) {
	if l.answer(response{id: id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}) == unix.EINVAL {
		// A kernel before 5.5 can only refuse; the probe process finds that out.
		l.deny(id, unix.ENOSYS)
	}
}

// deny answers the call in the kernel's place; nothing the caller does meanwhile changes that.
func (l listener) deny(id uint64, errno unix.Errno) {
	_ = l.answer(response{id: id, errno: -int32(errno)})
}

// answer fails with ENOENT where the caller is dead and needs none.
func (l listener) answer(r response) unix.Errno {
	return l.control(unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&r))
}

// control asks again when a signal came in between: the kernel takes a lock interruptibly for each of these, and
// an answer that was not given leaves its caller waiting for ever.
func (l listener) control(request uintptr, argument unsafe.Pointer) unix.Errno {
	for {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(l.fd), request, uintptr(argument))
		runtime.KeepAlive(argument)
		if errno != unix.EINTR {
			return errno
		}
	}
}
