package watch

import (
	"sync"

	"github.com/elastic/go-seccomp-bpf/arch"
)

// access is what a call does with a path, or with its descriptor; the words are those of the rules.
type access uint16

const (
	reads access = 1 << iota
	writes
	executes
	removes
	links
	changes
	connects
	// directory marks an open that wants nothing but a directory.
	directory
)

// none stands for an argument that a call does not have.
const none = -1

// argument is a path among the arguments of a call.
type argument struct {
	// directory is the argument with the descriptor the path starts at, none where that is the working directory.
	directory, path int
	access          access
	// final says that a link as the last name is followed.
	final bool
}

// call is what the watch knows of a system call.
type call struct {
	name  string
	paths []argument
	// flags is the argument with open flags, how the one with a struct open_how, at the one with AT_ flags.
	flags, how, at int
	// target is the argument with a process, pidfd the one with a descriptor of one.
	target, pidfd int
	// text is the argument with the text of a symbolic link.
	text int
	// socket is the argument with a socket address, whose length is in the next one.
	socket int
	// shown are the arguments that a violation names: numbers only, an address says nothing.
	shown []int
}

func plain(name string, shown ...int) call {
	return call{name: name, flags: none, how: none, at: none, target: none, pidfd: none, text: none, socket: none, shown: shown}
}

func (c call) on(directory, path int, does access, final bool) call {
	c.paths = append(c.paths, argument{directory, path, does, final})
	return c
}

func (c call) opens(flags int) call     { c.flags = flags; return c }
func (c call) opensHow(how int) call    { c.how = how; return c }
func (c call) atFlags(at int) call      { c.at = at; return c }
func (c call) aims(target int) call     { c.target = target; return c }
func (c call) connects(socket int) call { c.socket = socket; return c }
func (c call) aimsByFD(pidfd int) call  { c.pidfd = pidfd; return c }
func (c call) withText(text int) call   { c.text = text; return c }

// described are the calls whose arguments mean something to the rules. Others are known by name alone.
func described() []call {
	return []call{
		plain("open").on(none, 0, reads, true).opens(1),
		plain("openat").on(0, 1, reads, true).opens(2),
		plain("openat2").on(0, 1, reads, true).opensHow(2),
		plain("creat").on(none, 0, writes, true),
		plain("truncate").on(none, 0, writes, true),
		plain("execve").on(none, 0, executes, true),
		plain("execveat").on(0, 1, executes, true).atFlags(4),
		plain("link").on(none, 0, links, true).on(none, 1, writes, false),
		plain("linkat").on(0, 1, links, true).on(2, 3, writes, false).atFlags(4),
		plain("symlink").on(none, 1, writes, false).withText(0),
		plain("symlinkat").on(1, 2, writes, false).withText(0),
		plain("rename").on(none, 0, removes, false).on(none, 1, writes, false),
		plain("renameat").on(0, 1, removes, false).on(2, 3, writes, false),
		plain("renameat2").on(0, 1, removes, false).on(2, 3, writes, false),
		plain("unlink").on(none, 0, removes, false),
		plain("unlinkat").on(0, 1, removes, false),
		plain("rmdir").on(none, 0, removes, false),
		plain("mknod", 1).on(none, 0, writes, false),
		plain("mknodat", 2).on(0, 1, writes, false),
		plain("chmod", 1).on(none, 0, changes, true),
		plain("fchmodat", 2).on(0, 1, changes, true),
		plain("fchmodat2", 2).on(0, 1, changes, true),
		plain("chown").on(none, 0, changes, true),
		plain("lchown").on(none, 0, changes, false),
		plain("fchownat").on(0, 1, changes, true).atFlags(4),
		plain("fchmod", 1),
		plain("connect").connects(1),
		plain("socket", 0, 1, 2), plain("socketpair", 0, 1, 2),
		plain("ptrace", 0).aims(1), plain("process_vm_readv").aims(0), plain("process_vm_writev").aims(0),
		plain("pidfd_getfd").aimsByFD(0), plain("pidfd_send_signal", 1).aimsByFD(0),
		plain("kill", 0, 1).aims(0), plain("setpriority").aims(1),
		plain("prlimit64", 1).aims(0), plain("sched_setscheduler").aims(0), plain("sched_setparam").aims(0), plain("sched_setattr").aims(0), plain("sched_setaffinity").aims(0),
		plain("tkill", 1).aims(0), plain("tgkill", 2).aims(0), plain("rt_sigqueueinfo", 1).aims(0), plain("rt_tgsigqueueinfo", 2).aims(0),
		plain("clone", 0), plain("unshare", 0), plain("setns", 1),
		plain("prctl", 0, 1), plain("seccomp", 0), plain("personality", 0), plain("fcntl", 1),
		plain("bpf", 0), plain("keyctl", 0), plain("reboot", 2), plain("syslog", 0), plain("memfd_create", 1),
		plain("setuid", 0), plain("setgid", 0), plain("setreuid", 0, 1), plain("setregid", 0, 1), plain("setresuid", 0, 1, 2),
		plain("setresgid", 0, 1, 2), plain("setfsuid", 0), plain("setfsgid", 0), plain("setgroups", 0),
	}
}

// callTable finds a call by its number on this architecture.
type callTable struct {
	names     map[int]string
	described map[int32]call
}

// calls are the same in the proof and in the run.
var calls = sync.OnceValues(func() (*callTable, error) {
	native, err := arch.GetInfo("")
	if err != nil {
		return nil, err
	}
	t := &callTable{names: native.SyscallNumbers, described: map[int32]call{}}
	for _, c := range described() {
		if number, found := native.SyscallNames[c.name]; found {
			t.described[int32(number)] = c
		}
	}
	return t, nil
})

func (t *callTable) call(number int32) call {
	if known, found := t.described[number]; found {
		return known
	}
	return plain(t.names[int(number)])
}
