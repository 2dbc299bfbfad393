package scan

// automaton finds all literals of the rules in one pass (Aho and Corasick, CACM 1975), whatever their case. It is
// built anew in every guest, so it is made to be built quickly: only the states that nearly all text stays in, those
// of no and of one byte, have a row with all their successors; the others have a list of children.
type automaton struct {
	// class numbers the bytes that literals hold; all others share 0.
	class [256]uint8
	width int
	// rows holds one row for each of the first len(rows)/width states.
	rows []uint16
	// Of each state (fewer than 65,536, which a test watches): the byte that led there, its first child and next
	// sibling, the state of its longest suffix, and the next suffix in which a literal ends.
	by                           []uint8
	child, sibling, suffix, ends []uint16
	// literal is one more than the number of the literal that ends in a state itself, 0 for none.
	literal []int32
}

func newAutomaton(literals []string) *automaton {
	a := &automaton{width: 1}
	total := 1
	for _, literal := range literals {
		total += len(literal)
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
	for _, states := range []*[]uint16{&a.child, &a.sibling, &a.suffix, &a.ends} {
		*states = make([]uint16, 0, total)
	}
	a.by, a.literal = make([]uint8, 0, total), make([]int32, 0, total)
	a.grow(0)
	// First bytes first: states with a row have to come before the others.
	for _, literal := range literals {
		a.step(0, a.class[literal[0]])
	}
	a.rows = make([]uint16, len(a.by)*a.width)
	for number, literal := range literals {
		state := uint16(0)
		for i := range len(literal) {
			state = a.step(state, a.class[literal[i]])
		}
		a.literal[state] = int32(number) + 1
	}
	a.link()
	return a
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func (a *automaton) grow(by uint8) uint16 {
	a.by, a.literal = append(a.by, by), append(a.literal, 0)
	a.child, a.sibling, a.suffix, a.ends = append(a.child, 0), append(a.sibling, 0), append(a.suffix, 0), append(a.ends, 0)
	return uint16(len(a.by) - 1)
}

// step is the child of a state, made if there is none.
func (a *automaton) step(state uint16, by uint8) uint16 {
	if next := a.childOf(state, by); next != 0 {
		return next
	}
	next := a.grow(by)
	a.sibling[next], a.child[state] = a.child[state], next
	return next
}

func (a *automaton) childOf(state uint16, by uint8) uint16 {
	next := a.child[state]
	for next != 0 && a.by[next] != by {
		next = a.sibling[next]
	}
	return next
}

// link finds the suffixes, breadth first: that of a child is where the suffix of its parent goes with the same byte.
func (a *automaton) link() {
	queue := make([]uint16, 1, len(a.by))
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for next := a.child[state]; next != 0; next = a.sibling[next] {
			if state != 0 {
				a.suffix[next] = a.after(a.suffix[state], a.by[next])
			}
			if a.ends[next] = a.suffix[next]; a.literal[a.suffix[next]] == 0 {
				a.ends[next] = a.ends[a.suffix[next]]
			}
			queue = append(queue, next)
		}
		if at := int(state) * a.width; at < len(a.rows) {
			row := a.rows[at : at+a.width]
			if state != 0 {
				copy(row, a.rows[:a.width])
			}
			for next := a.child[state]; next != 0; next = a.sibling[next] {
				row[a.by[next]] = next
			}
		}
	}
}

// after is the state that follows a state with a byte of this class.
func (a *automaton) after(state uint16, by uint8) uint16 {
	for {
		if at := int(state) * a.width; at < len(a.rows) {
			return a.rows[at+int(by)]
		}
		if next := a.childOf(state, by); next != 0 {
			return next
		}
		state = a.suffix[state]
	}
}

// find calls hit with the number of a literal and the offset behind it, from a state on, and returns the state.
func (a *automaton) find(state uint16, text []byte, hit func(number int32, end int)) uint16 {
	for i, c := range text {
		state = a.after(state, a.class[c])
		for end := state; end != 0; end = a.ends[end] {
			if number := a.literal[end]; number != 0 {
				hit(number-1, i+1)
			}
		}
	}
	return state
}

// states is how many there are.
func (a *automaton) states() int { return len(a.by) }
