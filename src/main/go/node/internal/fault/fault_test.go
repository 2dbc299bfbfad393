package fault

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	set, err := Parse("exit=137@RUN, attach-cut=100,slow-boot=3s,evicted@2s,log-gone")
	if err != nil || len(set) != 5 {
		t.Fatal(set, err)
	}
	if _, timed := set[0].After(); timed || set[0].When != "RUN" || set[0].Number(0) != 137 {
		t.Error(set[0])
	}
	if after, timed := set[3].After(); !timed || after.Seconds() != 2 {
		t.Error(set[3])
	}
	for _, wrong := range []string{"nonsense", "exit", "exit=x", "log-gone=1", "slow-boot=3", "exit=1@NOON", "log-cut@RUN", "liar"} {
		if set, err := Parse(wrong); err == nil {
			t.Errorf("%s: %v", wrong, set)
		}
	}
}

func TestChances(t *testing.T) {
	chances, err := ParseChances("attach-cut:0.5,exit=255@RESULT:0.25")
	if err != nil || len(chances) != 2 || chances[1].Share != .25 || chances[1].Fault.When != "RESULT" {
		t.Fatal(chances, err)
	}
	for _, wrong := range []string{"attach-cut", "attach-cut:2", "attach-cut:x", "nonsense:0.1"} {
		if _, err := ParseChances(wrong); err == nil {
			t.Error(wrong)
		}
	}
}

func TestTheSameSeedAndNamesGiveTheSameFaultsWhateverTheUIDAndTheOrder(t *testing.T) {
	chances, _ := ParseChances("attach-cut:0.3,log-gone:0.3,exit=137:0.3")
	choose := func(seed uint64, uid string, sessions ...string) map[string]Set {
		chooser := &Chooser{Seed: seed, Chances: chances}
		found := map[string]Set{}
		for _, session := range sessions {
			found[session], _ = chooser.Choose(Pod{"ns", session, "csess-" + uid + session + "-1"}, "")
		}
		return found
	}
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	backwards := slices.Clone(names)
	slices.Reverse(backwards)
	one, two := choose(7, "x", names...), choose(7, "y", backwards...)
	differs := false
	for name, set := range one {
		if !slices.Equal(set, two[name]) {
			t.Errorf("%s: %v and %v", name, set, two[name])
		}
		differs = differs || !slices.Equal(set, choose(8, "x", name)[name])
	}
	if !differs {
		t.Error("another seed changes nothing")
	}
}

func TestRulesMatchByOwnerAndAsOftenAsTheySay(t *testing.T) {
	chooser := &Chooser{}
	if err := chooser.Add(Rule{Namespace: "n*", Owner: "s-1", Faults: "log-gone", Times: 1}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		if set, _ := chooser.Choose(Pod{"ns", "s-1", "p"}, ""); len(set) != want {
			t.Errorf("%d: %v", i, set)
		}
	}
	if set, _ := chooser.Choose(Pod{"other", "s-1", "p"}, "never-boots"); len(set) != 1 || set[0].Name != "never-boots" {
		t.Error(set)
	}
	if chooser.Add(Rule{Owner: "[", Faults: ""}) == nil || chooser.Add(Rule{Faults: "nonsense"}) == nil {
		t.Error("a wrong rule is accepted")
	}
}

func TestStreamFaults(t *testing.T) {
	const text = "0123456789"
	write := func(faults string, seed uint64) (string, error) {
		set, err := Parse(faults)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		stream := set.Stream(&got, rand.New(rand.NewPCG(seed, 0)))
		for range 1000 {
			if _, err := stream.Write([]byte(text)); err != nil {
				return got.String(), err
			}
		}
		return got.String(), nil
	}
	if got, err := write("attach-cut=25", 1); len(got) != 25 || !errors.Is(err, ErrCut) {
		t.Errorf("%d, %v", len(got), err)
	}
	for seed := range uint64(50) {
		if got, err := write("bytes-lost=3", seed); len(got) != 9997 || err != nil {
			t.Errorf("lost: %d, %v", len(got), err)
		}
		if got, err := write("bytes-doubled=25", seed); len(got) != 10025 && len(got) != 10000+25 || err != nil {
			t.Errorf("doubled: %d, %v", len(got), err)
		}
	}
	if got, err := write("", 1); len(got) != 10000 || err != nil {
		t.Errorf("%d, %v", len(got), err)
	}
}
