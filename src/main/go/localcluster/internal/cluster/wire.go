package cluster

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/problem"
)

// connect lays the one wire between host and cluster, and the host's routes to the pods and services behind it. The
// cluster sees the host and nothing beyond: the host forwards nothing for it unless told to.
func connect(cluster layout.Cluster, inside ns.Process) error {
	cutWire(cluster)
	outer := [][]string{
		{"link", "add", cluster.HostLink(), "type", "veth", "peer", "name", "eth0", "netns", strconv.Itoa(inside.ID)},
		{"address", "add", cluster.HostAddress() + "/24", "dev", cluster.HostLink()},
		{"link", "set", cluster.HostLink(), "up"},
	}
	inner := [][]string{
		{"link", "set", "lo", "up"},
		{"address", "add", cluster.NodeAddress() + "/24", "dev", "eth0"},
		{"link", "set", "eth0", "up"},
		{"route", "add", "default", "via", cluster.HostAddress()},
	}
	routes := [][]string{
		{"route", "replace", cluster.PodSubnet(), "via", cluster.NodeAddress(), "dev", cluster.HostLink()},
		{"route", "replace", cluster.ServiceSubnet(), "via", cluster.NodeAddress(), "dev", cluster.HostLink()},
	}
	plain := func(command *exec.Cmd) error { return command.Run() }
	for _, step := range []struct {
		commands [][]string
		run      func(*exec.Cmd) error
	}{{outer, plain}, {inner, inside.Run}, {routes, plain}} {
		for _, arguments := range step.commands {
			if err := ip(step.run, arguments); err != nil {
				return problem.New(err, "", "the kernel needs veth links and network namespaces; see also: ip link")
			}
		}
	}
	return nil
}

func ip(run func(*exec.Cmd) error, arguments []string) error {
	var output strings.Builder
	command := exec.Command("ip", arguments...)
	command.Stdout, command.Stderr = &output, &output
	if err := run(command); err != nil {
		return fmt.Errorf("ip %s: %w: %s", strings.Join(arguments, " "), err, strings.TrimSpace(output.String()))
	}
	return nil
}

// cutWire removes the host's end, and with it the other end and the routes. It usually is gone already.
func cutWire(cluster layout.Cluster) {
	_ = exec.Command("ip", "link", "delete", cluster.HostLink()).Run()
}
