package inventory

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/package-url/packageurl-go"
)

var (
	pinned    = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)`)
	hash      = regexp.MustCompile(`--hash=sha256:([0-9a-f]{64})`)
	separator = regexp.MustCompile(`[-_.]+`)
)

// Python reads requirements that are locked: every one with its version and hashes. One that is not is an error, since then nobody
// knows what was installed.
func Python(requirements io.Reader) ([]Component, error) {
	var found []Component
	lines := bufio.NewScanner(requirements)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "--hash="):
			if len(found) == 0 {
				return nil, fmt.Errorf("requirements: a hash before the first package: %s", line)
			}
		default:
			match := pinned.FindStringSubmatch(line)
			if match == nil {
				return nil, fmt.Errorf("requirements: not a locked version: %s", line)
			}
			found = append(found, component(packageurl.TypePyPi, "", NormalizedPython(match[1]), match[2], nil))
		}
		if match := hash.FindStringSubmatch(line); match != nil {
			last := &found[len(found)-1]
			last.SHA256 = append(last.SHA256, match[1])
		}
	}
	return found, lines.Err()
}

// NormalizedPython is the one spelling of a project's name (PEP 503).
func NormalizedPython(name string) string {
	return strings.ToLower(separator.ReplaceAllString(name, "-"))
}
