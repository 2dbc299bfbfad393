package scan

// automaton finds all literals of the rules in one pass, whatever their case. Its tables are described where they are
// made, in compiler/automaton.go.
type automaton struct {
	class                        [256]uint8
	width                        int
	by                           []uint8
	rows                         []uint16
	child, suffix, ends, literal []uint16
}

// after is the state that follows a state with a byte of this class.
func (a *automaton) after(state uint16, class uint8) uint16 {
	for {
		if at := int(state)*a.width + int(class); at < len(a.rows) {
			return a.rows[at]
		}
		for next := a.child[state]; next < a.child[state+1]; next++ {
			if a.by[next] == class {
				return next
			}
		}
		state = a.suffix[state]
	}
}

// find calls hit with the number of a literal and the offset behind it, from a state on, and returns the state.
func (a *automaton) find(state uint16, text []byte, hit func(number uint16, end int)) uint16 {
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
