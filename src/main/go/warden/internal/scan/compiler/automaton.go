package compiler

import (
	"errors"
	"maps"
	"math"
	"slices"
)

// automaton finds all literals in one pass, whatever their case (Aho and Corasick, CACM 1975). States are numbered
// breadth first: the children of a state lie side by side, and those of one byte come right after the first.
type automaton struct {
	class [256]uint8
	width int
	// rows are the successors of the states of no and of one byte, in which nearly all text stays.
	rows []int
	// Of each state: the class of the byte that led there, its first child, the state of its longest suffix, the
	// next suffix in which a literal ends, and one more than the number of the literal that ends in itself.
	by, child, suffix, ends, literal []int
}

// state of the tree from which the tables are made.
type state struct {
	number, by, literal int
	children            map[int]*state
	suffix, ends        *state
}

var errStates = errors.New("the literals have more states than 16 bits can number")

func newAutomaton(literals []*literal) (*automaton, error) {
	a := &automaton{}
	a.classify(literals)
	root := &state{children: map[int]*state{}}
	for number, literal := range literals {
		at := root
		for _, c := range []byte(literal.text) {
			class := int(a.class[c])
			if at.children[class] == nil {
				at.children[class] = &state{by: class, children: map[int]*state{}}
			}
			at = at.children[class]
		}
		at.literal = number + 1
	}
	states := link(root)
	if len(states) >= math.MaxUint16 {
		return nil, errStates
	}
	a.lay(states)
	return a, nil
}

// classify numbers the bytes that literals hold, in the order of bytes; all others share 0.
func (a *automaton) classify(literals []*literal) {
	var held [256]bool
	for _, literal := range literals {
		for _, c := range []byte(literal.text) {
			held[c] = true
		}
	}
	a.width = 1
	for c := range held {
		if held[c] {
			a.class[c] = uint8(a.width)
			a.width++
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		a.class[c] = a.class[c+'a'-'A']
	}
}

// link numbers the states and finds the suffixes: that of a child is where the suffix of its parent goes with the same
// byte.
func link(root *state) []*state {
	states := []*state{root}
	for i := 0; i < len(states); i++ {
		at := states[i]
		at.number = i
		for _, class := range slices.Sorted(maps.Keys(at.children)) {
			child := at.children[class]
			child.suffix = root
			if at != root {
				child.suffix = at.suffix.after(class)
			}
			if child.ends = child.suffix; child.suffix.literal == 0 {
				child.ends = child.suffix.ends
			}
			states = append(states, child)
		}
	}
	return states
}

// after is the state that follows with a byte of this class.
func (s *state) after(class int) *state {
	for {
		if next := s.children[class]; next != nil {
			return next
		}
		if s.suffix == nil {
			return s
		}
		s = s.suffix
	}
}

// lay writes the tables.
func (a *automaton) lay(states []*state) {
	root, next := states[0], 1
	for _, s := range states[:1+len(root.children)] {
		for class := range a.width {
			a.rows = append(a.rows, s.after(class).number)
		}
	}
	for _, s := range states {
		suffix, ends := root, root
		if s.suffix != nil {
			suffix = s.suffix
		}
		if s.ends != nil {
			ends = s.ends
		}
		a.by, a.child = append(a.by, s.by), append(a.child, next)
		a.suffix, a.ends, a.literal = append(a.suffix, suffix.number), append(a.ends, ends.number), append(a.literal, s.literal)
		next += len(s.children)
	}
	// So that the children of the last state have an end, too.
	a.child = append(a.child, next)
}
