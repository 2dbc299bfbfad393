package proxy

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Write is one of the operator's writes, or the opening of an attach.
type Write struct {
	Request
	// Number from 1 on; 0: not of the namespace whose writes are numbered.
	Number int `json:"number"`
	// Code of the answer; 0: none yet, or none ever.
	Code int `json:"code"`
	// Phase that a write of a status says.
	Phase    string    `json:"phase,omitempty"`
	Asked    time.Time `json:"asked"`
	Answered time.Time `json:"answered,omitzero"`
}

// Hold asks for the n-th write from now on in a namespace to be held: before it is forwarded, or with its answer.
type Hold struct {
	Namespace string `json:"namespace"`
	Number    int    `json:"number"`
	Answer    bool   `json:"answer"`
}

// points number the writes.
type points struct {
	mutex    sync.Mutex
	writes   []*Write
	numbered int
	hold     Hold
	held     chan struct{} // closed when the write is held
	released chan struct{} // closed when it may go on
}

func newPoints() *points {
	p := &points{}
	p.begin(Hold{})
	return p
}

// begin numbers from 1 again; what is held goes on.
func (p *points) begin(hold Hold) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.released != nil {
		p.release()
	}
	p.writes, p.numbered, p.hold = nil, 0, hold
	p.held, p.released = make(chan struct{}), make(chan struct{})
}

func (p *points) let() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.release()
}

func (p *points) release() {
	select {
	case <-p.released:
	default:
		close(p.released)
	}
}

// ask numbers a write and holds it if it is the one.
func (p *points) ask(ctx context.Context, request Request, phase string) *Write {
	p.mutex.Lock()
	write := &Write{Request: request, Phase: phase, Asked: time.Now()}
	if p.hold.Namespace == "" || p.hold.Namespace == request.Namespace {
		p.numbered++
		write.Number = p.numbered
	}
	p.writes = append(p.writes, write)
	p.mutex.Unlock()
	p.wait(ctx, write, false)
	return write
}

// answer notes the answer and holds it if it is the one.
func (p *points) answer(ctx context.Context, write *Write, code int) {
	p.mutex.Lock()
	write.Code, write.Answered = code, time.Now()
	p.mutex.Unlock()
	p.wait(ctx, write, true)
}

func (p *points) wait(ctx context.Context, write *Write, answer bool) {
	p.mutex.Lock()
	this := write.Number > 0 && p.hold.Number == write.Number && p.hold.Answer == answer
	held, released := p.held, p.released
	p.mutex.Unlock()
	if !this {
		return
	}
	close(held)
	select {
	case <-released:
	case <-ctx.Done():
	}
}

// list is what was written so far.
func (p *points) list() []Write {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	all := []Write{}
	for write := range slices.Values(p.writes) {
		all = append(all, *write)
	}
	return all
}

// reached waits until the write is held; false if ctx ends before.
func (p *points) reached(ctx context.Context) bool {
	p.mutex.Lock()
	held := p.held
	p.mutex.Unlock()
	select {
	case <-held:
		return true
	case <-ctx.Done():
		return false
	}
}
