package protocol

import "bytes"

// Lines cuts a byte stream into lines of at most MaxLine bytes. A longer line is skipped up to its newline
// and never held: what is kept of it is dropped the moment it grows too long.
type Lines struct {
	buffer   []byte
	skipping bool
	// Skipped counts lines that were too long.
	Skipped int
}

// Feed hands every whole line, without its newline, to accept. The slice is valid only during the call.
func (l *Lines) Feed(chunk []byte, accept func(line []byte)) {
	for len(chunk) > 0 {
		end := bytes.IndexByte(chunk, '\n')
		if end < 0 {
			l.keep(chunk)
			return
		}
		l.line(chunk[:end], accept)
		chunk = chunk[end+1:]
	}
}

func (l *Lines) line(last []byte, accept func(line []byte)) {
	switch {
	case l.skipping:
		l.skipping = false
	case len(l.buffer)+len(last) >= MaxLine:
		l.Skipped++
	case len(l.buffer) == 0:
		accept(last)
	default:
		accept(append(l.buffer, last...))
	}
	l.buffer = nil
}

func (l *Lines) keep(part []byte) {
	if l.skipping {
		return
	}
	if len(l.buffer)+len(part) >= MaxLine {
		l.skipping, l.buffer = true, nil
		l.Skipped++
		return
	}
	l.buffer = append(l.buffer, part...)
}
