package compiler

import (
	"fmt"
	"slices"
	"strings"
)

// Table is docs/scan-rules.md.
func (r *Ruleset) Table() ([]byte, error) {
	rules := slices.Clone(r.rules)
	slices.SortFunc(rules, func(a, b *rule) int { return strings.Compare(a.Name, b.Name) })
	var out strings.Builder
	out.WriteString("# Rules of the content scan\n\nGenerated from `src/main/go/warden/internal/scan/rules` (`UPDATE=1 go test ./internal/scan/compiler`). How they are applied is in [warden.md](warden.md#content-scan).\n\n")
	out.WriteString("| rule | what it sees | ATT&CK | score |\n| --- | --- | --- | --- |\n")
	for _, r := range rules {
		fmt.Fprintf(&out, "| `%s` | %s | %s | %d |\n", r.Name, strings.ReplaceAll(r.Description, "|", `\|`), r.Technique, r.Score)
	}
	return []byte(out.String()), nil
}
