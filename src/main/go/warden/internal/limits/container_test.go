package limits

import (
	"os"
	"path/filepath"
	"testing"
)

// books writes files of a cgroup as a kernel would show them.
func books(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, name)
		if os.MkdirAll(filepath.Dir(path), 0o755) != nil || os.WriteFile(path, []byte(text), 0o600) != nil {
			t.Fatal(path)
		}
	}
}

func TestBooksOfBothVersions(t *testing.T) {
	for name, c := range map[string]struct{ before, after map[string]string }{
		"v2": {
			map[string]string{"cgroup.controllers": "", "cgroup.type": "domain", "cpu.stat": "usage_usec 5000000\nuser_usec 1\n", "memory.stat": "anon 1000\nfile 7\nshmem 500\n", "memory.events": "oom 3\noom_kill 3\n"},
			map[string]string{"cpu.stat": "usage_usec 9000000\n", "memory.stat": "anon 100001000\nshmem 200000500\n", "memory.events": "oom 4\noom_kill 4\noom_group_kill 0\n"},
		},
		"v1": {
			map[string]string{"cpuacct/cpuacct.usage": "5000000000\n", "memory/memory.stat": "cache 9\nrss 1000\nshmem 500\n", "memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"},
			map[string]string{"cpuacct/cpuacct.usage": "9000000000\n", "memory/memory.stat": "cache 9\nrss 100001000\nshmem 200000500\n", "memory/memory.oom_control": "oom_kill 4\n"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			books(t, root, c.before)
			container := containerAt(root)
			if starved, known := container.Starved(); starved || !known {
				t.Error("starved before anything happened")
			}
			books(t, root, c.after)
			// The test's own use is taken off, as the warden's is.
			if cpu, known := container.CPUMicros(); !known || cpu > 4_000_000 || cpu < 3_000_000 {
				t.Errorf("%d us", cpu)
			}
			if memory, known := container.MemoryBytes(); !known || memory > 320_000_000 || memory < 250_000_000 {
				t.Errorf("%d bytes", memory)
			}
			if starved, _ := container.Starved(); !starved {
				t.Error("an OOM kill was not seen")
			}
		})
	}
}

func TestBooksOfAMachineAreNotOurs(t *testing.T) {
	for name, mark := range map[string]string{"v2": "cgroup.controllers", "v1": "cgroup.sane_behavior"} {
		root := t.TempDir()
		books(t, root, map[string]string{mark: "", "cpu.stat": "usage_usec 1\n", "memory.stat": "anon 1\nshmem 1\n", "memory.events": "oom_kill 1\n"})
		container := containerAt(root)
		_, cpu := container.CPUMicros()
		_, memory := container.MemoryBytes()
		_, starved := container.Starved()
		if cpu || memory || starved {
			t.Errorf("%s: the root's books are believed", name)
		}
	}
}

func TestBooksThatAreNotThereOrNoNumbers(t *testing.T) {
	root := t.TempDir()
	books(t, root, map[string]string{"cpu.stat": "usage_usec x\n", "memory.stat": "anon 1\n", "memory.events": "oom_kill\n"})
	for _, container := range []*Container{containerAt(root), containerAt(root + "/none"), ThisContainer()} {
		_, cpu := container.CPUMicros()
		_, memory := container.MemoryBytes()
		starved, known := container.Starved()
		if cpu || memory || starved || known {
			t.Error("believed")
		}
	}
}
