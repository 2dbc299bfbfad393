package verdict

import (
	"cmp"
	"slices"

	"codesession.dev/supply/internal/advisory"
	"codesession.dev/supply/internal/inventory"
	"codesession.dev/supply/internal/statement"
)

// Finding is an advisory that concerns a component, or whose versions could not be compared with it (then Undecided says why).
type Finding struct {
	Component string
	Version   string
	ID        string
	Summary   string
	Fixed     string
	Undecided string
	// NotAffected is the justification of a VEX statement, empty if there is none.
	NotAffected string
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

// Open tells whether something is left that concerns the image and that nobody has accepted.
func (v Verdict) Open() bool {
	return slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Accepted == "" && f.NotAffected == "" })
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

// Answers are what somebody has said about advisories before.
type Answers struct {
	// Accepted maps advisory to the reason for living with it.
	Accepted   map[string]string
	Statements statement.Statements
}

// Judge holds every component of an image against the advisories of its ecosystem.
func (x Index) Judge(image string, components []inventory.Component, answers Answers) Verdict {
	var verdict Verdict
	for _, component := range components {
		about, known := subjectOf(component)
		if !known || !(x.ecosystems[about.ecosystem] || x.ecosystems[about.family()]) {
			verdict.Unchecked = append(verdict.Unchecked, component.URL.ToString())
			continue
		}
		verdict.Checked++
		verdict.Findings = append(verdict.Findings, x.findings(about, func(one advisory.Advisory) (string, string) {
			return reason(one, answers.Accepted), answers.Statements.NotAffected(one.Names(), image, component.URL)
		})...)
	}
	// Several binary packages come of one source, and each would repeat its findings.
	slices.SortFunc(verdict.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), cmp.Compare(a.Version, b.Version), cmp.Compare(a.ID, b.ID))
	})
	verdict.Findings = slices.Compact(verdict.Findings)
	slices.Sort(verdict.Unchecked)
	return verdict
}

func (x Index) findings(about subject, answer func(advisory.Advisory) (accepted, notAffected string)) []Finding {
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
			Summary: one.advisory.Summary, Fixed: match.Fixed}
		finding.Accepted, finding.NotAffected = answer(one.advisory)
		if err != nil {
			finding.Undecided = err.Error()
		}
		found = append(found, finding)
	}
	return found
}

// reason looks under every name of the advisory.
func reason(one advisory.Advisory, accepted map[string]string) string {
	for _, id := range one.Names() {
		if why := accepted[id]; why != "" {
			return why
		}
	}
	return ""
}
