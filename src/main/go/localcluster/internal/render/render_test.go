package render

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"codesession.dev/localcluster/internal/layout"
)

func facts(v1 bool) Facts {
	return Facts{Cluster: layout.Cluster{Name: "x", Index: 7, Bin: "/bin-x", State: "/state/x"}, CgroupV1: v1, NoSysResource: v1}
}

func rendered(t *testing.T, facts Facts) map[string]string {
	t.Helper()
	all, err := Files(facts)
	if err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	for path, content := range all {
		text[path] = string(content)
		if strings.Contains(text[path], "<no value>") || strings.Contains(text[path], "{{") {
			t.Errorf("%s is not filled in:\n%s", path, content)
		}
	}
	return text
}

func TestEachHandlerHasItsNetwork(t *testing.T) {
	config := rendered(t, facts(false))["containerd.toml"]
	for name, network := range map[string]string{"gvisor": "nonet", "runc": "nonet", "gvisor-net": "bridge", "runc-net": "bridge"} {
		section := "containerd.runtimes." + name + "]\n      cni_conf_dir = '/state/x/config/cni/" + network + "'"
		if strings.Count(config, section) != 1 {
			t.Errorf("handler %s is not on %s:\n%s", name, network, config)
		}
	}
	if !strings.Contains(config, "default_runtime_name = 'runc-net'") {
		t.Error("pods without a RuntimeClass are not on the bridge")
	}
}

func TestOnlyOldHostsGetOldSettings(t *testing.T) {
	for v1, count := range map[bool]int{true: 1, false: 0} {
		all := rendered(t, facts(v1))
		if got := strings.Count(all["kubelet.yaml"], "enforceNodeAllocatable: []"); got != count {
			t.Errorf("cgroup v1 %t: enforceNodeAllocatable %d times", v1, got)
		}
		if got := strings.Count(all["containerd.toml"], "restrict_oom_score_adj = true"); got != count {
			t.Errorf("no CAP_SYS_RESOURCE %t: restricted %d times", v1, got)
		}
	}
}

func TestNetworkFilesAreJSONWithTheClustersSubnet(t *testing.T) {
	all := rendered(t, facts(false))
	for _, path := range []string{"cni/bridge/10-bridge.conflist", "cni/nonet/10-nonet.conflist"} {
		if !json.Valid([]byte(all[path])) {
			t.Errorf("%s:\n%s", path, all[path])
		}
	}
	if !strings.Contains(all["cni/bridge/10-bridge.conflist"], `"10.202.7.0/24"`) {
		t.Error(all["cni/bridge/10-bridge.conflist"])
	}
}

func TestRuntimeClassesAreOneDocumentPerHandler(t *testing.T) {
	documents := strings.Split(rendered(t, facts(false))["runtimeclasses.yaml"], "\n---\n")[1:]
	handlers := Facts{}.Handlers()
	if len(documents) != len(handlers) {
		t.Fatalf("%d documents for %d handlers", len(documents), len(handlers))
	}
	for i, handler := range handlers {
		if !strings.Contains(documents[i]+"\n", "metadata: {name: "+handler.Name+"}\nhandler: "+handler.Name+"\n") {
			t.Errorf("document %d is not %s:\n%s", i, handler.Name, documents[i])
		}
		if strings.Contains(documents[i], "overhead") != handler.GVisor {
			t.Errorf("overhead of %s:\n%s", handler.Name, documents[i])
		}
	}
}

func TestWriteLeavesUnchangedFilesAlone(t *testing.T) {
	some := facts(false)
	some.State = t.TempDir()
	if err := Write(some); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(some.Path("config/cni/nonet/10-nonet.conflist"))
	if err := Write(some); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(some.Path("config/cni/nonet/10-nonet.conflist"))
	if err != nil || !before.ModTime().Equal(after.ModTime()) {
		t.Errorf("written again: %v", err)
	}
}
