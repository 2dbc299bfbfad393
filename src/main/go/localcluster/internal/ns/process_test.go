package ns

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestParseStatCountsFromTheLastParenthesis(t *testing.T) {
	const rest = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21"
	for _, name := range []string{"(kube)", "(a b)", "(x) R 1 (y)", "(()"} {
		got, err := parseStat("42 " + name + rest)
		if err != nil || got.state != 'S' || got.started != 4711 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, broken := range []string{"", "42 (x", "42 (x) S 1 2", "42 (x) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 no 20"} {
		if _, err := parseStat(broken); err == nil {
			t.Errorf("%q was accepted", broken)
		}
	}
}

func TestAliveOnlyForTheRecordedProcess(t *testing.T) {
	self, err := Identify(os.Getpid())
	if err != nil || !self.Alive() {
		t.Fatalf("%+v, %v", self, err)
	}
	reused, renamed := self, self
	reused.Started++
	renamed.Command = "another"
	for _, other := range []Process{{}, reused, renamed} {
		if other.Alive() {
			t.Errorf("%+v passes for alive", other)
		}
	}
}

func TestKillEndsAndSparesTheReusedID(t *testing.T) {
	command := exec.Command("sleep", "60")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	process, err := Identify(command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	other := process
	other.Started++
	if err := other.Kill(time.Second); err != nil || !process.Alive() {
		t.Errorf("a process with another start time was ended (%v)", err)
	}
	if err := process.Kill(5 * time.Second); err != nil {
		t.Error(err)
	}
	// Not waited for yet, so it is a zombie now.
	if process.Alive() {
		t.Error("a zombie passes for alive")
	}
	_ = command.Wait()
	if err := process.Kill(time.Second); err != nil {
		t.Errorf("ending what has ended: %v", err)
	}
}

func TestSaveAndLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	want := Process{ID: 7, Started: 9, Command: "etcd"}
	if err := want.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := Load(path); got != want {
		t.Errorf("%+v", got)
	}
	if got := Load(path + ".none"); got.Alive() {
		t.Errorf("%+v", got)
	}
}
