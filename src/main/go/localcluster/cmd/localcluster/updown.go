package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"codesession.dev/localcluster/internal/build"
	"codesession.dev/localcluster/internal/cluster"
	"codesession.dev/localcluster/internal/problem"
	"codesession.dev/localcluster/internal/progress"
)

func up(call call, place place, report *progress.Report) error {
	builder := build.Builder{
		Source: place.machine.Source, Cache: place.machine.Cache, PatchShim: place.machine.NoSysResource, Report: report,
	}
	bin, err := builder.Binaries()
	if err != nil {
		return err
	}
	unlock, err := place.store.Lock(func() { report.Say("waiting for another up or down to end") })
	if err != nil {
		return err
	}
	defer unlock()
	found, err := place.store.Adopt(call.name, bin, call.withoutNode)
	if err != nil {
		return err
	}
	if found.WithoutNode != call.withoutNode {
		return problem.New(fmt.Errorf("cluster %s exists, and was made with other options", call.name), "",
			"hack/cluster down --name "+call.name+", then up")
	}
	if found.Bin != bin {
		report.Say("note: %s runs binaries from before the last change of pins; down and up to change them", found.Name)
	}
	if cluster.Ready(found) == nil {
		report.Say("cluster %s is running", found.Name)
		return nil
	}
	if err := cluster.Up(found, place.machine, report); err != nil {
		return err
	}
	report.Say("cluster %s is ready: export KUBECONFIG=%s", found.Name, found.Kubeconfig("admin"))
	return nil
}

func down(call call, place place, report *progress.Report) error {
	unlock, err := place.store.Lock(func() { report.Say("waiting for another up or down to end") })
	if err != nil {
		return err
	}
	defer unlock()
	names := []string{call.name}
	if call.all {
		if names, err = place.store.Names(); err != nil {
			return err
		}
	}
	for _, name := range names {
		found, err := place.store.Find(name)
		if _, missing := os.Stat(found.State); errors.Is(missing, fs.ErrNotExist) {
			report.Say("there is no cluster %s", name)
			continue
		}
		if err != nil {
			// A start that was cut short before it wrote its identity has started nothing either.
			report.Say("%s has no readable identity (%v): removing its state", name, err)
		}
		if err := cluster.Down(found); err != nil {
			return problem.New(err, "", "hack/cluster down --name "+name)
		}
		report.Say("cluster %s is gone", name)
	}
	// The last one takes the folders along; removing fails while there is anything in them.
	_ = os.Remove(place.store.Folder)
	_ = os.Remove(filepath.Dir(place.store.Folder))
	return nil
}
