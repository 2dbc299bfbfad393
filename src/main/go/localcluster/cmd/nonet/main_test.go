package main

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestAnswer(t *testing.T) {
	for command, wantOutput := range map[string]bool{"VERSION": true, "ADD": true, "DEL": false, "CHECK": false, "STATUS": false, "GC": false} {
		var out bytes.Buffer
		environment := map[string]string{"CNI_COMMAND": command, "CNI_IFNAME": "eth0", "CNI_NETNS": "/run/x"}
		if err := answer(&out, func(name string) string { return environment[name] }); err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if wantOutput != json.Valid(out.Bytes()) {
			t.Errorf("%s: %q", command, out.String())
		}
	}
	if answer(&bytes.Buffer{}, func(string) string { return "" }) == nil {
		t.Error("no command was accepted")
	}
}
