package cluster

import (
	"path/filepath"

	"codesession.dev/localcluster/internal/layout"
)

// The components, in the order of a start.
const (
	etcd              = "etcd"
	containerd        = "containerd"
	apiServer         = "kube-apiserver"
	controllerManager = "kube-controller-manager"
	scheduler         = "kube-scheduler"
	proxy             = "kube-proxy"
	kubelet           = "kubelet"
)

// Components is every process of a cluster but the one that holds its namespaces.
func Components(cluster layout.Cluster) []string {
	if cluster.WithoutNode {
		return []string{etcd, apiServer, controllerManager, scheduler}
	}
	return []string{etcd, containerd, apiServer, controllerManager, scheduler, proxy, kubelet}
}

// commandLine is what a component is started with. Ports are the usual ones: each cluster has a network of its own.
func commandLine(cluster layout.Cluster, component string) []string {
	pki := func(name string) string { return cluster.Path("pki", name) }
	program := filepath.Join(cluster.Bin, component)
	switch component {
	case etcd:
		const client, peer = "http://127.0.0.1:2379", "http://127.0.0.1:2380"
		return []string{
			program, "--name=local", "--data-dir=" + cluster.Path("etcd"), "--log-level=warn",
			"--listen-client-urls=" + client, "--advertise-client-urls=" + client, "--listen-peer-urls=" + peer,
			"--initial-advertise-peer-urls=" + peer, "--initial-cluster=local=" + peer,
			"--unsafe-no-fsync", // a cluster for tests; a crash of the whole machine may cost its data
		}
	case containerd:
		return []string{program, "--config=" + cluster.Path("config/containerd.toml")}
	case apiServer:
		return []string{
			program, "--etcd-servers=http://127.0.0.1:2379", "--secure-port=6443", "--bind-address=0.0.0.0",
			"--advertise-address=" + cluster.NodeAddress(), "--service-cluster-ip-range=" + cluster.ServiceSubnet(),
			"--cert-dir=" + cluster.Path("pki"),
			"--tls-cert-file=" + pki("apiserver.crt"), "--tls-private-key-file=" + pki("apiserver.key"),
			"--client-ca-file=" + pki("ca.crt"),
			"--service-account-key-file=" + pki("service-account.pub"),
			"--service-account-signing-key-file=" + pki("service-account.key"),
			"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
			"--kubelet-client-certificate=" + pki("apiserver-to-kubelet.crt"),
			"--kubelet-client-key=" + pki("apiserver-to-kubelet.key"),
			"--kubelet-certificate-authority=" + pki("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
			"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction", "--allow-privileged=true",
			"--audit-policy-file=" + cluster.Path("config/audit-policy.yaml"), "--audit-log-path=" + cluster.AuditLog(),
			"--audit-log-maxsize=1024", "--audit-log-maxbackup=1",
		}
	case controllerManager:
		return append(delegating(program, cluster.Kubeconfig("controller-manager")),
			"--service-account-private-key-file="+pki("service-account.key"), "--root-ca-file="+pki("ca.crt"),
			"--cluster-signing-cert-file="+pki("ca.crt"), "--cluster-signing-key-file="+pki("ca.key"),
			"--use-service-account-credentials=true")
	case scheduler:
		return delegating(program, cluster.Kubeconfig("scheduler"))
	case proxy:
		return []string{program, "--config=" + cluster.Path("config/kube-proxy.yaml")}
	case kubelet:
		return []string{
			program, "--config=" + cluster.Path("config/kubelet.yaml"), "--kubeconfig=" + cluster.Kubeconfig("kubelet"),
			"--node-ip=" + cluster.NodeAddress(), "--hostname-override=" + cluster.Node(),
			"--root-dir=" + cluster.Path("kubelet"), "--cert-dir=" + cluster.Path("kubelet-pki"),
		}
	}
	panic("no component " + component)
}

func delegating(program, kubeconfig string) []string {
	return []string{
		program, "--kubeconfig=" + kubeconfig, "--authentication-kubeconfig=" + kubeconfig,
		"--authorization-kubeconfig=" + kubeconfig, "--bind-address=127.0.0.1", "--leader-elect=false",
		// The defaults, 50 and 20 requests a second, would be what a load test measures.
		"--kube-api-qps=1000", "--kube-api-burst=1000",
	}
}
