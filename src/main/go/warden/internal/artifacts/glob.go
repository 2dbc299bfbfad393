// Package artifacts brings files back from a directory that hostile code filled.
package artifacts

import (
	"path"
	"strings"
)

// Glob is a pattern relative to the working directory: *, ?, [a-z] within a component, ** for any depth.
type Glob struct {
	source   string
	segments []string
}

// MaxSegments bounds the depth of a pattern.
const MaxSegments = 64

// Parse takes a pattern apart; a pattern that leads out of the directory is refused.
func Parse(source string) (Glob, error) {
	cleaned := strings.TrimPrefix(source, "./")
	segments := strings.Split(cleaned, "/")
	if cleaned == "" || len(segments) > MaxSegments {
		return Glob{}, path.ErrBadPattern
	}
	for _, segment := range segments {
		if segment == "" || segment == "." || segment == ".." || strings.ContainsRune(segment, 0) {
			return Glob{}, path.ErrBadPattern
		}
		if _, err := path.Match(segment, ""); err != nil {
			return Glob{}, err
		}
	}
	return Glob{source: source, segments: segments}, nil
}

// Literal is the path a pattern without any wildcard names.
func (g Glob) Literal() (string, bool) {
	name := strings.Join(g.segments, "/")
	return name, !strings.ContainsAny(name, `*?[\`)
}

// Matches says whether a file's path fits.
func (g Glob) Matches(name string) bool {
	return g.walk(strings.Split(name, "/"))[len(g.segments)]
}

// Below says whether anything in this directory could fit.
func (g Glob) Below(directory string) bool {
	reached := g.walk(strings.Split(directory, "/"))
	for _, open := range reached[:len(g.segments)] {
		if open {
			return true
		}
	}
	return false
}

// walk returns which positions of the pattern are reached after the components. Every component is looked
// at once per position, so that no pattern can make it slow.
func (g Glob) walk(components []string) []bool {
	reached := make([]bool, len(g.segments)+1)
	reached[0] = true
	g.skipDepth(reached)
	for _, component := range components {
		next := make([]bool, len(reached))
		for position, segment := range g.segments {
			if !reached[position] {
				continue
			}
			if segment == "**" {
				next[position] = true
			} else if fits, _ := path.Match(segment, component); fits {
				next[position+1] = true
			}
		}
		g.skipDepth(next)
		reached = next
	}
	return reached
}

// skipDepth lets ** stand for no component at all.
func (g Glob) skipDepth(reached []bool) {
	for position, segment := range g.segments {
		if reached[position] && segment == "**" {
			reached[position+1] = true
		}
	}
}
