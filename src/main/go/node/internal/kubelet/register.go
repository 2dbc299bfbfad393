package kubelet

import (
	"context"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// Mark is label, taint and RuntimeClass of simulated nodes: nothing else lands there.
const (
	Mark         = "node.codesession.dev/simulated"
	RuntimeClass = "simulated"
)

// The kubelet's defaults: nodeStatusUpdateFrequency and nodeLeaseDurationSeconds.
const (
	heartbeatEvery = 10 * time.Second
	leaseSeconds   = 40
)

func (n *Node) register(ctx context.Context) error {
	// What an earlier process left says Ready although nobody is there.
	if err := n.unregister(); err != nil {
		return err
	}
	_, err := n.admin.CoreV1().Nodes().Create(ctx, n.object(), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	return n.renew(ctx)
}

func (n *Node) unregister() error {
	err := n.admin.CoreV1().Nodes().Delete(context.Background(), n.Name, metav1.DeleteOptions{})
	if errors.IsNotFound(err) {
		return nil
	}
	return err
}

func (n *Node) object() *corev1.Node {
	room := corev1.ResourceList{
		// More than there is: how many pods a machine carries is what the tests want to find out.
		corev1.ResourceCPU: resource.MustParse("100k"), corev1.ResourceMemory: resource.MustParse("100Ti"),
		corev1.ResourcePods: resource.MustParse("20k"), corev1.ResourceEphemeralStorage: resource.MustParse("100Ti"),
	}
	return &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: n.Name, Labels: map[string]string{
			Mark: "true", corev1.LabelHostname: n.Name, corev1.LabelOSStable: "linux", corev1.LabelArchStable: runtime.GOARCH,
			corev1.LabelTopologyRegion: n.Region, "node-restriction.kubernetes.io/codesession-region": n.Region,
		}},
		Spec: corev1.NodeSpec{Taints: []corev1.Taint{{Key: Mark, Effect: corev1.TaintEffectNoSchedule}}},
		Status: corev1.NodeStatus{
			Capacity: room, Allocatable: room, Conditions: n.conditions(),
			Addresses: []corev1.NodeAddress{
				{Type: corev1.NodeInternalIP, Address: n.Address}, {Type: corev1.NodeHostName, Address: n.Name},
			},
			DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: n.Port}},
			NodeInfo: corev1.NodeSystemInfo{
				BootID: line("/proc/sys/kernel/random/boot_id"), KernelVersion: line("/proc/sys/kernel/osrelease"),
				OperatingSystem: "linux", Architecture: runtime.GOARCH, OSImage: "simulated",
				ContainerRuntimeVersion: "simulated://1.0.0", KubeletVersion: "v1.36.3",
			},
		},
	}
}

func (n *Node) conditions() []corev1.NodeCondition {
	now := metav1.Now()
	condition := func(kind corev1.NodeConditionType, holds bool, reason string) corev1.NodeCondition {
		status := corev1.ConditionFalse
		if holds {
			status = corev1.ConditionTrue
		}
		return corev1.NodeCondition{
			Type: kind, Status: status, Reason: reason, Message: reason, LastHeartbeatTime: now, LastTransitionTime: now,
		}
	}
	ready := condition(corev1.NodeReady, true, "KubeletReady")
	if n.unready {
		ready = condition(corev1.NodeReady, false, "KubeletNotReady")
	}
	return []corev1.NodeCondition{
		condition(corev1.NodeMemoryPressure, false, "KubeletHasSufficientMemory"),
		condition(corev1.NodeDiskPressure, false, "KubeletHasNoDiskPressure"),
		condition(corev1.NodePIDPressure, false, "KubeletHasSufficientPID"), ready,
	}
}

// report writes the conditions, whatever they are.
func (n *Node) report(ctx context.Context) error {
	found, err := n.admin.CoreV1().Nodes().Get(ctx, n.Name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	n.mutex.Lock()
	found.Status.Conditions = n.conditions()
	n.mutex.Unlock()
	_, err = n.admin.CoreV1().Nodes().UpdateStatus(ctx, found, metav1.UpdateOptions{})
	return err
}

func (n *Node) heartbeat(ctx context.Context) {
	ticks := time.NewTicker(heartbeatEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		if n.working(ctx) != nil {
			return
		}
		if err := n.renew(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("heartbeat", "node", n.Name, "error", err)
		}
	}
}

func (n *Node) renew(ctx context.Context) error {
	leases := n.admin.CoordinationV1().Leases(corev1.NamespaceNodeLease)
	spec := coordinationv1.LeaseSpec{
		HolderIdentity: &n.Name, LeaseDurationSeconds: ptr.To[int32](leaseSeconds), RenewTime: &metav1.MicroTime{Time: time.Now()},
	}
	found, err := leases.Get(ctx, n.Name, metav1.GetOptions{})
	if errors.IsNotFound(err) {
		made := &coordinationv1.Lease{ObjectMeta: metav1.ObjectMeta{Name: n.Name}, Spec: spec}
		_, err = leases.Create(ctx, made, metav1.CreateOptions{})
		return err
	}
	if err != nil {
		return err
	}
	found.Spec = spec
	_, err = leases.Update(ctx, found, metav1.UpdateOptions{})
	return err
}

func line(path string) string {
	content, _ := os.ReadFile(path)
	return strings.TrimSpace(string(content))
}
