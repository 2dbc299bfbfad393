// Package build turns pinned Go modules into binaries, once: each component lands in a cache folder named after a hash
// of everything that went into it, so that a changed pin rebuilds one component and nothing else.
package build

import (
	"time"

	"codesession.dev/localcluster/internal/pins"
)

// target is one program of a component.
type target struct{ pkg, output string }

// component is what is built from one Go module.
type component struct {
	name    string
	folder  string // of the module, relative to the source folder
	cgo     bool
	tags    string
	ldflags string
	targets []target
	links   []string // further names of the first target
	sources []string // what besides go.mod and go.sum decides the result
	patch   bool     // see patch.go
	cold    time.Duration
}

func components(patchShim bool) []component {
	const cni = "github.com/containernetworking/plugins/plugins/"
	const containerd = "github.com/containerd/containerd/v2/cmd/"
	const version = "-X k8s.io/component-base/version."
	return []component{
		{
			name: "kube", folder: "modules/kube", sources: []string{"*.go"}, cold: 5 * time.Minute,
			ldflags: version + "gitVersion=" + pins.Kubernetes + " " + version + "gitMajor=1 " + version + "gitMinor=36 " +
				version + "gitTreeState=clean " + version + "gitCommit=local",
			targets: []target{{".", "kube"}},
			links: []string{"etcd", "kubectl", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy",
				"kubelet"},
		},
		{
			name: "containerd", folder: "modules/containerd", tags: "no_btrfs no_zfs no_devmapper no_aufs",
			cold:    90 * time.Second,
			ldflags: "-X github.com/containerd/containerd/v2/version.Version=" + pins.Containerd,
			targets: []target{{containerd + "containerd", "containerd"},
				{containerd + "containerd-shim-runc-v2", "containerd-shim-runc-v2"}, {containerd + "ctr", "ctr"}},
		},
		{
			name: "gvisor", folder: "modules/gvisor", patch: patchShim, cold: 80 * time.Second,
			ldflags: "-X gvisor.dev/gvisor/runsc/version.version=" + pins.GVisor,
			targets: []target{{"gvisor.dev/gvisor/runsc", "runsc"},
				{"gvisor.dev/gvisor/shim", "containerd-shim-runsc-v1"}},
		},
		{
			name: "runc", folder: "modules/runc", cgo: true, tags: "seccomp", cold: 15 * time.Second,
			targets: []target{{"github.com/opencontainers/runc", "runc"}},
		},
		{
			name: "cni", folder: "modules/cni", cold: 5 * time.Second,
			targets: []target{{cni + "main/bridge", "cni/bridge"}, {cni + "main/loopback", "cni/loopback"},
				{cni + "ipam/host-local", "cni/host-local"}},
		},
		{
			name: "helm", folder: "modules/helm", cold: 60 * time.Second,
			ldflags: "-X helm.sh/helm/v4/internal/version.version=" + pins.Helm,
			targets: []target{{"helm.sh/helm/v4/cmd/helm", "helm"}},
		},
		{
			name: "own", folder: ".", sources: []string{"cmd/nonet/*.go", "cmd/pause/*.go"}, cold: 5 * time.Second,
			targets: []target{{"./cmd/nonet", "cni/nonet"}, {"./cmd/pause", "pause"}},
		},
	}
}
