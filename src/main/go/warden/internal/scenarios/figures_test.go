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

	var answers, repeats, idle, whole, code, bare []float64
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
		idle = append(idle, resident(t, g.cmd.Process.Pid))
		order := g.order()
		order.Command, order.Args, order.Env = []string{python, "-c", "pass"}, nil, nil
		asked := time.Now()
		g.send(protocol.Run, order)
		g.next(protocol.Started, nil)
		result := g.result()
		wants(t, result, protocol.Exited)
		whole = append(whole, since(asked))
		code = append(code, float64(result.Usage.WallMillis))
		g.end()
	}
	t.Logf("start to PROOF, HELLO sent at once:  %s", spread(answers))
	t.Logf("HELLO to PROOF, no probes, settled:  %s", spread(repeats))
	t.Logf("idle resident memory:                %.1f MB", median(idle))
	t.Logf("python3 -c pass, bare:               %s", spread(bare))
	t.Logf("python3 -c pass, RUN to RESULT:      %s (wall time of the code %.0f ms)", spread(whole), median(code))
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
