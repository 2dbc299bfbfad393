package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// row counts one family.
type row struct{ programs, terminated, detected, contained, missed, effects int }

// table is what a run of the corpus is judged by: one line per family, then every difference.
func table(judgements []judgement) string {
	hostile, benign := map[string]*row{}, map[string]*row{}
	for _, j := range judgements {
		families := benign
		if j.program.hostile {
			families = hostile
		}
		if families[j.program.family] == nil {
			families[j.program.family] = &row{}
		}
		families[j.program.family].count(j)
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%-20s %8s %10s %8s %9s %6s %7s\n", "hostile", "programs", "terminated", "detected", "contained", "missed", "effects")
	total := row{}
	for _, family := range slices.Sorted(maps.Keys(hostile)) {
		r := hostile[family]
		text.WriteString(r.line(family))
		total = row{total.programs + r.programs, total.terminated + r.terminated, total.detected + r.detected, total.contained + r.contained, total.missed + r.missed, total.effects + r.effects}
	}
	text.WriteString(total.line("all"))
	fmt.Fprintf(&text, "\n%-20s %8s %10s %8s %15s\n", "benign", "programs", "clean", "noted", "false or broken")
	total = row{}
	for _, family := range slices.Sorted(maps.Keys(benign)) {
		r := benign[family]
		text.WriteString(r.benign(family))
		total = row{programs: total.programs + r.programs, detected: total.detected + r.detected, contained: total.contained + r.contained, missed: total.missed + r.missed}
	}
	text.WriteString(total.benign("all"))
	return text.String() + notes(judgements)
}

func (r *row) count(j judgement) {
	r.programs++
	switch {
	case j.verdict == effect:
		r.effects++
	case !j.program.hostile && j.failure != "":
		r.missed++
		return
	case j.verdict == terminated:
		r.terminated++
	case j.verdict == detected:
		r.detected++
	case j.verdict == contained:
		r.contained++
	}
	if j.failure != "" && j.verdict != effect {
		r.missed++
	}
}

func (r row) line(family string) string {
	return fmt.Sprintf("%-20s %8d %10d %8d %9d %6d %7d\n", family, r.programs, r.terminated, r.detected, r.contained, r.missed, r.effects)
}

func (r row) benign(family string) string {
	return fmt.Sprintf("%-20s %8d %10d %8d %15d\n", family, r.programs, r.contained, r.detected, r.missed)
}

// notes lists what the table only counts: differences, hostile programs that no rule named, and benign ones that something was noted about.
func notes(judgements []judgement) string {
	var text strings.Builder
	for _, j := range judgements {
		switch {
		case j.failure != "":
			fmt.Fprintf(&text, "%s: %s\n", j.title(), j.failure)
		case j.program.hostile && j.verdict == contained:
			fmt.Fprintf(&text, "%s: contained, not named\n", j.title())
		case !j.program.hostile && len(j.by) > 0:
			fmt.Fprintf(&text, "%s: noted only: %s\n", j.title(), strings.Join(j.by, ", "))
		}
	}
	return text.String()
}

func (j judgement) title() string {
	if j.program.allowed {
		return j.program.name + " (may execute scratch)"
	}
	return j.program.name
}
