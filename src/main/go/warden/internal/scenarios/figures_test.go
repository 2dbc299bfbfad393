package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

// TestFigures prints the figures of docs/warden.md: FIGURES=1 go test -run TestFigures -v ./internal/scenarios
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("only on demand: a loaded machine prints figures nobody wants")
	}
	binary := buildRelease(t)
	status, err := os.Stat(binary)
	must(t, err)
	t.Logf("binary: %.2f MB", float64(status.Size())/1e6)

	var idle []float64
	for range 3 {
		g := release(t, binary)
		g.start()
		time.Sleep(100 * time.Millisecond)
		idle = append(idle, resident(t, g.cmd.Process.Pid))
		g.end()
	}
	var answers, repeats, ready, whole, code, bare []float64
	for range 25 {
		// In turn with the others, so that a loaded machine slows all alike.
		began := time.Now()
		must(t, exec.Command(python, "-c", "pass").Run())
		bare = append(bare, since(began))
		g := release(t, binary)
		born := time.Now()
		g.start()
		go g.read()
		opening := hello()
		opening["probes"] = []any{}
		g.send(protocol.Hello, opening)
		g.next(protocol.Proof, nil)
		answers = append(answers, since(born))
		time.Sleep(100 * time.Millisecond)
		again := time.Now()
		g.send(protocol.Hello, opening)
		g.next(protocol.Proof, nil)
		repeats = append(repeats, since(again))
		ready = append(ready, resident(t, g.cmd.Process.Pid))
		order := g.order()
		order.Command, order.Args, order.Env = []string{python, "-c", "pass"}, nil, nil
		asked := time.Now()
		g.send(protocol.Run, order)
		g.next(protocol.Started, nil)
		result := g.result()
		wants(t, result, protocol.Exited)
		whole = append(whole, since(asked))
		code = append(code, float64(result.Usage.WallMillis))
		g.send(protocol.Bye, map[string]any{})
		g.end()
	}
	t.Logf("start to PROOF, HELLO sent at once:  %s", spread(answers))
	t.Logf("HELLO to PROOF, no probes, settled:  %s", spread(repeats))
	t.Logf("resident memory, waiting for HELLO:  %.1f MB; for RUN: %.1f MB", median(idle), median(ready))
	t.Logf("python3 -c pass, bare:               %s", spread(bare))
	t.Logf("python3 -c pass, RUN to RESULT:      %s (wall time of the code %.0f ms)", spread(whole), median(code))
}

// TestCost prints the processor time of a warden's steps, which is what a node with many of them pays: FIGURES=1 go test
// -run TestCost -v ./internal/scenarios
func TestCost(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("only on demand: a loaded machine prints figures nobody wants")
	}
	binary := buildRelease(t)
	var bare, started, proven, run []float64
	for range 25 {
		command := exec.Command("/bin/bash", "-c", "true")
		must(t, command.Run())
		bare = append(bare, (command.ProcessState.UserTime()+command.ProcessState.SystemTime()).Seconds()*1000)
		started = append(started, cost(t, binary, func(*guest) { time.Sleep(100 * time.Millisecond) }))
		proven = append(proven, cost(t, binary, func(g *guest) { g.prove() }))
		run = append(run, cost(t, binary, func(g *guest) {
			order := g.order()
			order.Command, order.Args, order.Env = []string{"/bin/bash", "-c", "true"}, nil, nil
			wants(t, g.run(order), protocol.Exited)
		}))
	}
	t.Logf("bash -c true, bare:          %s", spread(bare))
	t.Logf("warden that nobody asks:     %s", spread(started))
	t.Logf("warden that proves:          %s", spread(proven))
	t.Logf("warden that runs bash true:  %s", spread(run))
}

// cost of a released warden's life in milliseconds.
func cost(t *testing.T, binary string, live func(*guest)) float64 {
	g := release(t, binary)
	g.start()
	go g.read()
	live(g)
	g.end()
	g.code()
	return g.spent.Seconds() * 1000
}

// TestPairs prints what the warden costs the code: the same program bare and below a warden, in turn, as ratios of
// wall and of CPU time. FIGURES=1 go test -run TestPairs -v ./internal/scenarios
func TestPairs(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("only on demand: a loaded machine prints figures nobody wants")
	}
	binary := buildRelease(t)
	for _, c := range []struct {
		name, program string
		rounds        int
	}{
		{"python3 -c pass", "pass", 15},
		{"sum of 3 million squares", "sum(i*i for i in range(3*10**6))", 9},
		{"matrix product, 90 by 90", matrix, 9},
		{"10,000 file opens", opens, 9},
		{"200 short processes", "import subprocess\nfor i in range(200): subprocess.run(['/bin/true'])", 5},
	} {
		var wall, cpu, bareWall, bareCPU []float64
		for range c.rounds {
			began := time.Now()
			command := exec.Command(python, "-c", c.program)
			command.Dir = t.TempDir()
			must(t, command.Run())
			took, used := since(began), (command.ProcessState.UserTime()+command.ProcessState.SystemTime()).Seconds()*1000
			usage := below(t, binary, c.program)
			bareWall, bareCPU = append(bareWall, took), append(bareCPU, used)
			wall = append(wall, float64(usage.WallMillis)/took)
			cpu = append(cpu, float64(usage.CPUMillis)/used)
		}
		t.Logf("%-26s bare %4.0f ms (CPU %4.0f ms); below the warden wall x %.2f (best %.2f), CPU x %.2f (best %.2f)", c.name,
			median(bareWall), median(bareCPU), median(wall), slices.Min(wall), median(cpu), slices.Min(cpu))
	}
}

const (
	matrix = `n = 90
a = [[i * j % 7 for j in range(n)] for i in range(n)]
b = [[sum(a[i][k] * a[k][j] for k in range(n)) for j in range(n)] for i in range(n)]`
	opens = `open('x', 'w').close()
for i in range(10000): open('x').close()`
)

// below runs a program of Python's below the released warden and returns what it used.
func below(t *testing.T, binary, program string) protocol.Usage {
	g := release(t, binary)
	g.start()
	go g.read()
	defer g.end()
	order := g.order()
	order.Command, order.Args, order.Env = []string{python, "-c", program}, nil, nil
	result := g.run(order)
	wants(t, result, protocol.Exited)
	g.send(protocol.Bye, map[string]any{})
	return result.Usage
}

const python = "/usr/bin/python3"

func buildRelease(t *testing.T) string {
	dir, err := os.MkdirTemp("", "release")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, os.Chmod(dir, 0o755))
	binary := filepath.Join(dir, "warden")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, ".")
	build.Dir, build.Env = "../..", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// release is a guest that runs the real binary instead of the tests'.
func release(t *testing.T, binary string) *guest {
	g := prepare(t)
	g.cmd.Path, g.cmd.Args = binary, []string{binary}
	g.cmd.Env = g.cmd.Env[1:]
	g.stdout, _ = g.cmd.StdoutPipe()
	return g
}

func resident(t *testing.T, pid int) float64 {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	must(t, err)
	found := regexp.MustCompile(`VmRSS:\s+(\d+)`).FindSubmatch(text)
	kilobytes, _ := strconv.Atoi(string(found[1]))
	return float64(kilobytes) / 1024
}

func since(t time.Time) float64 { return float64(time.Since(t).Microseconds()) / 1000 }

// spread shows the best beside the median: on a loaded machine the best is the figure.
func spread(figures []float64) string {
	return fmt.Sprintf("p50 %5.1f ms, best %5.1f ms", median(figures), slices.Min(figures))
}

func median(figures []float64) float64 {
	slices.Sort(figures)
	return figures[len(figures)/2]
}
