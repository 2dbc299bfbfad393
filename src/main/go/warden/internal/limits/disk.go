package limits

import (
	"bytes"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// inodeBytes is what an entry counts for at least: a million empty files are no empty disk.
	inodeBytes = 512
	// bytesPerEntry and fewestEntries derive how many entries the disk limit allows.
	bytesPerEntry = 4096
	fewestEntries = 1024
	// A look walks for so long; the next one goes on where it stopped.
	walkTime  = 10 * time.Millisecond
	walkPause = 50 * time.Millisecond
	// The last look of all may take longer.
	lastWalkTime = 2 * time.Second
)

// EntryLimit is how many files, directories and links scratch may hold under a limit of bytes.
func EntryLimit(diskBytes int64) int64 { return max(diskBytes/bytesPerEntry, fewestEntries) }

// Space is what scratch holds.
type Space struct {
	Bytes, Entries int64
	// TooDeep is set when directories are nested deeper than anybody measures.
	TooDeep bool
}

// Disk measures the scratch directories: by statfs where one is a tmpfs of its own, else by walking.
type Disk struct {
	counted []string
	walked  []string
	// devices of the walked ones; inMemory says that one of these is a piece of a tmpfs.
	devices  map[uint64]bool
	inMemory bool
	// pass is the walk under way, last the result of the one before it.
	pass *walk
	last Space
	next time.Time
}

// NewDisk looks at the mount table once.
func NewDisk(scratch []string) *Disk {
	mounts, _ := os.ReadFile("/proc/self/mountinfo")
	d := &Disk{devices: map[uint64]bool{}}
	for _, path := range scratch {
		var status unix.Stat_t
		var system unix.Statfs_t
		if unix.Stat(path, &status) != nil || unix.Statfs(path, &system) != nil {
			continue
		}
		// gVisor's tmpfs tells no inodes: both figures are zero there.
		if ownTmpfs(mounts, path) && system.Files > 0 {
			d.counted = append(d.counted, path)
			continue
		}
		d.walked = append(d.walked, path)
		d.devices[status.Dev] = true
		d.inMemory = d.inMemory || system.Type == unix.TMPFS_MAGIC
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

// Used is what all scratch directories hold together, as far as is known by now: a walk that is not through
// counts with what it has seen when that is more than the one before it.
func (d *Disk) Used(now time.Time) Space {
	if len(d.walked) > 0 && !now.Before(d.next) {
		d.proceed(time.Now().Add(walkTime))
		d.next = now.Add(walkPause)
	}
	return d.sum()
}

// Settled measures once more when nobody writes any longer.
func (d *Disk) Settled() Space {
	d.close()
	d.last = Space{}
	if len(d.walked) > 0 {
		d.proceed(time.Now().Add(lastWalkTime))
	}
	defer d.close()
	return d.sum()
}

func (d *Disk) proceed(deadline time.Time) {
	if d.pass == nil {
		d.pass = newWalk(d.walked)
	}
	if d.pass.proceed(deadline) {
		d.last = d.pass.found
		d.pass = nil
	}
}

func (d *Disk) close() {
	if d.pass != nil {
		d.pass.close()
		d.pass = nil
	}
}

func (d *Disk) sum() Space {
	sum := d.last
	if d.pass != nil {
		sum.Bytes, sum.Entries = max(sum.Bytes, d.pass.found.Bytes), max(sum.Entries, d.pass.found.Entries)
		sum.TooDeep = sum.TooDeep || d.pass.found.TooDeep
	}
	counted := d.tmpfs()
	sum.Bytes += counted.Bytes
	sum.Entries += counted.Entries
	return sum
}

// tmpfs is what statfs tells of the directories that have a file system of their own, deleted files included.
func (d *Disk) tmpfs() (sum Space) {
	for _, path := range d.counted {
		var status unix.Statfs_t
		if unix.Statfs(path, &status) != nil {
			continue
		}
		entries := int64(status.Files) - int64(status.Ffree)
		sum.Bytes += int64(status.Blocks-status.Bfree)*status.Bsize + entries*inodeBytes
		sum.Entries += entries
	}
	return sum
}
