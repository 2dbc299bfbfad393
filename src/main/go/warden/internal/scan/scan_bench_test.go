package scan

import (
	"strings"
	"testing"
)

// BenchmarkScan is over what an analyst's assistant writes, repeated to the size.
func BenchmarkScan(b *testing.B) {
	for name, size := range map[string]int{"1KiB": 1 << 10, "100KiB": 100 << 10, "1MiB": 1 << 20} {
		text := []byte(strings.Repeat(benignText, size/len(benignText)+1)[:size])
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				scanOnce(b, "python", Named{Path: "main.py", Data: text})
			}
		})
	}
	table := []byte(strings.Repeat("2026-01-31,north,1842,17.25,c0ffee00c0ffee00\n", 1<<20/45))
	b.Run("1MiB of a table", func(b *testing.B) {
		b.SetBytes(int64(len(table)))
		for b.Loop() {
			scanOnce(b, "", Named{Path: "a.csv", Data: table})
		}
	})
}

// scanOnce has the bounds that a run has, and tells when they cut something off.
func scanOnce(b *testing.B, language string, file Named) {
	s, err := New(nil)
	if err != nil {
		b.Fatal(err)
	}
	file.Language = language
	if report := s.Files([]Named{file}); report.Verdict == Incomplete {
		b.ReportMetric(1, "incomplete")
	}
}

// FuzzScan: no input makes it fail, hang, or report what the wire does not allow.
func FuzzScan(f *testing.F) {
	for _, s := range append(snippets(hostileText), snippets(benignText)...) {
		f.Add(s.language, []byte(s.text))
	}
	f.Add("", gzipped([]byte("x")))
	f.Add("", zipOf(f, map[string][]byte{"a/b.py": []byte("print(1)")}))
	f.Add("", overlapped(f))
	for _, encode := range encoders {
		f.Add("python", []byte(encode(payloads[0])))
	}
	f.Fuzz(func(t *testing.T, language string, content []byte) {
		bounds := newBounds(standard, patience)
		for _, u := range examine(bounds, Named{Path: "main", Data: content, Language: language}) {
			for _, match := range u.matches(u.arms()) {
				if match.Rule == "" || match.Score < 0 || match.Offset < 0 || len(match.Layer) > 200 {
					t.Errorf("%+v", match)
				}
			}
		}
	})
}
