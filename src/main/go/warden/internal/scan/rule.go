package scan

// The rules come as Go that the compiler lays out in the program (rules.go, literals.go): nothing of them is made at
// run time. Package compiler writes them from rules/*.json and says what their fields mean.

// rule is a condition over patterns, and what it is worth when it holds.
type rule struct {
	name, technique string
	score           int64
	kinds           []kind
	arms, anywhere  bool
	// first and behind are where its own patterns lie.
	first, behind int
	holds         func(u *unit) bool
}

// literal is a text that patterns look for: how long it is, and where what it is used for lies.
type literal struct{ length, first, behind uint16 }

// use is a literal in the service of a pattern, of whose texts it is one, or of those that an expression demands.
type use struct{ pattern, text uint16 }
