// Command container becomes the first process of a pod: it is started by the simulated node in new namespaces, makes
// them what a container runtime would, gives every privilege up and executes the warden. It is a program of its own
// because it starts once per pod and must do so in a millisecond.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"codesession.dev/node/internal/rootfs"
	"golang.org/x/sys/unix"
)

func main() {
	// Capabilities and namespaces belong to a thread, and the one that executes the warden is the one that counts.
	runtime.LockOSThread()
	var spec rootfs.Container
	if err := json.Unmarshal([]byte(os.Args[1]), &spec); err != nil {
		fail("reading the specification", err)
	}
	steps := []struct {
		what string
		do   func(rootfs.Container) error
	}{
		{"mounts", mounts}, {"loopback", loopback}, {"hostname", hostname}, {"privileges", drop},
		{"the warden", func(c rootfs.Container) error { return syscall.Exec(c.Command[0], c.Command, c.Environment) }},
	}
	for _, step := range steps {
		if err := step.do(spec); err != nil {
			fail(step.what, err)
		}
	}
}

// fail ends as runc does when a container cannot be started: 128 is what the node reports as StartError.
func fail(what string, err error) {
	fmt.Fprintf(os.Stderr, "container: %s: %v\n", what, err)
	os.Exit(128)
}

func mounts(c rootfs.Container) error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	at := func(path string) string { return filepath.Join(c.Root, path) }
	if err := unix.Mount("proc", at("/proc"), "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return err
	}
	if err := unix.Mount(c.TerminationLog, at("/dev/termination-log"), "", unix.MS_BIND, ""); err != nil {
		return err
	}
	for _, volume := range c.Volumes {
		options := fmt.Sprintf("mode=2777,gid=%d", c.Group)
		if volume.Bytes > 0 {
			options += fmt.Sprintf(",size=%d", volume.Bytes)
		}
		if err := unix.Mount("scratch", at(volume.Path), "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, options); err != nil {
			return fmt.Errorf("%s: %w", volume.Path, err)
		}
	}
	// The old root ends up below the new one and is let go of there.
	if err := unix.Chdir(c.Root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return err
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return err
	}
	return unix.Chdir("/")
}

func loopback(rootfs.Container) error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(socket)
	request, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	request.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, request)
}

func hostname(c rootfs.Container) error { return unix.Sethostname([]byte(c.Hostname)) }

// drop leaves what the pod's security context leaves: no capability in any set, no way to gain one, an ordinary user.
func drop(c rootfs.Container) error {
	for capability := uintptr(0); capability <= unix.CAP_LAST_CAP; capability++ {
		if err := unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0); err != nil && err != unix.EINVAL {
			return err
		}
	}
	if err := syscall.Setgroups([]int{c.Group}); err != nil {
		return err
	}
	if err := syscall.Setgid(c.Group); err != nil {
		return err
	}
	if err := syscall.Setuid(c.User); err != nil {
		return err
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	if err := unix.Capset(&header, &make([]unix.CapUserData, 2)[0]); err != nil {
		return err
	}
	return unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
}
