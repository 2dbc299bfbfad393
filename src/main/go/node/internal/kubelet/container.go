package kubelet

import (
	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/rootfs"
	corev1 "k8s.io/api/core/v1"
)

// defaultUser is the one of images without another.
const defaultUser = 65532

// container is what the pod asks for, as far as there is a counterpart: the first container only, and its image is
// always the warden.
func container(pod *corev1.Pod, root string, faults fault.Set) rootfs.Container {
	made := rootfs.Container{
		Root: root, Hostname: pod.Spec.Hostname, User: defaultUser, Group: defaultUser, Command: []string{rootfs.Warden},
		Environment: []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOSTNAME=" + pod.Spec.Hostname,
			// The kubelet injects these whatever enableServiceLinks says.
			"KUBERNETES_SERVICE_HOST=10.203.0.1", "KUBERNETES_SERVICE_PORT=443"},
		Volumes: []rootfs.Volume{{Path: "/dev/shm", Bytes: 64 << 20}},
	}
	if made.Hostname == "" {
		made.Hostname = pod.Name
	}
	if context := pod.Spec.SecurityContext; context != nil {
		if context.RunAsUser != nil {
			made.User = int(*context.RunAsUser)
		}
		if context.RunAsGroup != nil {
			made.Group = int(*context.RunAsGroup)
		}
	}
	only := pod.Spec.Containers[0]
	for _, variable := range only.Env {
		made.Environment = append(made.Environment, variable.Name+"="+variable.Value)
	}
	for _, mount := range only.VolumeMounts {
		for _, volume := range pod.Spec.Volumes {
			if volume.Name != mount.Name || volume.EmptyDir == nil {
				continue
			}
			scratch := rootfs.Volume{Path: mount.MountPath}
			if volume.EmptyDir.SizeLimit != nil {
				scratch.Bytes = volume.EmptyDir.SizeLimit.Value()
			}
			if full, found := faults.Find("disk-full"); found {
				scratch.Bytes = int64(full.Number(4096))
			}
			made.Volumes = append(made.Volumes, scratch)
		}
	}
	return made
}
