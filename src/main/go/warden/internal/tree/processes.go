package tree

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Process is one line of the process table, as /proc/<pid>/stat gives it.
type Process struct {
	PID     int
	Parent  int
	Group   int
	Session int
	State   byte
	Threads int64
	// SelfTicks is the CPU time of the process, TotalTicks with the children it waited for; 100 a second.
	SelfTicks  int64
	TotalTicks int64
	// Started tells two users of one PID apart, in ticks since boot.
	Started  uint64
	RSSBytes int64
}

// TickMicros is one clock tick of /proc; the kernel fixed USER_HZ at 100 for user space.
const TickMicros = 10_000

// Table reads the process table again and again without allocating.
type Table struct {
	root   int
	page   int64
	buffer []byte
	all    []Process
	below  map[int]bool
}

// NewTable looks at the processes below root.
func NewTable(root int) *Table {
	return &Table{root: root, page: int64(os.Getpagesize()), buffer: make([]byte, 2048), below: map[int]bool{}}
}

// Descendants lists all processes below the root, zombies included. The slice is valid until the next call.
func (t *Table) Descendants() []Process {
	t.all = t.all[:0]
	for _, pid := range pids() {
		if process, ok := t.read(pid); ok {
			t.all = append(t.all, process)
		}
	}
	clear(t.below)
	t.below[t.root] = true
	// Parents may come after their children (PIDs wrap), so repeat until nothing is added.
	for added := true; added; {
		added = false
		for _, process := range t.all {
			if !t.below[process.PID] && t.below[process.Parent] {
				t.below[process.PID] = true
				added = true
			}
		}
	}
	kept := t.all[:0]
	for _, process := range t.all {
		if process.PID != t.root && t.below[process.PID] {
			kept = append(kept, process)
		}
	}
	return kept
}

// Count is the number of processes below a root that is PID 1, zombies included; 0 below any other, whose
// namespace holds processes of others too.
func (t *Table) Count() int64 {
	if t.root != 1 {
		return 0
	}
	return int64(len(pids()) - 1)
}

func pids() []int {
	directory, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer func() { _ = directory.Close() }()
	names, _ := directory.Readdirnames(-1)
	found := make([]int, 0, len(names))
	for _, name := range names {
		if name[0] >= '1' && name[0] <= '9' {
			if pid, err := strconv.Atoi(name); err == nil {
				found = append(found, pid)
			}
		}
	}
	return found
}

func (t *Table) read(pid int) (Process, bool) {
	fd, err := unix.Open("/proc/"+strconv.Itoa(pid)+"/stat", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return Process{}, false
	}
	n, err := unix.Read(fd, t.buffer)
	_ = unix.Close(fd)
	if err != nil || n <= 0 {
		return Process{}, false
	}
	return t.parse(pid, t.buffer[:n])
}

// parse starts after the last parenthesis: the name in front of it is the process's own choice.
func (t *Table) parse(pid int, line []byte) (Process, bool) {
	end := bytes.LastIndexByte(line, ')')
	if end < 0 {
		return Process{}, false
	}
	fields := bytes.Fields(line[end+1:])
	if len(fields) < 22 || len(fields[0]) != 1 {
		return Process{}, false
	}
	number := func(field int) int64 {
		value, _ := strconv.ParseInt(string(fields[field-3]), 10, 64)
		return value
	}
	self := number(14) + number(15)
	return Process{
		PID: pid, State: fields[0][0], Parent: int(number(4)), Group: int(number(5)), Session: int(number(6)), Threads: number(20),
		SelfTicks: self, TotalTicks: self + number(16) + number(17),
		Started: uint64(number(22)), RSSBytes: number(24) * t.page,
	}, true
}
