package ns

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
)

const ready = "ready"

// Init is process 1 of the namespaces: it prepares them, says so on descriptor 3, waits on descriptor 4 until it is
// recorded, and reaps orphans for ever.
func Init(keep []string) error {
	if err := prepare(keep); err != nil {
		return err
	}
	pipe := os.NewFile(3, "ready")
	if _, err := fmt.Fprintln(pipe, ready); err != nil {
		return err
	}
	if err := pipe.Close(); err != nil {
		return err
	}
	if n, _ := os.NewFile(4, "recorded").Read(make([]byte, 16)); n == 0 {
		return errors.New("the process that started this one has ended")
	}
	children := make(chan os.Signal, 64)
	signal.Notify(children, syscall.SIGCHLD)
	signal.Ignore(syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	for range children {
		for {
			pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
			if pid <= 0 || err != nil {
				break
			}
		}
	}
	return nil
}

func prepare(keep []string) error {
	if err := detachMounts(); err != nil {
		return err
	}
	if err := syscall.Mount("proc", "/proc", "proc", syscall.MS_NOSUID|syscall.MS_NODEV|syscall.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	if err := privateFolders(keep); err != nil {
		return err
	}
	for name, value := range map[string]string{
		"net/ipv4/ip_forward": "1", // pods to services and to each other
		// Over the bridge's link-local address pods would reach the kubelet.
		"net/ipv6/conf/all/disable_ipv6": "1", "net/ipv6/conf/default/disable_ipv6": "1",
	} {
		err := os.WriteFile(filepath.Join("/proc/sys", name), []byte(value), 0o644)
		if err != nil && !os.IsNotExist(err) { // no IPv6 in this kernel
			return err
		}
	}
	return nil
}

// detachMounts cuts the host off from what is mounted here, while what the host unmounts goes from here too. The tree
// is made shared again for the kubelet, which refuses mount propagation otherwise.
func detachMounts() error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SLAVE, ""); err != nil {
		return fmt.Errorf("make / a slave of the host: %w", err)
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return fmt.Errorf("make / shared: %w", err)
	}
	return nil
}

// privateFolders puts empty memory over the folders into which containerd, CNI, runc, gVisor and the kubelet write
// under fixed names (/run/containerd/s, /var/lib/cni, /var/log/containers, ...), so that nothing of it reaches the
// host and two clusters do not meet there. Paths to keep, which may lie under these, are bound back in place.
func privateFolders(keep []string) error {
	handles := make([]int, len(keep))
	for i, path := range keep {
		handle, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
		if err != nil {
			return fmt.Errorf("open %s: %w", path, err)
		}
		defer syscall.Close(handle)
		handles[i] = handle
	}
	for _, path := range []string{"/run", "/var/lib", "/var/log"} {
		if err := syscall.Mount("codesession", path, "tmpfs", syscall.MS_NOSUID|syscall.MS_NODEV, "mode=755"); err != nil {
			return fmt.Errorf("mount %s: %w", path, err)
		}
	}
	for i, path := range keep {
		if _, err := os.Stat(path); err == nil {
			continue // not hidden
		}
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		source := "/proc/self/fd/" + strconv.Itoa(handles[i])
		if err := syscall.Mount(source, path, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("bind %s: %w", path, err)
		}
	}
	return nil
}
