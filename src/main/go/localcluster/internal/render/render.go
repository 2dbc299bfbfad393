// Package render writes the configuration files of one cluster. What they say is decided by the templates and by the
// few facts below, nothing is read from the machine here.
package render

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"text/template"

	"codesession.dev/localcluster/internal/layout"
)

// PauseImage is the name of the image that holds a pod's namespaces.
const PauseImage = "localhost/pause:1"

//go:embed templates
var templates embed.FS

// Facts is all a template may ask.
type Facts struct {
	layout.Cluster
	// CgroupV1 is set on a host with the old hierarchy.
	CgroupV1 bool
	// NoSysResource is set where CAP_SYS_RESOURCE is missing.
	NoSysResource bool
}

// Handler is a way to run a pod, and the RuntimeClass of the same name.
type Handler struct {
	Name, Network string
	GVisor        bool
}

// Handlers are the four of every cluster; runc-net is the default.
func (Facts) Handlers() []Handler {
	return []Handler{
		{Name: "gvisor", Network: "nonet", GVisor: true},
		{Name: "gvisor-net", Network: "bridge", GVisor: true},
		{Name: "runc", Network: "nonet"},
		{Name: "runc-net", Network: "bridge"},
	}
}

// PauseImage makes the constant known to the templates.
func (Facts) PauseImage() string { return PauseImage }

// files maps a path below config/ to its template.
var files = map[string]string{
	"containerd.toml":               "containerd.toml",
	"runsc.toml":                    "runsc.toml",
	"kubelet.yaml":                  "kubelet.yaml",
	"kube-proxy.yaml":               "kube-proxy.yaml",
	"audit-policy.yaml":             "audit-policy.yaml",
	"resolv.conf":                   "resolv.conf",
	"kube-dns.yaml":                 "kube-dns.yaml",
	"cni/bridge/10-bridge.conflist": "bridge.conflist",
	"cni/nonet/10-nonet.conflist":   "nonet.conflist",
}

// Files renders every file, by path below config/.
func Files(facts Facts) (map[string][]byte, error) {
	parsed, err := template.New("").Option("missingkey=error").ParseFS(templates, "templates/*")
	if err != nil {
		return nil, err
	}
	rendered := make(map[string][]byte, len(files))
	for path, name := range files {
		var text bytes.Buffer
		if err := parsed.ExecuteTemplate(&text, name, facts); err != nil {
			return nil, fmt.Errorf("rendering %s: %w", name, err)
		}
		rendered[path] = text.Bytes()
	}
	for _, handler := range facts.Handlers() {
		var text bytes.Buffer
		if err := parsed.ExecuteTemplate(&text, "runtimeclass.yaml", handler); err != nil {
			return nil, fmt.Errorf("rendering the RuntimeClass %s: %w", handler.Name, err)
		}
		rendered["runtimeclass-"+handler.Name+".yaml"] = text.Bytes()
	}
	return rendered, nil
}

// Write puts rendered files into the cluster's state. A file that has not changed is left alone: containerd watches
// some of them.
func Write(cluster layout.Cluster, rendered map[string][]byte) error {
	for path, content := range rendered {
		full := cluster.Path("config", path)
		if present, err := os.ReadFile(full); err == nil && bytes.Equal(present, content) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(full, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
