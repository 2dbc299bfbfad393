package cluster

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/pki"
	"codesession.dev/localcluster/internal/progress"
	"codesession.dev/localcluster/internal/render"
)

// Machine is what is to be known of the host and of this program.
type Machine struct {
	Self, Source, Cache string
	NoSysResource       bool
}

// upper is one run of up.
type upper struct {
	layout.Cluster
	self, cache, source string
	facts               render.Facts
	files               map[string][]byte // rendered, by path below config/
	report              *progress.Report
	inside              ns.Process
	api                 *api
}

// Up starts what does not run and returns when the node is ready. It may be called at any time.
func Up(cluster layout.Cluster, machine Machine, report *progress.Report) error {
	u := &upper{
		Cluster: cluster, self: machine.Self, cache: machine.Cache, source: machine.Source, report: report,
		facts: render.Facts{Cluster: cluster, CgroupV1: cgroupV1(), NoSysResource: machine.NoSysResource},
	}
	var err error
	if u.files, err = render.Files(u.facts); err != nil {
		return err
	}
	if err := render.Write(cluster, u.files); err != nil {
		return err
	}
	if err := pki.Ensure(cluster); err != nil {
		return err
	}
	if u.api, err = newAPI(cluster); err != nil {
		return err
	}
	if err := u.enter(); err != nil {
		return err
	}
	steps := []func() error{u.foundation, u.containers, u.awaitAPI, u.controlPlane, u.joinNode, u.furnish, u.awaitPods}
	if u.WithoutNode {
		steps = []func() error{u.foundation, u.awaitAPI, u.controlPlane, u.furnish}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// foundation starts what needs nobody; the API server waits for etcd by itself.
func (u *upper) foundation() error { return u.startAll(etcd, containerd, apiServer) }

func (u *upper) controlPlane() error { return u.startAll(controllerManager, scheduler, proxy) }

// startAll starts those that this cluster has.
func (u *upper) startAll(wanted ...string) error {
	has := Components(u.Cluster)
	for _, component := range wanted {
		if !slices.Contains(has, component) {
			continue
		}
		started, err := u.start(component)
		if err != nil {
			return err
		}
		if started {
			u.report.Say("started %s", component)
		}
	}
	return nil
}

func (u *upper) containers() error {
	err := u.await("containerd", 30*time.Second, func() error { return u.ctr(nil, "version") }, containerd)
	if err != nil {
		return err
	}
	return u.loadPause()
}

func (u *upper) awaitAPI() error {
	return u.await("the API server", 2*time.Minute, u.api.ready, etcd, apiServer)
}

// joinNode starts the kubelet. It registers only at its start, and what an earlier one left says Ready for another
// forty seconds: so the Node object goes first.
func (u *upper) joinNode() error {
	if !running(u.Cluster, kubelet).Alive() {
		if err := u.api.delete("/api/v1/nodes/" + u.Node()); err != nil {
			return err
		}
	}
	if err := u.startAll(kubelet); err != nil {
		return err
	}
	return u.await("a ready node", 2*time.Minute, func() error {
		found, err := u.api.node(u.Node())
		if err != nil {
			return err
		}
		return found.notReady()
	}, controllerManager, containerd, kubelet)
}

// furnish adds what every cluster has, and waits for what pods need at once.
func (u *upper) furnish() error {
	if err := u.api.apply("/api/v1/namespaces/kube-system/services/kube-dns", u.files["kube-dns.yaml"]); err != nil {
		return err
	}
	return u.await("the default service account", time.Minute, func() error {
		return errors.Join(u.api.exists("/api/v1/namespaces/default/serviceaccounts/default"),
			u.api.exists("/api/v1/namespaces/default/configmaps/kube-root-ca.crt"))
	}, controllerManager)
}

// awaitPods adds what an administrator would for a node, labels and RuntimeClasses, and waits until pods on it reach
// the API server.
func (u *upper) awaitPods() error {
	// Only an administrator may set labels under node-restriction.kubernetes.io, hence not by kubelet flags.
	labels := fmt.Sprintf(`{"metadata":{"labels":{"topology.kubernetes.io/region":"%[1]s",`+
		`"node-restriction.kubernetes.io/codesession-region":"%[1]s"}}}`, "local")
	if _, err := u.api.do(http.MethodPatch, "/api/v1/nodes/"+u.Node(), "application/merge-patch+json", []byte(labels)); err != nil {
		return err
	}
	for _, handler := range u.facts.Handlers() {
		class := u.files["runtimeclass-"+handler.Name+".yaml"]
		if err := u.api.apply("/apis/node.k8s.io/v1/runtimeclasses/"+handler.Name, class); err != nil {
			return err
		}
	}
	address := net.JoinHostPort(u.APIServiceAddress(), "443")
	return u.await("the service address of the API server", time.Minute, func() error {
		return u.inside.Reaches(address, time.Second)
	}, proxy)
}
