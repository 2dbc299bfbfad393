package watch

import (
	"slices"
	"testing"
	"time"

	"codesession.dev/warden/internal/confinement"
)

func TestEverythingRefusedHasARule(t *testing.T) {
	for _, name := range confinement.RefusedWhenWatched() {
		if len(clausesOf(name)) == 0 {
			t.Errorf("%s is refused and no rule tells of it", name)
		}
	}
}

func TestWhatIsLethal(t *testing.T) {
	settings := Settings{Warden: 1, Refused: confinement.RefusedWhenWatched()}
	w, err := New(settings, 0, Reaction{})
	if err != nil {
		t.Fatal(err)
	}
	lethal := w.Lethal()
	for _, name := range []string{"ptrace", "bpf", "mount", "clone", "kill", "socket"} {
		if !slices.Contains(lethal, name) {
			t.Errorf("%s is not lethal", name)
		}
	}
	for _, name := range []string{"fcntl", "syslog", "name_to_handle_at", "pidfd_send_signal", "openat", "setuid"} {
		if slices.Contains(lethal, name) {
			t.Errorf("%s is lethal", name)
		}
	}
	settings.OnlyRecord = true
	if w, err = New(settings, 0, Reaction{}); err != nil || len(w.Lethal()) != 0 {
		t.Errorf("nothing is lethal where nothing ends a run: %v %v", w.Lethal(), err)
	}
}

func TestBurst(t *testing.T) {
	b, now := newBurst(Burst{Count: 3, Seconds: 10}), time.Now()
	for i, c := range []struct {
		after time.Duration
		want  bool
	}{{0, false}, {time.Second, false}, {2 * time.Second, true}, {13 * time.Second, false}, {13 * time.Second, false}, {14 * time.Second, true}} {
		if got := b.reached(now.Add(c.after)); got != c.want {
			t.Errorf("%d: %v", i, got)
		}
	}
}

func TestRulesAboutArguments(t *testing.T) {
	w := settled(t)
	for _, c := range []struct {
		call string
		args [6]uint64
		want string
	}{
		{"socket", [6]uint64{2, 1}, "Network Attempt"},
		{"socket", [6]uint64{0xdead00000002, 0x80801}, "Network Attempt"},
		{"socket", [6]uint64{2, 3}, "Packet Socket Created in Container"},
		{"socket", [6]uint64{16, 3}, "Network Attempt"},
		{"socket", [6]uint64{0}, "Unusual Socket Family"},
		{"setresuid", [6]uint64{1000, ^uint64(0), 0xffffffff}, ""},
		{"setresuid", [6]uint64{1000, 0, 1000}, "Non Sudo Setuid"},
		{"setgid", [6]uint64{1000}, ""},
		{"unshare", [6]uint64{0x400}, ""},
		{"unshare", [6]uint64{0x80}, "Change Namespace Privileges via Unshare"},
		{"prctl", [6]uint64{4, 1}, ""},
		{"prctl", [6]uint64{4 | 1<<40, 1 << 40}, "Make Process Unreadable"},
		{"prctl", [6]uint64{47, 2}, "Ask for Capabilities"},
		{"prctl", [6]uint64{47, 4}, ""},
		{"personality", [6]uint64{0xffffffff}, ""},
		{"ptrace", [6]uint64{0}, "PTRACE Anti-Debug Attempt"},
		{"getpid", [6]uint64{}, ""},
	} {
		found := w.matcher.match(&event{call: c.call, args: c.args}, time.Now())
		if name := nameOf(found); name != c.want {
			t.Errorf("%s %x: %q, wanted %q", c.call, c.args, name, c.want)
		}
	}
}

func nameOf(v verdict) string {
	if v.rule == nil {
		return ""
	}
	return v.rule.Name
}
