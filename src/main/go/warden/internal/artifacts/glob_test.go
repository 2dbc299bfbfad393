package artifacts

import (
	"path"
	"strings"
	"testing"

	"codesession.dev/warden/internal/beneath"
)

func TestGlobs(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"*.png", "a.png", true}, {"*.png", "a/b.png", false}, {"**/*.png", "b.png", true}, {"**/*.png", "a/b/c.png", true},
		{"out/**", "out/a", true}, {"out/**", "out/a/b", true}, {"out/**", "other", false}, {"**", "a/b/c", true},
		{"a/**/z", "a/z", true}, {"a/**/z", "a/b/c/z", true}, {"a/**/z", "a/b/c", false}, {"?.t[a-z]t", "x.txt", true},
		{"?.t[a-z]t", "xx.txt", false}, {"./x", "x", true}, {"a/*/c", "a/b/c", true}, {"a/*/c", "a/b/b/c", false},
		{"**/a/**/b", "x/a/y/z/b", true}, {".*", ".hidden", true}, {"*", ".hidden", true},
	} {
		glob, err := Parse(c.pattern)
		if err != nil || glob.Matches(c.name) != c.want {
			t.Errorf("%s against %s: %v %v", c.pattern, c.name, glob.Matches(c.name), err)
		}
		if directory := path.Dir(c.name); c.want && directory != "." && !glob.Below(directory) {
			t.Errorf("%s would not enter %s", c.pattern, directory)
		}
	}
	for _, bad := range []string{"", "/a", "../a", "a/../b", "a//b", "[", "a\x00", strings.Repeat("a/", 100) + "b", "a/"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestBelowDoesNotEnterNeedlessly(t *testing.T) {
	glob, _ := Parse("out/*.png")
	if glob.Below("node_modules") || glob.Below("out/deep") || !glob.Below("out") {
		t.Error("enters what cannot match")
	}
}

func TestMediaTypes(t *testing.T) {
	for name, c := range map[string][2]string{
		"a.bin":  {"\x89PNG\r\n\x1a\n...", "image/png"},
		"a.png":  {"MZ\x00\x01", "application/octet-stream"},
		"a.csv":  {"a,b\n1,2\n", "text/csv"},
		"a":      {"plain", "text/plain"},
		"b.xlsx": {"PK\x03\x04....", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		"c.txt":  {"\xff\xfe\x00", "application/octet-stream"},
		"d.webp": {"RIFF\x01\x02\x03\x04WEBPVP8", "image/webp"},
		"e.json": {"{}", "application/json"},
	} {
		if got := MediaType(name, []byte(c[0])); got != c[1] {
			t.Errorf("%s is %s, wanted %s", name, got, c[1])
		}
	}
}

func FuzzGlob(f *testing.F) {
	f.Add("**/*.png", "a/b/c.png")
	f.Add("[a-z]*/**/?", "../../etc/passwd")
	f.Add("**/**/**/**/x", "a/a/a/a/a/a/a/a")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		glob, err := Parse(pattern)
		if err != nil {
			return
		}
		glob.Below(path.Dir(name))
		if glob.Matches(name) && beneath.Check(name) == nil && leadsOut(name) {
			t.Errorf("%q leads out", name)
		}
		if literal, is := glob.Literal(); is && (!glob.Matches(literal) || leadsOut(literal)) {
			t.Errorf("%q does not match itself", literal)
		}
	})
}

func leadsOut(name string) bool {
	clean := path.Clean(name)
	return clean == ".." || strings.HasPrefix(clean, "../") || path.IsAbs(clean)
}
