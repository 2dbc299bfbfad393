package watch

import "testing"

func TestStorm(t *testing.T) {
	s := newStorm(Burst{Count: 1000, Seconds: 2})
	// Four looks: a thousand in them is all right, as often as it comes.
	youngest := 100
	for range 50 {
		youngest += 240
		if s.saw(youngest) {
			t.Fatal("ordinary work is a storm")
		}
	}
	// The numbers start again from the bottom.
	if s.saw(50) {
		t.Error("a wrap is a storm")
	}
	if s.saw(300) || !s.saw(1700) {
		t.Error("a storm is not seen")
	}
}

func TestYoungestProcess(t *testing.T) {
	if number, known := youngestProcess(); !known || number <= 0 {
		t.Errorf("%d %v", number, known)
	}
}
