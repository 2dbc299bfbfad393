package limits

import (
	"bytes"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// Bounds of one walk over scratch that has no counter of its own.
const (
	walkEntries = 20_000
	walkTime    = 20 * time.Millisecond
)

// Disk measures the scratch directories: by statfs where one is a tmpfs of its own, else by walking.
type Disk struct {
	counted []string
	walked  []string
	// slow is set when a walk ran into its bounds; the next ones come less often.
	slow bool
	last int64
	next time.Time
}

// NewDisk looks at the mount table once.
func NewDisk(scratch []string) *Disk {
	mounts, _ := os.ReadFile("/proc/self/mountinfo")
	d := &Disk{}
	for _, path := range scratch {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if ownTmpfs(mounts, path) {
			d.counted = append(d.counted, path)
		} else {
			d.walked = append(d.walked, path)
		}
	}
	return d
}

// ownTmpfs says whether path is the mount point of a whole tmpfs: then nobody else writes to it. A disk
// emptyDir is a piece of the node's file system, whose statfs tells about the node.
func ownTmpfs(mounts []byte, path string) bool {
	found := false
	for line := range bytes.Lines(mounts) {
		before, after, ok := strings.Cut(string(line), " - ")
		fields := strings.Fields(before)
		if !ok || len(fields) < 5 || fields[4] != path {
			continue
		}
		// The last mount on a path is the one that is seen.
		found = strings.HasPrefix(after, "tmpfs ") && fields[3] == "/"
	}
	return found
}

// Bytes used in all scratch directories together. Walks are repeated at most every 50 ms, and every second
// once a walk proved expensive.
func (d *Disk) Bytes(now time.Time, exact bool) int64 {
	var sum int64
	for _, path := range d.counted {
		var status unix.Statfs_t
		if unix.Statfs(path, &status) == nil {
			sum += int64(status.Blocks-status.Bfree) * int64(status.Bsize)
			// gVisor tells no inodes: both are zero there.
			sum += max(int64(status.Files)-int64(status.Ffree), 0) * inodeBytes
		}
	}
	if len(d.walked) > 0 && (exact || !now.Before(d.next)) {
		d.last, d.slow = walkAll(d.walked, exact)
		d.next = now.Add(50 * time.Millisecond)
		if d.slow {
			d.next = now.Add(time.Second)
		}
	}
	return sum + d.last
}

// walkAll measures directories without a counter; exact has ten times the patience.
func walkAll(roots []string, exact bool) (int64, bool) {
	w := &walk{entries: walkEntries, deadline: time.Now().Add(walkTime), seen: map[[2]uint64]bool{}}
	if exact {
		w.entries, w.deadline = 10*walkEntries, time.Now().Add(10*walkTime)
	}
	for _, root := range roots {
		w.root(root)
	}
	return w.sum, w.cut
}
