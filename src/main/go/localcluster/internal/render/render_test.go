package render

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

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

func TestEachHandlerHasItsRuntimeClass(t *testing.T) {
	all := rendered(t, facts(false))
	for _, handler := range (Facts{}).Handlers() {
		class := all["runtimeclass-"+handler.Name+".yaml"]
		if !strings.Contains(class, "metadata: {name: "+handler.Name+"}\nhandler: "+handler.Name+"\n") {
			t.Errorf("this is not %s:\n%s", handler.Name, class)
		}
		if strings.Contains(class, "overhead") != handler.GVisor {
			t.Errorf("overhead of %s:\n%s", handler.Name, class)
		}
	}
}

func TestWriteLeavesUnchangedFilesAlone(t *testing.T) {
	some := layout.Cluster{Name: "x", State: t.TempDir()}
	files := map[string][]byte{"cni/nonet/10-nonet.conflist": []byte("{}")}
	if err := Write(some, files); err != nil {
		t.Fatal(err)
	}
	path := some.Path("config/cni/nonet/10-nonet.conflist")
	past := time.Unix(1, 0)
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	if err := Write(some, files); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(path); err != nil || !after.ModTime().Equal(past) {
		t.Errorf("written again: %v", err)
	}
}
