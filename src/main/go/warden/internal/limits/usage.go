// Package limits measures what the tree of the code uses and says which limit it went over.
package limits

import (
	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
)

// cpuClock adds up the CPU time of a tree in two ways and believes the larger. By the kernel's books:
// reaped children plus the living with what they waited for; that misses processes whose parent ignores
// SIGCHLD. By own observation: every process at its last sight; that misses what ran between two looks.
type cpuClock struct {
	seen map[identity]int64
	gone int64
}

type identity struct {
	pid     int
	started uint64
}

func newCPUClock() *cpuClock { return &cpuClock{seen: map[identity]int64{}} }

// micros of the tree, given the living and the books of the reaped.
func (c *cpuClock) micros(living []tree.Process, reaped int64) int64 {
	var booked, observed int64
	now := make(map[identity]int64, len(living))
	for _, process := range living {
		key := identity{process.PID, process.Started}
		now[key] = process.SelfTicks
		observed += process.SelfTicks
		booked += process.TotalTicks
	}
	for key, ticks := range c.seen {
		if _, alive := now[key]; !alive {
			c.gone += ticks
		}
	}
	c.seen = now
	return max(reaped+booked*tree.TickMicros, (observed+c.gone)*tree.TickMicros)
}

// Over is a limit that was exceeded.
type Over struct {
	Ending  protocol.Ending
	Message string
}
