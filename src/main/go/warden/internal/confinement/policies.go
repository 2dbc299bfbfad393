package confinement

import (
	"slices"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/elastic/go-seccomp-bpf/arch"
	"golang.org/x/sys/unix"
)

func basePolicies(warden uint32, native *arch.Info) []seccomp.Policy {
	// The flags of clone3 are behind a pointer; libc falls back to clone, whose flags are not.
	policies := whatever(seccomp.ActionErrno|seccomp.Action(unix.ENOSYS), []string{"clone3"}, native)
	policies = append(policies, whatever(seccomp.ActionErrno, flatten(refusedCalls), native)...)
	return append(policies, conditional(seccomp.ActionErrno, refusedByArgument(warden), native)...)
}

func evidentPolicies(plan Plan, native *arch.Info) []seccomp.Policy {
	lethal := func(name string) bool { return slices.Contains(plan.Lethal, name) }
	mild := func(name string) bool { return !lethal(name) }
	policies := whatever(seccomp.ActionErrno, slices.DeleteFunc(flatten(evidentCalls), lethal), native)
	policies = append(policies, whatever(seccomp.ActionKillProcess, slices.DeleteFunc(flatten(evidentCalls), mild), native)...)
	policies = append(policies, conditional(seccomp.ActionErrno, innocentSockets(), native)...)
	harsh := slices.DeleteFunc(evidentByArgument(uint32(plan.Warden)), func(c seccomp.NameWithConditions) bool { return mild(c.Name) })
	policies = append(policies, conditional(seccomp.ActionKillProcess, harsh, native)...)
	// What was not killed for it is refused, and so is what the watch would have judged and a filter can tell.
	policies = append(policies, conditional(seccomp.ActionErrno, evidentByArgument(uint32(plan.Warden)), native)...)
	policies = append(policies, whatever(seccomp.ActionErrno, []string{"seccomp", "capset"}, native)...)
	return append(policies, conditional(seccomp.ActionErrno, suspectByArgument(), native)...)
}

// silencedPolicies kill for lethal calls that would be refused without a word. Of calls with conditions only what
// the usual profile of a pod refuses: sockets for the host, and new namespaces.
func silencedPolicies(plan Plan, native *arch.Info) []seccomp.Policy {
	kills := func(name string) bool {
		return slices.Contains(plan.Lethal, name) && slices.Contains(plan.Silenced, name)
	}
	spares := func(name string) bool { return !kills(name) }
	policies := whatever(seccomp.ActionKillProcess, slices.DeleteFunc(flatten(evidentCalls), spares), native)
	conditions := []seccomp.NameWithConditions{
		when("socket", is(0, seccomp.Equal, unix.AF_VSOCK)), when("clone", is(0, seccomp.BitsSet, newNamespaces)),
	}
	conditions = slices.DeleteFunc(conditions, func(c seccomp.NameWithConditions) bool { return spares(c.Name) })
	return append(policies, conditional(seccomp.ActionKillProcess, conditions, native)...)
}

func notifyPolicies(plan Plan, native *arch.Info) []seccomp.Policy {
	policies := whatever(seccomp.ActionUserNotify, append(flatten(evidentCalls), flatten(watchedCalls)...), native)
	policies = append(policies, conditional(seccomp.ActionUserNotify, evidentByArgument(uint32(plan.Warden)), native)...)
	return append(policies, conditional(seccomp.ActionUserNotify, watchedByArgument(), native)...)
}

// whatever gives calls one action, as far as this architecture has them.
func whatever(action seccomp.Action, names []string, native *arch.Info) []seccomp.Policy {
	var known []string
	for _, name := range names {
		if _, found := native.SyscallNames[name]; found {
			known = append(known, name)
		}
	}
	if len(known) == 0 {
		return nil
	}
	return []seccomp.Policy{{DefaultAction: seccomp.ActionAllow, Syscalls: []seccomp.SyscallGroup{{Action: action, Names: known}}}}
}

// conditional makes one policy for each call; the conditions of one call stand together.
func conditional(action seccomp.Action, conditions []seccomp.NameWithConditions, native *arch.Info) []seccomp.Policy {
	var policies []seccomp.Policy
	last := ""
	for _, condition := range conditions {
		if _, found := native.SyscallNames[condition.Name]; !found {
			continue
		}
		if condition.Name == last {
			group := &policies[len(policies)-1].Syscalls[0]
			group.NamesWithCondtions = append(group.NamesWithCondtions, condition)
			continue
		}
		last = condition.Name
		group := seccomp.SyscallGroup{Action: action, NamesWithCondtions: []seccomp.NameWithConditions{condition}}
		policies = append(policies, seccomp.Policy{DefaultAction: seccomp.ActionAllow, Syscalls: []seccomp.SyscallGroup{group}})
	}
	return policies
}

func refusedByArgument(warden uint32) []seccomp.NameWithConditions {
	rules := []seccomp.NameWithConditions{
		when("setpriority", is(0, seccomp.NotEqual, whichProcess)),
		when("setpriority", is(1, seccomp.NotEqual, 0), is(1, seccomp.NotEqual, uint64(warden))),
		// Signals at single threads, as musl sends them to its own; at the warden they are evidence.
		when("tkill", is(0, seccomp.NotEqual, uint64(warden))),
	}
	// Limits and scheduling of others: the same UID is enough for the kernel. At the warden they are evidence.
	for _, call := range managing {
		rules = append(rules, when(call, is(0, seccomp.NotEqual, 0), is(0, seccomp.NotEqual, uint64(warden))))
	}
	rules = append(rules, equal32("ioctl", 1, ioctlTIOCSTI)...)
	return append(rules, equal32("ioctl", 1, ioctlTIOCLINU)...)
}

// managing are the calls with which one process sets limits and scheduling of another.
var managing = []string{"prlimit64", "sched_setscheduler", "sched_setparam", "sched_setattr"}

func evidentByArgument(warden uint32) []seccomp.NameWithConditions {
	rules := []seccomp.NameWithConditions{
		when("socket", is(0, seccomp.NotEqual, unixFamily)),
		when("socketpair", is(0, seccomp.NotEqual, unixFamily)),
		when("clone", is(0, seccomp.BitsSet, newNamespaces)),
	}
	for _, call := range []string{"kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"} {
		rules = append(rules, equal32(call, 0, warden)...)
	}
	for _, call := range append([]string{"sched_setaffinity"}, managing...) {
		rules = append(rules, equal32(call, 0, warden)...)
	}
	rules = append(rules, equal32("setpriority", 1, warden)...)
	// F_SETSIG with F_SETOWN would have the kernel send any signal to the warden.
	return append(rules, equal32("fcntl", 1, fcntlSETSIG)...)
}

func watchedByArgument() []seccomp.NameWithConditions {
	rules := []seccomp.NameWithConditions{
		when("fchmod", is(1, seccomp.BitsSet, setIDBits)),
	}
	for _, option := range watchedOptions {
		rules = append(rules, equal32("prctl", 0, uint32(option))...)
	}
	return rules
}

// suspectByArgument is what ordinary code does not do, of the calls that are otherwise allowed: programs without a
// file, processes the warden cannot read, set-id bits, other personalities.
func suspectByArgument() []seccomp.NameWithConditions {
	rules := []seccomp.NameWithConditions{
		when("memfd_create", is(1, seccomp.BitsNotSet, unix.MFD_NOEXEC_SEAL)),
		when("execveat", is(4, seccomp.BitsSet, unix.AT_EMPTY_PATH)),
		// 0xffffffff asks; 0 and PER_LINUX32's neighbour UNAME26 (0x20000) change nothing that protects.
		when("personality", is(0, seccomp.NotEqual, 0), is(0, seccomp.NotEqual, 0x20000), is(0, seccomp.NotEqual, 0xffffffff)),
		when("chmod", is(1, seccomp.BitsSet, setIDBits)),
		when("fchmod", is(1, seccomp.BitsSet, setIDBits)),
		when("fchmodat", is(2, seccomp.BitsSet, setIDBits)),
		when("fchmodat2", is(2, seccomp.BitsSet, setIDBits)),
	}
	for _, option := range watchedOptions {
		if option == unix.PR_SET_DUMPABLE {
			rules = append(rules, when("prctl", is(0, seccomp.Equal, option), is(1, seccomp.Equal, 0)))
			continue
		}
		rules = append(rules, equal32("prctl", 0, uint32(option))...)
	}
	return rules
}

// innocentSockets are those that ordinary code asks for (a download, a name): refused, but nobody dies of it.
func innocentSockets() []seccomp.NameWithConditions {
	var rules []seccomp.NameWithConditions
	for _, family := range []uint64{unix.AF_INET, unix.AF_INET6, unix.AF_NETLINK} {
		rules = append(rules, when("socket", is(0, seccomp.Equal, family)))
	}
	return rules
}

func when(call string, conditions ...seccomp.Condition) seccomp.NameWithConditions {
	return seccomp.NameWithConditions{Name: call, Conditions: conditions}
}

func is(argument uint32, operation seccomp.Operation, value uint64) seccomp.Condition {
	return seccomp.Condition{Argument: argument, Operation: operation, Value: value}
}

// equal32 matches an argument the kernel cuts to 32 bits. The compiler compares 64, so that garbage in the
// upper half would pass an Equal: take any upper half that is neither zero nor a sign as equal.
func equal32(call string, argument, value uint32) []seccomp.NameWithConditions {
	const sign = 0xffffffff00000000
	return []seccomp.NameWithConditions{
		when(call, is(argument, seccomp.Equal, uint64(value))),
		when(call, is(argument, seccomp.Equal, sign|uint64(value))),
		when(call, is(argument, seccomp.GreaterThan, 0xffffffff), is(argument, seccomp.LessThan, sign)),
	}
}
