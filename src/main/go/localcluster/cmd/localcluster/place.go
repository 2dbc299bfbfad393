package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"codesession.dev/localcluster/internal/cluster"
)

// place is where this program finds and puts things.
type place struct {
	machine cluster.Machine
	store   cluster.Store
}

// locate reads the environment; hack/cluster has set the source.
func locate(getenv func(string) string) (place, error) {
	self, err := os.Executable()
	if err != nil {
		return place{}, err
	}
	source := getenv("CODESESSION_LOCALCLUSTER_SOURCE")
	if source == "" {
		return place{}, errors.New("call hack/cluster, not this program")
	}
	cache := getenv("CODESESSION_CACHE")
	if cache == "" {
		cache = filepath.Join(getenv("HOME"), ".cache", "codesession")
	}
	state := getenv("CODESESSION_STATE")
	if state == "" {
		state = "/var/lib/codesession"
	}
	for _, path := range []*string{&source, &cache, &state} {
		if *path, err = filepath.Abs(*path); err != nil {
			return place{}, err
		}
	}
	return place{
		machine: cluster.Machine{Self: self, Source: source, Cache: cache, NoSysResource: !sysResource()},
		store:   cluster.Store{Folder: filepath.Join(state, "clusters")},
	}, nil
}

// sysResource says whether this process has CAP_SYS_RESOURCE, capability 24: some machines' root has not.
func sysResource() bool {
	status, err := os.ReadFile("/proc/self/status")
	return err == nil && hasCapability(string(status), 24)
}

func hasCapability(status string, number uint) bool {
	for line := range strings.Lines(status) {
		if text, ok := strings.CutPrefix(line, "CapEff:"); ok {
			mask, err := strconv.ParseUint(strings.TrimSpace(text), 16, 64)
			return err == nil && mask&(1<<number) != 0
		}
	}
	return false
}
