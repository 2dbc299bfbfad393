// Package bom writes and reads CycloneDX bills of materials. Equal inventories give equal bytes: no serial number, no time, sorted.
package bom

import (
	"fmt"
	"io"
	"os"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/package-url/packageurl-go"

	"codesession.dev/supply/internal/inventory"
)

// Image is what the bill is about.
type Image struct{ Name, Version, Digest string }

// Write writes the bill of an image.
func Write(to io.Writer, image Image, components []inventory.Component) error {
	bill := cdx.NewBOM()
	bill.Metadata = &cdx.Metadata{Component: &cdx.Component{
		Type: cdx.ComponentTypeContainer, Name: image.Name, Version: image.Version, BOMRef: image.Name,
		Properties: &[]cdx.Property{{Name: "oci:manifest:digest", Value: image.Digest}},
	}}
	listed := []cdx.Component{}
	for _, one := range inventory.Sorted(components) {
		listed = append(listed, written(one))
	}
	bill.Components = &listed
	encoder := cdx.NewBOMEncoder(to, cdx.BOMFileFormatJSON)
	encoder.SetPretty(true)
	encoder.SetEscapeHTML(false)
	return encoder.EncodeVersion(bill, cdx.SpecVersion1_6)
}

func written(one inventory.Component) cdx.Component {
	url := one.URL.ToString()
	library := cdx.Component{
		Type: cdx.ComponentTypeLibrary, BOMRef: url, Group: one.URL.Namespace, Name: one.URL.Name,
		Version: one.URL.Version, PackageURL: url,
	}
	if len(one.SHA256) > 0 {
		sums := []cdx.Hash{}
		for _, sum := range one.SHA256 {
			sums = append(sums, cdx.Hash{Algorithm: cdx.HashAlgoSHA256, Value: sum})
		}
		library.Hashes = &sums
	}
	return library
}

// Read returns the name of what the bill is about, and its components. A bill without components is an error: it would pass every check.
func Read(path string) (string, []inventory.Component, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer file.Close()
	var bill cdx.BOM
	if err := cdx.NewBOMDecoder(file, cdx.BOMFileFormatJSON).Decode(&bill); err != nil {
		return "", nil, fmt.Errorf("%s is no CycloneDX file in JSON: %w", path, err)
	}
	if bill.BOMFormat != cdx.BOMFormat || bill.Components == nil || len(*bill.Components) == 0 {
		return "", nil, fmt.Errorf("%s is no CycloneDX file with components", path)
	}
	var found []inventory.Component
	for _, one := range *bill.Components {
		url, err := packageurl.FromString(one.PackageURL)
		if err != nil {
			return "", nil, fmt.Errorf("%s: component %q has no package URL: %w", path, one.Name, err)
		}
		found = append(found, inventory.Component{URL: url})
	}
	name := path
	if bill.Metadata != nil && bill.Metadata.Component != nil {
		name = bill.Metadata.Component.Name
	}
	return name, found, nil
}
