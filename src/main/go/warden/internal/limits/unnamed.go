package limits

import (
	"os"
	"strconv"

	"codesession.dev/warden/internal/tree"
	"golang.org/x/sys/unix"
)

// mostDescriptors bounds one search for files without a name.
const mostDescriptors = 20_000

// unnamed is what processes hold open that no directory lists any more: deleted files on the scratch devices,
// and memory in files of its own (memfd).
type unnamed struct {
	scratch map[uint64]bool
	left    int
	seen    map[[2]uint64]bool
	disk    int64
	memory  int64
}

// search looks at the descriptors of the living. A process that made itself unreadable hides its own; of those
// the books of the container tell the memory.
func search(living []tree.Process, scratch map[uint64]bool) *unnamed {
	u := &unnamed{scratch: scratch, left: mostDescriptors, seen: map[[2]uint64]bool{}}
	for _, process := range living {
		u.process(process.PID)
	}
	return u
}

func (u *unnamed) process(pid int) {
	directory, err := os.Open("/proc/" + strconv.Itoa(pid) + "/fd")
	if err != nil {
		return
	}
	defer func() { _ = directory.Close() }()
	for u.left > 0 {
		names, err := directory.Readdirnames(256)
		for _, name := range names {
			u.left--
			u.descriptor(int(directory.Fd()), name)
		}
		if err != nil {
			return
		}
	}
}

func (u *unnamed) descriptor(directory int, name string) {
	var status unix.Stat_t
	if unix.Fstatat(directory, name, &status, 0) != nil || status.Mode&unix.S_IFMT != unix.S_IFREG || status.Nlink > 0 {
		return
	}
	key := [2]uint64{status.Dev, status.Ino}
	if u.seen[key] {
		return
	}
	u.seen[key] = true
	if u.scratch[status.Dev] {
		u.disk += status.Blocks * 512
	} else {
		u.memory += status.Blocks * 512
	}
}
