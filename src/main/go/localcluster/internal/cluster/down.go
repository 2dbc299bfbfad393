package cluster

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/problem"
)

// Down ends a cluster and removes every trace of it. It works whatever state the cluster is in, since it does not ask
// any component: the kernel ends all processes with the first one of their namespace, and what is mounted or configured
// inside goes with it.
func Down(cluster layout.Cluster) error {
	if err := holder(cluster).Kill(20 * time.Second); err != nil {
		return problem.New(err, "", "a process stuck in the kernel (state D) ends when its input or output does; run it again")
	}
	if err := cutWire(cluster); err != nil {
		return err
	}
	if err := removeCgroups(cluster); err != nil {
		return problem.New(err, "", "look for processes in it (cgroup.procs), then run hack/cluster down again")
	}
	if err := os.RemoveAll(cluster.State); err != nil {
		return problem.New(fmt.Errorf("removing the state: %w", err), "", "run hack/cluster down again")
	}
	return nil
}

// Kill ends components as a crash would; Up starts them again.
func Kill(cluster layout.Cluster, components ...string) error {
	for _, component := range components {
		if known := Components(cluster); !slices.Contains(known, component) {
			return problem.New(fmt.Errorf("there is no component %q", component), "", "one of "+strings.Join(known, ", "))
		}
		if err := running(cluster, component).Kill(20 * time.Second); err != nil {
			return err
		}
	}
	return nil
}
