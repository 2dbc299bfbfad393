package confinement

import (
	"runtime"
	"unsafe"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// filterCalls installs the filter on all threads. The library compiles it; loading is done here, because the
// library lets foreign ABIs (i386 by int 0x80) fall through to the default action, which is to allow.
func filterCalls(plan Plan) error {
	native, err := arch.GetInfo("")
	if err != nil {
		return err
	}
	policy := policy(plan.Warden, native)
	program, err := policy.Assemble()
	if err != nil {
		return err
	}
	program = append([]bpf.Instruction{
		bpf.LoadAbsolute{Off: 4, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(native.ID), SkipTrue: 1},
		bpf.RetConstant{Val: uint32(seccomp.ActionKillProcess)},
	}, program...)
	raw, err := bpf.Assemble(program)
	if err != nil {
		return err
	}
	return load(raw)
}

func load(raw []bpf.RawInstruction) error {
	filter := make([]unix.SockFilter, len(raw))
	for i, instruction := range raw {
		filter[i] = unix.SockFilter{Code: instruction.Op, Jt: instruction.Jt, Jf: instruction.Jf, K: instruction.K}
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, number := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC,
		uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if number != 0 {
		return number
	}
	return nil
}

// policy orders its groups so that calls with conditions come last: the compiler does not reload the call's
// number after looking at an argument.
func policy(warden int, native *arch.Info) seccomp.Policy {
	known := make([]string, 0, 96)
	for _, family := range refusedCalls {
		for _, name := range family {
			if _, found := native.SyscallNames[name]; found {
				known = append(known, name)
			}
		}
	}
	return seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls: []seccomp.SyscallGroup{
			// Its flags are behind a pointer; libc falls back to clone, whose flags are not.
			{Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS), Names: []string{"clone3"}},
			{Action: seccomp.ActionErrno, Names: known},
			{Action: seccomp.ActionErrno, NamesWithCondtions: byArgument()},
			{Action: seccomp.ActionErrno, NamesWithCondtions: byTarget(uint32(warden))},
		},
	}
}

func byArgument() []seccomp.NameWithConditions {
	return []seccomp.NameWithConditions{
		when("socket", is(0, seccomp.NotEqual, unixFamily)),
		when("socketpair", is(0, seccomp.NotEqual, unixFamily)),
		when("clone", is(0, seccomp.BitsSet, newNamespaces)),
		// Limits and scheduling of others: the same UID is enough for the kernel.
		when("prlimit64", is(0, seccomp.NotEqual, 0)),
		when("sched_setscheduler", is(0, seccomp.NotEqual, 0)),
		when("sched_setparam", is(0, seccomp.NotEqual, 0)),
		when("sched_setattr", is(0, seccomp.NotEqual, 0)),
		when("setpriority", is(0, seccomp.NotEqual, whichProcess)),
		when("setpriority", is(1, seccomp.NotEqual, 0)),
	}
}

func byTarget(warden uint32) []seccomp.NameWithConditions {
	var rules []seccomp.NameWithConditions
	for _, call := range []string{"kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "sched_setaffinity"} {
		rules = append(rules, equal32(call, 0, warden)...)
	}
	rules = append(rules, equal32("ioctl", 1, ioctlTIOCSTI)...)
	rules = append(rules, equal32("ioctl", 1, ioctlTIOCLINU)...)
	// F_SETSIG with F_SETOWN would have the kernel send any signal to the warden.
	return append(rules, equal32("fcntl", 1, fcntlSETSIG)...)
}

func when(call string, conditions ...seccomp.Condition) seccomp.NameWithConditions {
	return seccomp.NameWithConditions{Name: call, Conditions: conditions}
}

func is(argument uint32, operation seccomp.Operation, value uint64) seccomp.Condition {
	return seccomp.Condition{Argument: argument, Operation: operation, Value: value}
}

// equal32 matches an argument the kernel cuts to 32 bits. The compiler compares 64, so that garbage in the
// upper half would pass an Equal: refuse any upper half that is neither zero nor a sign.
func equal32(call string, argument, value uint32) []seccomp.NameWithConditions {
	const sign = 0xffffffff00000000
	return []seccomp.NameWithConditions{
		when(call, is(argument, seccomp.Equal, uint64(value))),
		when(call, is(argument, seccomp.Equal, sign|uint64(value))),
		when(call, is(argument, seccomp.GreaterThan, 0xffffffff), is(argument, seccomp.LessThan, sign)),
	}
}
