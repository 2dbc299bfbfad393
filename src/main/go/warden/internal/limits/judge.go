package limits

import (
	"fmt"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
)

const (
	// threadsPerProcess is how many threads a process may have on average before they count as a bomb.
	threadsPerProcess = 32
	fewestThreads     = 1024

	starvation = "the kernel killed a process for want of memory"
)

// ThreadLimit is how many threads so many processes may have together.
func ThreadLimit(processes int64) int64 { return max(processes*threadsPerProcess, fewestThreads) }

// judge compares what only ever grows. Starting with CPU time: a run that used up everything is told so.
func judge(l protocol.Limits, cpuMillis, peakBytes int64, space Space) *Over {
	switch entries := EntryLimit(l.DiskBytes); {
	case cpuMillis > l.CPUMillis:
		return &Over{protocol.CPUTimeExceeded, fmt.Sprintf("used %d ms of CPU time of %d ms", cpuMillis, l.CPUMillis)}
	case peakBytes > l.MemoryBytes:
		return &Over{protocol.MemoryExceeded, fmt.Sprintf("used %d of %d bytes of memory", peakBytes, l.MemoryBytes)}
	case space.Bytes > l.DiskBytes:
		return &Over{protocol.DiskExceeded, fmt.Sprintf("used %d of %d bytes of disk", space.Bytes, l.DiskBytes)}
	case space.Entries > entries:
		return &Over{protocol.DiskExceeded, fmt.Sprintf("had %d files and directories; the disk limit allows %d", space.Entries, entries)}
	case space.TooDeep:
		return &Over{protocol.DiskExceeded, fmt.Sprintf("nested directories deeper than %d", deepest)}
	}
	return nil
}

// crowded compares how many there are at a time.
func crowded(l protocol.Limits, processes, threads int64) *Over {
	switch {
	case processes > l.Processes:
		return &Over{protocol.ProcessLimitExceeded, fmt.Sprintf("had %d processes of %d", processes, l.Processes)}
	case threads > ThreadLimit(l.Processes):
		return &Over{protocol.ProcessLimitExceeded, fmt.Sprintf("had %d threads of %d in %d processes", threads, ThreadLimit(l.Processes), processes)}
	}
	return nil
}

// memory at this look, and what of it may count as a peak. Files without a name are added: those on scratch to
// the disk, those in memory here, as far as no process has them mapped and so counts them already.
func (w *Watch) memory(living []tree.Process, space *Space) (now, peak int64) {
	now, peak = w.mapped(living)
	hidden := search(living, w.disk.devices)
	space.Bytes += hidden.disk
	if hidden.memory > 0 {
		unmapped := max(hidden.memory-sharedBytes(living), 0)
		now, peak = now+unmapped, peak+unmapped
	}
	if booked, known := w.books.MemoryBytes(); known && !w.disk.inMemory {
		// A tmpfs that is measured as disk is no memory of the code's.
		booked -= w.disk.tmpfs().Bytes - w.tmpfs
		now, peak = max(now, booked), max(peak, booked)
	}
	return now, peak
}

// mapped is what the processes have mapped. An upper bound never ends a run, so beyond the known peak the exact
// figure is asked for where the kernel has one.
func (w *Watch) mapped(living []tree.Process) (now, peak int64) {
	sum, shared := residentBytes(living)
	if !shared || sum <= w.usage.PeakMemoryBytes {
		return sum, sum
	}
	if exact, known := proportionalBytes(living); known {
		return exact, exact
	}
	var largest int64
	for _, process := range living {
		largest = max(largest, process.RSSBytes)
	}
	return sum, largest
}

// Final judges a run that ended by itself: limits it went over between two looks. cpuMicros is what the
// kernel booked for the whole tree.
func (w *Watch) Final(cpuMicros, largestProcess int64) (protocol.Usage, *Over) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if booked, known := w.books.CPUMicros(); known {
		cpuMicros = max(cpuMicros, w.base+booked)
	}
	usage := w.usage
	usage.WallMillis = w.ended.Sub(w.started).Milliseconds()
	usage.CPUMillis = max(usage.CPUMillis, (cpuMicros-w.base)/1000)
	usage.PeakMemoryBytes = max(usage.PeakMemoryBytes, largestProcess)
	space := w.disk.Settled()
	space.Bytes = max(space.Bytes, usage.DiskBytes)
	usage.DiskBytes = space.Bytes
	w.usage = usage
	if over := judge(w.limits, usage.CPUMillis, usage.PeakMemoryBytes, space); over != nil {
		return usage, over
	}
	if starved, _ := w.books.Starved(); starved {
		return usage, &Over{protocol.MemoryExceeded, starvation}
	}
	return usage, nil
}
