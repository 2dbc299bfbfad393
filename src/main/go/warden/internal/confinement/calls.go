package confinement

// Calls that are refused whatever their arguments and whoever asks, by why; none of them is evidence of ill
// will. Names the compiler does not know on this architecture are left out.
var refusedCalls = [][]string{
	// other processes' memory
	{"process_madvise", "process_mrelease", "kcmp"},
	// kernel attack surface that no interpreter needs
	{"lookup_dcookie", "nfsservctl", "vmsplice", "modify_ldt", "uselib", "vm86", "vm86old", "fanotify_init", "mbind",
		"migrate_pages", "move_pages", "set_mempolicy"},
	// the machine
	{"quotactl", "quotactl_fd", "adjtimex", "vhangup"},
	// priorities of others: a warden that never gets the CPU enforces nothing
	{"ioprio_set"},
}

// Calls that are refused, too, and evidence: where the kernel notifies, the warden refuses them itself.
var evidentCalls = [][]string{
	// other processes' memory, descriptors, execution and signals
	{"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "pidfd_send_signal"},
	// kernel attack surface
	{"io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "userfaultfd", "perf_event_open",
		"keyctl", "add_key", "request_key", "iopl", "ioperm"},
	// mounts
	{"mount", "umount2", "pivot_root", "chroot", "fsopen", "fsconfig", "fsmount", "fspick", "move_mount",
		"open_tree", "open_tree_attr", "mount_setattr"},
	// namespaces
	{"unshare", "setns"},
	// the machine
	{"kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "create_module", "swapon",
		"swapoff", "reboot", "acct", "syslog", "settimeofday", "clock_settime", "clock_adjtime", "sethostname",
		"setdomainname"},
	// files by handle instead of by path
	{"name_to_handle_at", "open_by_handle_at"},
}

// Calls that are allowed as far as the kernel allows them, and looked at where it notifies.
var watchedCalls = [][]string{
	{"open", "openat", "openat2", "creat", "truncate", "execve", "execveat"},
	{"link", "linkat", "symlink", "symlinkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"},
	{"mknod", "mknodat", "chown", "lchown", "fchownat"},
	{"setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setfsuid", "setfsgid", "setgroups", "capset"},
	{"memfd_create", "personality", "seccomp", "connect", "kill", "chmod", "fchmodat", "fchmodat2"},
}

const (
	unixFamily = 1
	// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET.
	newNamespaces = 0x7e020000
	ioctlTIOCSTI  = 0x5412
	ioctlTIOCLINU = 0x541c
	fcntlSETSIG   = 10
	whichProcess  = 0
	// S_ISUID and S_ISGID.
	setIDBits = 0o6000
)

// Options of prctl that are looked at.
var watchedOptions = []uint64{4 /* DUMPABLE */, 22 /* SECCOMP */, 28 /* SECUREBITS */, 35 /* MM */, 47 /* CAP_AMBIENT */, 0x59616d61 /* PTRACER */}

// RefusedWhenWatched names the calls that the warden has to refuse whatever its rules say of them.
func RefusedWhenWatched() []string {
	names := flatten(evidentCalls)
	for _, condition := range evidentByArgument(0) {
		names = append(names, condition.Name)
	}
	return names
}

// Attempted names the calls of which the probe process finds out whether the warden is asked about them.
func Attempted() []string { return append(flatten(evidentCalls), "socket", "clone") }

func flatten(families [][]string) []string {
	var names []string
	for _, family := range families {
		names = append(names, family...)
	}
	return names
}

// Asked names every call that the kernel asks the warden about, where it does.
func Asked() []string {
	names := append(RefusedWhenWatched(), flatten(watchedCalls)...)
	for _, condition := range watchedByArgument() {
		names = append(names, condition.Name)
	}
	return names
}
