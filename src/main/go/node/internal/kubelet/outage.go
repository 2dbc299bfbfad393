package kubelet

import (
	"context"
	"errors"
	"time"
)

var errGone = errors.New("the node is gone for ever")

// working waits while the kubelet is away.
func (n *Node) working(ctx context.Context) error {
	for {
		n.mutex.Lock()
		away, gone := n.away, n.gone
		n.mutex.Unlock()
		if gone {
			return errGone
		}
		if away == nil {
			return nil
		}
		select {
		case <-away:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Away says whether streams are refused.
func (n *Node) Away() bool {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	return n.gone || n.away != nil
}

// Restart is a kubelet that ends and comes back: its streams break, nothing is reported, no heartbeat; guests live on.
// Longer than the lease (40 s) it is a node that turns NotReady and comes back.
func (n *Node) Restart(down time.Duration) {
	n.mutex.Lock()
	if n.away != nil || n.gone {
		n.mutex.Unlock()
		return
	}
	n.away = make(chan struct{})
	n.mutex.Unlock()
	for _, pod := range n.Pods() {
		pod.hub.CutAll()
	}
	time.AfterFunc(down, func() {
		n.mutex.Lock()
		defer n.mutex.Unlock()
		close(n.away)
		n.away = nil
	})
}

// NotReady has the kubelet itself say so, and take it back after a while.
func (n *Node) NotReady(ctx context.Context, lasting time.Duration) error {
	n.setUnready(true)
	time.AfterFunc(lasting, func() {
		n.setUnready(false)
		_ = n.report(context.Background())
	})
	return n.report(ctx)
}

func (n *Node) setUnready(unready bool) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.unready = unready
}

// Vanish is the machine's end: guests die, nobody ever reports them. With remove the Node object goes, too, as a cloud's
// controller arranges; without, it stays and turns NotReady.
func (n *Node) Vanish(remove bool) error {
	n.mutex.Lock()
	n.gone = true
	if n.away != nil {
		close(n.away)
		n.away = nil
	}
	n.mutex.Unlock()
	n.killAll()
	if remove {
		return n.unregister()
	}
	return nil
}
