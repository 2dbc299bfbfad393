package confinement

// Calls that are refused whatever their arguments, by why. Names the compiler does not know on this
// architecture are left out.
var refusedCalls = [][]string{
	// other processes' memory, descriptors and execution
	{"ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp", "pidfd_getfd"},
	// signals by other means than kill and tgkill, which are filtered by target
	{"tkill", "pidfd_send_signal"},
	// kernel attack surface that no interpreter needs
	{"io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "userfaultfd", "perf_event_open",
		"keyctl", "add_key", "request_key", "lookup_dcookie", "nfsservctl", "vmsplice", "modify_ldt", "uselib",
		"vm86", "vm86old", "iopl", "ioperm", "fanotify_init", "mbind", "migrate_pages", "move_pages", "set_mempolicy"},
	// mounts
	{"mount", "umount2", "pivot_root", "chroot", "fsopen", "fsconfig", "fsmount", "fspick", "move_mount",
		"open_tree", "open_tree_attr", "mount_setattr"},
	// namespaces
	{"unshare", "setns"},
	// the machine
	{"kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "create_module", "swapon",
		"swapoff", "reboot", "acct", "quotactl", "quotactl_fd", "syslog", "settimeofday", "clock_settime",
		"clock_adjtime", "adjtimex", "sethostname", "setdomainname", "vhangup"},
	// files by handle instead of by path
	{"name_to_handle_at", "open_by_handle_at"},
	// priorities of others: a warden that never gets the CPU enforces nothing
	{"ioprio_set"},
}

const (
	unixFamily = 1
	// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET.
	newNamespaces = 0x7e020000
	ioctlTIOCSTI  = 0x5412
	ioctlTIOCLINU = 0x541c
	fcntlSETSIG   = 10
	whichProcess  = 0
)
