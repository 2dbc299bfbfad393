package watch

import (
	"path"
	"strings"
)

// patterns finds which of many patterns a path matches, in one pass over its names. A pattern is absolute;
// "*" stands for anything within a name, "**" at its end for everything below, "**" at its start for anywhere.
type patterns struct{ root, anywhere *node }

type node struct {
	names map[string]*node
	globs []glob
	// exact are the owners of patterns that end here, below of those that go on with "**".
	exact, below []int
}

// glob is a name with wild cards. before and after are what is fixed around them: nearly every name fails there,
// and where there is but one star that is all there is to it.
type glob struct {
	pattern       string
	before, after string
	simple        bool
	node          *node
}

func newGlob(pattern string) glob {
	first, last := strings.IndexAny(pattern, wild), strings.LastIndexAny(pattern, wild)
	simple := first == last && pattern[first] == '*'
	return glob{pattern: pattern, before: pattern[:first], after: pattern[last+1:], simple: simple, node: &node{}}
}

func (g *glob) matches(name string) bool {
	if len(name) < len(g.before)+len(g.after) || !strings.HasPrefix(name, g.before) || !strings.HasSuffix(name, g.after) {
		return false
	}
	if g.simple {
		return true
	}
	matched, _ := path.Match(g.pattern, name)
	return matched
}

// wild are the characters that stand for others, and those that end a class of them.
const wild = "*?[]"

func newPatterns() *patterns { return &patterns{root: &node{}, anywhere: &node{}} }

// add makes a pattern lead to its owner.
func (p *patterns) add(pattern string, owner int) {
	at := p.root
	rest := strings.TrimPrefix(pattern, "/")
	if tail, found := strings.CutPrefix(rest, "**/"); found {
		at, rest = p.anywhere, tail
	}
	for name := range strings.SplitSeq(rest, "/") {
		if name == "**" {
			at.below = append(at.below, owner)
			return
		}
		at = at.child(name)
	}
	at.exact = append(at.exact, owner)
}

func (n *node) child(name string) *node {
	if !strings.ContainsAny(name, wild) {
		if n.names == nil {
			n.names = map[string]*node{}
		}
		if n.names[name] == nil {
			n.names[name] = &node{}
		}
		return n.names[name]
	}
	for _, known := range n.globs {
		if known.pattern == name {
			return known.node
		}
	}
	next := newGlob(name)
	n.globs = append(n.globs, next)
	return next.node
}

// match calls found with the owner of every pattern that the clean absolute path matches.
func (p *patterns) match(name string, found func(owner int)) {
	var room [2][16]*node
	active, next := append(room[0][:0], p.root), room[1][:0]
	for rest := strings.TrimPrefix(name, "/"); rest != ""; {
		var component string
		component, rest, _ = strings.Cut(rest, "/")
		next = next[:0]
		for _, at := range append(active, p.anywhere) {
			for _, owner := range at.below {
				found(owner)
			}
			next = at.step(component, next)
		}
		active, next = next, active
	}
	for _, at := range active {
		for _, owner := range at.exact {
			found(owner)
		}
	}
}

// step adds the nodes that a name leads to.
func (n *node) step(name string, into []*node) []*node {
	if next, found := n.names[name]; found {
		into = append(into, next)
	}
	for i := range n.globs {
		if n.globs[i].matches(name) {
			into = append(into, n.globs[i].node)
		}
	}
	return into
}
