package corpus

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// precious is how many files lie in the folder that no program may touch.
const precious = 40

// surroundings are what hostile programs could have an effect on: a port and an abstract socket where somebody
// listens, and a process that the signal they send would end.
type surroundings struct {
	port    int
	name    string
	reached atomic.Int64
	victim  *exec.Cmd
}

func surround(t *testing.T) *surroundings {
	s := &surroundings{victim: exec.Command("/bin/sleep", "600")}
	port, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	s.name = fmt.Sprintf("corpus-%d", os.Getpid())
	abstract, err := net.Listen("unix", "@"+s.name)
	must(t, err)
	s.port = port.Addr().(*net.TCPAddr).Port
	for _, door := range []net.Listener{port, abstract} {
		go s.listen(door)
		t.Cleanup(func() { _ = door.Close() })
	}
	// Of the same user, so that only the confinement protects it.
	s.victim.SysProcAttr = credential()
	must(t, s.victim.Start())
	t.Cleanup(func() { _ = s.victim.Process.Kill(); _ = s.victim.Wait() })
	return s
}

func (s *surroundings) listen(door net.Listener) {
	for {
		connection, err := door.Accept()
		if err != nil {
			return
		}
		s.reached.Add(1)
		_ = connection.Close()
	}
}

// environment tells a program what there is to attack.
func (s *surroundings) environment(g *guest) map[string]string {
	return map[string]string{
		"CORPUS_PORT": strconv.Itoa(s.port), "CORPUS_ABSTRACT": s.name, "CORPUS_VICTIM": strconv.Itoa(s.victim.Process.Pid),
		"CORPUS_OUTSIDE": g.dir + "/outside", "CORPUS_MESSAGE": g.dir + "/message",
	}
}

// harmed says what a run did to the folder that was none of its business.
func harmed(dir string) []string {
	var found []string
	entries, _ := os.ReadDir(filepath.Join(dir, "outside"))
	for _, entry := range entries {
		text, _ := os.ReadFile(filepath.Join(dir, "outside", entry.Name()))
		if string(text) != "precious" || !strings.HasPrefix(entry.Name(), "precious-") {
			found = append(found, "it wrote "+entry.Name())
		}
	}
	if len(entries) < precious {
		found = append(found, fmt.Sprintf("%d files are gone", precious-len(entries)))
	}
	return found
}

// check fails for effects that cannot be told to be of one program.
func (s *surroundings) check(t *testing.T) {
	if count := s.reached.Load(); count > 0 {
		t.Errorf("%d connections were made", count)
	}
	if err := s.victim.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("a process outside was killed: %v", err)
	}
}
