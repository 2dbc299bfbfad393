package archive

import (
	"archive/tar"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The annotations under which an OCI archive names its images.
const (
	containerdName = "io.containerd.image.name"
	ociName        = "org.opencontainers.image.ref.name"
)

// Names lists the full names of the images in an archive, OCI or docker.
func Names(content io.Reader) ([]string, error) {
	var names []string
	reader := tar.NewReader(content)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("not an image archive (an uncompressed tar file): %w", err)
		}
		read := map[string]func([]byte) ([]string, error){"index.json": ociNames, "manifest.json": dockerNames}
		parse := read[strings.TrimPrefix(header.Name, "./")]
		if parse == nil {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(reader, 4<<20))
		if err != nil {
			return nil, err
		}
		found, err := parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", header.Name, err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 {
		return nil, errors.New("the archive names no image: index.json needs the annotation " + containerdName +
			", manifest.json needs RepoTags")
	}
	return names, nil
}

func ociNames(text []byte) ([]string, error) {
	var index struct {
		Manifests []struct{ Annotations map[string]string }
	}
	if err := json.Unmarshal(text, &index); err != nil {
		return nil, err
	}
	var names []string
	for _, manifest := range index.Manifests {
		name := manifest.Annotations[containerdName]
		// The other annotation is a bare tag as often as a full name.
		if full := manifest.Annotations[ociName]; name == "" && strings.Contains(full, ":") {
			name = full
		}
		if name != "" {
			names = append(names, Normal(name))
		}
	}
	return names, nil
}

func dockerNames(text []byte) ([]string, error) {
	var images []struct{ RepoTags []string }
	if err := json.Unmarshal(text, &images); err != nil {
		return nil, err
	}
	var names []string
	for _, image := range images {
		for _, tag := range image.RepoTags {
			names = append(names, Normal(tag))
		}
	}
	return names, nil
}

// Normal spells a name out as the kubelet does: busybox:1 is docker.io/library/busybox:1.
func Normal(name string) string {
	first, _, slash := strings.Cut(name, "/")
	if !slash {
		return "docker.io/library/" + name
	}
	if first != "localhost" && !strings.ContainsAny(first, ".:") {
		return "docker.io/" + name
	}
	return name
}

// ByDigest is the name without its tag and with a digest.
func ByDigest(name, digest string) string {
	repository, _, _ := strings.Cut(name, "@")
	if colon := strings.LastIndexByte(repository, ':'); colon > strings.LastIndexByte(repository, '/') {
		repository = repository[:colon]
	}
	return repository + "@" + digest
}
