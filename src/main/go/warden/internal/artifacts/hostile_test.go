package artifacts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"codesession.dev/warden/internal/beneath"
	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

var everything = protocol.ArtifactRequest{Paths: []string{"**"}, MaxCount: 1000, MaxFileBytes: 1 << 20, MaxTotalBytes: 8 << 20}

const room = 4 << 20

func must(t testing.TB, steps ...error) {
	t.Helper()
	for _, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func put(t testing.TB, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644))
}

func reasons(b *Basket) map[string]string {
	found := map[string]string{}
	for _, omission := range b.Omitted {
		found[omission.Path] = omission.Reason
	}
	return found
}

func TestWhatIsNoFileDoesNotComeBack(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	put(t, outside, "secret")
	put(t, dir+"/good", "good")
	put(t, dir+"/one", "two names")
	socket, err := net.Listen("unix", dir+"/socket")
	must(t, err)
	defer func() { _ = socket.Close() }()
	must(t, os.Link(dir+"/one", dir+"/two"), os.Symlink(outside, dir+"/link"), os.Symlink(filepath.Dir(outside), dir+"/linked"),
		unix.Mkfifo(dir+"/fifo", 0o644), os.Mkdir(dir+"/directory", 0o755), os.Symlink("loop", dir+"/loop"))
	want := map[string]string{
		"one": protocol.NotRegular, "two": protocol.NotRegular, "link": protocol.NotRegular, "linked": protocol.NotRegular,
		"fifo": protocol.NotRegular, "socket": protocol.NotRegular, "loop": protocol.NotRegular,
	}
	// A hard link to a file of others, and a device: only root can make these.
	if os.Getuid() == 0 && os.Link(outside, dir+"/outside") == nil {
		want["outside"] = protocol.NotRegular
	}
	if os.Getuid() == 0 && unix.Mknod(dir+"/device", unix.S_IFCHR|0o644, int(unix.Mkdev(1, 5))) == nil {
		want["device"] = protocol.NotRegular
	}
	basket := Collect(dir, everything, room)
	if len(basket.Taken) != 1 || basket.Taken[0].Path != "good" {
		t.Errorf("%+v", basket.Taken)
	}
	if got := reasons(basket); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, wanted %v", got, want)
	}
	for _, path := range []string{"linked/secret", "../" + filepath.Base(filepath.Dir(outside)) + "/secret", outside, "directory/../good", "link"} {
		request := everything
		request.Paths = []string{path}
		if basket := Collect(dir, request, room); len(basket.Taken) != 0 {
			t.Errorf("%s leads to %+v", path, basket.Taken)
		}
	}
}

func TestSizesAreJudgedBeforeTheyAreRead(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/at", strings.Repeat("x", 1<<20))
	put(t, dir+"/over", strings.Repeat("x", 1<<20+1))
	put(t, dir+"/empty", "")
	put(t, dir+"/sparse", "")
	must(t, os.Truncate(dir+"/sparse", 1<<40))
	basket := Collect(dir, everything, room)
	if got := reasons(basket); len(basket.Taken) != 2 || got["over"] != protocol.TooLarge || got["sparse"] != protocol.TooLarge {
		t.Errorf("%d taken, %v", len(basket.Taken), got)
	}
	request := everything
	request.MaxTotalBytes = 1<<20 - 1
	if got := reasons(Collect(dir, request, room)); got["at"] != protocol.BudgetSpent {
		t.Errorf("%v", got)
	}
}

func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"new\nline", "bad\xff", "tab\t", "esc\x1b[2J", "del\x7f"} {
		put(t, filepath.Join(dir, name), "x")
	}
	good := []string{strings.Repeat("l", 255), `back\slash`, "**", "[a-z]", "-rf", " ", "quote\"", "<script>", "☃"}
	for _, name := range good {
		put(t, filepath.Join(dir, name), name)
	}
	put(t, dir+"/in\nside/file", "x")
	basket := Collect(dir, everything, room)
	for _, name := range good {
		found := false
		for _, taken := range basket.Taken {
			found = found || taken.Path == name && string(*taken.Data) == name
		}
		if !found {
			t.Errorf("%q did not come back", name)
		}
	}
	got := reasons(basket)
	for _, shown := range []string{`new\nline`, `bad\xff`, `tab\t`, `esc\x1b[2J`, `del\x7f`, `in\nside`} {
		if got[shown] != protocol.Unreadable {
			t.Errorf("%q: %q of %v", shown, got[shown], got)
		}
	}
	if len(basket.Taken) != len(good) {
		t.Errorf("%d taken", len(basket.Taken))
	}
}

func TestOmittedNamesAreFitForATerminal(t *testing.T) {
	for _, name := range []string{"a\u202eb", "a\u009bb", "\x1b[2J", strings.Repeat("☃", 400), strings.Repeat("\xff", 1000), strings.Repeat("<", 2000)} {
		shown := printable(name)
		if !utf8.ValidString(shown) || len(shown) > beneath.MaxPath || strings.ContainsAny(shown, "\u202e\u009b\x1b") {
			t.Errorf("%q is shown as %q", name, shown)
		}
	}
}

// Names cost, too: a thousand empty files with names that JSON makes long are no small result.
func TestNamesAreInTheBudget(t *testing.T) {
	dir := t.TempDir()
	deep := filepath.Join(dir, strings.Repeat("<", 250), strings.Repeat("&", 250), strings.Repeat(">", 250))
	for i := range 300 {
		put(t, filepath.Join(deep, fmt.Sprintf("%s%03d", strings.Repeat("<", 240), i)), "")
	}
	basket := Collect(dir, everything, 1<<20)
	taken, err := json.Marshal(basket.Taken)
	must(t, err)
	omitted, err := json.Marshal(basket.Omitted)
	must(t, err)
	if len(taken) > 1<<20/3*4+4 || len(omitted) > maxOmittedBytes+8<<10 {
		t.Errorf("%d bytes of taken, %d of omitted", len(taken), len(omitted))
	}
	if len(basket.Taken) == 0 || len(basket.Omitted) == 0 || basket.Omitted[len(basket.Omitted)-1] != unlisted {
		t.Errorf("%d taken, %d omitted", len(basket.Taken), len(basket.Omitted))
	}
}

func TestAListThatIsCutSaysSo(t *testing.T) {
	dir := t.TempDir()
	for i := range 100 {
		must(t, os.Symlink("nowhere", fmt.Sprintf("%s/%03d", dir, i)))
	}
	basket := Collect(dir, everything, room)
	if len(basket.Omitted) != maxOmitted+1 || basket.Omitted[maxOmitted] != unlisted {
		t.Errorf("%d: %+v", len(basket.Omitted), basket.Omitted[len(basket.Omitted)-1])
	}
	must(t, os.Remove(dir+"/000"))
	deep := dir + strings.Repeat("/d", maxDepth+5)
	put(t, deep+"/far", "x")
	basket = Collect(dir, everything, room)
	if basket.Omitted[0] != (protocol.Omission{Path: "**", Reason: protocol.BudgetSpent}) {
		t.Errorf("a walk that was cut: %+v", basket.Omitted[0])
	}
}

// Root may read everything; the scenarios try it as somebody else.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	put(t, dir+"/file", "x")
	put(t, dir+"/shut/file", "x")
	must(t, os.Chmod(dir+"/file", 0), os.Chmod(dir+"/shut", 0))
	defer func() { must(t, os.Chmod(dir+"/shut", 0o755)) }()
	request := everything
	request.Paths = []string{"**", "shut/file"}
	basket := Collect(dir, request, room)
	if got := reasons(basket); os.Getuid() != 0 && (got["file"] != protocol.Unreadable || got["shut"] != protocol.Unreadable || got["shut/file"] != protocol.Unreadable) {
		t.Errorf("%v", got)
	}
	if os.Getuid() == 0 && len(basket.Taken) != 2 {
		t.Errorf("%+v", basket)
	}
}

// Somebody swaps what lies there while it is collected: nothing from outside comes back, and what does is whole.
func TestSwappingWhileItIsCollected(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside+"/file", "secret")
	put(t, dir+"/d/file", "inside")
	must(t, os.Mkdir(dir+"/spare", 0o755), os.Symlink(outside, dir+"/spare/link"), os.Symlink(outside+"/file", dir+"/spare/filelink"),
		unix.Mkfifo(dir+"/spare/fifo", 0o644))
	put(t, dir+"/swapped", "inside")
	put(t, dir+"/size", strings.Repeat("s", 5000))
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		exchange := func(a, b string) {
			_ = unix.Renameat2(unix.AT_FDCWD, filepath.Join(dir, a), unix.AT_FDCWD, filepath.Join(dir, b), unix.RENAME_EXCHANGE)
		}
		for i := 0; !stop.Load(); i++ {
			exchange("d", "spare/link")
			exchange("swapped", "spare/filelink")
			exchange("swapped", "spare/fifo")
			_ = os.Truncate(dir+"/size", int64(i%3)*5000)
		}
	}()
	request := everything
	request.Paths = []string{"**", "d/file", "swapped", "size"}
	for range 400 {
		for _, artifact := range Collect(dir, request, room).Taken {
			sum := sha256.Sum256(*artifact.Data)
			if bytes.Contains(*artifact.Data, []byte("secret")) {
				t.Fatalf("%s came from outside", artifact.Path)
			}
			if artifact.Bytes != int64(len(*artifact.Data)) || artifact.SHA256 != hex.EncodeToString(sum[:]) || artifact.Bytes > 10_000 {
				t.Fatalf("%s: %d bytes are %d", artifact.Path, artifact.Bytes, len(*artifact.Data))
			}
		}
	}
	stop.Store(true)
	<-done
}
