// Package generated holds files of the repository to what they are made of. Only tests know it.
package generated

import (
	"os"
	"testing"
)

// Files checks that each file is what is written for it now, or with UPDATE=1 in the environment writes it.
func Files(t *testing.T, files map[string]func() ([]byte, error)) {
	t.Helper()
	for path, write := range files {
		want, err := write()
		if err != nil {
			t.Fatal(err)
		}
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != string(want) {
			t.Errorf("%s is not of these rules (UPDATE=1 go test of this package writes it): %v", path, err)
		}
	}
}
