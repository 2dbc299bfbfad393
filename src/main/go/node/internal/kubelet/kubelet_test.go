package kubelet

import (
	"testing"
	"time"

	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/rootfs"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

func sandbox() *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "csess-1-1", Namespace: "ns", UID: "u"},
		Spec: corev1.PodSpec{
			Hostname:        "sandbox",
			SecurityContext: &corev1.PodSecurityContext{RunAsUser: ptr.To[int64](7), RunAsGroup: ptr.To[int64](8)},
			Containers: []corev1.Container{{
				Name: "sandbox", Image: "i@sha256:1", Env: []corev1.EnvVar{{Name: "A", Value: "b"}},
				VolumeMounts: []corev1.VolumeMount{{Name: "work", MountPath: "/work"}},
			}},
			Volumes: []corev1.Volume{{Name: "work", VolumeSource: corev1.VolumeSource{
				EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: ptr.To(resource.MustParse("1Mi"))},
			}}},
		},
		Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue}}},
	}
}

func TestAContainerIsWhatThePodAsksFor(t *testing.T) {
	made := container(sandbox(), "/root", nil)
	if made.User != 7 || made.Group != 8 || made.Hostname != "sandbox" || made.Command[0] != rootfs.Warden {
		t.Errorf("%+v", made)
	}
	if last := made.Volumes[len(made.Volumes)-1]; last.Path != "/work" || last.Bytes != 1<<20 {
		t.Errorf("%+v", made.Volumes)
	}
	full, _ := fault.Parse("disk-full=8192")
	scratch := container(sandbox(), "/root", full).Volumes
	if last := scratch[len(scratch)-1]; last.Bytes != 8192 {
		t.Errorf("a full disk leaves %d bytes", last.Bytes)
	}
	if last := made.Environment[len(made.Environment)-1]; last != "A=b" {
		t.Errorf("%+v", made.Environment)
	}
}

func podWith(t *testing.T, faults string) *Pod {
	t.Helper()
	node := New("n", Settings{Address: "10.0.0.1", Chooser: &fault.Chooser{}}, nil, nil)
	object := sandbox()
	object.Annotations = map[string]string{Annotation: faults}
	return newPod(node, object)
}

func TestStatusInEachStage(t *testing.T) {
	pod := podWith(t, "")
	running := pod.running()
	if running.Phase != corev1.PodRunning || running.ContainerStatuses[0].State.Running == nil || running.PodIP == "" ||
		running.ContainerStatuses[0].ImageID != "i@sha256:1" {
		t.Errorf("%+v", running)
	}
	kept := running.Conditions[len(running.Conditions)-1]
	if kept.Type != corev1.PodScheduled || kept.Status != corev1.ConditionTrue {
		t.Error("the scheduler's condition is lost")
	}
	for _, each := range []struct {
		how    ending
		phase  corev1.PodPhase
		reason string
	}{
		{natural(0), corev1.PodSucceeded, "Completed"}, {natural(137), corev1.PodFailed, "Error"},
		{ending{code: 137, reason: "Error", podReason: "Evicted"}, corev1.PodFailed, "Error"},
	} {
		ended := pod.ended(each.how)
		state := ended.ContainerStatuses[0].State.Terminated
		if ended.Phase != each.phase || state.Reason != each.reason || int(state.ExitCode) != each.how.code ||
			ended.Reason != each.how.podReason {
			t.Errorf("%+v", ended)
		}
	}
	waiting := pod.waiting("ErrImagePull", "no")
	if waiting.Phase != corev1.PodPending || waiting.ContainerStatuses[0].State.Waiting.Reason != "ErrImagePull" ||
		waiting.ContainerStatuses[0].ImageID != "" {
		t.Errorf("%+v", waiting)
	}
}

func TestASkewedClockShowsInTheStatus(t *testing.T) {
	pod := podWith(t, "clock-skew=-1h")
	if at := pod.running().ContainerStatuses[0].State.Running.StartedAt; time.Since(at.Time) < 59*time.Minute {
		t.Error(at)
	}
}

func TestAFaultThatWaitsForAWordStrikesOnItOnly(t *testing.T) {
	pod := podWith(t, "exit=255@RESULT")
	if !pod.spoken([]byte("cs1 STARTED 2 m {}\n")) {
		t.Error("STARTED is swallowed")
	}
	if pod.spoken([]byte("cs1 RESULT 3 m {}\n")) {
		t.Error("RESULT is heard")
	}
	if code := <-pod.struck; code != 255 {
		t.Error(code)
	}
	evicted := podWith(t, "evicted@RUN")
	if !evicted.word([]byte("cs1 RUN 2 m {}\n")) {
		t.Error("RUN reaches the guest")
	}
	<-evicted.evicted
	if _, err := evicted.Log(); err == nil {
		t.Error("an evicted pod has no log")
	}
}
