// Package verdict holds an inventory against advisories. What cannot be compared, and what no advisory of the snapshot could have spoken of, is
// said and counts against the result.
package verdict

import (
	"strings"

	"github.com/package-url/packageurl-go"

	"codesession.dev/supply/internal/inventory"
)

// subject is a component as advisories name it.
type subject struct{ ecosystem, name, version string }

// family is the ecosystem without its release: an advisory for "Debian" concerns every release of it.
func (s subject) family() string {
	family, _, _ := strings.Cut(s.ecosystem, ":")
	return family
}

// subjectOf is false for what no ecosystem of OSV speaks of.
func subjectOf(component inventory.Component) (subject, bool) {
	url := component.URL
	switch url.Type {
	case packageurl.TypeDebian:
		return debian(url), true
	case packageurl.TypePyPi:
		return subject{"PyPI", inventory.NormalizedPython(url.Name), url.Version}, true
	case packageurl.TypeMaven:
		return subject{"Maven", url.Namespace + ":" + url.Name, url.Version}, true
	case packageurl.TypeGolang:
		return subject{"Go", strings.TrimPrefix(url.Namespace+"/"+url.Name, "/"), strings.TrimPrefix(url.Version, "v")}, true
	}
	return subject{}, false
}

// debian: the source package, and its version where a rebuild has given the binary package another one.
func debian(url packageurl.PackageURL) subject {
	qualifiers := url.Qualifiers.Map()
	found := subject{"Debian", url.Name, url.Version}
	if release, ok := strings.CutPrefix(qualifiers["distro"], "debian-"); ok {
		found.ecosystem = "Debian:" + release
	}
	if source := qualifiers["upstream"]; source != "" {
		name, version, differs := strings.Cut(source, "@")
		found.name = name
		if differs {
			found.version = version
		}
	}
	return found
}
