package limits

import (
	"fmt"
	"sync"
	"time"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
)

// Pace of the looks: often while something moves, rarely when nothing does.
const (
	shortestPause = 4 * time.Millisecond
	longestPause  = 50 * time.Millisecond
)

// Watch looks at the tree until Stop and reports the first limit that was exceeded.
type Watch struct {
	limits  protocol.Limits
	reaped  func() int64
	table   *tree.Table
	clock   *cpuClock
	disk    *Disk
	books   *Container
	started time.Time
	base    int64
	tmpfs   int64

	wall  *time.Timer
	mutex sync.Mutex
	usage protocol.Usage
	live  int64
	ended time.Time
	stop  chan struct{}
	done  chan struct{}
}

// Start looks at everything below the process; reaped tells the CPU time, in microseconds, of its children
// that are gone.
func Start(below int, limits protocol.Limits, disk *Disk, books *Container, reaped func() int64, over func(Over)) *Watch {
	w := &Watch{
		limits: limits, reaped: reaped, table: tree.NewTable(below), clock: newCPUClock(), disk: disk, books: books,
		started: time.Now(), base: reaped(), tmpfs: disk.tmpfs().Bytes, stop: make(chan struct{}), done: make(chan struct{}),
	}
	// A clock of its own: a look may take long where the kernel is slow to tell (gVisor under a fork bomb).
	wall := time.Duration(limits.WallMillis) * time.Millisecond
	w.wall = time.AfterFunc(wall, func() {
		over(Over{protocol.WallTimeExceeded, fmt.Sprintf("ran for %d ms, all it had", limits.WallMillis)})
	})
	go w.loop(over)
	return w
}

// Stop ends the looks; after it nothing is reported any more.
func (w *Watch) Stop() {
	w.wall.Stop()
	close(w.stop)
	<-w.done
	w.mutex.Lock()
	w.ended, w.live = time.Now(), 0
	w.mutex.Unlock()
}

// Usage so far: what was the most, and the memory used at the last look.
func (w *Watch) Usage() (protocol.Usage, int64) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	usage := w.usage
	until := w.ended
	if until.IsZero() {
		until = time.Now()
	}
	usage.WallMillis = until.Sub(w.started).Milliseconds()
	return usage, w.live
}

func (w *Watch) loop(over func(Over)) {
	defer close(w.done)
	timer := time.NewTimer(shortestPause)
	defer timer.Stop()
	for pause := shortestPause; ; {
		select {
		case <-w.stop:
			return
		case <-timer.C:
		}
		began := time.Now()
		exceeded, near := w.look(began)
		if exceeded != nil {
			over(*exceeded)
			return
		}
		if pause = min(pause*5/4, longestPause); near {
			pause = shortestPause
		}
		// Looking may cost a fifth of a CPU at most.
		timer.Reset(max(pause, 4*time.Since(began)))
	}
}

// look measures once; near says that a limit is close enough to look again soon.
func (w *Watch) look(now time.Time) (*Over, bool) {
	// One read of a directory before one read per process: where those are slow, a fork bomb wins the race.
	if count := w.table.Count(); count > w.limits.Processes {
		w.mutex.Lock()
		w.usage.Processes = max(w.usage.Processes, count)
		w.mutex.Unlock()
		return crowded(w.limits, count, 0), true
	}
	living := w.table.Descendants()
	var processes, threads int64
	for _, process := range living {
		processes++
		threads += process.Threads
	}
	cpu := w.cpu(living)
	space := w.disk.Used(now)
	memory, peak := w.memory(living, &space)

	w.mutex.Lock()
	w.live = memory
	w.usage.CPUMillis = max(w.usage.CPUMillis, cpu)
	w.usage.PeakMemoryBytes = max(w.usage.PeakMemoryBytes, peak)
	w.usage.DiskBytes = max(w.usage.DiskBytes, space.Bytes)
	w.usage.Processes = max(w.usage.Processes, processes)
	w.mutex.Unlock()

	l := w.limits
	near := processes > l.Processes/2 || memory > l.MemoryBytes/2 || space.Bytes > l.DiskBytes/2 ||
		space.Entries > EntryLimit(l.DiskBytes)/2 || cpu > l.CPUMillis*9/10
	over := judge(l, cpu, peak, space)
	if over == nil {
		over = crowded(l, processes, threads)
	}
	if starved, _ := w.books.Starved(); starved && over == nil {
		over = &Over{protocol.MemoryExceeded, starvation}
	}
	return over, near || over != nil
}

// cpu is what the tree used, by the books of the container where there are any.
func (w *Watch) cpu(living []tree.Process) int64 {
	micros := w.clock.micros(living, w.reaped()-w.base)
	if booked, known := w.books.CPUMicros(); known {
		micros = max(micros, booked)
	}
	return micros / 1000
}
