package main

import (
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for line, want := range map[string]call{
		"up":                            {command: "up", name: "dev"},
		"up --name two":                 {command: "up", name: "two"},
		"up --without-node --name two":  {command: "up", name: "two", withoutNode: true},
		"down --all":                    {command: "down", name: "dev", all: true},
		"load --name=two a.tar b.tar":   {command: "load", name: "two", arguments: []string{"a.tar", "b.tar"}},
		"kill --name two etcd":          {command: "kill", name: "two", arguments: []string{"etcd"}},
		"ctr -n k8s.io images ls":       {command: "ctr", name: "dev", arguments: []string{"-n", "k8s.io", "images", "ls"}},
		"ctr --name two tasks --name x": {command: "ctr", name: "two", arguments: []string{"tasks", "--name", "x"}},
	} {
		got, err := parse(strings.Fields(line))
		if err != nil || got.command != want.command || got.name != want.name || got.all != want.all ||
			got.withoutNode != want.withoutNode ||
			!slices.Equal(got.arguments, want.arguments) {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
	for _, line := range []string{"", "fly", "up now", "load", "up --all", "down --without-node", "up --name ../x", "up --name"} {
		if got, err := parse(strings.Fields(line)); err == nil {
			t.Errorf("%q: %+v", line, got)
		}
	}
}

func TestHasCapability(t *testing.T) {
	const status = "Name:\tx\nCapPrm:\t000001ffffffffff\nCapEff:\t000001fffeffffff\n"
	if hasCapability(status, 24) || !hasCapability(status, 21) || hasCapability("", 21) {
		t.Error("CapEff is misread")
	}
}
