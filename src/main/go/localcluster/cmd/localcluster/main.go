// Command localcluster is hack/cluster: a real Kubernetes with one node on this machine. See docs/local-cluster.md.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"

	"codesession.dev/localcluster/internal/cluster"
	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/problem"
	"codesession.dev/localcluster/internal/progress"
)

const usage = `usage: hack/cluster COMMAND [--name NAME] [ARGUMENTS]

  up            build what is missing, start what does not run, wait until the node is ready; with
                --without-node a control plane alone, for the simulated nodes of hack/node
  down [--all]  end the cluster (or all of them) and remove every trace
  status        print components, versions and readiness; exit code 0 only if ready
  kubeconfig    print the path of the administrator's kubeconfig
  load FILE...  import image archives (OCI or docker); print each image as name@digest
  kill NAME...  end components (etcd, kube-apiserver, ...) as a crash would; up starts them again
  ctr ARGS...   run containerd's client; images of pods are in: ctr -n k8s.io images list
  audit-log     print the path of the API server's audit log
  exec-env      print lines for a shell: eval "$(hack/cluster exec-env)"

NAME is dev unless --name says otherwise, directly after the command.
CODESESSION_CACHE (default ~/.cache/codesession) keeps builds, CODESESSION_STATE (default /var/lib/codesession) clusters.
`

func main() {
	if len(os.Args) > 1 && os.Args[1] == ns.InitCommand {
		exit(ns.Init(os.Args[2:]))
	}
	call, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\n\n%s", err, usage)
		os.Exit(2)
	}
	place, err := locate(os.Getenv)
	if err != nil {
		exit(err)
	}
	exit(run(call, place))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "hack/cluster: "+err.Error())
		os.Exit(1)
	}
	os.Exit(0)
}

func run(call call, place place) error {
	report := progress.New(os.Stderr)
	switch call.command {
	case "up":
		return up(call, place, report)
	case "down":
		return down(call, place, report)
	case "help":
		fmt.Print(usage)
		return nil
	}
	found, err := place.store.Find(call.name)
	if errors.Is(err, fs.ErrNotExist) {
		return problem.New(fmt.Errorf("there is no cluster %q", call.name), "", "hack/cluster up --name "+call.name)
	}
	if err != nil {
		return err
	}
	return ask(call, found)
}

func ask(call call, found layout.Cluster) error {
	switch call.command {
	case "status":
		if err := cluster.Status(found, os.Stdout); err != nil {
			return problem.New(errors.New("not ready"), "", "hack/cluster up --name "+found.Name)
		}
	case "kubeconfig":
		fmt.Println(found.Kubeconfig("admin"))
	case "audit-log":
		fmt.Println(found.AuditLog())
	case "exec-env":
		fmt.Printf("export KUBECONFIG=%q\nexport PATH=%q:\"$PATH\"\n", found.Kubeconfig("admin"), found.Bin)
	case "ctr":
		err := cluster.RunInside(found, cluster.Ctr(found, call.arguments...))
		var ended *exec.ExitError
		if errors.As(err, &ended) {
			os.Exit(ended.ExitCode()) // ctr has said why
		}
		return err
	case "kill":
		return cluster.Kill(found, call.arguments...)
	case "load":
		for _, file := range call.arguments {
			names, err := cluster.Load(found, file)
			if err != nil {
				return err
			}
			for _, name := range names {
				fmt.Println(name)
			}
		}
	}
	return nil
}
