// Package pins is the one place where the versions of everything in the local cluster are written down. The go.mod and
// go.sum files under modules/ enforce them; a test keeps the two in step.
package pins

// What runs. To move one: change it here and in modules/<name>/go.mod, run go mod tidy there.
const (
	Kubernetes        = "v1.36.3"
	KubernetesStaging = "v0.36.3" // k8s.io/api and friends, by replace lines: the main module asks for v0.0.0
	Etcd              = "v3.6.8"
	Containerd        = "v2.4.2"
	GVisor            = "v0.0.0-20260905035102-160fafc42237" // of the "go" branch, which holds the generated files
	Runc              = "v1.5.2"
	CNIPlugins        = "v1.9.1"
	Helm              = "v4.3.1"
)

// Pin ties a module path to the version that modules/<Folder>/go.mod has to require.
type Pin struct{ Folder, Path, Version string }

// All lists the pins for the check against the go.mod files and for "status".
func All() []Pin {
	return []Pin{
		{"kube", "k8s.io/kubernetes", Kubernetes},
		{"kube", "k8s.io/component-base", KubernetesStaging},
		{"kube", "go.etcd.io/etcd/server/v3", Etcd},
		{"containerd", "github.com/containerd/containerd/v2", Containerd},
		{"gvisor", "gvisor.dev/gvisor", GVisor},
		{"runc", "github.com/opencontainers/runc", Runc},
		{"cni", "github.com/containernetworking/plugins", CNIPlugins},
		{"helm", "helm.sh/helm/v4", Helm},
	}
}
