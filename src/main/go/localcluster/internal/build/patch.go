package build

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	shimModule = "github.com/containerd/containerd/v2"
	shimFile   = "pkg/sys/oom_linux.go"
	shimBefore = "if os.IsPermission(err) && (!runningPrivileged() || userns.RunningInUserNS()) {"
	shimAfter  = "if os.IsPermission(err) && (true || userns.RunningInUserNS()) {" // the import must stay in use
)

// patchShim makes gVisor's containerd shim live without CAP_SYS_RESOURCE. The shim sets its oom_score_adj to -999 and
// ends when the kernel refuses, unless it runs without privileges or in a user namespace: root with one capability
// less was not thought of. It returns a go.mod that replaces the one module by a patched copy; cmd/go refuses an
// -overlay over files of the module cache.
func patchShim(folder, draft string, output *os.File) (string, error) {
	if err := goCommand(folder, false, output, "mod", "download", shimModule).Run(); err != nil {
		return "", fmt.Errorf("go mod download %s: %w", shimModule, err)
	}
	list := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", shimModule)
	list.Dir = folder
	list.Stderr = output
	found, err := list.Output()
	if err != nil {
		return "", fmt.Errorf("go list %s: %w", shimModule, err)
	}
	if err := os.RemoveAll(draft); err != nil {
		return "", err
	}
	copied := filepath.Join(draft, "containerd")
	if err := os.CopyFS(copied, os.DirFS(strings.TrimSpace(string(found)))); err != nil {
		return "", fmt.Errorf("copying %s: %w", shimModule, err)
	}
	if err := replaceOnce(filepath.Join(copied, shimFile)); err != nil {
		return "", err
	}
	module, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		return "", err
	}
	module = append(module, fmt.Sprintf("\nreplace %s => %s\n", shimModule, copied)...)
	sums, err := os.ReadFile(filepath.Join(folder, "go.sum"))
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(draft, "go.sum"), sums, 0o644); err != nil {
		return "", err
	}
	modfile := filepath.Join(draft, "go.mod")
	return modfile, os.WriteFile(modfile, module, 0o644)
}

func replaceOnce(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if bytes.Count(content, []byte(shimBefore)) != 1 {
		return fmt.Errorf("%s no longer holds the line this patch is for: see internal/build/patch.go", path)
	}
	if err := os.Chmod(path, 0o644); err != nil { // the module cache is read-only
		return err
	}
	return os.WriteFile(path, bytes.Replace(content, []byte(shimBefore), []byte(shimAfter), 1), 0o644)
}
