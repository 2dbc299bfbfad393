package cluster

import (
	"errors"
	"fmt"
	"io"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/pins"
)

// Status prints what runs, and answers nil only for a cluster that can be used.
func Status(cluster layout.Cluster, out io.Writer) error {
	fmt.Fprintf(out, "cluster     %s (index %d)\nserver      %s\nkubeconfig  %s\nstate       %s\nbinaries    %s\n",
		cluster.Name, cluster.Index, cluster.Server(), cluster.Kubeconfig("admin"), cluster.State, cluster.Bin)
	var dead []string
	for _, component := range append([]string{"namespaces"}, Components(cluster)...) {
		process := running(cluster, component)
		state := fmt.Sprintf("running, pid %d", process.ID)
		if !process.Alive() {
			state = "not running"
			dead = append(dead, component)
		}
		fmt.Fprintf(out, "  %-24s %s\n", component, state)
	}
	fmt.Fprintf(out, "versions    (of internal/pins/pins.go)\n")
	for _, pin := range pins.All() {
		fmt.Fprintf(out, "  %-42s %s\n", pin.Path, pin.Version)
	}
	notReady := Ready(cluster)
	if notReady == nil {
		fmt.Fprintln(out, "ready       yes")
		return nil
	}
	fmt.Fprintf(out, "ready       no: %v\n", notReady)
	return notReady
}

// Ready is nil if every component runs, the API server is ready and the node too.
func Ready(cluster layout.Cluster) error {
	for _, component := range append([]string{"namespaces"}, Components(cluster)...) {
		if !running(cluster, component).Alive() {
			return errors.New(component + " is not running")
		}
	}
	client, err := newAPI(cluster)
	if err != nil {
		return err
	}
	if err := client.ready(); err != nil {
		return fmt.Errorf("API server: %w", err)
	}
	if cluster.WithoutNode {
		return nil
	}
	found, err := client.node(cluster.Node())
	if err != nil {
		return err
	}
	return found.notReady()
}
