package fault

import (
	"errors"
	"io"
	"math/rand/v2"
)

// ErrCut ends an attachment.
var ErrCut = errors.New("cut off by a fault")

// Stream does to the output of an attachment what the set says. The random source places what has no place of its own.
func (s Set) Stream(to io.Writer, random *rand.Rand) io.Writer {
	if cut, found := s.Find("attach-cut"); found {
		to = &cutter{to, cut.Number(1 + random.IntN(4096))}
	}
	if lost, found := s.Find("bytes-lost"); found {
		to = &twister{to: to, at: random.IntN(2048), count: lost.Number(7)}
	}
	if doubled, found := s.Find("bytes-doubled"); found {
		to = &twister{to: to, at: random.IntN(2048), count: doubled.Number(7), twice: true}
	}
	return to
}

type cutter struct {
	to   io.Writer
	left int
}

func (c *cutter) Write(chunk []byte) (int, error) {
	if len(chunk) <= c.left {
		c.left -= len(chunk)
		return c.to.Write(chunk)
	}
	_, _ = c.to.Write(chunk[:c.left])
	c.left = 0
	return 0, ErrCut
}

// twister drops or doubles the bytes from at to at+count of the stream.
type twister struct {
	to        io.Writer
	at, count int
	twice     bool
	position  int
}

func (t *twister) Write(chunk []byte) (int, error) {
	from := min(max(t.at-t.position, 0), len(chunk))
	until := min(max(t.at+t.count-t.position, 0), len(chunk))
	t.position += len(chunk)
	twisted := append([]byte{}, chunk[:from]...)
	if t.twice {
		twisted = append(append(twisted, chunk[from:until]...), chunk[from:until]...)
	}
	twisted = append(twisted, chunk[until:]...)
	if len(twisted) > 0 {
		if _, err := t.to.Write(twisted); err != nil {
			return 0, err
		}
	}
	return len(chunk), nil
}
