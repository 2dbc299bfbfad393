package scenarios

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// havoc does everything at once, for ever: a storm of processes, floods on both streams, more and more memory,
// files that come and go, signals at the warden, and in the end it closes its own ends while children hold theirs.
func havoc() {
	unixIgnoreChildren()
	go storm()
	go flood(os.Stdout)
	go flood(os.Stderr)
	go hoard()
	go shuffle()
	go shoot()
	time.Sleep(700 * time.Millisecond)
	_, _, _ = os.Stdin.Close(), os.Stdout.Close(), os.Stderr.Close()
	time.Sleep(time.Minute)
}

// storm keeps some sixty processes coming and going, in sessions of their own; the flood goes on in a few.
func storm() {
	for i := 0; ; i++ {
		child := exec.Command("/bin/sleep", "0.3")
		if i%20 == 0 {
			child = exec.Command(os.Args[0], "print2", "1000000000")
			child.Stdout, child.Stderr = os.Stdout, os.Stderr
		}
		child.SysProcAttr = &unix.SysProcAttr{Setsid: i%3 == 0}
		_ = child.Start()
		time.Sleep(5 * time.Millisecond)
	}
}

func flood(stream *os.File) {
	block := bytes.Repeat([]byte("noise\xff\x00\n"), 8192)
	for {
		if _, err := stream.Write(block); err != nil {
			return
		}
	}
}

func hoard() {
	var kept [][]byte
	for range 40 {
		block := make([]byte, 4<<20)
		for i := 0; i < len(block); i += 4096 {
			block[i] = 1
		}
		kept = append(kept, block)
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(time.Minute)
	runtime.KeepAlive(kept)
}

func shuffle() {
	_ = os.WriteFile("kept.txt", []byte("kept\n"), 0o600)
	for i := 0; ; i++ {
		name := "d" + strconv.Itoa(i%50)
		_ = os.MkdirAll(name+"/sub", 0o755)
		_ = os.WriteFile(name+"/sub/file", make([]byte, 10_000), 0o600)
		_ = os.Rename(name, "d"+strconv.Itoa((i+1)%50))
		_ = os.Symlink("/etc", "l"+strconv.Itoa(i%50))
		time.Sleep(time.Millisecond)
	}
}

func shoot() {
	for {
		for _, signal := range []unix.Signal{unix.SIGKILL, unix.SIGSTOP, unix.SIGTERM, unix.SIGHUP, unix.SIGPIPE, unix.SIGSEGV} {
			_ = unix.Kill(os.Getppid(), signal)
			_ = unix.Tgkill(os.Getppid(), os.Getppid(), signal)
		}
		time.Sleep(time.Millisecond)
	}
}

// Whichever limit is hit first, the warden lives, the tree is dead, and the result is sealed once and for all.
func TestHavoc(t *testing.T) {
	for want, tighten := range map[protocol.Ending]func(*protocol.Limits){
		protocol.WallTimeExceeded:     func(l *protocol.Limits) { l.WallMillis = 1500 },
		protocol.OutputExceeded:       func(l *protocol.Limits) { l.OutputBytes = 3 << 20 },
		protocol.MemoryExceeded:       func(l *protocol.Limits) { l.MemoryBytes = 60 << 20 },
		protocol.ProcessLimitExceeded: func(l *protocol.Limits) { l.Processes = 12 },
		protocol.CPUTimeExceeded:      func(l *protocol.Limits) { l.CPUMillis = 400 },
		protocol.Cancelled:            nil,
	} {
		for _, place := range []string{"container", "process"} {
			t.Run(string(want)+" in a "+place, func(t *testing.T) {
				g := where(t, place)
				order := g.order("havoc")
				*order.Limits = protocol.Limits{WallMillis: 60_000, CPUMillis: 600_000, MemoryBytes: 4 << 30, DiskBytes: 1 << 30, Processes: 10_000, OutputBytes: 1 << 40}
				order.Artifacts.Paths = []string{"kept.txt"}
				// Shooting at the warden would end it before any limit does.
				onlyRecord(order)
				if tighten != nil {
					tighten(order.Limits)
				}
				g.prove()
				g.send(protocol.Run, order)
				g.next(protocol.Started, nil)
				if tighten == nil {
					time.Sleep(time.Second)
					g.send(protocol.Cancel, struct{}{})
				}
				result := g.result()
				wants(t, result, want)
				g.isAloneAndSealed(result)
			})
		}
	}
}

func where(t *testing.T, place string) *guest {
	if place == "container" && os.Getuid() == 0 {
		return box(t, 1<<30)
	}
	return boot(t)
}

// isAloneAndSealed: nothing of the code runs any more, the warden answers, repeats the same result, and leaves
// when told to.
func (g *guest) isAloneAndSealed(result *protocol.ResultBody) {
	g.t.Helper()
	if left := g.codeProcesses(); len(left) > 0 {
		g.t.Errorf("%d processes of the code are left: %v", len(left), left)
	}
	g.send(protocol.Ping, map[string]any{"n": 7})
	var pong protocol.PongBody
	g.next(protocol.Pong, &pong)
	if pong.State != protocol.Sealed || pong.StdoutBytes != result.Stdout.Bytes || pong.StderrBytes != result.Stderr.Bytes {
		g.t.Errorf("%+v", pong)
	}
	g.send(protocol.Hello, hello())
	g.next(protocol.Proof, nil)
	g.next(protocol.Started, nil)
	again := g.result()
	if again.Ending != result.Ending || again.Stdout.SHA256 != result.Stdout.SHA256 || again.Stderr.Bytes != result.Stderr.Bytes {
		g.t.Errorf("%s, then %s", result.Ending, again.Ending)
	}
	g.send(protocol.Bye, struct{}{})
	if code := g.code(); code != "0" {
		g.t.Errorf("exit %s", code)
	}
}

// codeProcesses are those whose working directory is that of the code; zombies have none.
func (g *guest) codeProcesses() []string {
	var found []string
	directories, err := filepath.Glob("/proc/[0-9]*")
	must(g.t, err)
	for _, directory := range directories {
		if place, err := os.Readlink(directory + "/cwd"); err == nil && strings.HasPrefix(place, g.dir) {
			found = append(found, filepath.Base(directory))
		}
	}
	return found
}
