package scan

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"codesession.dev/warden/internal/protocol"
)

func zipOf(t testing.TB, members map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range members {
		member, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = member.Write(content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarOf(t testing.TB, headers ...tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, header := range headers {
		content := header.PAXRecords["content"]
		header.PAXRecords, header.Size, header.Mode = nil, int64(len(content)), 0o644
		if err := w.WriteHeader(&header); err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(content))
	}
	_ = w.Close()
	return out.Bytes()
}

func has(report *protocol.Scan, rule string) bool {
	return slices.ContainsFunc(report.Matches, func(m protocol.ScanMatch) bool { return m.Rule == rule })
}

func TestArchivesAreLookedInto(t *testing.T) {
	evil := []byte("#!/bin/sh\n" + payloads[1])
	inner := zipOf(t, map[string][]byte{"deep/run.sh": evil})
	for name, content := range map[string][]byte{
		"zip": inner, "zip in zip": zipOf(t, map[string][]byte{"in.zip": inner}), "gzip": gzipped(evil),
		"tar":    tarOf(t, tar.Header{Name: "run.sh", Typeflag: tar.TypeReg, PAXRecords: map[string]string{"content": string(evil)}}),
		"tar.gz": gzipped(tarOf(t, tar.Header{Name: "run.sh", Typeflag: tar.TypeReg, PAXRecords: map[string]string{"content": string(evil)}})),
		"base64": []byte(b64(inner)),
	} {
		if report := judge(t, "", Named{Path: "input.bin", Data: content}); report.Verdict != Malicious {
			t.Errorf("%s: %s %v", name, report.Verdict, ruleNames(report))
		}
	}
}

func TestOrdinaryArchives(t *testing.T) {
	table := []byte(strings.Repeat("id,name,value\n1,a,2\n", 2000))
	for name, content := range map[string][]byte{
		"zip":    zipOf(t, map[string][]byte{"a.csv": table, "docs/readme.md": []byte("# Data"), "x.py": []byte("print(1)")}),
		"tar.gz": gzipped(tarOf(t, tar.Header{Name: "a.csv", Typeflag: tar.TypeReg, PAXRecords: map[string]string{"content": string(table)}})),
	} {
		if report := judge(t, "", Named{Path: "input", Data: content}); report.Verdict != Clean {
			t.Errorf("%s: %s %v", name, report.Verdict, ruleNames(report))
		}
	}
}

func TestBombs(t *testing.T) {
	zeros := gzipped(make([]byte, 200<<20))
	nested := zipOf(t, map[string][]byte{"a": []byte("x")})
	for range 8 {
		nested = zipOf(t, map[string][]byte{"a.zip": nested})
	}
	for name, c := range map[string]struct {
		content []byte
		rule    string
	}{
		"gzip":            {zeros, "decompression-bomb"},
		"gzip in base64":  {[]byte(b64(zeros)), "decompression-bomb"},
		"zip":             {zipOf(t, map[string][]byte{"a": make([]byte, 200<<20)}), "decompression-bomb"},
		"nested":          {nested, "nested-archive"},
		"overlapping":     {overlapped(t), "overlapping-archive"},
		"traversal":       {zipOf(t, map[string][]byte{"../../etc/cron.d/x": []byte("x")}), "archive-traversal"},
		"backslashes":     {zipOf(t, map[string][]byte{`..\..\x`: []byte("x")}), "archive-traversal"},
		"link out of tar": {tarOf(t, tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}), "archive-traversal"},
	} {
		if report := judge(t, "", Named{Path: "bomb", Data: c.content}); report.Verdict != Malicious || !has(report, c.rule) {
			t.Errorf("%s: %s %v", name, report.Verdict, ruleNames(report))
		}
	}
}

// overlapped writes a directory of two members over the same bytes.
func overlapped(t testing.TB) []byte {
	t.Helper()
	content := bytes.Repeat([]byte("a"), 100)
	var out bytes.Buffer
	header := make([]byte, 30)
	copy(header, "PK\x03\x04")
	binary.LittleEndian.PutUint32(header[14:], crc32.ChecksumIEEE(content))
	binary.LittleEndian.PutUint32(header[18:], 100)
	binary.LittleEndian.PutUint32(header[22:], 100)
	binary.LittleEndian.PutUint16(header[26:], 1)
	out.Write(header)
	out.WriteString("a")
	out.Write(content)
	start := out.Len()
	for _, name := range []string{"a", "b"} {
		entry := make([]byte, 46)
		copy(entry, "PK\x01\x02")
		copy(entry[16:], header[14:26])
		binary.LittleEndian.PutUint16(entry[28:], 1)
		out.Write(entry)
		out.WriteString(name)
	}
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint16(end[8:], 2)
	binary.LittleEndian.PutUint16(end[10:], 2)
	binary.LittleEndian.PutUint32(end[12:], uint32(out.Len()-start))
	binary.LittleEndian.PutUint32(end[16:], uint32(start))
	out.Write(end)
	return out.Bytes()
}

// strange inputs, each of them about as large as a RUN can be.
func strange() map[string][]byte {
	random := make([]byte, 1<<20)
	source := rand.NewChaCha8([32]byte{1})
	_, _ = source.Read(random)
	fill := func(text string) []byte { return []byte(strings.Repeat(text, 1<<20/len(text))) }
	all := map[string][]byte{
		"random": random, "random in base64": []byte(b64(random[:700<<10])), "zeros": make([]byte, 1<<20), "empty": {}, "half a zip": []byte("PK\x03\x04"),
	}
	for _, text := range []string{
		"A", "\"", "'", "\\", "\\x41", "%41", "(", "((((\n", ")", "\n", ";", "$(", "${a:1:1}", "{a,b}", "chr(", "65,", "eval(", "exec(b64decode(", "x=b64decode(x)\n",
		"exec(x)\n", "import socket\n", "rm -rf ", "| sh ", "/dev/tcp/", "_0x1234", "a = 'b' + 'c'\n", "QUFB", "deadbeef", "\u4f60", "os.environ", "while True:\n", "''", "^ 0x41 ", "[::-1]rot13",
	} {
		all[text] = fill(text)
	}
	return all
}

// Whatever comes, a scan ends soon after its deadline, and says Incomplete rather than Clean if it was cut off. The
// bound here is only to tell an end from none: the machine may be busy.
func TestStrangeInputEnds(t *testing.T) {
	for name, content := range strange() {
		for _, language := range []string{"python", "bash", ""} {
			done := make(chan *protocol.Scan, 1)
			go func() {
				s, _ := New(nil)
				done <- s.Files([]Named{{Path: "main", Data: content, Language: language}})
			}()
			select {
			case <-done:
			case <-time.After(time.Minute):
				t.Fatalf("%.20q does not end", name)
			}
		}
	}
}

func TestDeadlineMakesIncomplete(t *testing.T) {
	s, _ := New(&protocol.ScanPolicy{Mode: Block})
	s.patience = -time.Second
	if report := s.Files([]Named{{Path: "a", Data: []byte("print(1)")}}); report.Verdict != Incomplete {
		t.Errorf("%+v", report)
	}
	if message, refused := s.Refuses(); !refused || !strings.Contains(message, "bounds") {
		t.Errorf("%v %q", refused, message)
	}
}

func TestSizesAndCountsAreBounded(t *testing.T) {
	for name, shrink := range map[string]func(*limits){
		"file": func(l *limits) { l.file = 100 }, "total": func(l *limits) { l.total = 10 }, "piece": func(l *limits) { l.piece = 20 },
		"layers": func(l *limits) { l.layers = 1 }, "members": func(l *limits) { l.members = 1 },
	} {
		s := patient(t, nil)
		shrink(&s.limits)
		report := s.Files([]Named{
			{Path: "a", Data: []byte(b64([]byte(strings.Repeat("plain text ", 30))))},
			{Path: "b", Data: zipOf(t, map[string][]byte{"a": []byte("x"), "b": []byte("y"), "c": []byte("z")})},
		})
		if report.Verdict != Incomplete {
			t.Errorf("%s: %s", name, report.Verdict)
		}
	}
}
