package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// sharedMemory is what programs need that use /dev/shm, which only a room of their own can give them.
const sharedMemory = "shm"

// ownRooms reports whether wardens can get a mount namespace with scratch as a pod has it: file systems in memory
// of its own, /dev/shm among them.
var ownRooms = sync.OnceValue(func() bool {
	return os.Getuid() == 0 && exec.Command("/usr/bin/unshare", "--mount", "true").Run() == nil
})

// enterRoom mounts scratch, gives every privilege up and becomes the warden. It is still root when it begins.
func enterRoom(dir string) error {
	// Of all threads only this one is in the new namespace, and it is the one that execs.
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNS); err != nil {
		return err
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	scratch := []string{dir + "/work", dir + "/tmp", "/dev/shm"}
	for _, place := range scratch {
		if err := unix.Mount("scratch", place, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, fmt.Sprintf("size=256m,mode=0755,uid=%d,gid=%d", unprivileged, unprivileged)); err != nil {
			return err
		}
	}
	environment := []string{"CORPUS_WARDEN=1", "WARDEN_SCRATCH=" + strings.Join(scratch, ":")}
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CORPUS_") && !strings.HasPrefix(entry, "WARDEN_SCRATCH=") {
			environment = append(environment, entry)
		}
	}
	if err := syscall.Setgroups(nil); err != nil {
		return err
	}
	if err := syscall.Setgid(unprivileged); err != nil {
		return err
	}
	if err := syscall.Setuid(unprivileged); err != nil {
		return err
	}
	return syscall.Exec("/proc/self/exe", []string{"warden"}, environment)
}
