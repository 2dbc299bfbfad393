package cluster

import (
	"os"
	"strings"
	"testing"

	"codesession.dev/localcluster/internal/layout"
)

func TestAdoptGivesEachNameItsOwnIndexAndKeepsIt(t *testing.T) {
	store := Store{Folder: t.TempDir()}
	first, err := store.Adopt("one", "/bin-1", false)
	if err != nil {
		t.Fatal(err)
	}
	second, err := store.Adopt("two", "/bin-1", false)
	if err != nil {
		t.Fatal(err)
	}
	again, err := store.Adopt("one", "/bin-2", false)
	if err != nil {
		t.Fatal(err)
	}
	if first.Index == second.Index || again.Index != first.Index || again.Bin != "/bin-2" {
		t.Errorf("%+v %+v %+v", first, second, again)
	}
	if err := os.RemoveAll(first.State); err != nil {
		t.Fatal(err)
	}
	if third, err := store.Adopt("three", "/bin-1", false); err != nil || third.Index != first.Index {
		t.Errorf("the freed index is not used again: %+v, %v", third, err)
	}
}

func TestEveryComponentHasACommandLineWithinItsCluster(t *testing.T) {
	some := layout.Cluster{Name: "x", Index: 7, Bin: "/bin-x", State: "/state/x"}
	for _, component := range Components(some) {
		line := commandLine(some, component)
		if line[0] != "/bin-x/"+component {
			t.Errorf("%s is started as %s", component, line[0])
		}
		for _, argument := range line[1:] {
			if _, path, _ := strings.Cut(argument, "=/"); path != "" && !strings.HasPrefix(path, "state/x/") {
				t.Errorf("%s writes outside its state: %s", component, argument)
			}
		}
	}
}

func TestADamagedIdentityNeverStandsForAnotherCluster(t *testing.T) {
	store := Store{Folder: t.TempDir()}
	made, err := store.Adopt("one", "/bin-1", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"", "{", `{"index":0,"name":`} {
		if err := os.WriteFile(made.Path(identity), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if found, err := store.Find("one"); err == nil || found.Index != -1 {
			t.Errorf("%q: %+v, %v", content, found, err)
		}
	}
}

func TestParseImages(t *testing.T) {
	table := "REF TYPE DIGEST SIZE PLATFORMS LABELS\nlocalhost/a:1 application/x sha256:aa 1 MiB linux/amd64 -\n"
	if got := parseImages(table); len(got) != 1 || got["localhost/a:1"] != "sha256:aa" {
		t.Errorf("%v", got)
	}
}

func TestNodeReadiness(t *testing.T) {
	var empty, no, yes node
	no.Status.Conditions = []struct{ Type, Status, Message string }{{"Ready", "False", "no network"}}
	yes.Status.Conditions = []struct{ Type, Status, Message string }{{"DiskPressure", "False", ""}, {"Ready", "True", ""}}
	if empty.notReady() == nil || no.notReady() == nil || yes.notReady() != nil {
		t.Errorf("%v %v %v", empty.notReady(), no.notReady(), yes.notReady())
	}
}
