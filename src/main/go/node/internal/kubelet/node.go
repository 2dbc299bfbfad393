// Package kubelet plays the kubelet of a node: it registers the Node, takes the pods that are bound to it, runs their
// guests, reports them, and takes them down in the kubelet's order.
package kubelet

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/guest"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// Settings of all nodes of one process.
type Settings struct {
	// Address and Port are where the API server finds the kubelet's endpoints.
	Address string
	Port    int32
	// Relist is the longest time until the kubelet notices a start or an end: 0, or 1s as the real one.
	Relist time.Duration
	// Boot is added before every start: what a VM takes to boot. Default 0.
	Boot time.Duration
	// Play has a program of this process play the warden unless a fault wants another.
	Play bool
	// Root is the containers' root; Starter starts them.
	Root    string
	Starter guest.Starter
	Chooser *fault.Chooser
	// Region is the value of both region labels.
	Region string
	// Words is the history; nil: none is kept.
	Words *Words
}

// Node is one of them.
type Node struct {
	Name string
	Settings
	// admin owns the Node object and its lease, own has a kubelet's rights.
	admin, own kubernetes.Interface

	mutex   sync.Mutex
	pods    map[types.UID]*Pod
	away    chan struct{} // not nil while the kubelet does not work: closed when it does again
	gone    bool
	unready bool
}

// New makes a node; Run starts it.
func New(name string, settings Settings, admin, own kubernetes.Interface) *Node {
	return &Node{Name: name, Settings: settings, admin: admin, own: own, pods: map[types.UID]*Pod{}}
}

// Run registers the node and works until the context ends; then its guests are killed and the Node is removed.
func (n *Node) Run(ctx context.Context) error {
	if err := n.register(ctx); err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactoryWithOptions(n.own, 0, informers.WithTweakListOptions(
		func(options *metav1.ListOptions) {
			options.FieldSelector = fields.OneTermEqualSelector("spec.nodeName", n.Name).String()
		}))
	informer := factory.Core().V1().Pods().Informer()
	_ = informer.SetTransform(func(object any) (any, error) {
		if pod, ok := object.(*corev1.Pod); ok {
			pod.ManagedFields = nil
		}
		return object, nil
	})
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { n.observe(object.(*corev1.Pod)) },
		UpdateFunc: func(_, object any) { n.observe(object.(*corev1.Pod)) },
		DeleteFunc: func(object any) {
			if last, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = last.Obj
			}
			n.forget(object.(*corev1.Pod))
		},
	})
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	n.heartbeat(ctx)
	n.killAll()
	return n.unregister()
}

func (n *Node) observe(object *corev1.Pod) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if n.gone {
		return
	}
	if known := n.pods[object.UID]; known != nil {
		known.update(object)
		return
	}
	made := newPod(n, object)
	n.pods[object.UID] = made
	go made.live()
}

// forget is the kubelet's removal: whatever is still there is killed at once.
func (n *Node) forget(object *corev1.Pod) {
	n.mutex.Lock()
	known := n.pods[object.UID]
	delete(n.pods, object.UID)
	n.mutex.Unlock()
	if known != nil {
		known.forget()
	}
}

// Find answers a pod by name, and nil if there is none.
func (n *Node) Find(namespace, name string) *Pod {
	for _, pod := range n.Pods() {
		if object := pod.Object(); object.Namespace == namespace && object.Name == name {
			return pod
		}
	}
	return nil
}

// Pods are those that the node knows.
func (n *Node) Pods() []*Pod {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	all := make([]*Pod, 0, len(n.pods))
	for _, pod := range n.pods {
		all = append(all, pod)
	}
	return all
}

func (n *Node) killAll() {
	for _, pod := range n.Pods() {
		pod.forget()
	}
}

func (n *Node) log(pod *corev1.Pod) *slog.Logger {
	return slog.With("node", n.Name, "pod", pod.Namespace+"/"+pod.Name)
}
