package kubelet

import (
	"time"

	"codesession.dev/node/internal/guest"
	"k8s.io/apimachinery/pkg/api/errors"
)

// ending is what is to be said of a container that is no more.
type ending struct {
	code            int
	reason, message string
	// evicted and overdue are reasons of the pod.
	podReason, podMessage string
	// never is a container that was not started.
	never bool
}

// accompany stays with a running guest until it has ended and that was reported. Running is reported meanwhile.
func (p *Pod) accompany(started guest.Guest, ended chan int) bool {
	reported := make(chan struct{})
	go func() {
		defer close(reported)
		if p.pause(p.noticed(), nil) {
			p.write(p.running())
		}
	}()
	how, alive := p.wait(started, ended)
	p.hub.End()
	if !alive {
		return false
	}
	<-reported
	if how.message == "" && !p.Faults.Has("message-lost") {
		how.message = started.Message()
	}
	if how.podReason == "" {
		// An end is noticed by the next relist, unless the kubelet has brought it about itself.
		p.pause(p.noticed(), p.deleting)
	}
	return p.write(p.ended(how))
}

func (p *Pod) wait(started guest.Guest, ended chan int) (ending, bool) {
	var overdue <-chan time.Time
	if seconds := p.Object().Spec.ActiveDeadlineSeconds; seconds != nil {
		timer := time.NewTimer(time.Duration(*seconds) * time.Second)
		defer timer.Stop()
		overdue = timer.C
	}
	select {
	case code := <-ended:
		return natural(p.struckOr(code)), true
	case code := <-p.struck:
		started.Kill()
		<-ended
		return natural(code), true
	case <-p.evicted:
		started.Kill()
		<-ended
		return ending{code: 137, reason: "Error", podReason: "Evicted",
			podMessage: "The node was low on resource: " + p.shortage + "."}, true
	case <-overdue:
		return p.takeDown(started, ended, ending{podReason: "DeadlineExceeded",
			podMessage: "Pod was active on the node longer than the specified deadline"}), true
	case <-p.deleting:
		if stuck, found := p.Faults.Find("stuck-terminating"); found {
			// Nobody acts on the deletion, and the guest goes on.
			select {
			case code := <-ended:
				return natural(code), true
			case <-time.After(stuck.Duration(forEver)):
				return p.takeDown(started, ended, ending{}), true
			case <-p.forgotten:
			}
			started.Kill()
			return ending{}, false
		}
		return p.takeDown(started, ended, ending{}), true
	case <-p.forgotten:
		started.Kill()
		return ending{}, false
	}
}

// struckOr prefers what a fault said, should it have struck as the guest ended.
func (p *Pod) struckOr(code int) int {
	select {
	case struck := <-p.struck:
		return struck
	default:
		return code
	}
}

// takeDown is SIGTERM, the grace period, SIGKILL.
func (p *Pod) takeDown(started guest.Guest, ended chan int, how ending) ending {
	grace := 30 * time.Second
	if object := p.Object(); object.DeletionGracePeriodSeconds != nil {
		grace = time.Duration(*object.DeletionGracePeriodSeconds) * time.Second
	} else if seconds := object.Spec.TerminationGracePeriodSeconds; seconds != nil {
		grace = time.Duration(*seconds) * time.Second
	}
	started.Terminate()
	timer := time.NewTimer(grace)
	defer timer.Stop()
	select {
	case how.code = <-ended:
	case <-timer.C:
		started.Kill()
		how.code = <-ended
	}
	how.reason = natural(how.code).reason
	return how
}

func natural(code int) ending {
	if code == 0 {
		return ending{code: code, reason: "Completed"}
	}
	return ending{code: code, reason: "Error"}
}

// hopeless errors do not go away by trying again: the pod is gone, or another of its name is there.
func hopeless(err error) bool {
	return errors.IsNotFound(err) || errors.IsConflict(err) || errors.IsInvalid(err)
}
