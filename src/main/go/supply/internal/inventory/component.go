// Package inventory reads what an image is made of from the records that its build leaves: Debian's package status,
// Python's locked requirements, the modules inside a Go program, Maven's own bill of materials. It runs nothing of the image.
package inventory

import (
	"cmp"
	"slices"

	"github.com/package-url/packageurl-go"
)

// Component is one package, identified by its package URL; all that is known about it follows from that.
type Component struct {
	URL    packageurl.PackageURL
	SHA256 []string
}

// Sorted orders by package URL and drops repetitions, so that the order of the sources does not show.
func Sorted(components []Component) []Component {
	sorted := slices.Clone(components)
	slices.SortFunc(sorted, func(a, b Component) int { return cmp.Compare(a.URL.ToString(), b.URL.ToString()) })
	return slices.CompactFunc(sorted, func(a, b Component) bool { return a.URL.ToString() == b.URL.ToString() })
}

func component(kind, namespace, name, version string, qualifiers map[string]string) Component {
	url := packageurl.NewPackageURL(kind, namespace, name, version, packageurl.QualifiersFromMap(qualifiers), "")
	return Component{URL: *url}
}
