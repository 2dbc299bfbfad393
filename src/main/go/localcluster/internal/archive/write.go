// Package archive reads and writes image archives, the tar files that "hack/cluster load" takes.
package archive

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime"
)

// Single is an OCI archive of an image with one program and nothing else, made without any image tool. Equal input
// gives equal bytes.
func Single(name, program string, content []byte) ([]byte, error) {
	layer, err := tarball([]file{{program, 0o755, content}})
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux", "created": "1970-01-01T00:00:00Z",
		"config": map[string]any{"Entrypoint": []string{"/" + program}},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{digest(layer)}},
	})
	if err != nil {
		return nil, err
	}
	const oci = "application/vnd.oci.image."
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2, "mediaType": oci + "manifest.v1+json", "config": descriptor(oci+"config.v1+json", config),
		"layers": []any{descriptor(oci+"layer.v1.tar", layer)},
	})
	if err != nil {
		return nil, err
	}
	named := descriptor(oci+"manifest.v1+json", manifest)
	named["annotations"] = map[string]string{containerdName: name}
	named["platform"] = map[string]string{"architecture": runtime.GOARCH, "os": "linux"}
	index, err := json.Marshal(map[string]any{
		"schemaVersion": 2, "mediaType": oci + "index.v1+json", "manifests": []any{named},
	})
	if err != nil {
		return nil, err
	}
	return tarball([]file{
		{"oci-layout", 0o644, []byte(`{"imageLayoutVersion":"1.0.0"}`)}, {"index.json", 0o644, index},
		blob(manifest), blob(config), blob(layer),
	})
}

type file struct {
	name    string
	mode    int64
	content []byte
}

func blob(content []byte) file {
	return file{"blobs/sha256/" + digest(content)[len("sha256:"):], 0o644, content}
}

func descriptor(mediaType string, content []byte) map[string]any {
	return map[string]any{"mediaType": mediaType, "digest": digest(content), "size": len(content)}
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func tarball(files []file) ([]byte, error) {
	var out bytes.Buffer
	writer := tar.NewWriter(&out)
	for _, each := range files {
		header := &tar.Header{Name: each.name, Mode: each.mode, Size: int64(len(each.content)), Typeflag: tar.TypeReg}
		if err := writer.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := writer.Write(each.content); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), writer.Close()
}
