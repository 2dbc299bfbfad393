package inventory

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/package-url/packageurl-go"
)

// maxLine is far above what dpkg writes; a longer line is no status file.
const maxLine = 1 << 20

// Debian reads a dpkg status file (or several, one after the other). Advisories speak of source packages and their versions, so
// both are kept where they differ from the binary package's.
func Debian(status io.Reader, release string) ([]Component, error) {
	var found []Component
	fields := map[string]string{}
	finish := func() error {
		defer clear(fields)
		if len(fields) == 0 || !installed(fields["Status"]) {
			return nil
		}
		one, err := debianComponent(fields, release)
		found = append(found, one)
		return err
	}
	lines := bufio.NewScanner(status)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		line := lines.Text()
		if strings.TrimSpace(line) == "" {
			if err := finish(); err != nil {
				return nil, err
			}
			continue
		}
		// A line that starts with a blank goes on with the field above, and none of those is of interest.
		if name, value, ok := strings.Cut(line, ":"); ok && line[0] != ' ' && line[0] != '\t' {
			if name == "Package" && fields["Package"] != "" {
				return nil, fmt.Errorf("package status: no empty line between %s and %s", fields["Package"], strings.TrimSpace(value))
			}
			fields[name] = strings.TrimSpace(value)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("package status: %w", err)
	}
	return found, finish()
}

// The single files of an image without dpkg (status.d) have the same form, and say "installed", too.
func installed(status string) bool { return status == "" || strings.HasSuffix(status, " installed") }

func debianComponent(fields map[string]string, release string) (Component, error) {
	name, version := fields["Package"], fields["Version"]
	if name == "" || version == "" {
		return Component{}, fmt.Errorf("package status: a package without name or version: %q %q", name, version)
	}
	qualifiers := map[string]string{"arch": fields["Architecture"], "distro": "debian-" + release}
	if source := fields["Source"]; source != "" {
		sourceName, sourceVersion, _ := strings.Cut(source, " ")
		qualifiers["upstream"] = sourceName
		if sourceVersion = strings.Trim(sourceVersion, "()"); sourceVersion != "" && sourceVersion != version {
			qualifiers["upstream"] = sourceName + "@" + sourceVersion
		}
	}
	return component(packageurl.TypeDebian, "debian", name, version, qualifiers), nil
}
