// Command nonet is a CNI plugin that makes no interface at all: the pod keeps only lo, so there is no network to get
// around. The container runtime interface demands an address, so it reports 192.0.0.8, the dummy address of RFC 7600.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

func main() {
	// The runtime writes the configuration and may fail if nobody reads it.
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := answer(os.Stdout, os.Getenv); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(out io.Writer, getenv func(string) string) error {
	switch command := getenv("CNI_COMMAND"); command {
	case "VERSION":
		return json.NewEncoder(out).Encode(map[string]any{
			"cniVersion": "1.0.0", "supportedVersions": []string{"0.4.0", "1.0.0", "1.1.0"},
		})
	case "ADD":
		return json.NewEncoder(out).Encode(map[string]any{
			"cniVersion": "1.0.0",
			"interfaces": []map[string]string{{"name": getenv("CNI_IFNAME"), "sandbox": getenv("CNI_NETNS")}},
			"ips":        []map[string]any{{"address": "192.0.0.8/32", "interface": 0}},
		})
	case "DEL", "CHECK", "STATUS", "GC":
		return nil
	default:
		return fmt.Errorf("nonet: CNI_COMMAND %q is unknown", command)
	}
}
