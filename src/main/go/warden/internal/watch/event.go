package watch

import (
	"strconv"
	"strings"
)

// Event is a call as rules see it.
type event struct {
	call string
	args [6]uint64
	// target is the process that the call aims at, 0 if it aims at none.
	target int
	// aim says whom that process is to the code: atWarden and the like.
	aim   string
	paths []touched
	// content of a file that is to be executed from scratch: "binary" or "script", "" for none.
	content string
	// pointed holds, for capset, everything that is asked for, ORed.
	pointed uint64
	shown   []int
	// program is the file that the caller executes; it is asked for where a rule wants to know.
	program func() string
}

// touched is a path and what the call does with it.
type touched struct {
	// written is the path as the caller wrote it.
	written string
	place
	access access
}

// isFamiliar says that the same words will lead to the same harmless place, whoever reads them and from where.
func (t *touched) isFamiliar() bool {
	return t.access&^directory == reads && t.system && !t.inside && strings.HasPrefix(t.written, "/")
}

const maxAttempted = 256

// attempted describes the call in printable ASCII: its name, its numbers, its paths; never what is in a file.
func (e *event) attempted() string {
	var text strings.Builder
	text.WriteString(e.call)
	if len(e.shown) > 0 {
		text.WriteByte('(')
		for i, argument := range e.shown {
			if i > 0 {
				text.WriteString(", ")
			}
			text.WriteString(number(uint32(e.args[argument])))
		}
		text.WriteByte(')')
	}
	for _, path := range e.paths {
		text.WriteByte(' ')
		text.WriteString(printable(path.lexical))
		if path.resolved != path.lexical {
			text.WriteString(" -> ")
			text.WriteString(printable(path.resolved))
		}
	}
	if text.Len() > maxAttempted {
		return text.String()[:maxAttempted-3] + "..."
	}
	return text.String()
}

func number(value uint32) string {
	if value < 1<<16 {
		return strconv.Itoa(int(value))
	}
	if value == ^uint32(0) {
		return "-1"
	}
	return "0x" + strconv.FormatUint(uint64(value), 16)
}

// printable writes everything out that is not printable ASCII.
func printable(text string) string {
	if len(text) > maxAttempted {
		text = text[:maxAttempted]
	}
	quoted := strconv.QuoteToASCII(text)
	return quoted[1 : len(quoted)-1]
}
