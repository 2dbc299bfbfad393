// Package paths finds which of many patterns a path matches, in one pass over its names. A pattern is absolute;
// "*" stands for anything within a name, "**" at its end for everything below, "**" at its start for anywhere.
package paths

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Patterns is a tree of names. Its fields are open so that one can be written down as Go and needs not be grown.
type Patterns struct{ Nodes []Node }

// The first two nodes: where a path begins, and where each of its names begins.
const (
	root = iota
	anywhere
)

// Node is where patterns are after some names. Names are in order.
type Node struct {
	Names []Name
	Globs []Glob
	// Exact are the owners of patterns that end here, Below of those that go on with "**".
	Exact, Below []int
}

// Name leads to another node.
type Name struct {
	Name string
	Node int
}

// Glob is a name with wild cards. Before and After are what is fixed around them: nearly every name fails there,
// and where there is but one star, Simple, that is all there is to it.
type Glob struct {
	Pattern, Before, After string
	Simple                 bool
	Node                   int
}

func newGlob(pattern string, node int) Glob {
	first, last := strings.IndexAny(pattern, wild), strings.LastIndexAny(pattern, wild)
	simple := first == last && pattern[first] == '*'
	return Glob{Pattern: pattern, Before: pattern[:first], After: pattern[last+1:], Simple: simple, Node: node}
}

func (g *Glob) matches(name string) bool {
	if len(name) < len(g.Before)+len(g.After) || !strings.HasPrefix(name, g.Before) || !strings.HasSuffix(name, g.After) {
		return false
	}
	if g.Simple {
		return true
	}
	matched, _ := path.Match(g.Pattern, name)
	return matched
}

// wild are the characters that stand for others, and those that end a class of them.
const wild = "*?[]"

// New has no patterns yet.
func New() *Patterns { return &Patterns{Nodes: make([]Node, anywhere+1)} }

// Add makes a pattern lead to its owner.
func (p *Patterns) Add(pattern string, owner int) {
	at := root
	rest := strings.TrimPrefix(pattern, "/")
	if tail, found := strings.CutPrefix(rest, "**/"); found {
		at, rest = anywhere, tail
	}
	for name := range strings.SplitSeq(rest, "/") {
		if name == "**" {
			p.Nodes[at].Below = append(p.Nodes[at].Below, owner)
			return
		}
		at = p.child(at, name)
	}
	p.Nodes[at].Exact = append(p.Nodes[at].Exact, owner)
}

// child is the node that a name of a pattern leads to, made if there is none.
func (p *Patterns) child(at int, name string) int {
	n, made := &p.Nodes[at], len(p.Nodes)
	if strings.ContainsAny(name, wild) {
		if i := slices.IndexFunc(n.Globs, func(g Glob) bool { return g.Pattern == name }); i >= 0 {
			return n.Globs[i].Node
		}
		n.Globs = append(n.Globs, newGlob(name, made))
	} else {
		i, found := n.find(name)
		if found {
			return n.Names[i].Node
		}
		n.Names = slices.Insert(n.Names, i, Name{name, made})
	}
	p.Nodes = append(p.Nodes, Node{})
	return made
}

func (n *Node) find(name string) (int, bool) {
	return slices.BinarySearchFunc(n.Names, name, order)
}

// order puts short names first: most comparisons are of lengths then.
func order(a Name, name string) int {
	if c := cmp.Compare(len(a.Name), len(name)); c != 0 {
		return c
	}
	return cmp.Compare(a.Name, name)
}

// Match calls found with the owner of every pattern that the clean absolute path matches.
func (p *Patterns) Match(name string, found func(owner int)) {
	var room [2][16]int
	active, next := append(room[0][:0], root), room[1][:0]
	for rest := strings.TrimPrefix(name, "/"); rest != ""; {
		var component string
		component, rest, _ = strings.Cut(rest, "/")
		next = next[:0]
		for _, at := range append(active, anywhere) {
			n := &p.Nodes[at]
			for _, owner := range n.Below {
				found(owner)
			}
			next = n.step(component, next)
		}
		active, next = next, active
	}
	for _, at := range active {
		for _, owner := range p.Nodes[at].Exact {
			found(owner)
		}
	}
}

// step adds the nodes that a name leads to.
func (n *Node) step(name string, into []int) []int {
	if i, found := n.find(name); found {
		into = append(into, n.Names[i].Node)
	}
	for i := range n.Globs {
		if n.Globs[i].matches(name) {
			into = append(into, n.Globs[i].Node)
		}
	}
	return into
}
