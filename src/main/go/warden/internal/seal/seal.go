// Package seal authenticates frames with the session's key (docs/protocol.md, "Frame").
package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// KeySize is the length of a session key in bytes.
const KeySize = 32

// Direction says who sent a frame; it is part of what is sealed, so a frame cannot be reflected.
type Direction string

// The two directions of the wire.
const (
	OperatorToGuest Direction = "O2G"
	GuestToOperator Direction = "G2O"
)

// Seal binds frames to one key, one session and one attempt.
type Seal struct {
	key     []byte
	context string
}

// New copies the key; session is the UID of the CodeSession, attempt the number of its pod.
func New(key []byte, session string, attempt int64) *Seal {
	return &Seal{
		key:     append([]byte(nil), key...),
		context: "\n" + session + "\n" + strconv.FormatInt(attempt, 10) + "\n",
	}
}

// Sum returns the MAC as 64 lower-case hex digits.
func (s *Seal) Sum(direction Direction, word string, sequence uint64, body []byte) string {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte("cs1\n" + string(direction) + s.context + word + "\n" + strconv.FormatUint(sequence, 10) + "\n"))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// Verify compares in constant time; the hex digits must be lower case.
func (s *Seal) Verify(direction Direction, word string, sequence uint64, body []byte, mac string) bool {
	return hmac.Equal([]byte(s.Sum(direction, word, sequence, body)), []byte(mac))
}

// Same reports whether both seals have the same key, session and attempt.
func (s *Seal) Same(other *Seal) bool {
	return hmac.Equal(s.key, other.key) && s.context == other.context
}
