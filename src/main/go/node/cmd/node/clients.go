package main

import (
	"context"
	"net"
	"net/url"

	"codesession.dev/node/internal/kubelet"
	corev1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

type clients struct {
	config *rest.Config
	admin  kubernetes.Interface
}

func connect(kubeconfig string) (*clients, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.ContentType, config.QPS = "application/vnd.kubernetes.protobuf", -1
	config.AcceptContentTypes = "application/vnd.kubernetes.protobuf,application/json"
	admin, err := kubernetes.NewForConfig(config)
	return &clients{config, admin}, err
}

// as works with the rights of a node's kubelet, which Node authorizer and NodeRestriction hold to its own pods.
func (c *clients) as(node string) (kubernetes.Interface, error) {
	config := rest.CopyConfig(c.config)
	config.Impersonate = rest.ImpersonationConfig{UserName: "system:node:" + node, Groups: []string{"system:nodes", "system:authenticated"}}
	return kubernetes.NewForConfig(config)
}

// address is this machine's towards the API server, which is where the API server finds the kubelet's port.
func (c *clients) address() (string, error) {
	server, err := url.Parse(c.config.Host)
	if err != nil {
		return "", err
	}
	// Nothing is sent: UDP only asks the kernel for a route.
	probe, err := net.Dial("udp", net.JoinHostPort(server.Hostname(), "9"))
	if err != nil {
		return "", err
	}
	defer probe.Close()
	return probe.LocalAddr().(*net.UDPAddr).IP.String(), nil
}

func (c *clients) runtimeClass(ctx context.Context) error {
	_, err := c.admin.NodeV1().RuntimeClasses().Create(ctx, &nodev1.RuntimeClass{
		ObjectMeta: metav1.ObjectMeta{Name: kubelet.RuntimeClass}, Handler: kubelet.RuntimeClass,
		Scheduling: &nodev1.Scheduling{
			NodeSelector: map[string]string{kubelet.Mark: "true"},
			Tolerations:  []corev1.Toleration{{Key: kubelet.Mark, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoSchedule}},
		},
	}, metav1.CreateOptions{})
	if errors.IsAlreadyExists(err) {
		return nil
	}
	return err
}
