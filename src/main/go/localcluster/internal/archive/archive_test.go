package archive

import (
	"bytes"
	"slices"
	"testing"
)

func TestSingleIsReproducibleAndNamesItself(t *testing.T) {
	first, err := Single("localhost/pause:1", "pause", []byte("program"))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := Single("localhost/pause:1", "pause", []byte("program"))
	if !bytes.Equal(first, second) {
		t.Error("two runs differ")
	}
	names, err := Names(bytes.NewReader(first))
	if err != nil || !slices.Equal(names, []string{"localhost/pause:1"}) {
		t.Errorf("%v, %v", names, err)
	}
}

func TestNamesOfDockerArchives(t *testing.T) {
	content, err := tarball([]file{{"manifest.json", 0o644, []byte(`[{"RepoTags":["busybox:1","reg.io:5000/a/b:2"]}]`)}})
	if err != nil {
		t.Fatal(err)
	}
	names, err := Names(bytes.NewReader(content))
	if err != nil || !slices.Equal(names, []string{"docker.io/library/busybox:1", "reg.io:5000/a/b:2"}) {
		t.Errorf("%v, %v", names, err)
	}
}

func TestNamesRefusesWhatNamesNothing(t *testing.T) {
	empty, _ := tarball(nil)
	bare, _ := tarball([]file{{"index.json", 0o644, []byte(`{"manifests":[{"annotations":{"org.opencontainers.image.ref.name":"latest"}}]}`)}})
	for _, content := range [][]byte{empty, bare, []byte("\x1f\x8bnot a tar file, and long enough to be sure of it")} {
		if names, err := Names(bytes.NewReader(content)); err == nil {
			t.Errorf("%v", names)
		}
	}
}

func TestNormal(t *testing.T) {
	for name, want := range map[string]string{
		"busybox:1": "docker.io/library/busybox:1", "a/b:1": "docker.io/a/b:1", "localhost/x:1": "localhost/x:1",
		"ghcr.io/a/b:1": "ghcr.io/a/b:1", "host:5000/a:1": "host:5000/a:1",
	} {
		if got := Normal(name); got != want {
			t.Errorf("Normal(%q) = %q", name, got)
		}
	}
}

func TestByDigest(t *testing.T) {
	for name, want := range map[string]string{
		"localhost/x:1": "localhost/x@sha256:d", "host:5000/a": "host:5000/a@sha256:d", "host:5000/a:1": "host:5000/a@sha256:d",
		"localhost/x:1@sha256:old": "localhost/x@sha256:d",
	} {
		if got := ByDigest(name, "sha256:d"); got != want {
			t.Errorf("ByDigest(%q) = %q", name, got)
		}
	}
}
