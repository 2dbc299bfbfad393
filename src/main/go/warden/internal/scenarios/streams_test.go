package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestStreamsAreApartAndInOrder(t *testing.T) {
	var out, err strings.Builder
	for i := range 300 {
		fmt.Fprintf(&out, "out %d\n", i)
		fmt.Fprintf(&err, "err %d \xff\n", i)
	}
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, `i=0; while [ $i -lt 300 ]; do echo "out $i"; printf 'err %d \377\n' $i >&2; i=$((i+1)); done`)
	})
	wants(t, result, protocol.Exited)
	for name, c := range map[string]struct {
		got  protocol.Stream
		want string
	}{"stdout": {result.Stdout, out.String()}, "stderr": {result.Stderr, err.String()}} {
		if c.got.SHA256 != digest(c.want) || c.got.Bytes != int64(len(c.want)) || string(c.got.Head) != c.want[:1024] ||
			string(c.got.Tail) != c.want[len(c.want)-512:] || !c.got.Truncated {
			t.Errorf("%s: %d bytes of %d", name, c.got.Bytes, len(c.want))
		}
	}
}

// Both streams full to the last byte: nothing is lost, and nothing is over.
func TestOutputLimitIsExactForEachStream(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) { o.Limits.OutputBytes = 100_000 }, "print2", "100000")
	wants(t, result, protocol.Exited)
	want := digest(strings.Repeat("0123456789abcdef", 6250))
	if result.Stdout.SHA256 != want || result.Stderr.SHA256 != want || result.Stdout.Bytes != 100_000 || result.Stderr.Bytes != 100_000 {
		t.Errorf("%d and %d bytes", result.Stdout.Bytes, result.Stderr.Bytes)
	}
}

// What grandchildren wrote while they held the pipe is part of the stream, also after the first process closed it.
func TestGrandchildrenThatHoldThePipe(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, `(echo from the grandchild; : > wrote; sleep 60) & exec >&-; while [ ! -e wrote ]; do sleep 0.01; done; echo late; exit 0`)
	})
	wants(t, result, protocol.Exited)
	says(t, result, "from the grandchild")
}

// What PONG tells is live: all four figures move while the code runs.
func TestProgressIsLive(t *testing.T) {
	g := boot(t)
	order := g.order()
	shell(order, `echo begun; echo begun >&2; i=0; while [ ! -e enough ]; do i=$((i+1)); done; echo more; while [ ! -e end ]; do :; done`)
	order.Limits.WallMillis, order.Limits.CPUMillis = 60_000, 60_000
	g.prove()
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	first := g.pongUntil(func(p protocol.PongBody) bool {
		return p.CPUMillis > 0 && p.MemoryBytes > 0 && p.StdoutBytes == 6 && p.StderrBytes == 6 && p.State == protocol.Running
	})
	g.touch("enough")
	second := g.pongUntil(func(p protocol.PongBody) bool { return p.StdoutBytes == 11 && p.CPUMillis > first.CPUMillis })
	if second.ElapsedMillis <= first.ElapsedMillis {
		t.Errorf("%+v, then %+v", first, second)
	}
	g.touch("end")
	result := g.result()
	wants(t, result, protocol.Exited)
	last := g.pongUntil(func(p protocol.PongBody) bool { return p.State == protocol.Sealed })
	if last.ElapsedMillis != result.Usage.WallMillis || last.CPUMillis != result.Usage.CPUMillis || last.MemoryBytes != 0 {
		t.Errorf("%+v after %+v", last, result.Usage)
	}
}

func (g *guest) pongUntil(fits func(protocol.PongBody) bool) protocol.PongBody {
	g.t.Helper()
	var pong protocol.PongBody
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		g.send(protocol.Ping, map[string]any{"n": 1})
		g.next(protocol.Pong, &pong)
		if fits(pong) {
			return pong
		}
	}
	g.t.Fatalf("the last PONG was %+v", pong)
	return pong
}
