package scan

import (
	"bytes"
	"math"
)

const (
	chunk = 64 << 10
	// A regular expression sees the line in which one of its literals is and its neighbours, at most so many bytes of
	// them; one that tells of line breaks itself sees all these bytes. Where the windows of a hostile text grow
	// together, it sees pieces of the last size. Small windows are also what Go's regexp is quick with.
	windowBefore = 400
	windowAfter  = 800
	windowMost   = 2 << 10
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
		state = finder.find(state, piece, func(number uint16, end int) { s.hit(number, at+end) })
	}
	for p, windows := range s.windows {
		s.express(p, windows)
	}
	s.follow()
}

func (s *search) hit(number uint16, end int) {
	literal := literals[number]
	start := end - int(literal.length)
	for _, use := range uses[literal.first:literal.behind] {
		p, text := &patterns[use.pattern], int(use.text)
		switch {
		case len(p.texts) > 0:
			if seen := s.unit.evidence[p.index]; (seen == nil || !seen.texts[text]) && p.stands(p.texts[text], s.layer, start) {
				s.unit.note(p, text, s.layer, start)
			}
		case p.regex.expression != "":
			if s.unit.evidence[p.index] == nil {
				s.windows[p] = widen(s.windows[p], around(s.layer.text, start, end, p.lines))
			}
		case text < len(p.from):
			s.from[p] = true
		default:
			s.to[p] = true
		}
	}
}

// around is what a regular expression sees of a place.
func around(text []byte, start, end int, lines bool) window {
	w := window{max(0, start-windowBefore), min(len(text), end+windowAfter)}
	if lines {
		return w
	}
	for range 2 {
		if at := bytes.LastIndexByte(text[w.start:start], '\n'); at >= 0 {
			start = w.start + at
		} else {
			start = w.start
		}
		if at := bytes.IndexByte(text[end:w.end], '\n'); at >= 0 {
			end += at + 1
		} else {
			end = w.end
		}
	}
	return window{start, end}
}

// widen adds a window behind the others.
func widen(windows []window, w window) []window {
	if last := len(windows) - 1; last >= 0 && w.start <= windows[last].end {
		windows[last].end = max(windows[last].end, w.end)
		return windows
	}
	return append(windows, w)
}

// express runs a regular expression over its windows, large ones in overlapping pieces.
func (s *search) express(p *pattern, windows []window) {
	if p.decoded && !s.layer.decoded {
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
