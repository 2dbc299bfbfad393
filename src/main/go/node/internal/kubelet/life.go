package kubelet

import (
	"context"
	"strings"
	"sync"
	"time"

	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/guest"
)

// boot starts the guest and stays until it has ended and was reported; false if the pod is gone.
func (p *Pod) boot() bool {
	if !p.prepared() {
		select {
		case <-p.forgotten:
			return false
		default:
			return p.write(p.ended(ending{code: 137, reason: "ContainerStatusUnknown", never: true}))
		}
	}
	started, err := p.start()
	if err != nil || p.Faults.Has("exec-fails") {
		reason := "failed to create shim task: simulated"
		if err != nil {
			reason = err.Error()
		}
		return p.write(p.ended(ending{code: 128, reason: "StartError", message: reason}))
	}
	ended := make(chan int, 1)
	p.node.Words.note(p.Object(), "BOOT", "")
	go p.carry(started, ended)
	p.mutex.Lock()
	p.guest, p.started = started, time.Now()
	p.mutex.Unlock()
	p.arm()
	return p.accompany(started, ended)
}

// prepared is all that comes before a start; false if the pod is to go before it.
func (p *Pod) prepared() bool {
	if p.Faults.Has("image-missing") {
		p.write(p.waiting("ErrImagePull", "failed to pull and unpack image: not found"))
		if p.pause(10*time.Second, p.deleting) {
			p.write(p.waiting("ImagePullBackOff", "Back-off pulling image"))
		}
		<-p.leaving
		return false
	}
	if p.Faults.Has("never-boots") {
		p.write(p.waiting("ContainerCreating", ""))
		<-p.leaving
		return false
	}
	delay := p.node.Boot
	if slow, found := p.Faults.Find("slow-boot"); found {
		delay += slow.Duration(0)
		p.write(p.waiting("ContainerCreating", ""))
	}
	select {
	case <-p.leaving:
		return false
	default:
		return p.pause(delay, p.deleting)
	}
}

func (p *Pod) start() (guest.Guest, error) {
	if liar, found := p.Faults.Find("liar"); found {
		return guest.Play(guest.Lie(liar.Value)), nil
	}
	if p.node.Play {
		return guest.Play(""), nil
	}
	object := p.Object()
	return p.node.Starter.Start(string(object.UID), container(object, p.node.Root, p.Faults))
}

// carry moves the output until the guest has ended.
func (p *Pod) carry(started guest.Guest, ended chan<- int) {
	var both sync.WaitGroup
	both.Go(func() { p.hub.Copy(started.Stdout(), false, p.spoken) })
	both.Go(func() { p.hub.Copy(started.Stderr(), true, nil) })
	both.Wait()
	code := started.Wait()
	p.node.Words.note(p.Object(), "END", "")
	ended <- code
}

// arm sets the faults that strike after a time.
func (p *Pod) arm() {
	for _, armed := range p.Faults {
		after, timed := armed.After()
		if !timed || armed.Name != "exit" && armed.Name != "evicted" {
			continue
		}
		time.AfterFunc(after, func() { p.carryOut(armed) })
	}
}

func (p *Pod) carryOut(struck fault.Fault) {
	if struck.Name == "evicted" {
		p.Evict(struck.Value)
		return
	}
	p.Strike(struck.Number(137))
}

// spoken looks at output before anybody hears it; false swallows it.
func (p *Pod) spoken(chunk []byte) bool { return !p.word(chunk) }

// word carries out the faults that wait for a word in this chunk. Frames are written whole, so the word is at the
// beginning of a chunk or behind a newline.
func (p *Pod) word(chunk []byte) bool {
	p.node.Words.hear(p.Object(), chunk)
	for _, armed := range p.Faults {
		if _, timed := armed.After(); timed || armed.Name != "exit" && armed.Name != "evicted" {
			continue
		}
		if strings.Contains(string(chunk), "cs1 "+armed.When+" ") {
			p.carryOut(armed)
			return true
		}
	}
	return false
}

func (p *Pod) noticed() time.Duration {
	if p.node.Relist <= 0 {
		return 0
	}
	return time.Duration(p.random.Int64N(int64(p.node.Relist)))
}

// requestLimit bounds one request to the API server.
const requestLimit = 30 * time.Second

// retry makes a request until it succeeds or the pod is gone.
func (p *Pod) retry(request func(context.Context) error) bool {
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		if p.node.working(context.Background()) != nil {
			return false
		}
		ctx, cancel := context.WithTimeout(context.Background(), requestLimit)
		err := request(ctx)
		cancel()
		if err == nil {
			return true
		}
		if hopeless(err) {
			return false
		}
		p.node.log(p.Object()).Warn("a request failed", "error", err)
		if !p.pause(pause, nil) {
			return false
		}
	}
}
