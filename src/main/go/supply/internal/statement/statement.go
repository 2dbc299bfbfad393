// Package statement reads VEX documents (OpenVEX): what whoever builds an image says about advisories that name one of its components.
package statement

import (
	"errors"
	"fmt"
	"os"

	openvex "github.com/openvex/go-vex/pkg/vex"
	"github.com/package-url/packageurl-go"
)

// Statements of one or more documents; later ones count more.
type Statements []openvex.Statement

// Read refuses a document with a statement that is not valid, and one without any: a mistake must not silence a finding.
func Read(paths []string) (Statements, error) {
	var all Statements
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		document, err := openvex.Parse(content)
		if err == nil && len(document.Statements) == 0 {
			err = errors.New("no statements in it")
		}
		if err != nil {
			return nil, fmt.Errorf("%s is no OpenVEX document: %w", path, err)
		}
		for _, one := range document.Statements {
			if err := check(one); err != nil {
				return nil, fmt.Errorf("%s: %s: %w", path, one.Vulnerability.Name, err)
			}
			all = append(all, one)
		}
	}
	return all, nil
}

func check(one openvex.Statement) error {
	if err := one.Validate(); err != nil {
		return err
	}
	if one.Vulnerability.Name == "" || len(one.Products) == 0 {
		return errors.New("names no vulnerability or no product")
	}
	for _, product := range one.Products {
		if len(product.Subcomponents) == 0 {
			return errors.New("a product without subcomponents would answer for all of it")
		}
	}
	return nil
}

// NotAffected is why an advisory, under any of its names, does not concern a component of an image; empty if nobody says so.
func (s Statements) NotAffected(advisory []string, image string, component packageurl.PackageURL) string {
	why := ""
	product := packageurl.NewPackageURL(packageurl.TypeOCI, "", image, "", nil, "").ToString()
	for _, one := range s {
		for _, name := range advisory {
			if one.Matches(name, product, []string{component.ToString()}) {
				why = ""
				if one.Status == openvex.StatusNotAffected {
					why = string(one.Justification)
				}
			}
		}
	}
	return why
}
