package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// recipe is raised when the way of building changes without any of the hashed inputs changing.
const recipe = 1

// key is the name of the cache folder: a hash over the recipe, the toolchain and the module's pinned sources.
func key(source string, part component) (string, error) {
	hash := sha256.New()
	fmt.Fprintf(hash, "%d %s %s/%s %t %q %q %v %v %t\n", recipe, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		part.cgo, part.tags, part.ldflags, part.targets, part.links, part.patch)
	files := []string{filepath.Join(source, part.folder, "go.mod"), filepath.Join(source, part.folder, "go.sum")}
	if part.folder == "." {
		files = nil // our own programs use the standard library only; go.mod is the cluster program's
	}
	for _, pattern := range part.sources {
		found, err := filepath.Glob(filepath.Join(source, part.folder, pattern))
		if err != nil {
			return "", err
		}
		sort.Strings(found)
		for _, file := range found {
			if !strings.HasSuffix(file, "_test.go") {
				files = append(files, file)
			}
		}
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("reading what %s is built from: %w", part.name, err)
		}
		fmt.Fprintf(hash, "%s %d\n%s", filepath.Base(file), len(content), content)
	}
	return hex.EncodeToString(hash.Sum(nil))[:12], nil
}
