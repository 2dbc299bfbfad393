package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
	"codesession.dev/warden/internal/tree"
	"golang.org/x/sys/unix"
)

// TestWatchFigures prints what the watch costs and how fast it is:
// FIGURES=1 go test -count=1 -run TestWatchFigures -v ./internal/scenarios
func TestWatchFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("only on demand: a loaded machine prints figures nobody wants")
	}
	binary := buildRelease(t)
	run := func(environment string, change func(*guest, *protocol.RunBody)) *protocol.ResultBody {
		g := release(t, binary)
		g.cmd.Env = append(g.cmd.Env, environment)
		g.start()
		go g.read()
		order := g.order()
		change(g, order)
		result := g.run(order)
		g.send(protocol.Bye, struct{}{})
		return result
	}
	code := func(arguments ...string) func(*guest, *protocol.RunBody) {
		return func(_ *guest, o *protocol.RunBody) { o.Args = arguments }
	}
	// The violation is told when nothing is left of the tree; one machine has one monotonic clock.
	shells := func(script string) func(*guest, *protocol.RunBody) {
		return func(_ *guest, o *protocol.RunBody) { shell(o, script) }
	}
	const watched, unwatched = "WATCHED=1", "WARDEN_UNWATCHED=1"
	var opens, bareOpens, scratch, bareScratch, python, barePython, deaths, told []float64
	for range 7 {
		for environment, into := range map[string][3]*[]float64{
			watched: {&opens, &scratch, &python}, unwatched: {&bareOpens, &bareScratch, &barePython},
		} {
			result := run(environment, code("time opens", "10000", "/etc/passwd"))
			*into[0] = append(*into[0], said(t, result)/10)
			result = run(environment, code("time opens", "10000", "main.txt"))
			*into[1] = append(*into[1], said(t, result)/10)
			result = run(environment, shells("/usr/bin/python3 -c pass"))
			*into[2] = append(*into[2], float64(result.Usage.WallMillis))
		}
	}
	for range 50 {
		g := release(t, binary)
		g.asFirst(binary)
		g.start()
		go g.read()
		g.prove()
		g.send(protocol.Run, g.order("confess", "/etc/shadow"))
		g.next(protocol.Started, nil)
		dead := lastDeath(t, g.cmd.Process.Pid)
		result := g.result()
		g.send(protocol.Bye, struct{}{})
		began, err := strconv.ParseInt(strings.TrimSpace(string(result.Stdout.Head)), 10, 64)
		must(t, err)
		deaths = append(deaths, float64(dead-began)/1000)
		told = append(told, float64(g.toldAt-began)/1000)
	}
	t.Logf("open and close, system file: watched %s µs, unwatched %s µs", points(opens), points(bareOpens))
	t.Logf("open and close, scratch:     watched %s µs, unwatched %s µs", points(scratch), points(bareScratch))
	t.Logf("python3 -c pass, wall time:  watched %s ms, unwatched %s ms", points(python), points(barePython))
	t.Logf("call to all three processes dead: %s µs", points(deaths))
	t.Logf("call to VIOLATION read here:      %s µs", points(told))
}

func said(t *testing.T, result *protocol.ResultBody) float64 {
	wants(t, result, protocol.Exited)
	value, err := strconv.ParseFloat(strings.TrimSpace(string(result.Stdout.Head)), 64)
	must(t, err)
	return value
}

func points(figures []float64) string {
	slices.Sort(figures)
	return fmt.Sprintf("best %.1f p50 %.1f p99 %.1f", figures[0], figures[len(figures)/2], figures[len(figures)*99/100])
}

// lastDeath is when the last of the three processes of a confession died, seen from outside. They are the
// code's session, which is not the warden's.
func lastDeath(t *testing.T, warden int) int64 {
	own, err := unix.Getsid(0)
	must(t, err)
	table := tree.NewTable(warden)
	var three []unix.PollFd
	for len(three) < 3 {
		three = three[:0]
		for _, process := range table.Descendants() {
			if process.Session != own {
				fd, err := unix.PidfdOpen(process.PID, 0)
				must(t, err)
				defer func() { _ = unix.Close(fd) }()
				three = append(three, unix.PollFd{Fd: int32(fd), Events: unix.POLLIN})
			}
		}
	}
	for i := range three {
		for three[i].Revents == 0 {
			_, _ = unix.Poll(three[i:i+1], -1)
		}
	}
	return monotonic()
}

// confess says when it opens a file, with two children beside it.
func confess(file string) {
	for range 2 {
		_ = exec.Command("/bin/sleep", "60").Start()
	}
	// For whoever wants to look at the three.
	time.Sleep(200 * time.Millisecond)
	fmt.Println(monotonic())
	_, _ = unix.Open(file, unix.O_RDONLY, 0)
}

func monotonic() int64 {
	var now unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_MONOTONIC, &now)
	return now.Nano()
}

// timeOpens prints how many milliseconds so many opens and closes take.
func timeOpens(times int, file string) {
	began := time.Now()
	for range times {
		fd, err := unix.Open(file, unix.O_RDONLY, 0)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		_ = unix.Close(fd)
	}
	fmt.Println(float64(time.Since(began).Microseconds()) / 1000)
}
