package verdict

import (
	"cmp"
	"slices"

	"codesession.dev/supply/internal/advisory"
	"codesession.dev/supply/internal/inventory"
)

// Finding is an advisory that concerns a component, or whose versions could not be compared with it (then Undecided says why).
type Finding struct {
	Component string
	Version   string
	ID        string
	Summary   string
	Fixed     string
	Undecided string
	// Accepted is the reason for living with it, empty if there is none.
	Accepted string
}

// Verdict is the result for one image.
type Verdict struct {
	Findings []Finding
	// Unchecked are components nobody looked at, by package URL: their ecosystem is not in the snapshot, or not in OSV.
	Unchecked []string
	Checked   int
}

// Open tells whether something is left that nobody has accepted.
func (v Verdict) Open() bool {
	return slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Accepted == "" })
}

// Index finds advisories by what they are about.
type Index struct {
	byName     map[string][]entry
	ecosystems map[string]bool
}

type entry struct {
	advisory advisory.Advisory
	affected advisory.Affected
}

// NewIndex leaves withdrawn advisories out.
func NewIndex(advisories []advisory.Advisory) Index {
	index := Index{byName: map[string][]entry{}, ecosystems: map[string]bool{}}
	for _, one := range advisories {
		if one.Withdrawn != "" {
			continue
		}
		for _, affected := range one.Affected {
			ecosystem, name := affected.Package.Ecosystem, affected.Package.Name
			if ecosystem == "PyPI" {
				name = inventory.NormalizedPython(name)
			}
			index.ecosystems[ecosystem] = true
			key := ecosystem + "\n" + name
			index.byName[key] = append(index.byName[key], entry{one, affected})
		}
	}
	return index
}

// Judge holds every component against the advisories of its ecosystem. Accepted maps advisory to reason.
func (x Index) Judge(components []inventory.Component, accepted map[string]string) Verdict {
	var verdict Verdict
	for _, component := range components {
		about, known := subjectOf(component)
		if !known || !(x.ecosystems[about.ecosystem] || x.ecosystems[about.family()]) {
			verdict.Unchecked = append(verdict.Unchecked, component.URL.ToString())
			continue
		}
		verdict.Checked++
		verdict.Findings = append(verdict.Findings, x.findings(about, accepted)...)
	}
	// Several binary packages come of one source, and each would repeat its findings.
	slices.SortFunc(verdict.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID))
	})
	verdict.Findings = slices.Compact(verdict.Findings)
	slices.Sort(verdict.Unchecked)
	return verdict
}

func (x Index) findings(about subject, accepted map[string]string) []Finding {
	var found []Finding
	concerned := slices.Clone(x.byName[about.ecosystem+"\n"+about.name])
	if about.family() != about.ecosystem {
		concerned = append(concerned, x.byName[about.family()+"\n"+about.name]...)
	}
	for _, one := range concerned {
		match, err := one.affected.Concerns(about.ecosystem, about.version)
		if !match.Affected && err == nil {
			continue
		}
		finding := Finding{Component: about.ecosystem + " " + about.name, Version: about.version, ID: one.advisory.ID,
			Summary: one.advisory.Summary, Fixed: match.Fixed, Accepted: reason(one.advisory, accepted)}
		if err != nil {
			finding.Undecided = err.Error()
		}
		found = append(found, finding)
	}
	return found
}

// reason looks under every name of the advisory.
func reason(one advisory.Advisory, accepted map[string]string) string {
	for _, id := range append([]string{one.ID}, one.Aliases...) {
		if why := accepted[id]; why != "" {
			return why
		}
	}
	return ""
}
