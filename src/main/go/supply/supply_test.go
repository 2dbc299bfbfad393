package main

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const resources = "../../../test/resources/supply/"

// call runs the command in this process.
func call(t *testing.T, arguments ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code := run(arguments, &out, &out)
	return code, out.String()
}

func sample(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.cdx.json")
	code, said := call(t, "bill", "--image", "sample", "--version", "1", "--digest", "sha256:0", "--out", path,
		"--debian", resources+"status", "--requirements", resources+"requirements.txt", "--maven", resources+"maven.cdx.json")
	if code != clean {
		t.Fatal(said)
	}
	return path
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBillNamesEveryPackageOnceAndNothingElse(t *testing.T) {
	content, err := os.ReadFile(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{
		`pkg:deb/debian/libc6@2.41-12%2Bdeb13u5?arch=amd64&distro=debian-13&upstream=glibc`,
		`pkg:deb/debian/bash@5.2.37-2%2Bb10?arch=amd64&distro=debian-13&upstream=bash%405.2.37-2`,
		`pkg:pypi/numpy@2.5.5rc1`, `pkg:maven/org.example/library@1.0.0?type=jar`,
	} {
		if got := strings.Count(string(content), `"purl": "`+url+`"`); got != 1 {
			t.Errorf("%s is there %d times", url, got)
		}
	}
	if bytes.Contains(content, []byte("gone")) || bytes.Contains(content, []byte("serialNumber")) || bytes.Contains(content, []byte("timestamp")) {
		t.Errorf("a removed package, or something that changes from build to build:\n%s", content)
	}
}

func TestEqualPartsGiveEqualBytes(t *testing.T) {
	first, _ := os.ReadFile(sample(t))
	second, _ := os.ReadFile(sample(t))
	if len(first) == 0 || !bytes.Equal(first, second) {
		t.Error("two bills of the same parts differ")
	}
}

func TestModulesOfACompiledProgram(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "program")
	if said, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	path := filepath.Join(folder, "bill")
	if code, said := call(t, "bill", "--image", "program", "--digest", "sha256:0", "--out", path, "--go-program", program); code != clean {
		t.Fatal(said)
	}
	content, _ := os.ReadFile(path)
	for _, url := range []string{"pkg:golang/stdlib@1.", "pkg:golang/github.com/google/osv-scalibr@v"} {
		if !bytes.Contains(content, []byte(url)) {
			t.Errorf("no %s in\n%s", url, content)
		}
	}
}

func TestJavaRuntimeIsNamedByWhatItsReleaseFileSays(t *testing.T) {
	for content, version := range map[string]string{
		"JAVA_VERSION=\"25.0.3\"\n":                                        "25.0.3",
		"JAVA_RUNTIME_VERSION=\"25.0.3+9-LTS\"\nJAVA_VERSION=\"25.0.3\"\n": "25.0.3%2B9-LTS",
	} {
		path := filepath.Join(t.TempDir(), "bill")
		if code, said := call(t, "bill", "--image", "i", "--digest", "d", "--out", path, "--java", write(t, "release", content)); code != clean {
			t.Fatal(said)
		}
		if written, _ := os.ReadFile(path); !bytes.Contains(written, []byte("pkg:generic/openjdk@"+version+`"`)) {
			t.Errorf("no %s in\n%s", version, written)
		}
	}
}

func TestVersionsAreComparedAsTheirEcosystemDoes(t *testing.T) {
	code, said := call(t, "scan", "--advisories", resources+"advisories.ndjson", "--sbom", sample(t))
	if code != found {
		t.Errorf("exit code %d\n%s", code, said)
	}
	for _, id := range []string{"DEB-1", "DEB-4", "PY-1", "MVN-1", "MVN-2"} {
		if strings.Count(said, "FOUND     EXAMPLE-"+id+" ") != 1 {
			t.Errorf("%s is not found once in\n%s", id, said)
		}
	}
	for _, id := range []string{"DEB-2", "DEB-3", "DEB-5", "PY-2", "PY-3", "GO-1", "GO-2"} {
		if strings.Contains(said, "EXAMPLE-"+id+" ") {
			t.Errorf("%s does not concern the sample:\n%s", id, said)
		}
	}
	if !strings.Contains(said, "(fixed in 2.41-12+deb13u6)") {
		t.Errorf("does not say what to do:\n%s", said)
	}
}

func TestWhatIsAcceptedWithAReasonDoesNotFail(t *testing.T) {
	accept := write(t, "accepted", "# decided\nCVE-2000-0001 not reachable\nEXAMPLE-DEB-1 a\nEXAMPLE-DEB-4 b\nEXAMPLE-MVN-1 c\nEXAMPLE-MVN-2 d\n")
	code, said := call(t, "scan", "--advisories", resources+"advisories.ndjson", "--sbom", sample(t), "--accept", accept)
	if code != clean || !strings.Contains(said, "accepted  EXAMPLE-PY-1 PyPI python-dateutil 4.0.0 (not reachable)") {
		t.Errorf("exit code %d\n%s", code, said)
	}
	unreasoned := write(t, "accepted", "EXAMPLE-DEB-1\n")
	if code, said := call(t, "scan", "--advisories", resources+"advisories.ndjson", "--sbom", sample(t), "--accept", unreasoned); code != unusable {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

func TestWhatTheSnapshotCannotSpeakOfIsSaid(t *testing.T) {
	snapshot := write(t, "a.json", `[{"id": "X", "affected": [{"package": {"ecosystem": "Debian:13", "name": "other"}}]}]`)
	code, said := call(t, "scan", "--advisories", snapshot, "--sbom", sample(t))
	if code != unchecked || !strings.Contains(said, "NOT CHECKED pkg:pypi/numpy@2.5.5rc1") || strings.Contains(said, "NOT CHECKED pkg:deb") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

func TestVersionsThatCannotBeComparedCountAsFound(t *testing.T) {
	snapshot := write(t, "a.json", `{"id": "X", "affected": [{"package": {"ecosystem": "Debian:13", "name": "glibc"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "x:y:z"}]}]}]}`)
	code, said := call(t, "scan", "--advisories", snapshot, "--sbom", sample(t))
	if code != found || !strings.Contains(said, "UNDECIDED X ") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

func TestArchiveOfAnEcosystem(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	entry, _ := archive.Create("EXAMPLE.json")
	lines, _ := os.ReadFile(resources + "advisories.ndjson")
	entry.Write(bytes.SplitN(lines, []byte("\n"), 2)[0])
	archive.Close()
	file.Close()
	if code, said := call(t, "scan", "--advisories", path, "--sbom", sample(t)); code != found || !strings.Contains(said, "EXAMPLE-DEB-1") {
		t.Errorf("exit code %d\n%s", code, said)
	}
}

// Nothing that is missing, empty or something else may look like a clean result.
func TestUnusableInputIsNeverClean(t *testing.T) {
	bill, advisories := sample(t), resources+"advisories.ndjson"
	empty := write(t, "empty.json", "")
	for name, arguments := range map[string][]string{
		"no command":            {},
		"unknown command":       {"sweep"},
		"no advisories":         {"scan", "--sbom", bill},
		"no bill":               {"scan", "--advisories", advisories},
		"argument left over":    {"scan", "--advisories", advisories, "--sbom", bill, "more"},
		"empty snapshot":        {"scan", "--advisories", empty, "--sbom", bill},
		"bill without contents": {"scan", "--advisories", advisories, "--sbom", write(t, "b.json", `{"bomFormat": "CycloneDX", "specVersion": "1.6"}`)},
		"bill that is none":     {"scan", "--advisories", advisories, "--sbom", advisories},
		"record without an id":  {"scan", "--advisories", write(t, "c.json", `{"affected": []}`), "--sbom", bill},
		"half a record":         {"scan", "--advisories", write(t, "d.json", `{"id": "X"`), "--sbom", bill},
		"missing file":          {"scan", "--advisories", "none.json", "--sbom", bill},
		"loose requirement":     {"bill", "--image", "i", "--digest", "d", "--out", empty, "--requirements", write(t, "r.txt", "numpy>=2\n")},
		"empty status":          {"bill", "--image", "i", "--digest", "d", "--out", empty, "--debian", empty},
		"status run together":   {"bill", "--image", "i", "--digest", "d", "--out", empty, "--debian", write(t, "s", "Package: a\nVersion: 1\nPackage: b\nVersion: 1\n")},
		"no program":            {"bill", "--image", "i", "--digest", "d", "--out", empty, "--go-program", advisories},
		"no Java runtime":       {"bill", "--image", "i", "--digest", "d", "--out", empty, "--java", advisories},
	} {
		t.Run(name, func(t *testing.T) {
			if code, said := call(t, arguments...); code != unusable || said == "" {
				t.Errorf("exit code %d: %s", code, said)
			}
		})
	}
}

func vexDocument(t *testing.T, vulnerability, product, component, status string) string {
	t.Helper()
	return write(t, "v.openvex.json", `{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://codesession.dev/vex/test", "author": "test", "timestamp": "2026-01-01T00:00:00Z", "version": 1,
		"statements": [{"vulnerability": {"name": "`+vulnerability+`"}, "products": [{"@id": "pkg:oci/`+product+`", "subcomponents": [{"@id": "`+component+`"}]}], `+status+`}]}`)
}

func TestAStatementSilencesItsFindingAndNoOther(t *testing.T) {
	snapshot := write(t, "a.json", `{"id": "DEBIAN-CVE-2000-0002", "upstream": ["CVE-2000-0002"], "affected": [{"package": {"ecosystem": "Debian:13", "name": "glibc"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}`)
	const notAffected = `"status": "not_affected", "justification": "vulnerable_code_not_in_execute_path"`
	for name, one := range map[string]struct {
		vex      string
		silenced bool
	}{
		"by the name upstream":    {vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6", notAffected), true},
		"another image":           {vexDocument(t, "CVE-2000-0002", "other", "pkg:deb/debian/libc6", notAffected), false},
		"another component":       {vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/bash", notAffected), false},
		"another version":         {vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6@1", notAffected), false},
		"under investigation":     {vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6", `"status": "under_investigation"`), false},
		"affected, with a remedy": {vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6", `"status": "affected", "action_statement": "wait"`), false},
	} {
		t.Run(name, func(t *testing.T) {
			code, said := call(t, "scan", "--advisories", snapshot, "--sbom", sample(t), "--vex", one.vex)
			if silenced := strings.Contains(said, "not affected DEBIAN-CVE-2000-0002 "); silenced != one.silenced || (code == found) == one.silenced {
				t.Errorf("exit code %d\n%s", code, said)
			}
		})
	}
}

func TestAStatementThatIsNotValidIsRefused(t *testing.T) {
	advisories, bill := resources+"advisories.ndjson", sample(t)
	for name, vex := range map[string]string{
		"no justification": vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6", `"status": "not_affected"`),
		"unknown status":   vexDocument(t, "CVE-2000-0002", "sample", "pkg:deb/debian/libc6", `"status": "fine"`),
		"whole image":      write(t, "w.json", `{"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{"vulnerability": {"name": "X"}, "products": [{"@id": "pkg:oci/sample"}], "status": "fixed"}]}`),
		"no statements":    write(t, "e.json", `{"@context": "https://openvex.dev/ns/v0.2.0", "statements": []}`),
		"something else":   advisories,
	} {
		if code, said := call(t, "scan", "--advisories", advisories, "--sbom", bill, "--vex", vex); code != unusable {
			t.Errorf("%s: exit code %d\n%s", name, code, said)
		}
	}
}

// The project's own statements are valid, and are about what its images hold.
func TestOwnStatementsAreUsable(t *testing.T) {
	snapshot := write(t, "a.json", `{"id": "X", "affected": [{"package": {"ecosystem": "Debian:13", "name": "other"}}]}`)
	if code, said := call(t, "scan", "--advisories", snapshot, "--sbom", sample(t), "--vex", "../../../../security/codesession.openvex.json"); code != unchecked {
		t.Errorf("exit code %d\n%s", code, said)
	}
}
