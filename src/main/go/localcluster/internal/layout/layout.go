// Package layout says where things are: folders, addresses and names of one cluster, all derived from its name and a
// small index. It touches neither disk nor network.
package layout

import (
	"fmt"
	"path/filepath"
	"regexp"
)

// MaxIndex bounds the clusters on one machine: the index is an octet of the addresses.
const MaxIndex = 99

var validName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)

// Cluster is the identity of one cluster. It is what cluster.json holds.
type Cluster struct {
	Name  string `json:"name"`
	Index int    `json:"index"`
	// Bin is the folder of binaries it was started with.
	Bin string `json:"bin"`
	// WithoutNode is a control plane alone: nodes are somebody else's, see hack/node.
	WithoutNode bool `json:"withoutNode,omitempty"`
	// State is the folder of everything it writes.
	State string `json:"-"`
}

// CheckName refuses names that would not fit into a path, a label or a cgroup.
func CheckName(name string) error {
	if !validName.MatchString(name) {
		return fmt.Errorf("%q is no cluster name: a letter, then up to 19 letters, digits or dashes, all lower case", name)
	}
	return nil
}

// FreeIndex is the lowest index that is neither taken by another cluster nor refused by the host, for instance because
// its addresses are in use there.
func FreeIndex(taken map[int]bool, usable func(int) bool) (int, error) {
	for index := range MaxIndex + 1 {
		if !taken[index] && usable(index) {
			return index, nil
		}
	}
	return 0, fmt.Errorf("all %d cluster indexes are taken", MaxIndex+1)
}

// Path is a path inside the cluster's state folder.
func (c Cluster) Path(parts ...string) string {
	return filepath.Join(append([]string{c.State}, parts...)...)
}

// Log is the log file of a component.
func (c Cluster) Log(component string) string { return c.Path("log", component+".log") }

// Kubeconfig is a kubeconfig file by the name of its user.
func (c Cluster) Kubeconfig(user string) string { return c.Path("pki", user+".kubeconfig") }

// AuditLog is where the API server writes one line per request.
func (c Cluster) AuditLog() string { return c.Path("log", "audit.log") }

// Node is the name of the only node.
func (c Cluster) Node() string { return c.Name }

// Cgroup is the parent of every cgroup of this cluster, relative to a hierarchy's root.
func (c Cluster) Cgroup() string { return "codesession/" + c.Name }

// HostLink is the host's end of the only wire into the cluster. Fifteen characters is the kernel's limit.
func (c Cluster) HostLink() string { return fmt.Sprintf("codesession%d", c.Index) }

// The three networks: the wire between host and cluster, the pods, the services.
func (c Cluster) WireSubnet() string    { return fmt.Sprintf("10.201.%d.0/24", c.Index) }
func (c Cluster) PodSubnet() string     { return fmt.Sprintf("10.202.%d.0/24", c.Index) }
func (c Cluster) ServiceSubnet() string { return fmt.Sprintf("10.203.%d.0/24", c.Index) }

// HostAddress and NodeAddress are the two ends of the wire.
func (c Cluster) HostAddress() string { return fmt.Sprintf("10.201.%d.1", c.Index) }
func (c Cluster) NodeAddress() string { return fmt.Sprintf("10.201.%d.2", c.Index) }

// APIServiceAddress is the cluster IP of the service kubernetes.default: always the first of the range.
func (c Cluster) APIServiceAddress() string { return fmt.Sprintf("10.203.%d.1", c.Index) }

// DNSAddress is nobody's until somebody installs a DNS service with this cluster IP.
func (c Cluster) DNSAddress() string { return fmt.Sprintf("10.203.%d.10", c.Index) }

// Server is the API server's URL, good from the host and from inside.
func (c Cluster) Server() string { return "https://" + c.NodeAddress() + ":6443" }
