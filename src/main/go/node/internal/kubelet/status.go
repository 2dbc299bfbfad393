package kubelet

import (
	"context"
	"encoding/json"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

// podAddress is what a CNI plugin without a network reports: the CRI wants an address.
const podAddress = "192.0.0.8"

// write patches the status; false if the pod is gone. Lists are replaced as a whole.
func (p *Pod) write(status corev1.PodStatus) bool {
	object := p.Object()
	body, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": object.UID}, "status": status,
	})
	if err != nil {
		panic(err) // a typed object
	}
	return p.retry(func(ctx context.Context) error {
		_, err := p.node.own.CoreV1().Pods(object.Namespace).Patch(ctx, object.Name, types.MergePatchType, body,
			metav1.PatchOptions{}, "status")
		return err
	})
}

func (p *Pod) waiting(reason, message string) corev1.PodStatus {
	status := p.status(corev1.PodPending, false, "ContainersNotReady")
	status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: reason, Message: message}
	status.ContainerStatuses[0].ImageID, status.ContainerStatuses[0].ContainerID = "", ""
	return status
}

func (p *Pod) running() corev1.PodStatus {
	status := p.status(corev1.PodRunning, true, "")
	status.PodIP, status.PodIPs = podAddress, []corev1.PodIP{{IP: podAddress}}
	status.ContainerStatuses[0].Ready = true
	status.ContainerStatuses[0].State.Running = &corev1.ContainerStateRunning{StartedAt: p.at(p.since())}
	return status
}

func (p *Pod) ended(how ending) corev1.PodStatus {
	phase := corev1.PodFailed
	if how.code == 0 && how.podReason == "" {
		phase = corev1.PodSucceeded
	}
	status := p.status(phase, false, "PodCompleted")
	status.Reason, status.Message = how.podReason, how.podMessage
	container := &status.ContainerStatuses[0]
	if how.never {
		container.ImageID, container.ContainerID = "", ""
	}
	container.State.Terminated = &corev1.ContainerStateTerminated{
		ExitCode: int32(how.code), Reason: how.reason, Message: how.message, ContainerID: container.ContainerID,
		StartedAt: p.at(p.since()), FinishedAt: p.at(time.Now()),
	}
	return status
}

func (p *Pod) since() time.Time {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.started.IsZero() {
		return time.Now()
	}
	return p.started
}

// at is an instant by the node's clock.
func (p *Pod) at(instant time.Time) metav1.Time {
	if skew, found := p.Faults.Find("clock-skew"); found {
		instant = instant.Add(skew.Duration(0))
	}
	return metav1.NewTime(instant)
}

func (p *Pod) status(phase corev1.PodPhase, ready bool, reason string) corev1.PodStatus {
	object := p.Object()
	container := object.Spec.Containers[0]
	status := corev1.PodStatus{
		Phase: phase, HostIP: p.node.Address, HostIPs: []corev1.HostIP{{IP: p.node.Address}},
		Conditions: p.conditions(object, ready, reason),
		ContainerStatuses: []corev1.ContainerStatus{{
			Name: container.Name, Image: container.Image, ImageID: container.Image,
			ContainerID: "simulated://" + string(object.UID), Started: &ready,
		}},
	}
	status.StartTime = object.Status.StartTime
	if status.StartTime == nil {
		now := p.at(time.Now())
		status.StartTime = &now
	}
	return status
}

func (p *Pod) conditions(object *corev1.Pod, ready bool, reason string) []corev1.PodCondition {
	now := p.at(time.Now())
	condition := func(kind corev1.PodConditionType, holds bool, reason string) corev1.PodCondition {
		status := corev1.ConditionFalse
		if holds {
			status = corev1.ConditionTrue
		}
		return corev1.PodCondition{Type: kind, Status: status, Reason: reason, LastTransitionTime: now}
	}
	all := []corev1.PodCondition{
		condition(corev1.PodReadyToStartContainers, ready, ""), condition(corev1.PodInitialized, true, ""),
		condition(corev1.PodReady, ready, reason), condition(corev1.ContainersReady, ready, reason),
	}
	for _, present := range object.Status.Conditions {
		switch present.Type {
		case corev1.PodReadyToStartContainers, corev1.PodInitialized, corev1.PodReady, corev1.ContainersReady:
		default: // PodScheduled, DisruptionTarget: somebody else's
			all = append(all, present)
		}
	}
	return all
}
