package inventory

import (
	"fmt"
	"io"
	"regexp"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/package-url/packageurl-go"
)

// The build's own version where the file has it; jlink keeps only the release.
var javaVersions = []*regexp.Regexp{
	regexp.MustCompile(`(?m)^JAVA_RUNTIME_VERSION="([^"]+)"$`), regexp.MustCompile(`(?m)^JAVA_VERSION="([^"]+)"$`),
}

// Maven takes over the libraries from the bill of materials that the Maven build writes.
func Maven(bill io.Reader) ([]Component, error) {
	var read cdx.BOM
	if err := cdx.NewBOMDecoder(bill, cdx.BOMFileFormatJSON).Decode(&read); err != nil {
		return nil, fmt.Errorf("Maven's bill of materials: %w", err)
	}
	if read.Components == nil || len(*read.Components) == 0 {
		return nil, fmt.Errorf("Maven's bill of materials: no components")
	}
	var found []Component
	for _, library := range *read.Components {
		url, err := packageurl.FromString(library.PackageURL)
		if err != nil {
			return nil, fmt.Errorf("Maven's bill of materials: %s: %w", library.Name, err)
		}
		one := Component{URL: url}
		if library.Hashes != nil {
			for _, sum := range *library.Hashes {
				if sum.Algorithm == cdx.HashAlgoSHA256 {
					one.SHA256 = append(one.SHA256, sum.Value)
				}
			}
		}
		found = append(found, one)
	}
	return found, nil
}

// Runtime reads the release file of a Java runtime.
func Runtime(release []byte) ([]Component, error) {
	for _, version := range javaVersions {
		if match := version.FindSubmatch(release); match != nil {
			return []Component{component(packageurl.TypeGeneric, "", "openjdk", string(match[1]), nil)}, nil
		}
	}
	return nil, fmt.Errorf("the Java runtime's release file names no version")
}
