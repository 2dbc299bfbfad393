package cluster

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/problem"
)

// connect lays the one wire between host and cluster, and the host's routes to the pods and services behind it. The
// cluster sees the host and nothing beyond: the host forwards nothing for it unless told to.
func connect(cluster layout.Cluster, inside ns.Process) error {
	if err := cutWire(cluster); err != nil {
		return err
	}
	outer := [][]string{
		{"link", "add", cluster.HostLink(), "type", "veth", "peer", "name", "eth0", "netns", strconv.Itoa(inside.ID)},
		{"link", "set", cluster.HostLink(), "alias", cluster.State},
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
				return problem.New(err, "", "the kernel needs veth links and network namespaces; "+
					"if the link exists, a cluster of another CODESESSION_STATE has it (ip link show "+cluster.HostLink()+")")
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

// cutWire removes the host's end, and with it the other end and the routes. Mostly it is gone or going already, with the
// namespace; one that carries another cluster's mark is left alone.
func cutWire(cluster layout.Cluster) error {
	if cluster.Index < 0 {
		return nil // never got as far as a wire
	}
	folder := filepath.Join("/sys/class/net", cluster.HostLink())
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		owner, err := os.ReadFile(filepath.Join(folder, "ifalias"))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if text := strings.TrimSpace(string(owner)); text != "" && text != cluster.State {
			return nil
		}
		_ = exec.Command("ip", "link", "delete", cluster.HostLink()).Run()
		if time.Now().After(deadline) {
			return fmt.Errorf("the link %s cannot be removed", cluster.HostLink())
		}
	}
}
