// Package streams moves bytes: what the code writes (capture), what it reads (feed), and the frames to the
// operator (outbox, inbox). Nothing here may wait for a peer that does not answer.
package streams

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"sync"

	"codesession.dev/warden/internal/protocol"
)

// Capture keeps the head and the tail of a stream, and the count and digest of all of it.
type Capture struct {
	mutex  sync.Mutex
	head   []byte
	tail   []byte
	next   int
	limits protocol.Capture
	bytes  int64
	digest hash.Hash
}

// NewCapture keeps at most headBytes and tailBytes.
func NewCapture(limits protocol.Capture) *Capture {
	return &Capture{limits: limits, digest: sha256.New()}
}

// Add takes the next bytes and returns how many came so far.
func (c *Capture) Add(chunk []byte) int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.bytes += int64(len(chunk))
	c.digest.Write(chunk)
	if room := int(c.limits.HeadBytes) - len(c.head); room > 0 {
		taken := min(room, len(chunk))
		c.head = append(c.head, chunk[:taken]...)
		chunk = chunk[taken:]
	}
	c.ring(chunk)
	return c.bytes
}

// ring keeps the last tailBytes; it grows as needed, so that a quiet stream costs nothing.
func (c *Capture) ring(chunk []byte) {
	size := int(c.limits.TailBytes)
	if size == 0 {
		return
	}
	if len(chunk) > size {
		chunk = chunk[len(chunk)-size:]
	}
	if room := size - len(c.tail); room > 0 {
		taken := min(room, len(chunk))
		c.tail = append(c.tail, chunk[:taken]...)
		chunk = chunk[taken:]
	}
	for len(chunk) > 0 {
		copied := copy(c.tail[c.next:], chunk)
		c.next = (c.next + copied) % size
		chunk = chunk[copied:]
	}
}

// Bytes is how much came so far.
func (c *Capture) Bytes() int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.bytes
}

// Stream is what the RESULT says.
func (c *Capture) Stream() protocol.Stream {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	tail := make([]byte, 0, len(c.tail))
	tail = append(append(tail, c.tail[c.next:]...), c.tail[:c.next]...)
	return protocol.Stream{
		Head:      append([]byte{}, c.head...),
		Tail:      tail,
		Bytes:     c.bytes,
		Truncated: c.bytes > int64(len(c.head)+len(tail)),
		SHA256:    hex.EncodeToString(c.digest.Sum(nil)),
	}
}
