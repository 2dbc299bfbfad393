package limits

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/sys/unix"
)

// Container is what the kernel books for the container as a whole. These books have no gap between two looks:
// they hold processes that nobody waited for, and memory that no process has mapped (memfd, System V). They are
// nobody else's only where the warden is PID 1; elsewhere, and where the kernel keeps none, everything is unknown.
type Container struct {
	cpu, memory, kills         []string
	cpuBefore, memoryBefore    int64
	killsBefore                int64
	ownCPUBefore, ownRSSBefore int64
}

// Books of cgroup v2 first, then of v1, where controllers may share a directory.
var (
	cpuBooks    = []string{"cpu.stat", "cpuacct/cpuacct.usage", "cpu,cpuacct/cpuacct.usage"}
	memoryBooks = []string{"memory.stat", "memory/memory.stat"}
	killBooks   = []string{"memory.events", "memory/memory.oom_control"}
)

// ThisContainer opens the books before the code starts: all figures are differences to this moment.
func ThisContainer() *Container {
	if os.Getpid() != 1 {
		return &Container{}
	}
	return containerAt("/sys/fs/cgroup")
}

func containerAt(root string) *Container {
	c := &Container{cpu: within(root, cpuBooks), memory: within(root, memoryBooks), kills: within(root, killBooks)}
	c.cpuBefore, _ = bookedCPU(c.cpu)
	c.memoryBefore, _ = bookedMemory(c.memory)
	c.killsBefore, _ = bookedKills(c.kills)
	c.ownCPUBefore, c.ownRSSBefore = ownMicros(), ownResident()
	return c
}

// within leaves out directories of a root cgroup: those are the books of a whole machine.
func within(root string, names []string) []string {
	paths := make([]string, 0, len(names))
	for _, name := range names {
		path := filepath.Join(root, name)
		if !ofMachine(filepath.Dir(path)) {
			paths = append(paths, path)
		}
	}
	return paths
}

// ofMachine knows a root by what only it has (v1) or only it lacks (v2).
func ofMachine(directory string) bool {
	has := func(name string) bool {
		_, err := os.Stat(filepath.Join(directory, name))
		return err == nil
	}
	return has("cgroup.sane_behavior") || has("cgroup.controllers") && !has("cgroup.type")
}

// CPUMicros is the CPU time of everything in the container but the warden.
func (c *Container) CPUMicros() (int64, bool) {
	booked, known := bookedCPU(c.cpu)
	return booked - c.cpuBefore - (ownMicros() - c.ownCPUBefore), known
}

// MemoryBytes is the anonymous and the shared memory of everything in the container but the warden; tmpfs
// counts as shared memory.
func (c *Container) MemoryBytes() (int64, bool) {
	booked, known := bookedMemory(c.memory)
	return booked - c.memoryBefore - (ownResident() - c.ownRSSBefore), known
}

// Starved says whether the kernel's OOM killer struck since; known is false where it does not tell.
func (c *Container) Starved() (starved, known bool) {
	kills, known := bookedKills(c.kills)
	return known && kills > c.killsBefore, known
}

func bookedCPU(paths []string) (int64, bool) {
	text, ok := readFirst(paths)
	if !ok {
		return 0, false
	}
	if micros, found := field(text, "usage_usec"); found {
		return micros, true
	}
	nanos, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 64)
	return nanos / 1000, err == nil
}

func bookedMemory(paths []string) (int64, bool) {
	text, ok := readFirst(paths)
	if !ok {
		return 0, false
	}
	anonymous, found := field(text, "anon")
	if !found {
		anonymous, found = field(text, "rss")
	}
	shared, also := field(text, "shmem")
	return anonymous + shared, found && also
}

func bookedKills(paths []string) (int64, bool) {
	text, ok := readFirst(paths)
	if !ok {
		return 0, false
	}
	return field(text, "oom_kill")
}

func readFirst(paths []string) ([]byte, bool) {
	for _, path := range paths {
		if text, err := os.ReadFile(path); err == nil {
			return text, true
		}
	}
	return nil, false
}

// field of a flat keyed file: one name and one number a line.
func field(text []byte, name string) (int64, bool) {
	for line := range bytes.Lines(text) {
		if words := bytes.Fields(line); len(words) == 2 && string(words[0]) == name {
			value, err := strconv.ParseInt(string(words[1]), 10, 64)
			return value, err == nil
		}
	}
	return 0, false
}

func ownMicros() int64 {
	var usage unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return usage.Utime.Nano()/1000 + usage.Stime.Nano()/1000
}

// ownResident leaves out pages of files: those are in no book of anonymous memory.
func ownResident() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	return kilobytes(text, "RssAnon:") << 10
}
