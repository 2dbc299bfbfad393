package scan

import (
	"time"

	"golang.org/x/sys/unix"
)

// limits of one call.
type limits struct {
	// depth is how many decodings may lie within each other, file how much of a file is read, piece and total how
	// much a single decoding and all of them may yield, layers how many there may be, members how many files an
	// archive may hold.
	depth, file, piece, total, layers, members int
}

var standard = limits{depth: 4, file: 8 << 20, piece: 8 << 20, total: 24 << 20, layers: 256, members: 512}

// slowness is how much longer than its CPU time a call may take: other programs may want the CPU as well.
const slowness = 5

// bounds is what is left during a call.
type bounds struct {
	limits
	// busy is the CPU time at which the thread has used its share, deadline when that took too long.
	busy     time.Duration
	deadline time.Time
	cut      bool
}

// newBounds is called on the thread that does the work.
func newBounds(l limits, patience time.Duration) *bounds {
	return &bounds{limits: l, busy: threadTime() + patience, deadline: time.Now().Add(slowness * patience)}
}

func threadTime() time.Duration {
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &now) != nil {
		return 0
	}
	return time.Duration(now.Nano())
}

// late is asked between chunks of work.
func (b *bounds) late() bool {
	if threadTime() <= b.busy && !time.Now().After(b.deadline) {
		return false
	}
	b.cut = true
	return true
}

// spend takes decoded bytes off the budget; false when there is nothing left.
func (b *bounds) spend(n int) bool {
	if n > b.total {
		b.cut = true
		return false
	}
	b.total -= n
	return true
}

// room is what the next decoding may yield.
func (b *bounds) room() int { return min(b.piece, b.total) }
