package scan

import (
	"fmt"
	"strings"

	"codesession.dev/warden/internal/protocol"
)

const rulesNamed = 3

// refusal is the message of a run that does not start. It names rules, never what they matched.
func refusal(report *protocol.Scan, threshold int64) string {
	var names []string
	for _, match := range report.Matches[:min(len(report.Matches), rulesNamed)] {
		names = append(names, match.Rule)
	}
	listed := ""
	if len(names) > 0 {
		listed = ": " + strings.Join(names, ", ")
	}
	if report.Verdict == Incomplete {
		return fmt.Sprintf("the content scan could not look at everything within its bounds (score %d, threshold %d)%s", report.Score, threshold, listed)
	}
	return fmt.Sprintf("the content scan found a score of %d, the threshold is %d%s", report.Score, threshold, listed)
}
