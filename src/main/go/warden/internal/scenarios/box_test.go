package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

const cgroups = "/sys/fs/cgroup"

// box starts a warden as PID 1 of a container of its own: its own process table, its own cgroup with so much
// memory, and a tmpfs as working directory. That is where the kernel's books are the warden's to read.
func box(t *testing.T, memoryBytes int64, environment ...string) *guest {
	t.Helper()
	return boxOf(t, map[string]string{"memory.limit_in_bytes": fmt.Sprint(memoryBytes), "memory.max": fmt.Sprint(memoryBytes)}, environment...)
}

// boxOf sets files of the cgroup, where there are such.
func boxOf(t *testing.T, controls map[string]string, environment ...string) *guest {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can make a container")
	}
	g := prepare(t, environment...)
	var own []string
	for _, hierarchy := range hierarchies() {
		path := filepath.Join(hierarchy, "scenario-"+strconv.Itoa(os.Getpid())+"-"+filepath.Base(g.dir))
		if err := os.Mkdir(path, 0o755); errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EROFS) {
			t.Skip("no cgroup can be made here")
		} else {
			must(t, err)
		}
		own = append(own, path)
		for name, value := range controls {
			if _, err := os.Stat(filepath.Join(path, name)); err == nil {
				must(t, os.WriteFile(filepath.Join(path, name), []byte(value), 0))
			}
		}
	}
	g.cmd.Env = append(g.cmd.Env, "SCENARIO_BOX="+strings.Join(append([]string{g.dir}, own...), ":"))
	g.cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWPID | unix.CLONE_NEWNS | unix.CLONE_NEWIPC}
	g.stdout, _ = g.cmd.StdoutPipe()
	// Runs after the warden's end, which starting it registers: the last registered is the first to run.
	t.Cleanup(func() {
		for _, path := range own {
			_ = os.Remove(path)
		}
	})
	g.start()
	go g.read()
	return g
}

// hierarchies are the roots of the controllers that the warden reads.
func hierarchies() []string {
	if _, err := os.Stat(cgroups + "/cgroup.controllers"); err == nil {
		return []string{cgroups}
	}
	return []string{cgroups + "/memory", cgroups + "/cpuacct", cgroups + "/pids"}
}

// enterBox is the life of the process between the test and the warden: it furnishes its namespaces, gives root
// away and becomes the warden.
func enterBox(description string) {
	places := strings.Split(description, ":")
	must(nil, unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""))
	must(nil, unix.Mount("proc", "/proc", "proc", 0, ""))
	must(nil, unix.Mount("tmpfs", places[0]+"/work", "tmpfs", 0, fmt.Sprintf("size=256m,nr_inodes=100000,uid=%d", unprivileged)))
	for _, own := range places[1:] {
		must(nil, os.WriteFile(own+"/cgroup.procs", []byte("0"), 0))
		must(nil, unix.Mount(own, filepath.Dir(own), "", unix.MS_BIND, ""))
	}
	must(nil, syscall.Setgroups(nil))
	must(nil, syscall.Setgid(unprivileged))
	must(nil, syscall.Setuid(unprivileged))
	must(nil, os.Unsetenv("SCENARIO_BOX"))
	must(nil, syscall.Exec("/proc/self/exe", os.Args, os.Environ()))
}
