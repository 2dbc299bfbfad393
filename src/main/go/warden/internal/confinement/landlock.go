package confinement

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

const (
	look  = ll.AccessFSReadFile | ll.AccessFSReadDir
	write = look | ll.AccessFSExecute | ll.AccessFSWriteFile | ll.AccessFSTruncate | ll.AccessFSRemoveDir |
		ll.AccessFSRemoveFile | ll.AccessFSMakeDir | ll.AccessFSMakeReg | ll.AccessFSMakeSock |
		ll.AccessFSMakeFifo | ll.AccessFSMakeSym
)

// Top-level directories that are not "the system": they have rules of their own or none at all. /run holds
// the service-account token where there is one.
var notSystem = []string{"proc", "sys", "dev", "run", "boot", "tmp", "var"}

// Devices without state worth protecting.
var harmless = []string{
	"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx",
}

// LandlockABI is the kernel's, 0 where there is none.
func LandlockABI() int {
	version, err := ll.LandlockGetABIVersion()
	if err != nil {
		return 0
	}
	return version
}

// restrictFiles allows reading and executing the system and writing to scratch, and scopes signals and
// abstract sockets to the code. TCP is handled too, without any rule: nothing may be bound or connected.
func restrictFiles(plan Plan) error {
	abi := LandlockABI()
	if abi == 0 {
		return unix.ENOSYS
	}
	rules := []landlock.Rule{
		landlock.PathAccess(look, "/proc", "/sys/devices/system", "/sys/fs/cgroup").IgnoreIfMissing(),
		landlock.RWFiles(harmless...).WithIoctlDev().IgnoreIfMissing(),
		landlock.PathAccess(look|ll.AccessFSWriteFile, "/dev/pts").WithIoctlDev().IgnoreIfMissing(),
	}
	rules = append(rules, readable("/", notSystem)...)
	rules = append(rules, readable("/var", []string{"run", "tmp"})...)
	scratch := landlock.PathAccess(write, plan.Writable...).IgnoreIfMissing()
	if abi >= 2 {
		// Without this right a rename between two directories of the same scratch fails with EXDEV.
		scratch = scratch.WithRefer()
	}
	return landlock.V10.BestEffort().Restrict(append(rules, scratch)...)
}

func readable(parent string, but []string) []landlock.Rule {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil
	}
	var rules []landlock.Rule
	for _, entry := range entries {
		if slices.Contains(but, entry.Name()) {
			continue
		}
		path := filepath.Join(parent, entry.Name())
		status, err := os.Stat(path)
		switch {
		case err != nil:
		case status.IsDir():
			rules = append(rules, landlock.RODirs(path).IgnoreIfMissing())
		case status.Mode().IsRegular():
			rules = append(rules, landlock.ROFiles(path).IgnoreIfMissing())
		}
	}
	return rules
}
