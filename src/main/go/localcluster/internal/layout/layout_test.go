package layout

import "testing"

func TestCheckName(t *testing.T) {
	for name, valid := range map[string]bool{
		"dev": true, "a": true, "test-2": true, "": false, "Dev": false, "2x": false, "a/b": false, "..": false,
		"a23456789012345678901": false, "a b": false,
	} {
		if err := CheckName(name); (err == nil) != valid {
			t.Errorf("CheckName(%q) = %v", name, err)
		}
	}
}

func TestFreeIndexTakesTheLowestThatIsFreeAndUsable(t *testing.T) {
	all := func(int) bool { return true }
	taken := map[int]bool{0: true, 1: true, 3: true}
	for _, each := range []struct {
		taken  map[int]bool
		usable func(int) bool
		want   int
	}{
		{nil, all, 0},
		{taken, all, 2},
		{taken, func(index int) bool { return index != 2 }, 4},
	} {
		if got, err := FreeIndex(each.taken, each.usable); err != nil || got != each.want {
			t.Errorf("FreeIndex = %d, %v; want %d", got, err, each.want)
		}
	}
	if _, err := FreeIndex(nil, func(int) bool { return false }); err == nil {
		t.Error("no index is usable and yet one was found")
	}
}

func TestNoTwoIndexesShareAnything(t *testing.T) {
	seen := map[string]int{}
	for index := range MaxIndex + 1 {
		c := Cluster{Name: "x", Index: index}
		for _, thing := range []string{c.HostLink(), c.WireSubnet(), c.PodSubnet(), c.ServiceSubnet(), c.NodeAddress(),
			c.HostAddress(), c.Server()} {
			if other, double := seen[thing]; double {
				t.Errorf("%s belongs to %d and %d", thing, other, index)
			}
			seen[thing] = index
		}
		if len(c.HostLink()) > 15 {
			t.Errorf("%s is too long for a link", c.HostLink())
		}
	}
}
