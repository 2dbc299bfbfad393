package scenarios

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func actionPointer(action *[4]uintptr) uintptr { return uintptr(unsafe.Pointer(action)) }

// attack tries one thing and says how it went: "ok" or the name of the error.
func attack(arguments []string) string {
	warden := os.Getppid()
	target := func(file string) string { return "/proc/" + strconv.Itoa(warden) + "/" + file }
	switch arguments[0] {
	case "socket":
		family, _ := strconv.Atoi(arguments[1])
		_, err := unix.Socket(family, unix.SOCK_STREAM, 0)
		return verdict(err)
	case "socketpair":
		family, _ := strconv.Atoi(arguments[1])
		_, err := unix.Socketpair(family, unix.SOCK_STREAM, 0)
		return verdict(err)
	case "call":
		return raw(arguments[1:])
	case "signal":
		number, _ := strconv.Atoi(arguments[1])
		return verdict(unix.Kill(warden, unix.Signal(number)))
	case "signal64":
		// The kernel looks at the lower half only.
		_, _, err := unix.RawSyscall(unix.SYS_KILL, uintptr(warden)|5<<32, 15, 0)
		return verdict(err)
	case "tkill":
		_, _, err := unix.RawSyscall(unix.SYS_TKILL, uintptr(warden), 15, 0)
		return verdict(err)
	case "pidfd":
		fd, err := unix.PidfdOpen(warden, 0)
		if err != nil {
			return verdict(err)
		}
		return verdict(unix.PidfdSendSignal(fd, unix.SIGTERM, nil, 0))
	case "sigio":
		_, err := unix.FcntlInt(0, unix.F_SETSIG, 15)
		return verdict(err)
	case "prlimit":
		limit := unix.Rlimit{Cur: 1, Max: 1}
		return verdict(unix.Prlimit(warden, unix.RLIMIT_CPU, &limit, nil))
	case "read":
		return open(target(arguments[1]), unix.O_RDONLY)
	case "write":
		return open(target(arguments[1]), unix.O_RDWR)
	case "open":
		return open(arguments[1], unix.O_WRONLY)
	case "look":
		return open(arguments[1], unix.O_RDONLY)
	case "create":
		_, err := unix.Open(arguments[1], unix.O_CREAT|unix.O_WRONLY, 0o600)
		return verdict(err)
	case "truncate":
		return verdict(unix.Truncate(arguments[1], 0))
	case "x32":
		_, _, err := unix.RawSyscall(0x40000000|unix.SYS_GETPID, 0, 0, 0)
		return verdict(err)
	case "same word", "beside", "beside2", "beside root", "connect", "symlink", "link", "setuid bit", "trace the warden", "capabilities", "run from memory", "run deleted", "remove many",
		"device", "spin on", "race", "hammer", "openers":
		return trick(warden, arguments)
	case "open for ever":
		return openForEver(arguments[1])
	case "clone":
		_, _, err := unix.RawSyscall6(unix.SYS_CLONE, unix.CLONE_NEWUSER|uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
		return verdict(err)
	}
	return "no such attack"
}

func raw(arguments []string) string {
	var numbers [7]uintptr
	for i, argument := range arguments {
		number, _ := strconv.ParseUint(argument, 0, 64)
		numbers[i] = uintptr(number)
	}
	_, _, err := unix.RawSyscall6(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6])
	return verdict(err)
}

func open(path string, flags int) string {
	_, err := unix.Open(path, flags, 0)
	return verdict(err)
}

func verdict(err error) string {
	var number syscall.Errno
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &number) && number == 0:
		return "ok"
	case errors.As(err, &number):
		return unix.ErrnoName(number)
	}
	return fmt.Sprint(err)
}
