package scan

import (
	"slices"
	"strings"
	"testing"
)

// Every text of every pattern is found where it stands, in any case, whatever is around it.
func TestEveryTextIsFound(t *testing.T) {
	for i := range patterns {
		p := &patterns[i]
		for number, text := range slices.Concat(p.texts, p.from, p.to) {
			for _, written := range []string{text, strings.ToUpper(text), "é" + text + text[:1], text[:len(text)-1] + text} {
				wanted, found := strings.LastIndex(strings.ToLower(written), strings.ToLower(text)), false
				finder.find(0, []byte(written), func(literal uint16, end int) {
					l := literals[literal]
					for _, use := range uses[l.first:l.behind] {
						found = found || int(use.pattern) == i && int(use.text) == number && end-int(l.length) == wanted
					}
				})
				if !found {
					t.Errorf("pattern %d: %q is not found in %q", i, text, written)
				}
			}
		}
	}
}
