package scan

import (
	"regexp"
	"sync"
)

// lazy is an expression that is compiled when it is first asked for: this program is started three times for a
// session, and two of the three never look at code.
type lazy struct {
	expression string
	once       sync.Once
	compiled   *regexp.Regexp
}

func (l *lazy) get() *regexp.Regexp {
	l.once.Do(func() { l.compiled = regexp.MustCompile(l.expression) })
	return l.compiled
}
