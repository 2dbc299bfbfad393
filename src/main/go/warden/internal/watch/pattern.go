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

type glob struct {
	pattern string
	node    *node
}

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
	if !strings.ContainsAny(name, "*?[") {
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
	next := &node{}
	n.globs = append(n.globs, glob{name, next})
	return next
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

// step adds the nodes that a name leads to. A broken pattern matches nothing; a test has every pattern compiled.
func (n *node) step(name string, into []*node) []*node {
	if next, found := n.names[name]; found {
		into = append(into, next)
	}
	for _, known := range n.globs {
		if matched, _ := path.Match(known.pattern, name); matched {
			into = append(into, known.node)
		}
	}
	return into
}
