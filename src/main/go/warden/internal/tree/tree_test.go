package tree

import (
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestNamesCannotForgeTheTable(t *testing.T) {
	table := NewTable(1)
	line := "77 (a) S 1 1 (x) R 5 6 7 0 -1 4194560 100 0 0 0 12 3 4 5 20 0 9 0 1234 1000000 250 18446744073709551615\n"
	process, ok := table.parse(77, []byte(line))
	want := Process{
		PID: 77, Parent: 5, Group: 6, Session: 7, State: 'R', Threads: 9, SelfTicks: 15, TotalTicks: 24, Started: 1234,
		RSSBytes: 250 * int64(os.Getpagesize()),
	}
	if !ok || process != want {
		t.Errorf("%+v", process)
	}
	for _, bad := range []string{"", "77 (a", "77 (a) S 1", "77 (a) "} {
		if _, ok := table.parse(77, []byte(bad)); ok {
			t.Errorf("%q is a process", bad)
		}
	}
}

func TestDescendantsAreThoseBelow(t *testing.T) {
	child := exec.Command("sh", "-c", "sleep 20 & wait")
	if err := child.Start(); err != nil {
		t.Skip("no sh")
	}
	defer func() { _ = child.Wait() }()
	defer Kill(5 * time.Second)
	time.Sleep(100 * time.Millisecond)
	below := NewTable(os.Getpid()).Descendants()
	if len(below) != 2 || len(NewTable(below[1].PID).Descendants())+len(NewTable(below[0].PID).Descendants()) != 1 {
		t.Errorf("%+v", below)
	}
}
