package confinement

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

const (
	look  = ll.AccessFSReadFile | ll.AccessFSReadDir
	write = look | ll.AccessFSWriteFile | ll.AccessFSTruncate | ll.AccessFSRemoveDir |
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
	restricted := followed(plan.Restricted)
	rules = append(rules, readable("/", notSystem, restricted)...)
	rules = append(rules, readable("/var", []string{"run", "tmp"}, restricted)...)
	access := landlock.AccessFSSet(write)
	if plan.ExecuteScratch {
		access |= ll.AccessFSExecute
	}
	scratch := landlock.PathAccess(access, plan.Writable...).IgnoreIfMissing()
	if abi >= 2 {
		// Without this right a rename between two directories of the same scratch fails with EXDEV.
		scratch = scratch.WithRefer()
	}
	return landlock.V10.BestEffort().Restrict(append(rules, scratch)...)
}

// readable makes a rule for every entry of a directory. What is restricted is left out: where it lies below an
// entry, that has rules for its own entries instead of one for all of it, and cannot be listed itself.
func readable(parent string, but, restricted []string) []landlock.Rule {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return nil
	}
	var rules []landlock.Rule
	for _, entry := range entries {
		// A rule holds for what a link leads to: /lib would give back what was left out of /usr/lib.
		path, err := filepath.EvalSymlinks(filepath.Join(parent, entry.Name()))
		if err != nil || slices.Contains(but, entry.Name()) || slices.ContainsFunc(restricted, covers(path)) {
			continue
		}
		status, err := os.Stat(path)
		switch {
		case err != nil:
		case status.IsDir() && slices.ContainsFunc(restricted, beneath(path)):
			rules = append(rules, readable(path, nil, restricted)...)
		case status.IsDir():
			rules = append(rules, landlock.RODirs(path).IgnoreIfMissing())
		case status.Mode().IsRegular():
			rules = append(rules, landlock.ROFiles(path).IgnoreIfMissing())
		}
	}
	return rules
}

// followed adds what restricted paths are when links are followed: rules hold for files, not for names.
func followed(restricted []string) []string {
	var paths []string
	for _, path := range restricted {
		paths = append(paths, filepath.Clean(path))
		if real, err := filepath.EvalSymlinks(path); err == nil {
			paths = append(paths, real)
		}
	}
	return paths
}

func covers(path string) func(string) bool {
	return func(restricted string) bool { return path == restricted || strings.HasPrefix(path, restricted+"/") }
}

func beneath(directory string) func(string) bool {
	return func(path string) bool { return strings.HasPrefix(path, directory+"/") }
}
