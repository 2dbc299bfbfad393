package scenarios

import (
	"strconv"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

func TestExitCodeComesBack(t *testing.T) {
	for _, want := range []int{0, 1, 137, 255} {
		result := outcome(t, nil, "exit", strconv.Itoa(want))
		wants(t, result, protocol.Exited)
		if code(result) != want || !result.CodeStarted {
			t.Errorf("exit %d, wanted %d", code(result), want)
		}
	}
}

func TestSignalComesBackByName(t *testing.T) {
	for number, name := range map[int]string{9: "SIGKILL", 6: "SIGABRT", 11: "SIGSEGV"} {
		result := outcome(t, func(o *protocol.RunBody) { shell(o, "kill -"+strconv.Itoa(number)+" $$") })
		wants(t, result, protocol.Signalled)
		if result.Signal != name {
			t.Errorf("signal %s, wanted %s", result.Signal, name)
		}
	}
}

func TestCommandThatCannotBeExecuted(t *testing.T) {
	for name, command := range map[string][]string{
		"not in PATH": {"no-such-interpreter"}, "no such file": {"/no/such/file"}, "not executable": {"./main.txt"}, "a directory": {"/usr"},
	} {
		g := boot(t)
		g.prove()
		order := g.order()
		order.Command = command
		g.send(protocol.Run, order)
		result := g.result()
		wants(t, result, protocol.NotStarted)
		if result.CodeStarted || result.Message == "" {
			t.Errorf("%s: %+v", name, result)
		}
	}
}

// Every limit at its value, and over it. "Under" is what all other tests do.
func TestLimits(t *testing.T) {
	limit := func(change func(*protocol.Limits)) func(*protocol.RunBody) {
		return func(o *protocol.RunBody) { change(o.Limits) }
	}
	output := limit(func(l *protocol.Limits) { l.OutputBytes = 100_000 })
	cpu := limit(func(l *protocol.Limits) { l.CPUMillis = 400 })
	wall := limit(func(l *protocol.Limits) { l.WallMillis = 300 })
	processes := limit(func(l *protocol.Limits) { l.Processes = 6 })
	memory := limit(func(l *protocol.Limits) { l.MemoryBytes = 100 << 20 })
	for _, c := range []struct {
		name   string
		change func(*protocol.RunBody)
		code   []string
		want   protocol.Ending
	}{
		{"output at", output, []string{"print", "100000"}, protocol.Exited},
		{"output over", output, []string{"print", "100001"}, protocol.OutputExceeded},
		{"output of each", output, []string{"print2", "90000"}, protocol.Exited},
		{"output flood of both", output, []string{"print2", "2000000000"}, protocol.OutputExceeded},
		{"cpu under", cpu, []string{"spin", "150"}, protocol.Exited},
		{"cpu over", cpu, []string{"spin", "20000"}, protocol.CPUTimeExceeded},
		{"cpu of unwaited children", cpu, []string{"burn", "100"}, protocol.CPUTimeExceeded},
		{"wall under", wall, []string{"sleep", "100"}, protocol.Exited},
		{"wall over", wall, []string{"sleep", "20000"}, protocol.WallTimeExceeded},
		{"processes at", processes, []string{"multiply", "6"}, protocol.Exited},
		{"processes over", processes, []string{"multiply", "7"}, protocol.ProcessLimitExceeded},
		{"memory under", memory, []string{"remember", strconv.Itoa(70 << 20)}, protocol.Exited},
		{"memory over", memory, []string{"remember", strconv.Itoa(110 << 20)}, protocol.MemoryExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := outcome(t, c.change, c.code...)
			wants(t, result, c.want)
			if c.want != protocol.Exited && (result.ExitCode != nil || result.Message == "") {
				t.Errorf("a limit wins over the exit code and says what happened: %+v", result)
			}
		})
	}
}

func TestDiskLimit(t *testing.T) {
	for _, c := range []struct {
		name  string
		bytes int
		want  protocol.Ending
	}{
		{"at", 4 << 20, protocol.Exited}, {"over", 5 << 20, protocol.DiskExceeded}, {"far over", 1 << 30, protocol.DiskExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := boot(t)
			order := g.order("store", strconv.Itoa(c.bytes), "big.bin")
			order.Limits.DiskBytes = g.used() + 4<<20 + 32<<10
			result := g.run(order)
			wants(t, result, c.want)
		})
	}
}

func TestInputLargerThanTheDiskLimit(t *testing.T) {
	g := boot(t)
	g.prove()
	order := g.order("exit", "0")
	order.Limits.DiskBytes = 4096
	order.Files = []protocol.InputFile{{Path: "a", Data: make([]byte, 5000)}}
	g.send(protocol.Run, order)
	if result := g.result(); result.Ending != protocol.DiskExceeded || result.CodeStarted {
		t.Errorf("%+v", result)
	}
}

// The bomb is bounded three times: by the warden, by RLIMIT_NPROC (see TestMain), and by its own fuse.
func TestForkBomb(t *testing.T) {
	const fuse = 9
	for name, script := range map[string]string{
		"in one group":    `f() { [ $1 -gt 0 ] && { f $(($1-1)) & f $(($1-1)) & }; sleep 2; }; f ` + strconv.Itoa(fuse),
		"in new sessions": `cat > f.sh <<'END'` + "\n" + `[ $1 -gt 0 ] && { setsid sh f.sh $(($1-1)) & setsid sh f.sh $(($1-1)) & }; sleep 2` + "\nEND\nsh f.sh " + strconv.Itoa(fuse),
	} {
		t.Run(name, func(t *testing.T) {
			wants(t, outcome(t, func(o *protocol.RunBody) { shell(o, script); o.Limits.Processes = 24 }), protocol.ProcessLimitExceeded)
		})
	}
}
