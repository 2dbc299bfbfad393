// Package corpus runs the project's own hostile and benign programs (src/test/corpus) under a real warden, as a
// user without rights when the tests run as root, and compares what came of each with what its header expects. It
// has no code but tests.
package corpus

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"codesession.dev/warden/internal/tree"
	"codesession.dev/warden/internal/warden"
	"golang.org/x/sys/unix"
)

// ceiling is RLIMIT_NPROC of all wardens and their code together, threads included.
const ceiling = 1500

// TestMain is all the programs there are: the tests, the warden and its stage.
func TestMain(m *testing.M) {
	switch {
	case warden.IsStage():
		os.Exit(warden.Main())
	case os.Getenv("CORPUS_ROOM") != "":
		must(nil, enterRoom(os.Getenv("CORPUS_ROOM")))
	case os.Getenv("CORPUS_WARDEN") != "":
		// A fork bomb that gets away must not take the machine with it.
		must(nil, unix.Setrlimit(unix.RLIMIT_NPROC, &unix.Rlimit{Cur: ceiling, Max: ceiling}))
		os.Exit(warden.Main())
	}
	// Whatever a warden that failed leaves behind comes to this process, and ends with it.
	must(nil, unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))
	code := m.Run()
	if !tree.Kill(30 * time.Second) {
		fmt.Println("processes of the tests are still running")
		code = 1
	}
	os.Exit(code)
}

// inForce is what verdicts rest on; a kernel without one of them cannot be expected to reach them.
var inForce = []string{"Landlock", "SignalScope", "SyscallWatch"}

func TestCorpus(t *testing.T) {
	all, err := programs()
	must(t, err)
	root := t.TempDir()
	must(t, os.Chmod(root, 0o755))
	must(t, os.Chmod(filepath.Dir(root), 0o755))
	first, err := boot(root)
	must(t, err)
	first.end()
	for _, feature := range inForce {
		if !slices.Contains(first.features, feature) {
			t.Skipf("this kernel has no %s, without which programs are contained but not detected", feature)
		}
	}
	chosen, out := choose(t, all)
	r := runner{t: t, root: root, around: surround(t)}
	began := time.Now()
	judgements := r.all(chosen)
	r.around.check(t)
	t.Logf("%d runs of %d programs in %v; left out: %v\n%s", len(judgements), len(all), time.Since(began).Round(time.Second), out, table(judgements))
	for _, j := range judgements {
		if j.failure != "" {
			t.Errorf("%s: %s", j.title(), j.failure)
		}
	}
}

// choose leaves out what this machine cannot run, and says why; CORPUS_ONLY is a pattern for names.
func choose(t *testing.T, all []program) ([]program, map[string]int) {
	only, err := regexp.Compile(os.Getenv("CORPUS_ONLY"))
	must(t, err)
	out := map[string]int{}
	lacks := lacking()
	var chosen []program
	for _, p := range all {
		missing := slices.DeleteFunc(requirements(p), func(need string) bool { return !lacks(need) })
		switch {
		case !only.MatchString(p.name):
			out["not asked for"]++
		case len(missing) > 0:
			out["no "+missing[0]]++
		default:
			chosen = append(chosen, p)
			if filepath.Ext(p.name) == ".c" {
				p.allowed = true
				chosen = append(chosen, p)
			}
		}
	}
	return chosen, out
}

func requirements(p program) []string {
	program := map[string]string{".py": "python3", ".sh": "bash", ".js": "node", ".c": "gcc"}[filepath.Ext(p.name)]
	return append([]string{program}, p.needs...)
}

// lacking finds out, once for each, whether a program, an architecture or a Python package is there.
func lacking() func(string) bool {
	known := map[string]bool{"x86-64": runtime.GOARCH != "amd64"}
	return func(need string) bool {
		lacks, found := known[need]
		if !found {
			lacks = !has(need)
			known[need] = lacks
		}
		return lacks
	}
}

func has(need string) bool {
	if need == sharedMemory {
		return ownRooms()
	}
	if _, err := exec.LookPath("/usr/bin/" + need); err == nil {
		return true
	}
	return exec.Command("/usr/bin/python3", "-c", "import "+need).Run() == nil
}

// runner runs programs, a few at a time: many of them wait more than they work.
type runner struct {
	t      *testing.T
	root   string
	around *surroundings
	// compiled keeps binaries: each is run twice.
	compiled sync.Map
}

const atOnce = 4

// crowding are the programs that use up what all guests share here, because they share a user: processes. While
// one of them runs, the forks and threads of any other fail, and node waits for ever for a thread it did not get.
// So each runs alone.
var crowding = regexp.MustCompile("^hostile/(exhaustion|processes)/")

func (r *runner) all(chosen []program) []judgement {
	judgements := make([]judgement, len(chosen))
	places := make([]string, len(chosen))
	inTurns := func(crowd bool, atOnce int) {
		var group sync.WaitGroup
		turns := make(chan struct{}, atOnce)
		for i, p := range chosen {
			if crowding.MatchString(p.name) != crowd {
				continue
			}
			turns <- struct{}{}
			group.Go(func() {
				defer func() { <-turns }()
				judgements[i], places[i] = r.one(p)
			})
		}
		group.Wait()
	}
	inTurns(false, atOnce)
	inTurns(true, 1)
	// Only now: what outlived its session would have had time for its work.
	for i, place := range places {
		if place == "" {
			continue
		}
		if seen := harmed(place); len(seen) > 0 {
			judgements[i].verdict = effect
			judgements[i].failure = fmt.Sprint(seen)
		}
	}
	return judgements
}

func (r *runner) one(p program) (judgement, string) {
	failed := func(err error) (judgement, string) {
		return judgement{program: p, verdict: contained, failure: "could not be run: " + err.Error()}, ""
	}
	var compiled []byte
	if filepath.Ext(p.name) == ".c" {
		var err error
		if compiled, err = r.binary(p); err != nil {
			return failed(err)
		}
	}
	g, err := boot(r.root)
	if err != nil {
		return failed(err)
	}
	order, err := p.order(compiled, r.around.environment(g))
	if err != nil {
		return failed(err)
	}
	result, err := g.run(order)
	if err != nil {
		return failed(err)
	}
	if compiled != nil && !p.allowed {
		// Whatever it would do: a dropped binary does not get that far.
		p.expect = terminated
	}
	return judge(p, result, nil), g.dir
}

func (r *runner) binary(p program) ([]byte, error) {
	once, _ := r.compiled.LoadOrStore(p.name, sync.OnceValues(func() ([]byte, error) { return r.compile(p) }))
	return once.(func() ([]byte, error))()
}

// compile makes a program that needs nothing of the guest, packed as it has to travel.
func (r *runner) compile(p program) ([]byte, error) {
	binary := filepath.Join(r.t.TempDir(), "program")
	said, err := exec.Command("/usr/bin/gcc", "-static", "-Os", "-s", "-pthread", "-w", "-o", binary, filepath.Join(folder, p.name)).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	text, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, err = writer.Write(text)
	// Closed before the bytes are taken: it is what writes the end.
	if err = errors.Join(err, writer.Close()); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

func must(t *testing.T, err error) {
	if err != nil && t == nil {
		panic(err)
	}
	if err != nil {
		t.Helper()
		t.Fatal(err)
	}
}
