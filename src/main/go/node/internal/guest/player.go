package guest

import (
	"bufio"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// Lie is how a player deceives. The empty one is honest: it says that the code ran and wrote nothing.
type Lie string

// The lies, by what the operator must do about them.
const (
	// Forged seals its RESULT with another key: it must count for nothing.
	Forged Lie = "forged"
	// Replayed says every frame twice, and RESULT a third time with another ending and an old sequence number.
	Replayed Lie = "replayed"
	// Huge writes a line of 5 MiB before each frame; the limit is 4.
	Huge Lie = "huge"
	// Malformed writes lines that are none, among them sealed ones with a body that is no JSON or no RESULT.
	Malformed Lie = "malformed"
	// Unproven has an interface and a capability: the proof must fail.
	Unproven Lie = "unproven"
	// Silent never answers.
	Silent Lie = "silent"
	// Deaf answers nothing but HELLO.
	Deaf Lie = "deaf"
)

// Lies are all of them.
func Lies() []Lie { return []Lie{Forged, Replayed, Huge, Malformed, Unproven, Silent, Deaf} }

// Play starts a program in this process that speaks the warden's protocol. It costs the node next to nothing, so a
// load test measures the operator and not the wardens.
func Play(lie Lie) Guest {
	p := &player{lie: lie, ended: make(chan struct{})}
	p.in, p.stdin = io.Pipe()
	p.stdout, p.out = io.Pipe()
	go p.live()
	return p
}

type player struct {
	lie    Lie
	in     *io.PipeReader
	stdin  *io.PipeWriter
	stdout *io.PipeReader
	out    *io.PipeWriter

	mutex    sync.Mutex
	hello    *hello
	sequence int
	state    string
	result   map[string]any
	message  string

	once  sync.Once
	ended chan struct{}
	code  int
}

func (p *player) Stdin() io.Writer  { return p.stdin }
func (p *player) Stdout() io.Reader { return p.stdout }
func (p *player) Stderr() io.Reader { return eof{} }
func (p *player) Kill()             { p.exit(137) }
func (p *player) Wait() int         { <-p.ended; return p.code }

func (p *player) Message() string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.message
}

func (p *player) Terminate() {
	// On a goroutine of its own: what it says last has to be read by the one who asks.
	go func() {
		p.mutex.Lock()
		if p.result == nil && p.hello != nil {
			p.seal("Terminated", p.state == "Running")
		}
		p.mutex.Unlock()
		p.exit(0)
	}()
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

func (p *player) exit(code int) {
	p.once.Do(func() {
		p.code = code
		_ = p.out.Close()
		_ = p.in.CloseWithError(io.ErrClosedPipe)
		close(p.ended)
	})
}

func (p *player) live() {
	reader := bufio.NewReaderSize(p.in, 16<<10)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return
		}
		word, body := cut(line[:len(line)-1])
		p.mutex.Lock()
		p.hear(word, body)
		p.mutex.Unlock()
	}
}

func (p *player) hear(word string, body []byte) {
	if p.lie == Silent || p.lie == Deaf && word != "HELLO" {
		return
	}
	switch word {
	case "HELLO":
		p.greet(body)
	case "RUN":
		p.run()
	case "PING":
		var ping struct{ N int64 }
		_ = json.Unmarshal(body, &ping)
		p.say("PONG", map[string]any{"n": ping.N, "state": p.state, "elapsedMillis": 0, "cpuMillis": 0,
			"memoryBytes": 0, "stdoutBytes": 0, "stderrBytes": 0})
	case "CANCEL":
		if p.result == nil {
			p.seal("Cancelled", false)
		}
	case "BYE":
		p.exit(0)
	}
}

func (p *player) greet(body []byte) {
	asked := new(hello)
	if json.Unmarshal(body, asked) != nil {
		return
	}
	if p.hello == nil {
		p.state = "Ready"
	}
	p.hello = asked
	evidence := proof(asked, p.state)
	if p.lie == Unproven {
		evidence["network"].(map[string]any)["interfaces"] = []any{
			map[string]any{"name": "eth0", "up": true, "addresses": []string{"10.0.0.7/24"}},
		}
	}
	p.say("PROOF", evidence)
	if p.result != nil {
		p.say("RESULT", p.result)
	}
}

func (p *player) run() {
	if p.result != nil {
		p.say("RESULT", p.result)
		return
	}
	p.state = "Running"
	p.say("STARTED", map[string]any{"run": 1, "sinceStartMillis": 1})
	p.seal("Exited", true)
}

func (p *player) seal(ending string, started bool) {
	p.state = "Sealed"
	p.result = result(ending, started, nil)
	p.message = string(p.hello.frame("SUMMARY", p.sequence+1000, summary(p.result)))
	p.say("RESULT", p.result)
	if p.lie == Replayed {
		p.write(p.hello.frame("RESULT", 1, result("Signalled", true, []byte("a lie"))))
	}
	// A warden lingers and ends by itself when nobody says BYE.
	time.AfterFunc(2*time.Minute, func() { p.exit(0) })
}
