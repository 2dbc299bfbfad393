package kubelet

import (
	"cmp"
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/guest"
	"codesession.dev/node/internal/streams"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Annotation of a pod that names its faults.
const Annotation = "node.codesession.dev/fault"

// Pod is one pod on the node.
type Pod struct {
	node   *Node
	Faults fault.Set
	random *rand.Rand
	hub    *streams.Hub
	// deleting is closed when the object has a deletion timestamp, forgotten when it is gone, leaving with the first of them.
	deleting, forgotten, leaving chan struct{}
	// struck gets the exit code of a VM that dies by a fault; evicted is closed by an eviction.
	struck  chan int
	evicted chan struct{}
	// shortage is the resource that it is evicted for; to be read once evicted is closed.
	shortage string

	mutex    sync.Mutex
	object   *corev1.Pod
	guest    guest.Guest
	started  time.Time
	attaches int
	evict    sync.Once
	forgot   sync.Once
	delete   sync.Once
	leave    sync.Once
}

func newPod(node *Node, object *corev1.Pod) *Pod {
	who := identity(object)
	faults, err := node.Chooser.Choose(who, object.Annotations[Annotation])
	if err != nil {
		node.log(object).Warn("its annotation is not understood", "error", err)
	}
	made := &Pod{
		node: node, Faults: faults, random: node.Chooser.Random(who, "places"), hub: streams.NewHub(streams.NewLog()),
		deleting: make(chan struct{}), forgotten: make(chan struct{}), leaving: make(chan struct{}), struck: make(chan int, 1),
		evicted: make(chan struct{}), object: object,
	}
	made.update(object)
	return made
}

func identity(object *corev1.Pod) fault.Pod {
	who := fault.Pod{Namespace: object.Namespace, Name: object.Name}
	if len(object.OwnerReferences) > 0 {
		who.Owner = object.OwnerReferences[0].Name
	}
	return who
}

func (p *Pod) who() fault.Pod { return identity(p.Object()) }

// Object is the newest one.
func (p *Pod) Object() *corev1.Pod {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.object
}

func (p *Pod) update(object *corev1.Pod) {
	p.mutex.Lock()
	p.object = object
	p.mutex.Unlock()
	if object.DeletionTimestamp != nil {
		p.delete.Do(func() { close(p.deleting) })
		p.leave.Do(func() { close(p.leaving) })
	}
}

func (p *Pod) forget() {
	p.forgot.Do(func() { close(p.forgotten) })
	p.leave.Do(func() { close(p.leaving) })
}

// Strike is a VM that dies.
func (p *Pod) Strike(code int) {
	select {
	case p.struck <- code:
	default:
	}
}

// Evict is what the kubelet does under pressure.
func (p *Pod) Evict(shortage string) {
	p.evict.Do(func() {
		p.shortage = cmp.Or(shortage, "memory")
		close(p.evicted)
	})
}

// Cut breaks every attachment.
func (p *Pod) Cut() { p.hub.CutAll() }

// live is the whole life of the pod on this node.
func (p *Pod) live() {
	defer p.hub.Log.Close()
	defer p.hub.End()
	switch phase := p.Object().Status.Phase; {
	case phase == corev1.PodSucceeded || phase == corev1.PodFailed:
		// ended under an earlier process of this node
	case len(p.Object().Status.ContainerStatuses) > 0:
		p.write(p.ended(ending{code: 137, reason: "ContainerStatusUnknown",
			message: "The container could not be located when the pod was terminated"}))
	default:
		if !p.boot() {
			return
		}
	}
	p.remove()
}

// forEver is longer than any test.
const forEver = 100 * 365 * 24 * time.Hour

// remove waits for the deletion and carries it out: the last thing a kubelet does for a pod.
func (p *Pod) remove() {
	select {
	case <-p.deleting:
	case <-p.forgotten:
		return
	}
	if stuck, found := p.Faults.Find("stuck-terminating"); found && !p.pause(stuck.Duration(forEver), nil) {
		return
	}
	p.retry(func(ctx context.Context) error {
		object := p.Object()
		return p.node.own.CoreV1().Pods(object.Namespace).Delete(ctx, object.Name, metav1.DeleteOptions{
			GracePeriodSeconds: new(int64), Preconditions: metav1.NewUIDPreconditions(string(object.UID)),
		})
	})
}

// pause waits; false if the pod is gone, or the channel was closed, before the time was over.
func (p *Pod) pause(lasting time.Duration, or <-chan struct{}) bool {
	if lasting <= 0 {
		return true
	}
	timer := time.NewTimer(lasting)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-or:
	case <-p.forgotten:
	}
	return false
}
