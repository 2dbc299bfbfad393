// Package rootfs makes the one root that all simulated containers see, read-only: the programs of this machine and a
// warden. What differs per pod is mounted over it by cmd/container.
package rootfs

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Container is what cmd/container is told.
type Container struct {
	// Root is a mount point that Prepare made.
	Root string
	// TerminationLog is a file on the node that becomes /dev/termination-log.
	TerminationLog string
	Volumes        []Volume
	Hostname       string
	User, Group    int
	Command        []string
	Environment    []string
}

// Volume is an emptyDir in memory; Bytes 0 is without a limit of its own.
type Volume struct {
	Path  string
	Bytes int64
}

// Warden is its path in every container.
const Warden = "/warden"

var files = map[string]string{
	"etc/passwd":        "root:x:0:0:root:/root:/usr/sbin/nologin\nsandbox:x:65532:65532:sandbox:/work:/usr/sbin/nologin\n",
	"etc/group":         "root:x:0:\nsandbox:x:65532:\n",
	"etc/hosts":         "127.0.0.1 localhost\n",
	"etc/nsswitch.conf": "passwd: files\nhosts: files\n",
	// What the dnsConfig of session pods says; nobody listens there.
	"etc/resolv.conf": "nameserver 127.0.0.1\n",
}

// Prepare makes a root below folder and returns it. The mounts live in this process's mount namespace, which must be
// its own: hack/node sees to that.
func Prepare(folder, warden string) (string, error) {
	root := filepath.Join(folder, "root")
	if err := os.MkdirAll(root, 0o755); err != nil {
		return "", err
	}
	if err := unix.Mount("root", root, "tmpfs", unix.MS_NOSUID, "mode=755"); err != nil {
		return "", fmt.Errorf("mounting %s (as root, in a mount namespace of its own): %w", root, err)
	}
	if err := fill(root, warden); err != nil {
		return "", err
	}
	if err := unix.Mount("/usr", filepath.Join(root, "usr"), "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return "", err
	}
	for _, path := range []string{filepath.Join(root, "usr"), root} {
		if err := unix.Mount("", path, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY|unix.MS_NOSUID, ""); err != nil {
			return "", err
		}
	}
	return root, nil
}

func fill(root, warden string) error {
	for _, name := range []string{"usr", "proc", "sys", "dev/shm", "etc", "work", "tmp", "run", "var"} {
		if err := os.MkdirAll(filepath.Join(root, name), 0o755); err != nil {
			return err
		}
	}
	for _, name := range []string{"bin", "sbin", "lib", "lib64"} {
		if err := os.Symlink("usr/"+name, filepath.Join(root, name)); err != nil {
			return err
		}
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	for _, name := range []string{"ld.so.cache", "alternatives"} {
		if err := duplicate(filepath.Join("/etc", name), filepath.Join(root, "etc", name), 0o644); err != nil {
			return err
		}
	}
	if err := duplicate(warden, root+Warden, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(root, "dev/termination-log"), nil, 0o666); err != nil {
		return err
	}
	return devices(filepath.Join(root, "dev"))
}

func devices(folder string) error {
	for name, minor := range map[string]uint32{"null": 3, "zero": 5, "full": 7, "random": 8, "urandom": 9} {
		path := filepath.Join(folder, name)
		if err := unix.Mknod(path, unix.S_IFCHR|0o666, int(unix.Mkdev(1, minor))); err != nil {
			return err
		}
		if err := os.Chmod(path, 0o666); err != nil {
			return err
		}
	}
	for name, target := range map[string]string{
		"fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2",
	} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// duplicate copies a file, or a folder of links; what is not there is left out.
func duplicate(from, to string, mode os.FileMode) error {
	facts, err := os.Stat(from)
	if os.IsNotExist(err) {
		return nil
	}
	if err == nil && facts.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, mode)
}
