package scenarios

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"codesession.dev/warden/internal/limits"
	"codesession.dev/warden/internal/protocol"
)

// What hides from a naive look. Margins are wide: a loaded machine looks rarely.
func TestLimitsOfWhatHides(t *testing.T) {
	cpu := func(o *protocol.RunBody) { o.Limits.CPUMillis = 400 }
	memory := func(o *protocol.RunBody) { o.Limits.MemoryBytes = 120 << 20 }
	megabytes := func(n int) string { return strconv.Itoa(n << 20) }
	for _, c := range []struct {
		name   string
		change func(*protocol.RunBody)
		code   []string
		want   protocol.Ending
	}{
		{"memory of a child over", memory, []string{"family", megabytes(150), "1", "remember"}, protocol.MemoryExceeded},
		{"memory of many children under", func(o *protocol.RunBody) { o.Limits.MemoryBytes = 200 << 20 }, []string{"family", megabytes(15), "4", "remember"}, protocol.Exited},
		{"memory of many children over", memory, []string{"family", megabytes(50), "4", "remember"}, protocol.MemoryExceeded},
		{"memory of unreadable children over", memory, []string{"family", megabytes(50), "4", "shy"}, protocol.MemoryExceeded},
		{"memory in a file without a name under", memory, []string{"memfd", megabytes(80)}, protocol.Exited},
		{"memory in a file without a name over", memory, []string{"memfd", megabytes(140)}, protocol.MemoryExceeded},
		{"shared memory counts once", memory, []string{"mapped", megabytes(80)}, protocol.Exited},
		{"shared memory over", memory, []string{"mapped", megabytes(140)}, protocol.MemoryExceeded},
		{"cpu of orphans under", func(o *protocol.RunBody) { o.Limits.CPUMillis = 5000 }, []string{"orphan-burn", "2"}, protocol.Exited},
		{"cpu of orphans over", cpu, []string{"orphan-burn", "20"}, protocol.CPUTimeExceeded},
		{"cpu of many short children over", cpu, []string{"family", "60", "15", "spin"}, protocol.CPUTimeExceeded},
		{"descriptors", nil, []string{"descriptors"}, protocol.Exited},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := boot(t, unwatchedIf(slices.Contains(c.code, "shy"))...)
			order := g.order(c.code...)
			// Files without a name are bounded by the limit of a single file too; that is not what is tried.
			order.Limits.DiskBytes = 300 << 20
			if c.change != nil {
				c.change(order)
			}
			result := g.run(order)
			wants(t, result, c.want)
			if c.code[0] == "descriptors" {
				says(t, result, "true EMFILE")
			}
		})
	}
}

func TestEntryLimit(t *testing.T) {
	const disk = 4 << 20
	allowed := limits.EntryLimit(disk)
	for name, c := range map[string]struct {
		script string
		count  int64
		want   protocol.Ending
	}{
		"files at":         {`seq 1 COUNT | xargs touch`, allowed, protocol.Exited},
		"files over":       {`seq 1 COUNT | xargs touch`, allowed + 1, protocol.DiskExceeded},
		"symlinks over":    {`seq -f /nowhere/%g 1 COUNT | xargs ln -s -t .`, allowed + 1, protocol.DiskExceeded},
		"directories over": {`seq 1 COUNT | xargs mkdir`, allowed + 1, protocol.DiskExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			g := boot(t)
			must(t, os.Remove(g.dir+"/tmp/code"))
			order := g.order()
			order.Limits.DiskBytes = disk
			// One entry is the code file.
			shell(order, strings.ReplaceAll(c.script, "COUNT", strconv.FormatInt(c.count-1, 10)))
			result := g.run(order)
			wants(t, result, c.want)
			// Directories take a block each on some file systems, and then the bytes are too many first.
			if c.want == protocol.DiskExceeded && !strings.HasPrefix(name, "directories") && !strings.Contains(result.Message, "files and directories") {
				t.Errorf("says %q", result.Message)
			}
		})
	}
}

func TestDiskThatNoDirectoryLists(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   protocol.Ending
	}{
		"deleted and open, under": {`exec 3> gone; rm gone; head -c 1000000 /dev/zero >&3; sleep 0.5`, protocol.Exited},
		"deleted and open, over":  {`exec 3> gone; rm gone; head -c 9000000 /dev/zero >&3; sleep 20`, protocol.DiskExceeded},
		"behind chmod 000, over":  {`mkdir shut; head -c 9000000 /dev/zero > shut/big; chmod 000 shut`, protocol.DiskExceeded},
		"behind chmod 000, under": {`mkdir shut; head -c 1000000 /dev/zero > shut/big; chmod 000 shut`, protocol.Exited},
		"nested too deep":         {`i=0; while [ $i -lt 300 ]; do mkdir d && cd d; i=$((i+1)); done`, protocol.DiskExceeded},
		"hard links count once":   {`head -c 3000000 /dev/zero > big; for i in 1 2 3 4 5; do ln big big$i; done`, protocol.Exited},
		"sparse takes no space":   {`dd if=/dev/zero of=sparse bs=1 count=0 seek=4M 2>/dev/null`, protocol.Exited},
	} {
		t.Run(name, func(t *testing.T) {
			g := boot(t)
			order := g.order()
			shell(order, c.script)
			order.Limits.DiskBytes = g.used() + 5<<20
			wants(t, g.run(order), c.want)
		})
	}
}

// A single file may be as large as the disk limit and 64 KiB more, so that the excess is seen.
func TestSingleFileSize(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   protocol.Ending
	}{
		"sparse, under": {`dd if=/dev/zero of=x bs=1 count=0 seek=$((LIMIT)) 2>/dev/null`, protocol.Exited},
		"sparse, at":    {`dd if=/dev/zero of=x bs=1 count=0 seek=$((LIMIT+65536)) 2>/dev/null`, protocol.Exited},
		"sparse, over":  {`exec dd if=/dev/zero of=x bs=1 count=0 seek=$((LIMIT+65537)) 2>/dev/null`, protocol.DiskExceeded},
		"signal ignored": {
			`trap '' XFSZ; truncate -s $((LIMIT+65537)) x 2>/dev/null || echo EFBIG`, protocol.Exited},
	} {
		t.Run(name, func(t *testing.T) {
			g := boot(t)
			order := g.order()
			order.Limits.DiskBytes = g.used() + 8<<20
			shell(order, strings.ReplaceAll(c.script, "LIMIT", strconv.FormatInt(order.Limits.DiskBytes, 10)))
			result := g.run(order)
			wants(t, result, c.want)
			if name == "signal ignored" {
				says(t, result, "EFBIG")
			}
		})
	}
}

// Whatever ends a run, what it wrote so far comes back.
func TestWhatWasDoneSoFarComesBack(t *testing.T) {
	never := "sleep 30"
	for want, c := range map[protocol.Ending]struct {
		change func(*protocol.Limits)
		then   string
		end    func(*guest)
	}{
		protocol.Exited:               {nil, "exit 3", nil},
		protocol.Signalled:            {nil, "kill -SEGV $$", nil},
		protocol.WallTimeExceeded:     {func(l *protocol.Limits) { l.WallMillis = 700 }, never, nil},
		protocol.CPUTimeExceeded:      {func(l *protocol.Limits) { l.CPUMillis = 300 }, "while :; do :; done", nil},
		protocol.MemoryExceeded:       {func(l *protocol.Limits) { l.MemoryBytes = 100 << 20 }, "exec $TMPDIR/code remember 300000000", nil},
		protocol.DiskExceeded:         {nil, "head -c 300000000 /dev/zero > big; " + never, nil},
		protocol.OutputExceeded:       {nil, "head -c 3000000 /dev/zero >&2; " + never, nil},
		protocol.ProcessLimitExceeded: {func(l *protocol.Limits) { l.Processes = 5 }, "for i in 1 2 3 4 5 6 7 8; do sleep 20 & done; wait", nil},
		protocol.Cancelled:            {nil, never, func(g *guest) { g.send(protocol.Cancel, struct{}{}) }},
		protocol.Terminated:           {nil, never, func(g *guest) { _ = g.cmd.Process.Signal(syscall.SIGTERM) }},
	} {
		t.Run(string(want), func(t *testing.T) {
			g := boot(t)
			order := g.order()
			shell(order, `printf 'so far\377' ; echo err >&2; echo kept > kept.txt; touch ready; `+c.then)
			order.Env = map[string]string{"SCENARIO_CODE": "1"}
			order.Artifacts.Paths = []string{"kept.txt"}
			if c.change != nil {
				c.change(order.Limits)
			}
			g.prove()
			g.send(protocol.Run, order)
			g.next(protocol.Started, nil)
			if c.end != nil {
				g.awaits("ready")
				c.end(g)
			}
			result := g.result()
			wants(t, result, want)
			if string(result.Stdout.Head) != "so far\xff" || !strings.HasPrefix(string(result.Stderr.Head), "err\n") {
				t.Errorf("stdout %q, stderr %.100q", result.Stdout.Head, result.Stderr.Head)
			}
			if len(result.Artifacts) != 1 || string(*result.Artifacts[0].Data) != "kept\n" {
				t.Errorf("artifacts %+v, omitted %+v", result.Artifacts, result.ArtifactsOmitted)
			}
			if result.Usage.WallMillis < 0 || result.Usage.Processes < 1 || !result.CodeStarted {
				t.Errorf("usage %+v", result.Usage)
			}
		})
	}
}
