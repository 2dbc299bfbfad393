// Command node is hack/node: simulated nodes for a control plane without a kubelet. See docs/robustness.md; package fault
// lists what can go wrong, package control how to command it.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"codesession.dev/node/internal/control"
	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/guest"
	"codesession.dev/node/internal/kubelet"
	"codesession.dev/node/internal/rootfs"
	"codesession.dev/node/internal/serve"
	"golang.org/x/sys/unix"
)

type options struct {
	kubeconfig, certificate, key, authority string
	state, warden, container, control       string
	nodes                                   int
	prefix, chances, region                 string
	seed                                    uint64
	relist, boot                            time.Duration
	play                                    bool
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err := run(flags()); err != nil {
		fmt.Fprintln(os.Stderr, "hack/node: "+err.Error())
		os.Exit(1)
	}
}

func flags() options {
	var o options
	flag.StringVar(&o.kubeconfig, "kubeconfig", "", "of an administrator; nodes work in the name of system:node:NAME")
	flag.StringVar(&o.certificate, "tls-cert", "", "certificate of the kubelet's port, for the address this machine has towards the API server")
	flag.StringVar(&o.key, "tls-key", "", "its key")
	flag.StringVar(&o.authority, "client-ca", "", "authority of the API server's client certificate")
	flag.StringVar(&o.state, "state", "", "a folder for what the node writes")
	flag.StringVar(&o.warden, "warden", "", "the warden's binary")
	flag.StringVar(&o.container, "container", "", "the binary of cmd/container")
	flag.StringVar(&o.control, "control", "127.0.0.1:10260", "where tests command the node")
	flag.IntVar(&o.nodes, "nodes", 1, "how many nodes")
	flag.StringVar(&o.prefix, "prefix", "simulated-", "their names, before a number from 1 on")
	flag.StringVar(&o.chances, "faults", "", "faults by probability: attach-cut:0.01,exit=137@RUN:0.005")
	flag.StringVar(&o.region, "region", "local", "value of the region labels")
	flag.Uint64Var(&o.seed, "seed", 1, "of all that is random")
	flag.DurationVar(&o.relist, "relist", 0, "starts and ends are noticed up to that much later; a real kubelet: 1s")
	flag.DurationVar(&o.boot, "boot", 0, "added before each start")
	flag.BoolVar(&o.play, "play", false, "a program in the node's process plays the warden: costs next to nothing, runs no code")
	flag.Parse()
	return o
}

func run(o options) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	clients, err := connect(o.kubeconfig)
	if err != nil {
		return err
	}
	settings, err := o.settings(clients)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(settings.Address, "0"))
	if err != nil {
		return err
	}
	settings.Port = int32(listener.Addr().(*net.TCPAddr).Port)
	if err := clients.runtimeClass(ctx); err != nil {
		return err
	}
	var nodes []*kubelet.Node
	for i := range o.nodes {
		name := fmt.Sprintf("%s%d", o.prefix, i+1)
		own, err := clients.as(name)
		if err != nil {
			return err
		}
		nodes = append(nodes, kubelet.New(name, settings, clients.admin, own))
	}
	if err := o.listen(listener, nodes, settings); err != nil {
		return err
	}
	return work(ctx, nodes)
}

func (o options) settings(clients *clients) (kubelet.Settings, error) {
	chances, err := fault.ParseChances(o.chances)
	if err != nil {
		return kubelet.Settings{}, err
	}
	// Folders of pods get the modes they are given.
	unix.Umask(0)
	root, err := rootfs.Prepare(o.state, o.warden)
	if err != nil {
		return kubelet.Settings{}, err
	}
	address, err := clients.address()
	return kubelet.Settings{
		Address: address, Relist: o.relist, Boot: o.boot, Play: o.play, Root: root, Region: o.region,
		Starter: guest.Starter{Program: o.container, Folder: o.state},
		Chooser: &fault.Chooser{Seed: o.seed, Chances: chances}, Words: &kubelet.Words{},
	}, err
}

func (o options) listen(kubeletPort net.Listener, nodes []*kubelet.Node, settings kubelet.Settings) error {
	security, err := serve.TLS(o.certificate, o.key, o.authority)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: (&serve.Server{Nodes: nodes}).Handler(), TLSConfig: security, ReadHeaderTimeout: time.Minute,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
	}
	go func() { _ = server.ServeTLS(kubeletPort, "", "") }()
	commands, err := net.Listen("tcp", o.control)
	if err != nil {
		return err
	}
	fmt.Println("http://" + commands.Addr().String())
	commander := &control.Control{Nodes: nodes, Chooser: settings.Chooser, Words: settings.Words}
	go func() {
		_ = (&http.Server{Handler: commander.Handler(), ReadHeaderTimeout: time.Minute}).Serve(commands)
	}()
	return nil
}

// work runs all nodes and ends with the first that fails.
func work(ctx context.Context, nodes []*kubelet.Node) error {
	ended := make(chan error, len(nodes))
	for _, node := range nodes {
		go func() { ended <- node.Run(ctx) }()
	}
	var failure error
	for range nodes {
		if err := <-ended; err != nil {
			return err
		}
	}
	return failure
}
