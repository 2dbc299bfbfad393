package build

import (
	"os"
	"path/filepath"
	"testing"
)

func TestKeyFollowsPinsAndSourcesAndNothingElse(t *testing.T) {
	source := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(source, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	part := component{name: "x", folder: ".", sources: []string{"*.go"}, targets: []target{{".", "x"}}}
	part.folder = "m"
	if err := os.Mkdir(filepath.Join(source, "m"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("m/go.mod", "module x")
	write("m/go.sum", "")
	write("m/main.go", "package main")
	keyOf := func(part component) string {
		t.Helper()
		made, err := key(source, part)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	first := keyOf(part)
	write("m/README", "nothing")
	if keyOf(part) != first {
		t.Error("an unrelated file changes the key")
	}
	patched := part
	patched.patch = true
	if keyOf(patched) == first {
		t.Error("the patch does not change the key")
	}
	for _, name := range []string{"m/go.mod", "m/go.sum", "m/main.go"} {
		before := keyOf(part)
		write(name, "changed")
		if keyOf(part) == before {
			t.Errorf("a change of %s does not change the key", name)
		}
	}
}

func TestKeyOfEveryComponent(t *testing.T) {
	seen := map[string]string{}
	for _, part := range components(true) {
		made, err := key("../..", part)
		if err != nil {
			t.Error(err)
		}
		if other, double := seen[made]; double {
			t.Errorf("%s and %s have the same key", part.name, other)
		}
		seen[made] = part.name
	}
}
