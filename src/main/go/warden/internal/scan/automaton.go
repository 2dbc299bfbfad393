package scan

import "slices"

// automaton finds all literals of the rules in one pass (Aho and Corasick), whatever their case. Bytes that no
// literal holds share one class, which keeps the table at a few hundred kilobytes.
type automaton struct {
	class [256]uint8
	width int
	// next is the transition table (of fewer than 65,536 states, which a test watches), ends the literals that end in a state, also those of its suffixes.
	next []uint16
	ends [][]int32
}

func newAutomaton(literals []string) *automaton {
	a := &automaton{width: 1}
	for _, literal := range literals {
		for i := range len(literal) {
			if c := lower(literal[i]); a.class[c] == 0 {
				a.class[c] = uint8(a.width)
				a.width++
			}
		}
	}
	for c := byte('A'); c <= 'Z'; c++ {
		a.class[c] = a.class[lower(c)]
	}
	states := 1
	for _, literal := range literals {
		states += len(literal)
	}
	a.next = make([]uint16, 0, states*a.width)
	a.grow()
	for number, literal := range literals {
		a.add(int32(number), literal)
	}
	a.link()
	a.next = slices.Clone(a.next)
	return a
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func (a *automaton) grow() uint16 {
	a.next = a.next[:len(a.next)+a.width]
	a.ends = append(a.ends, nil)
	return uint16(len(a.ends) - 1)
}

func (a *automaton) add(number int32, literal string) {
	state := uint16(0)
	for i := range len(literal) {
		at := int(state)*a.width + int(a.class[literal[i]])
		if a.next[at] == 0 {
			state = a.grow()
			a.next[at] = state
			continue
		}
		state = a.next[at]
	}
	a.ends[state] = append(a.ends[state], number)
}

// link turns the trie into the automaton, breadth first: a missing edge becomes that of the longest suffix.
func (a *automaton) link() {
	suffix := make([]uint16, len(a.ends))
	queue := []uint16{0}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for c := range a.width {
			at := int(state)*a.width + c
			child := a.next[at]
			fallback := a.next[int(suffix[state])*a.width+c]
			if child == 0 {
				if state != 0 {
					a.next[at] = fallback
				}
				continue
			}
			if state != 0 {
				suffix[child] = fallback
				a.ends[child] = append(a.ends[child], a.ends[fallback]...)
			}
			queue = append(queue, child)
		}
	}
}

// find calls hit with the number of a literal and the offset behind it, from a state on, and returns the state.
func (a *automaton) find(state uint16, text []byte, hit func(number int32, end int)) uint16 {
	for i, c := range text {
		state = a.next[int(state)*a.width+int(a.class[c])]
		for _, number := range a.ends[state] {
			hit(number, i+1)
		}
	}
	return state
}
