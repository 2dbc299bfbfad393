module codesession.dev/supply

go 1.26.0

require (
	github.com/CycloneDX/cyclonedx-go v0.12.0
	github.com/google/osv-scalibr v0.4.5
	github.com/package-url/packageurl-go v0.1.7
)
