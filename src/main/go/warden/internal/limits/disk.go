package limits

import (
	"bytes"
	"os"
	"path/filepath"
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
		}
	}
	if len(d.walked) > 0 && (exact || !now.Before(d.next)) {
		d.last, d.slow = walk(d.walked, exact)
		d.next = now.Add(50 * time.Millisecond)
		if d.slow {
			d.next = now.Add(time.Second)
		}
	}
	return sum + d.last
}

func walk(roots []string, exact bool) (sum int64, cut bool) {
	entries, budget := walkEntries, walkTime
	if exact {
		entries, budget = 10*walkEntries, 10*walkTime
	}
	deadline := time.Now().Add(budget)
	seen := map[[2]uint64]bool{}
	for _, root := range roots {
		_ = filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
			if entries--; entries < 0 || (entries%256 == 0 && time.Now().After(deadline)) {
				cut = true
				return filepath.SkipAll
			}
			var status unix.Stat_t
			if err != nil || unix.Lstat(path, &status) != nil {
				return nil
			}
			key := [2]uint64{uint64(status.Dev), status.Ino}
			if status.Nlink == 1 || !seen[key] {
				sum += status.Blocks * 512
				seen[key] = status.Nlink > 1
			}
			return nil
		})
	}
	return sum, cut
}
