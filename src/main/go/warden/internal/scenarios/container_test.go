package scenarios

import (
	"slices"
	"strconv"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

// What only a warden that is PID 1 of a container can see. The container has far more than the limits, unless
// the kernel's OOM killer is what is tried.
func TestLimitsByTheBooksOfTheContainer(t *testing.T) {
	const large = 1 << 30
	megabytes := func(n int) string { return strconv.Itoa(n << 20) }
	for _, c := range []struct {
		name      string
		container int64
		change    func(*protocol.RunBody)
		code      []string
		want      protocol.Ending
	}{
		{"nothing", large, nil, []string{"exit", "0"}, protocol.Exited},
		{"memfd under", large, func(o *protocol.RunBody) { o.Limits.MemoryBytes = 100 << 20 }, []string{"memfd", megabytes(60)}, protocol.Exited},
		{"memfd over", large, func(o *protocol.RunBody) { o.Limits.MemoryBytes = 100 << 20 }, []string{"memfd", megabytes(130)}, protocol.MemoryExceeded},
		{"shared by a family under", large, func(o *protocol.RunBody) { o.Limits.MemoryBytes = 160 << 20 }, []string{"family", megabytes(20), "3", "mapped"}, protocol.Exited},
		{"unreadable family over", large, func(o *protocol.RunBody) { o.Limits.MemoryBytes = 120 << 20 }, []string{"family", megabytes(50), "3", "shy"}, protocol.MemoryExceeded},
		{"cpu of a brood under", large, func(o *protocol.RunBody) { o.Limits.CPUMillis = 9000 }, []string{"brood", "20"}, protocol.Exited},
		{"cpu of a brood over", large, func(o *protocol.RunBody) { o.Limits.CPUMillis = 400 }, []string{"brood", "400"}, protocol.CPUTimeExceeded},
		{"tmpfs at", large, func(o *protocol.RunBody) { o.Limits.DiskBytes = 32 << 20 }, []string{"store", megabytes(8), "big.bin"}, protocol.Exited},
		{"tmpfs over", large, func(o *protocol.RunBody) { o.Limits.DiskBytes = 32 << 20 }, []string{"store", megabytes(40), "big.bin"}, protocol.DiskExceeded},
		{"a full tmpfs is no memory", large, func(o *protocol.RunBody) { o.Limits.MemoryBytes, o.Limits.DiskBytes = 60<<20, 200<<20 }, []string{"store", megabytes(120), "big.bin"}, protocol.Exited},
		{"tmpfs unlinked", large, func(o *protocol.RunBody) { o.Limits.DiskBytes = 32 << 20 }, []string{"unlinked", megabytes(40)}, protocol.DiskExceeded},
		{"tmpfs entries under", large, func(o *protocol.RunBody) { o.Limits.DiskBytes = 32 << 20 }, []string{"litter", "7000", "files"}, protocol.Exited},
		{"tmpfs entries over", large, func(o *protocol.RunBody) { o.Limits.DiskBytes = 32 << 20 }, []string{"litter", "8300", "directories"}, protocol.DiskExceeded},
		{"the kernel kills the first process", 100 << 20, nil, []string{"remember", megabytes(300)}, protocol.MemoryExceeded},
		{"the kernel kills a child", 100 << 20, nil, []string{"family", megabytes(300), "1", "remember"}, protocol.MemoryExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := box(t, c.container, unwatchedIf(slices.Contains(c.code, "shy"))...)
			order := g.order(c.code...)
			order.Limits.DiskBytes = 200 << 20
			if c.change != nil {
				c.change(order)
			}
			wants(t, g.run(order), c.want)
		})
	}
}

func TestForkBombInAContainer(t *testing.T) {
	g := box(t, 512<<20)
	order := g.order()
	shell(order, `f() { [ $1 -gt 0 ] && { f $(($1-1)) & f $(($1-1)) & }; sleep 2; }; f 9`)
	order.Limits.Processes = 24
	wants(t, g.run(order), protocol.ProcessLimitExceeded)
}

// The container has no process left to give, and the limit of the session is far away: the warden needs no thread
// that it does not have already, and the time ends the run.
func TestNoProcessIsLeftForTheWarden(t *testing.T) {
	g := boxOf(t, map[string]string{"pids.max": "34"})
	order := g.order()
	shell(order, `echo begun; f() { f & f & exec sleep 60; }; (f) 2>/dev/null & exec sleep 60`)
	order.Limits.WallMillis, order.Limits.Processes = 1500, 10_000
	g.prove()
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	result := g.result()
	wants(t, result, protocol.WallTimeExceeded)
	says(t, result, "begun")
	g.isAloneAndSealed(result)
}
