package guest

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
)

var (
	bootID  = first("/proc/sys/kernel/random/boot_id")
	release = first("/proc/sys/kernel/osrelease")
)

func first(path string) string {
	content, _ := os.ReadFile(path)
	return strings.TrimSpace(string(content))
}

// features are all that a runc class can ask for.
var features = []string{
	"NoNewPrivileges", "Seccomp", "SocketFilter", "Landlock", "SignalScope", "TerminationLog", "NonDumpable",
	"SyscallWatch", "NoScratchExecution",
}

func proof(h *hello, state string) map[string]any {
	reached := make([]probe, len(h.Probes))
	for i, each := range h.Probes {
		reached[i] = probe{each.Name, each.Address, "Unreachable", "ENETUNREACH"}
	}
	const none = "0000000000000000"
	return map[string]any{
		"nonce": h.Nonce, "warden": "simulated", "state": state,
		"kernel": map[string]any{"release": release, "bootId": bootID, "uptimeMillis": 1},
		"network": map[string]any{
			"interfaces": []any{map[string]any{"name": "lo", "up": true, "addresses": []string{"127.0.0.1/8"}}},
			"routes":     0, "resolvers": []string{"127.0.0.1"},
		},
		"reach": reached,
		"identity": map[string]any{
			"pid": 1, "uid": 65532, "gid": 65532, "groups": []int{65532}, "noNewPrivileges": true, "seccompMode": 2,
			"serviceAccountToken": false, "kubernetesEnvironment": 0, "capabilities": map[string]any{
				"effective": none, "permitted": none, "bounding": none, "inheritable": none, "ambient": none,
			},
		},
		"confinement": map[string]any{"features": features, "landlockAbi": 7, "refusals": []any{}},
	}
}

func result(ending string, started bool, stdout []byte) map[string]any {
	body := map[string]any{
		"run": 1, "ending": ending, "message": "", "codeStarted": started,
		"stdout": stream(stdout), "stderr": stream(nil), "artifacts": []any{}, "artifactsOmitted": []any{},
		"usage": map[string]any{
			"wallMillis": 1, "cpuMillis": 1, "peakMemoryBytes": 1 << 20, "diskBytes": 0, "processes": 1,
		},
		"violations": []any{}, "violationsOmitted": 0,
	}
	if ending == "Exited" {
		body["exitCode"] = 0
	}
	return body
}

func stream(content []byte) map[string]any {
	sum := sha256.Sum256(content)
	return map[string]any{
		"head": append([]byte{}, content...), "tail": []byte{}, "bytes": len(content), "truncated": false,
		"sha256": hex.EncodeToString(sum[:]),
	}
}
