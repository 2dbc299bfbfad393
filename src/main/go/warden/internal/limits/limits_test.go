package limits

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
	"golang.org/x/sys/unix"
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
	empty := disk.Settled().Bytes
	file := filepath.Join(dir, "deep", "er", "file")
	_ = os.MkdirAll(filepath.Dir(file), 0o755)
	_ = os.WriteFile(file, make([]byte, 1<<20), 0o600)
	_ = os.Link(file, filepath.Join(dir, "again"))
	_ = os.Symlink("/usr", filepath.Join(dir, "link"))
	full := disk.Settled().Bytes
	if grown := full - empty; grown < 1<<20 || grown > 1<<20+64<<10 {
		t.Errorf("grown by %d", grown)
	}
	for i := range 100 {
		_ = os.WriteFile(filepath.Join(dir, strconv.Itoa(i)), nil, 0o600)
	}
	if more := disk.Settled().Bytes - full; more < 100*inodeBytes {
		t.Errorf("a hundred empty files are %d", more)
	}
}

func TestDiskFindsWhatIsHidden(t *testing.T) {
	dir := t.TempDir()
	deep := dir
	for range 40 {
		deep = filepath.Join(deep, strings.Repeat("d", 100))
		if err := unix.Mkdir(deep, 0o755); err != nil && err != unix.ENAMETOOLONG {
			t.Fatal(err)
		}
	}
	locked := filepath.Join(dir, "locked")
	for _, step := range []error{
		os.Mkdir(locked, 0o755), os.WriteFile(filepath.Join(locked, "big"), make([]byte, 1<<20), 0o600), os.Chmod(locked, 0),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	if found := NewDisk([]string{dir}).Settled(); found.Bytes < 1<<20 || found.TooDeep {
		t.Errorf("%+v", found)
	}
}

func TestDirectoriesNestedTooDeepAreToldAndNotFollowed(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, strings.Repeat("d/", deepest+20)), 0o755); err != nil {
		t.Fatal(err)
	}
	found := NewDisk([]string{dir}).Settled()
	over := judge(protocol.Limits{CPUMillis: 1, MemoryBytes: 1, DiskBytes: 1 << 30}, 0, 0, found)
	if !found.TooDeep || over == nil || over.Ending != protocol.DiskExceeded {
		t.Errorf("%+v %+v", found, over)
	}
}

// A walk in slices ends with the same sum, however short the slices are.
func TestWalkGoesOnWhereItStopped(t *testing.T) {
	dir := t.TempDir()
	for i := range 300 {
		sub := filepath.Join(dir, strconv.Itoa(i%7), strconv.Itoa(i%3))
		_ = os.MkdirAll(sub, 0o755)
		_ = os.WriteFile(filepath.Join(sub, strconv.Itoa(i)), []byte("x"), 0o600)
	}
	whole := newWalk([]string{dir})
	if !whole.proceed(time.Now().Add(time.Hour)) {
		t.Fatal("not through")
	}
	slices := newWalk([]string{dir})
	count := 1
	for !slices.proceed(time.Time{}) {
		count++
	}
	if slices.found != whole.found || whole.found.Entries != 300+7+21 || count < 5 {
		t.Errorf("%+v in one, %+v in %d slices", whole.found, slices.found, count)
	}
}

func TestEntryLimit(t *testing.T) {
	for bytes, want := range map[int64]int64{1: 1024, 4 << 20: 1024, 64 << 20: 16384, 1 << 30: 262144} {
		if got := EntryLimit(bytes); got != want {
			t.Errorf("%d for %d bytes", got, bytes)
		}
	}
	l := protocol.Limits{CPUMillis: 1, MemoryBytes: 1, DiskBytes: 64 << 20}
	for entries, over := range map[int64]bool{16383: false, 16384: false, 16385: true} {
		if got := judge(l, 0, 0, Space{Entries: entries}); (got != nil) != over {
			t.Errorf("%d entries: %+v", entries, got)
		}
	}
}

func TestProcessesAndThreads(t *testing.T) {
	for _, c := range []struct {
		limit, processes, threads int64
		over                      bool
	}{
		{32, 31, 31, false}, {32, 32, 1024, false}, {32, 33, 33, true}, {32, 32, 1025, true}, {1, 1, 1024, false}, {1, 1, 1025, true},
		{100, 100, 3200, false}, {100, 1, 3201, true},
	} {
		over := crowded(protocol.Limits{Processes: c.limit}, c.processes, c.threads)
		if (over != nil) != c.over || over != nil && (over.Ending != protocol.ProcessLimitExceeded || over.Message == "") {
			t.Errorf("%+v: %+v", c, over)
		}
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
