package scan

import "time"

// limits of one call.
type limits struct {
	// depth is how many decodings may lie within each other, file how much of a file is read, piece and total how
	// much a single decoding and all of them may yield, layers how many there may be, members how many files an
	// archive may hold.
	depth, file, piece, total, layers, members int
}

var standard = limits{depth: 4, file: 8 << 20, piece: 8 << 20, total: 24 << 20, layers: 256, members: 512}

// bounds is what is left during a call.
type bounds struct {
	limits
	deadline time.Time
	cut      bool
}

func newBounds(l limits, patience time.Duration) *bounds {
	return &bounds{limits: l, deadline: time.Now().Add(patience)}
}

// late is asked between chunks of work.
func (b *bounds) late() bool {
	if !time.Now().After(b.deadline) {
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
