package confinement

import (
	"errors"
	"runtime"
	"unsafe"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// filterCalls installs the filter of what is refused in any case, on all threads.
func filterCalls(plan Plan) error {
	native, err := arch.GetInfo("")
	if err != nil {
		return err
	}
	policies := append(silencedPolicies(plan, native), basePolicies(uint32(plan.Warden), native)...)
	_, err = install(policies, native, unix.SECCOMP_FILTER_FLAG_TSYNC)
	return err
}

// refuseEvident refuses what is evidence where nobody can be notified. Lethal calls kill: that somebody tried
// is seen by how the process died.
func refuseEvident(plan Plan) error {
	native, err := arch.GetInfo("")
	if err != nil {
		return err
	}
	_, err = install(evidentPolicies(plan, native), native, unix.SECCOMP_FILTER_FLAG_TSYNC)
	return err
}

// install compiles policies into one program that goes through them in order, and loads it. The library
// compiles; chaining and loading is done here, because the library lets foreign ABIs (i386 by int 0x80) fall
// through to the default action, which is to allow, and because it does not reload the call's number after
// looking at an argument: every call with conditions is a policy of its own, which does.
func install(policies []seccomp.Policy, native *arch.Info, flags uintptr) (int, error) {
	program := []bpf.Instruction{
		bpf.LoadAbsolute{Off: 4, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(native.ID), SkipTrue: 1},
		bpf.RetConstant{Val: uint32(seccomp.ActionKillProcess)},
	}
	for _, policy := range policies {
		part, err := policy.Assemble()
		if err != nil {
			return -1, err
		}
		if len(part) > longestPart {
			return -1, errTooLongToChain
		}
		// Without its last instruction, the default action, it goes on to the next part.
		program = append(program, part[:len(part)-1]...)
	}
	raw, err := bpf.Assemble(append(program, bpf.RetConstant{Val: uint32(seccomp.ActionAllow)}))
	if err != nil {
		return -1, err
	}
	return load(raw, flags)
}

// longestPart keeps the library from copying the default action into the middle of a part, where the chain
// would end.
const longestPart = 250

var errTooLongToChain = errors.New("a policy is too long to be chained")

func load(raw []bpf.RawInstruction, flags uintptr) (int, error) {
	filter := make([]unix.SockFilter, len(raw))
	for i, instruction := range raw {
		filter[i] = unix.SockFilter{Code: instruction.Op, Jt: instruction.Jt, Jf: instruction.Jf, K: instruction.K}
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	result, _, number := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if number != 0 {
		return -1, number
	}
	return int(result), nil
}
