package pins

import (
	"os"
	"strings"
	"testing"
)

func TestGoModFilesRequireThePinnedVersions(t *testing.T) {
	for _, pin := range All() {
		content, err := os.ReadFile("../../modules/" + pin.Folder + "/go.mod")
		if err != nil {
			t.Fatal(err)
		}
		wanted := pin.Path + " " + pin.Version
		found := false
		for line := range strings.Lines(string(content)) {
			line = strings.TrimPrefix(strings.TrimSpace(line), "require ")
			found = found || line == wanted || strings.HasPrefix(line, wanted+" ")
		}
		if !found {
			t.Errorf("modules/%s/go.mod does not require %s", pin.Folder, wanted)
		}
	}
}

func TestEveryStagingModuleIsReplacedByThePinnedVersion(t *testing.T) {
	content, err := os.ReadFile("../../modules/kube/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		if _, version, ok := strings.Cut(strings.TrimSpace(line), " => "); ok && !strings.HasSuffix(version, " "+KubernetesStaging) {
			t.Errorf("replaced by another version: %s", line)
		}
	}
}
