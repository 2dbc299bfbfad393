package limits

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"codesession.dev/warden/internal/tree"
)

func TestCPUClockCountsEveryProcessOnce(t *testing.T) {
	clock := newCPUClock()
	parent := tree.Process{PID: 1, Started: 1, SelfTicks: 10, TotalTicks: 10}
	child := tree.Process{PID: 2, Started: 2, SelfTicks: 30, TotalTicks: 30}
	if got := clock.micros([]tree.Process{parent, child}, 0); got != 400_000 {
		t.Errorf("%d", got)
	}
	// The child ended and was waited for: its time is in its parent's books now.
	parent.TotalTicks = 40
	if got := clock.micros([]tree.Process{parent}, 0); got != 400_000 {
		t.Errorf("%d", got)
	}
	// Had nobody waited for it, what was seen of it still counts; and a PID used again is another process.
	parent.TotalTicks = 10
	again := tree.Process{PID: 2, Started: 9, SelfTicks: 5, TotalTicks: 5}
	if got := clock.micros([]tree.Process{parent, again}, 0); got != 450_000 {
		t.Errorf("%d", got)
	}
}

func TestDiskCountsBlocksLinksAndEntries(t *testing.T) {
	dir := t.TempDir()
	disk := NewDisk([]string{dir, "/no/such/directory"})
	empty := disk.Bytes(time.Now(), true)
	file := filepath.Join(dir, "deep", "er", "file")
	_ = os.MkdirAll(filepath.Dir(file), 0o755)
	_ = os.WriteFile(file, make([]byte, 1<<20), 0o600)
	_ = os.Link(file, filepath.Join(dir, "again"))
	_ = os.Symlink("/usr", filepath.Join(dir, "link"))
	full := disk.Bytes(time.Now(), true)
	if grown := full - empty; grown < 1<<20 || grown > 1<<20+64<<10 {
		t.Errorf("grown by %d", grown)
	}
	for i := range 100 {
		_ = os.WriteFile(filepath.Join(dir, strconv.Itoa(i)), nil, 0o600)
	}
	if more := disk.Bytes(time.Now(), true) - full; more < 100*inodeBytes {
		t.Errorf("a hundred empty files are %d", more)
	}
}

func TestOwnTmpfs(t *testing.T) {
	mounts := []byte("1 0 0:1 / /work rw - tmpfs tmpfs rw\n2 0 0:2 /sub /tmp rw - tmpfs tmpfs rw\n3 0 8:1 /pods/x /data rw - ext4 /dev/vda rw\n")
	for path, want := range map[string]bool{"/work": true, "/tmp": false, "/data": false, "/other": false} {
		if ownTmpfs(mounts, path) != want {
			t.Errorf("%s", path)
		}
	}
}
