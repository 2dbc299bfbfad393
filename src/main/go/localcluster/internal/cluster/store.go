// Package cluster starts, inspects and ends a cluster. Everything it writes is below one state folder, everything it
// starts is inside one set of namespaces.
package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/ns"
	"codesession.dev/localcluster/internal/problem"
)

const identity = "cluster.json"

// Store is the folder of all clusters' states.
type Store struct{ Folder string }

// Find reads a cluster; fs.ErrNotExist if there is none. What it answers beside an error has the index -1.
func (s Store) Find(name string) (layout.Cluster, error) {
	if err := layout.CheckName(name); err != nil {
		return layout.Cluster{}, err
	}
	found := layout.Cluster{Name: name, State: filepath.Join(s.Folder, name), Index: -1}
	content, err := os.ReadFile(found.Path(identity))
	if err != nil {
		return found, err
	}
	if err := json.Unmarshal(content, &found); err != nil {
		found.Index = -1
		return found, fmt.Errorf("%s: %w", found.Path(identity), err)
	}
	return found, nil
}

// Names lists the clusters that have a state folder, even a damaged one.
func (s Store) Names() ([]string, error) {
	entries, err := os.ReadDir(s.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() && layout.CheckName(entry.Name()) == nil {
			names = append(names, entry.Name())
		}
	}
	return names, err
}

// Adopt finds the cluster, as it was made, or makes a new one with a free index.
func (s Store) Adopt(name, bin string, withoutNode bool) (layout.Cluster, error) {
	found, err := s.Find(name)
	if err == nil {
		if !holder(found).Alive() {
			found.Bin = bin // a running one keeps what it runs
		}
		return found, save(found)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return found, problem.New(err, "", "hack/cluster down --name "+name+", then up")
	}
	taken, err := s.indexes()
	if err != nil {
		return found, err
	}
	found.Bin, found.WithoutNode = bin, withoutNode
	if found.Index, err = layout.FreeIndex(taken, unused()); err != nil {
		return found, problem.New(err, "", "end one: hack/cluster down --all")
	}
	for _, folder := range []string{"log", "process", "config"} {
		if err := os.MkdirAll(found.Path(folder), 0o755); err != nil {
			return found, problem.New(err, "", "set CODESESSION_STATE to a folder that can be written")
		}
	}
	return found, save(found)
}

func (s Store) indexes() (map[int]bool, error) {
	names, err := s.Names()
	taken := map[int]bool{}
	for _, name := range names {
		if other, err := s.Find(name); err == nil {
			taken[other.Index] = true
		}
	}
	return taken, err
}

// unused refuses an index whose addresses the host has for another purpose.
func unused() func(int) bool {
	addresses, err := net.InterfaceAddrs()
	return func(index int) bool {
		if err != nil {
			return true
		}
		candidate := layout.Cluster{Index: index}
		for _, text := range []string{candidate.WireSubnet(), candidate.PodSubnet(), candidate.ServiceSubnet()} {
			_, wanted, _ := net.ParseCIDR(text)
			for _, address := range addresses {
				if present, ok := address.(*net.IPNet); ok && (wanted.Contains(present.IP) || present.Contains(wanted.IP)) {
					return false
				}
			}
		}
		return true
	}
}

func save(cluster layout.Cluster) error {
	content, err := json.MarshalIndent(cluster, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(cluster.Path(identity), append(content, '\n'), 0o644)
}

// Lock lets one up or down run at a time. The kernel drops it when the process ends.
func (s Store) Lock(waiting func()) (func(), error) {
	if err := os.MkdirAll(s.Folder, 0o755); err != nil {
		return nil, problem.New(err, "", "set CODESESSION_STATE to a folder that can be written")
	}
	folder, err := os.Open(s.Folder)
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		waiting()
		for start := time.Now(); syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil; {
			if time.Since(start) > 5*time.Minute {
				return nil, problem.New(errors.New("another hack/cluster up or down holds the lock for five minutes"), "",
					"look for it with: ps -ef | grep localcluster")
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	return func() { folder.Close() }, nil
}

// holder is process 1 of the cluster's namespaces.
func holder(cluster layout.Cluster) ns.Process { return running(cluster, "namespaces") }

// running is a component's process as recorded; ask Alive.
func running(cluster layout.Cluster, component string) ns.Process {
	return ns.Load(processFile(cluster, component))
}

func processFile(cluster layout.Cluster, component string) string {
	return cluster.Path("process", component+".json")
}
