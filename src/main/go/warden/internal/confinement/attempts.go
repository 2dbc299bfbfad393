package confinement

import (
	"os"
	"path/filepath"
	"strconv"
	"unsafe"

	"codesession.dev/warden/internal/protocol"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

// An attempt at something the code must not be able to do; nil means that it worked.
type attempted struct {
	name string
	try  func(Plan) error
}

// Features in the order of docs/protocol.md; one is in force when all its attempts are refused.
var features = []struct {
	name     string
	attempts []attempted
}{
	{"NoNewPrivileges", []attempted{{"regain privileges", gainPrivileges}}},
	{"Seccomp", []attempted{
		{"run without a filter", runUnfiltered},
		{"ptrace", call(unix.SYS_PTRACE, unix.PTRACE_ATTACH, 0)},
		{"unshare CLONE_NEWUSER", call(unix.SYS_UNSHARE, unix.CLONE_NEWUSER)},
		{"keyctl", call(unix.SYS_KEYCTL, 0)},
		{"bpf", call(unix.SYS_BPF, 0)},
		{"io_uring_setup", call(unix.SYS_IO_URING_SETUP, 0)},
		{"userfaultfd", call(unix.SYS_USERFAULTFD, 0)},
		{"perf_event_open", call(unix.SYS_PERF_EVENT_OPEN, 0)},
		{"process_vm_readv", call(unix.SYS_PROCESS_VM_READV, 0)},
		{"mount", call(unix.SYS_MOUNT)},
	}},
	{"SocketFilter", []attempted{
		{"socket AF_INET", socket(unix.AF_INET, unix.SOCK_STREAM)},
		{"socket AF_INET6", socket(unix.AF_INET6, unix.SOCK_STREAM)},
		{"socket AF_VSOCK", socket(unix.AF_VSOCK, unix.SOCK_STREAM)},
		{"socket AF_NETLINK", socket(unix.AF_NETLINK, unix.SOCK_RAW)},
		{"socket AF_PACKET", socket(unix.AF_PACKET, unix.SOCK_RAW)},
	}},
	// A file of our own that is world-wide writable by its owner and on no read-only mount: only Landlock refuses it.
	{"Landlock", []attempted{{"write /proc/self/comm", open(func(Plan) string { return "/proc/self/comm" }, unix.O_WRONLY)}}},
	{"SignalScope", []attempted{
		{"kill the warden", func(p Plan) error { return unix.Kill(p.Warden, 0) }},
		{"tgkill the warden", func(p Plan) error { return unix.Tgkill(p.Warden, p.Warden, 0) }},
	}},
	{"TerminationLog", []attempted{{"write the termination log", open(func(p Plan) string { return p.TerminationLog }, unix.O_WRONLY)}}},
	{"NoScratchExecution", []attempted{{"execute a file of scratch", executeScratch}}},
	{"NonDumpable", []attempted{
		{"read the warden's memory", open(ofWarden("mem"), unix.O_RDONLY)},
		{"write the warden's memory", open(ofWarden("mem"), unix.O_RDWR)},
		{"read the warden's environment", open(ofWarden("environ"), unix.O_RDONLY)},
		{"read the warden's input", open(ofWarden("fd/0"), unix.O_RDONLY)},
		{"write the warden's output", open(ofWarden("fd/1"), unix.O_WRONLY)},
	}},
}

// attempt tries everything and reports what held.
func attempt(plan Plan) *protocol.Confinement {
	found := &protocol.Confinement{Features: []string{}, LandlockABI: LandlockABI(), Refusals: []protocol.Refusal{}}
	for _, feature := range features {
		held := true
		for _, attempted := range feature.attempts {
			err := attempted.try(plan)
			if !refused(err) {
				held = false
				continue
			}
			found.Refusals = append(found.Refusals, protocol.Refusal{Attempt: attempted.name, Errno: errno(err)})
		}
		if held {
			found.Features = append(found.Features, feature.name)
		}
	}
	attemptEvident()
	return found
}

// attemptEvident makes every evident call once, for the watch to see which of them reach it. Each is refused by
// one filter or another, and asks for nothing should it not be.
func attemptEvident() {
	native, err := arch.GetInfo("")
	if err != nil {
		return
	}
	for _, name := range flatten(evidentCalls) {
		if number, found := native.SyscallNames[name]; found {
			_, _, _ = unix.RawSyscall6(uintptr(number), 0, 0, 0, 0, 0, 0)
		}
	}
	// The two flags exclude each other: the kernel would make no process of them.
	_, _, _ = unix.RawSyscall6(unix.SYS_CLONE, unix.CLONE_NEWUSER|unix.CLONE_FS, 0, 0, 0, 0, 0)
}

// refused tells a refusal from an attempt that worked or failed for another reason (no such file, a bad
// argument): that would prove nothing.
func refused(err error) bool {
	switch err {
	case unix.EPERM, unix.EACCES, unix.EAFNOSUPPORT, unix.EROFS:
		return true
	}
	return false
}

func gainPrivileges(Plan) error {
	if set, err := unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); err != nil || set != 1 {
		return nil
	}
	return unix.EPERM
}

func runUnfiltered(Plan) error {
	if mode, err := unix.PrctlRetInt(unix.PR_GET_SECCOMP, 0, 0, 0, 0); err != nil || mode != unix.SECCOMP_MODE_FILTER {
		return nil
	}
	return unix.EPERM
}

func call(number uintptr, arguments ...uintptr) func(Plan) error {
	return func(Plan) error {
		var six [6]uintptr
		copy(six[:], arguments)
		_, _, failed := unix.RawSyscall6(number, six[0], six[1], six[2], six[3], six[4], six[5])
		return failed
	}
}

func socket(family, kind int) func(Plan) error {
	return func(Plan) error {
		fd, err := unix.Socket(family, kind|unix.SOCK_CLOEXEC, 0)
		if err == nil {
			_ = unix.Close(fd)
		}
		return err
	}
}

func open(path func(Plan) string, flags int) func(Plan) error {
	return func(plan Plan) error {
		// By raw call: the path must not be cleaned or retried on the way.
		name, err := unix.BytePtrFromString(path(plan))
		if err != nil {
			return err
		}
		at := unix.AT_FDCWD
		fd, _, failed := unix.RawSyscall6(unix.SYS_OPENAT, uintptr(at), uintptr(unsafe.Pointer(name)), uintptr(flags|unix.O_CLOEXEC), 0, 0, 0)
		if failed == 0 {
			_ = unix.Close(int(fd))
			return nil
		}
		return failed
	}
}

// executeScratch tries to execute an empty file: where that is allowed the kernel only dislikes its format.
func executeScratch(plan Plan) error {
	path := filepath.Join(plan.Dir, ".codesession-probe")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o700)
	if err != nil {
		return nil
	}
	_ = file.Close()
	defer func() { _ = os.Remove(path) }()
	return unix.Exec(path, []string{path}, nil)
}

func ofWarden(file string) func(Plan) string {
	return func(plan Plan) string { return "/proc/" + strconv.Itoa(plan.Warden) + "/" + file }
}
