package guest

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
)

// hello is what a player must know of HELLO (docs/protocol.md).
type hello struct {
	Session string  `json:"session"`
	Attempt int64   `json:"attempt"`
	Key     []byte  `json:"key"`
	Nonce   []byte  `json:"nonce"`
	Probes  []probe `json:"probes"`
}

type probe struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail"`
}

// cut splits a line into its word and its body; the player trusts the operator and checks no seal.
func cut(line []byte) (word string, body []byte) {
	parts := bytes.SplitN(line, []byte(" "), 5)
	if len(parts) != 5 || string(parts[0]) != "cs1" {
		return "", nil
	}
	return string(parts[1]), parts[4]
}

// frame is one sealed line, newline included.
func (h *hello) frame(word string, sequence int, body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // the bodies are maps of this package
	}
	number := strconv.Itoa(sequence)
	mac := hmac.New(sha256.New, h.Key)
	fmt.Fprintf(mac, "cs1\nG2O\n%s\n%d\n%s\n%s\n", h.Session, h.Attempt, word, number)
	mac.Write(text)
	return fmt.Appendf(nil, "cs1 %s %s %s %s\n", word, number, hex.EncodeToString(mac.Sum(nil)), text)
}

// summary is the body of the termination message.
func summary(body any) map[string]any {
	text, _ := json.Marshal(body)
	var packed bytes.Buffer
	writer := zlib.NewWriter(&packed)
	_, _ = writer.Write(text)
	_ = writer.Close()
	return map[string]any{"z": packed.Bytes()}
}
