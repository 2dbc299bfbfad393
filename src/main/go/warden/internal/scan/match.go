package scan

import (
	"bytes"
	"math"
)

const (
	chunk = 64 << 10
	// A regular expression sees this much around each place where one of its literals is. Where the windows of a
	// hostile text grow together, it sees pieces of the last size.
	windowBefore = 400
	windowAfter  = 800
	windowMost   = 8 << 10
)

type window struct{ start, end int }

// search is one layer under all patterns.
type search struct {
	unit    *unit
	layer   *layer
	bounds  *bounds
	windows map[*pattern][]window
	from    map[*pattern]bool
	to      map[*pattern]bool
}

func (u *unit) search(l *layer, b *bounds) {
	s := &search{unit: u, layer: l, bounds: b, windows: map[*pattern][]window{}, from: map[*pattern]bool{}, to: map[*pattern]bool{}}
	state := uint16(0)
	for at := 0; at < len(l.text) && !b.late(); at += chunk {
		piece := l.text[at:min(at+chunk, len(l.text))]
		state = u.rules.automaton.find(state, piece, func(number int32, end int) { s.hit(number, at+end) })
	}
	for p, windows := range s.windows {
		s.express(p, windows)
	}
	s.follow()
}

func (s *search) hit(number int32, end int) {
	literal := s.unit.rules.literals[number]
	start := end - len(literal)
	for _, use := range s.unit.rules.uses[number] {
		p := use.pattern
		switch use.role {
		case isText:
			if seen := s.unit.evidence[p.index]; (seen == nil || !seen.texts[use.text]) && p.stands(p.Texts[use.text], s.layer, start) {
				s.unit.note(p, use.text, s.layer, start)
			}
		case isAnchor:
			if s.unit.evidence[p.index] == nil {
				s.windows[p] = widen(s.windows[p], start, end, len(s.layer.text))
			}
		case isFrom:
			s.from[p] = true
		case isTo:
			s.to[p] = true
		}
	}
}

func widen(windows []window, start, end, length int) []window {
	start, end = max(0, start-windowBefore), min(length, end+windowAfter)
	if last := len(windows) - 1; last >= 0 && start <= windows[last].end {
		windows[last].end = max(windows[last].end, end)
		return windows
	}
	return append(windows, window{start, end})
}

// express runs a regular expression over its windows, large ones in overlapping pieces.
func (s *search) express(p *pattern, windows []window) {
	if p.Decoded && !s.layer.decoded {
		return
	}
	for _, w := range windows {
		for start := w.start; start < w.end; start += windowMost - windowAfter {
			if s.bounds.late() {
				return
			}
			end := min(start+windowMost, w.end)
			if at := p.find(s.layer.text[start:end]); at >= 0 {
				s.unit.note(p, 0, s.layer, start+at)
				return
			}
		}
	}
}

// follow looks at the flow of values where both ends of a flow are in the layer.
func (s *search) follow() {
	var statements [][]byte
	for p := range s.from {
		if !s.to[p] || s.unit.evidence[p.index] != nil || s.bounds.late() {
			continue
		}
		if statements == nil {
			statements = split(s.layer.text, s.bounds)
		}
		if at := flows(statements, p, s.bounds); at >= 0 {
			s.unit.note(p, 0, s.layer, offsetOf(s.layer.text, statements[at]))
		}
	}
}

func offsetOf(text, statement []byte) int {
	if at := bytes.Index(text, statement[:min(len(statement), math.MaxInt16)]); at >= 0 {
		return at
	}
	return 0
}
