package cluster

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/problem"
)

// enter makes sure the cluster's namespaces exist.
func (u *upper) enter() (err error) {
	u.inside = holder(u.Cluster)
	if u.inside.Alive() {
		return nil
	}
	// Whatever ran before is dead; what a reboot would have cleared is cleared here.
	if err := removeCgroups(u.Cluster); err != nil {
		return err
	}
	if err := makeCgroups(u.Cluster); err != nil {
		return problem.New(err, "", "cgroups must be writable below "+cgroupRoot)
	}
	keep := []string{u.State, u.cache, u.source}
	if u.inside, err = ns.Create(u.self, u.Log("namespaces"), processFile(u.Cluster, "namespaces"), keep); err != nil {
		return err
	}
	if err := enterSystemCgroup(u.Cluster, u.inside.ID); err != nil {
		return err
	}
	return connect(u.Cluster, u.inside)
}

// start starts a component unless it runs, and says whether it did.
func (u *upper) start(component string) (bool, error) {
	if running(u.Cluster, component).Alive() {
		return false, nil
	}
	log, err := os.OpenFile(u.Log(component), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return false, err
	}
	defer log.Close()
	line := commandLine(u.Cluster, component)
	command := exec.Command(line[0], line[1:]...)
	command.Dir = "/"
	command.Env = append(environment(u.Cluster), tuning[component]...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := u.inside.Start(command); err != nil {
		return false, problem.New(fmt.Errorf("starting %s: %w", component, err), u.Log(component), "")
	}
	go command.Wait() // reaps it should it die while we wait for it
	if err := enterSystemCgroup(u.Cluster, command.Process.Pid); err != nil {
		return true, err
	}
	process, err := ns.Identify(command.Process.Pid)
	if err != nil {
		return true, problem.New(fmt.Errorf("%s ended at once", component), u.Log(component), "see the log")
	}
	return true, process.Save(processFile(u.Cluster, component))
}

// tuning is for two processors and a crowd of short-lived objects: the watch cache keeps the API server's heap large, and
// looking through it was a quarter of its time (docs/performance.md). Near the limit it is looked through more often again.
var tuning = map[string][]string{apiServer: {"GOGC=400", "GOMEMLIMIT=2GiB"}}

// environment is the same whoever calls: no proxy, no credentials, no kubeconfig of the caller reach a component.
func environment(cluster layout.Cluster) []string {
	return []string{"PATH=" + cluster.Bin + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root"}
}

// await asks again until the answer is nil, a component it depends on has died, or the time is over.
func (u *upper) await(what string, limit time.Duration, ask func() error, needs ...string) error {
	slow := time.AfterFunc(3*time.Second, func() { u.report.Say("waiting for %s", what) })
	defer slow.Stop()
	deadline := time.Now().Add(limit)
	next := time.Now().Add(10 * time.Second)
	for {
		err := ask()
		if err == nil {
			return nil
		}
		for _, component := range needs {
			if !running(u.Cluster, component).Alive() {
				return problem.New(fmt.Errorf("waiting for %s: %s has ended", what, component), u.Log(component),
					"see the log; hack/cluster up starts it again, hack/cluster down clears everything")
			}
		}
		if time.Now().After(deadline) {
			return problem.New(fmt.Errorf("no %s after %s: %w", what, limit, err), u.Log(needs[len(needs)-1]),
				"see the log; if the machine is busy run hack/cluster up again, else hack/cluster down and up")
		}
		if time.Now().After(next) {
			u.report.Say("still waiting for %s: %v", what, err)
			next = next.Add(10 * time.Second)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
