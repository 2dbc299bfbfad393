package scan

import (
	"regexp"
	"sync"
)

// lazily is an expression that is compiled when it is first asked for: this program is started three times for a
// session, and two of the three never look at code.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
