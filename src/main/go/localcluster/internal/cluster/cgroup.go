package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"codesession.dev/localcluster/internal/layout"
)

const cgroupRoot = "/sys/fs/cgroup"

// cgroupV1 says whether the host has the old hierarchies, one per controller.
func cgroupV1() bool {
	_, err := os.Stat(filepath.Join(cgroupRoot, "cgroup.controllers"))
	return err != nil
}

// hierarchies are the roots in which a cluster has a cgroup.
func hierarchies() []string {
	if !cgroupV1() {
		return []string{cgroupRoot}
	}
	procs, _ := filepath.Glob(filepath.Join(cgroupRoot, "*", "cgroup.procs"))
	var roots []string
	seen := map[string]bool{}
	for _, file := range procs {
		// cpu and cpuacct may be two names for one mount
		root, err := filepath.EvalSymlinks(filepath.Dir(file))
		if err == nil && !seen[root] {
			seen[root] = true
			roots = append(roots, root)
		}
	}
	return roots
}

// makeCgroups prepares codesession/<name> for the kubelet, which refuses a root that is missing in any hierarchy, and
// codesession/<name>/system for the components.
func makeCgroups(cluster layout.Cluster) error {
	for _, root := range hierarchies() {
		current := root
		for _, part := range []string{"codesession", cluster.Name, "system"} {
			if root == cgroupRoot {
				enableControllers(current)
			}
			parent := current
			current = filepath.Join(current, part)
			if err := os.Mkdir(current, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("making cgroup: %w", err)
			}
			inherit(parent, current)
		}
	}
	return nil
}

// inherit copies what a v1 cpuset must have before a process may enter.
func inherit(parent, child string) {
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		value, err := os.ReadFile(filepath.Join(child, file))
		if err != nil || len(bytes.TrimSpace(value)) > 0 || !cgroupV1() {
			continue
		}
		if value, err = os.ReadFile(filepath.Join(parent, file)); err == nil {
			_ = os.WriteFile(filepath.Join(child, file), value, 0o644)
		}
	}
}

// enableControllers hands a v2 cgroup's controllers to its children. Not all can be, so each is tried by itself; the
// kubelet says which one it misses.
func enableControllers(folder string) {
	available, _ := os.ReadFile(filepath.Join(folder, "cgroup.controllers"))
	for _, controller := range bytes.Fields(available) {
		_ = os.WriteFile(filepath.Join(folder, "cgroup.subtree_control"), append([]byte("+"), controller...), 0o644)
	}
}

// enterSystemCgroup moves a process out of the cgroup of whoever called us: that may be limited or short-lived.
func enterSystemCgroup(cluster layout.Cluster, pid int) error {
	for _, root := range hierarchies() {
		procs := filepath.Join(root, cluster.Cgroup(), "system", "cgroup.procs")
		if err := os.WriteFile(procs, []byte(strconv.Itoa(pid)), 0o644); err != nil {
			return fmt.Errorf("moving process %d: %w", pid, err)
		}
	}
	return nil
}

// removeCgroups removes the cluster's cgroups, and the parent if it was the last one. Processes that were just killed
// may take a moment to leave.
func removeCgroups(cluster layout.Cluster) error {
	deadline := time.Now().Add(10 * time.Second)
	for _, root := range hierarchies() {
		top := filepath.Join(root, cluster.Cgroup())
		for {
			err := removeTree(top)
			if err == nil {
				break
			}
			if time.Now().After(deadline) {
				return fmt.Errorf("removing cgroup: %w", err)
			}
			time.Sleep(20 * time.Millisecond)
		}
		_ = os.Remove(filepath.Dir(top)) // fails while another cluster is there
	}
	return nil
}

func removeTree(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		if entry.IsDir() {
			if err := removeTree(filepath.Join(folder, entry.Name())); err != nil {
				return err
			}
		}
	}
	if err := syscall.Rmdir(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &fs.PathError{Op: "rmdir", Path: folder, Err: err}
	}
	return nil
}
