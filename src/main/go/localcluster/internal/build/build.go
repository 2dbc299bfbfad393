package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"codesession.dev/localcluster/internal/problem"
	"codesession.dev/localcluster/internal/progress"
)

// Builder knows where sources and results are.
type Builder struct {
	Source string // folder of this Go module
	Cache  string // root of the cache
	// PatchShim is set where the capability CAP_SYS_RESOURCE is missing.
	PatchShim bool
	Report    *progress.Report
}

// Binaries builds what is not in the cache and returns the folder in which all programs are found by name.
func (b Builder) Binaries() (string, error) {
	root := filepath.Join(b.Cache, "localcluster")
	if err := os.MkdirAll(root, 0o755); err != nil {
		return "", problem.New(err, "", "set CODESESSION_CACHE to a folder that can be written")
	}
	unlock, err := lock(root)
	if err != nil {
		return "", err
	}
	defer unlock()
	var folders []string
	for _, part := range components(b.PatchShim) {
		hash, err := key(b.Source, part)
		if err != nil {
			return "", err
		}
		folder := filepath.Join(root, part.name+"-"+hash)
		if _, err := os.Stat(folder); err != nil {
			if err := b.component(part, folder); err != nil {
				return "", err
			}
		}
		folders = append(folders, folder)
	}
	return gather(root, folders)
}

// component builds into a folder beside the final one and renames, so that an interrupted build is never mistaken for
// a finished one.
func (b Builder) component(part component, folder string) error {
	log := filepath.Join(b.Cache, "localcluster", "build-"+part.name+".log")
	output, err := os.Create(log)
	if err != nil {
		return err
	}
	defer output.Close()
	draft := folder + ".draft"
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	step := b.Report.Step(fmt.Sprintf("building %s (cold about %s)", part.name, part.cold))
	defer step.End()
	err = b.compile(part, draft, output)
	if err != nil {
		return problem.New(fmt.Errorf("building %s: %w", part.name, err), log,
			"if a module could not be fetched, check the Go module proxy (go env GOPROXY) and run the command again; "+
				"finished parts are kept. If the disk is full, free about 8 GB")
	}
	if err := os.Rename(draft, folder); err != nil {
		return err
	}
	step.Done()
	return nil
}

func (b Builder) compile(part component, draft string, output *os.File) error {
	folder := filepath.Join(b.Source, part.folder)
	var flags []string
	if part.patch {
		modfile, err := patchShim(folder, draft+".patch", output)
		if err != nil {
			return err
		}
		defer os.RemoveAll(draft + ".patch")
		flags = append(flags, "-modfile="+modfile)
	}
	for _, program := range part.targets {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(draft, program.output)), 0o755); err != nil {
			return err
		}
		arguments := append([]string{"build", "-trimpath", "-buildvcs=false", "-tags=" + part.tags,
			"-ldflags=-s -w " + part.ldflags, "-o", filepath.Join(draft, program.output)}, flags...)
		if err := goCommand(folder, part.cgo, output, append(arguments, program.pkg)...).Run(); err != nil {
			return fmt.Errorf("go build %s: %w", program.pkg, err)
		}
	}
	for _, link := range part.links {
		if err := os.Symlink(part.targets[0].output, filepath.Join(draft, link)); err != nil {
			return err
		}
	}
	return nil
}

// goCommand runs go at low priority: a build of minutes on a small machine must leave it usable.
func goCommand(folder string, cgo bool, output *os.File, arguments ...string) *exec.Cmd {
	command := exec.Command("nice", append([]string{"-n", "10", "go"}, arguments...)...)
	command.Dir, command.Stdout, command.Stderr = folder, output, output
	enabled := "0"
	if cgo {
		enabled = "1"
	}
	command.Env = append(os.Environ(), "CGO_ENABLED="+enabled, "GOWORK=off", "GOFLAGS=")
	// The build must die with us: an interrupted up leaves nothing behind.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	return command
}

// gather links the programs of all components into one folder, which is what a cluster has in its PATH.
func gather(root string, folders []string) (string, error) {
	sum := sha256.Sum256([]byte(strings.Join(folders, "\n")))
	bin := filepath.Join(root, "bin-"+hex.EncodeToString(sum[:])[:12])
	if _, err := os.Stat(bin); err == nil {
		return bin, nil
	}
	draft := bin + ".draft"
	if err := os.RemoveAll(draft); err != nil {
		return "", err
	}
	for _, sub := range []string{"", "cni"} {
		if err := os.MkdirAll(filepath.Join(draft, sub), 0o755); err != nil {
			return "", err
		}
		for _, folder := range folders {
			entries, _ := os.ReadDir(filepath.Join(folder, sub))
			for _, entry := range entries {
				if entry.IsDir() {
					continue
				}
				if err := os.Symlink(filepath.Join(folder, sub, entry.Name()), filepath.Join(draft, sub, entry.Name())); err != nil {
					return "", err
				}
			}
		}
	}
	return bin, os.Rename(draft, bin)
}

// lock keeps two builds from writing the same folder; the kernel drops it when the process ends.
func lock(folder string) (func(), error) {
	file, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	for start := time.Now(); ; time.Sleep(200 * time.Millisecond) {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { file.Close() }, nil
		}
		if time.Since(start) > 20*time.Minute {
			return nil, problem.New(fmt.Errorf("another build holds the lock of %s", folder), "", "wait for it or end it")
		}
	}
}
