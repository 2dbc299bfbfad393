package guest

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"testing"
)

const helloLine = `cs1 HELLO 1 - {"protocol":1,"session":"s","attempt":1,"key":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",` +
	`"nonce":"AAAAAAAAAAAAAAAAAAAAAA==","probes":[{"name":"x","address":"1.1.1.1:1"}]}` + "\n"

// words plays the operator's part and answers the first words of all lines that came.
func words(t *testing.T, lie Lie) ([]string, string) {
	t.Helper()
	played := Play(lie)
	go func() {
		for _, line := range []string{helloLine, "cs1 RUN 2 - {}\n", "cs1 BYE 3 - {}\n"} {
			_, _ = io.WriteString(played.Stdin(), line)
		}
	}()
	var heard []string
	reader := bufio.NewReader(played.Stdout())
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			break
		}
		fields := strings.Fields(line)
		if len(fields) > 1 {
			heard = append(heard, fields[1])
		}
	}
	if code := played.Wait(); code != 0 {
		t.Errorf("%s ended with %d", lie, code)
	}
	return heard, played.Message()
}

func TestAnHonestPlayerSaysWhatAWardenSays(t *testing.T) {
	heard, message := words(t, "")
	if fmt.Sprint(heard) != "[PROOF STARTED RESULT]" || !strings.HasPrefix(message, "cs1 SUMMARY ") || len(message) > messageLimit {
		t.Errorf("%v, %.60s", heard, message)
	}
}

func TestEveryLieComesToAnEnd(t *testing.T) {
	for _, lie := range Lies() {
		if lie == Silent || lie == Deaf {
			continue // they end when they are killed
		}
		if heard, _ := words(t, lie); len(heard) < 3 {
			t.Errorf("%s: %v", lie, heard)
		}
	}
	for _, lie := range []Lie{Silent, Deaf} {
		played := Play(lie)
		played.Kill()
		if code := played.Wait(); code != 137 {
			t.Errorf("%s: %d", lie, code)
		}
	}
}

func TestAFrameIsSealedAsTheProtocolSays(t *testing.T) {
	h := &hello{Session: "s", Attempt: 1, Key: make([]byte, 32)}
	frame := string(h.frame("PONG", 3, map[string]any{"n": 1}))
	// echo -en 'cs1\nG2O\ns\n1\nPONG\n3\n{"n":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00...
	const want = "cs1 PONG 3 MAC {\"n\":1}\n"
	fields := strings.Fields(frame)
	if len(fields) != 5 || len(fields[3]) != 64 || strings.Replace(frame, fields[3], "MAC", 1) != want {
		t.Error(frame)
	}
}
