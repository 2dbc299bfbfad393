package streams

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestEarlierOutputIsNotRepeatedAndTheLogHasAll(t *testing.T) {
	hub := NewHub(NewLog())
	hub.Copy(strings.NewReader("early "), false, nil)
	var out, errs bytes.Buffer
	reader := hub.Attach(&out, &errs)
	hub.Copy(strings.NewReader("late"), false, nil)
	hub.Copy(strings.NewReader("!"), true, nil)
	hub.Detach(reader)
	hub.Copy(strings.NewReader(" gone"), false, nil)
	if out.String() != "late" || errs.String() != "!" || string(hub.Log.Content()) != "early late! gone" {
		t.Errorf("%q %q %q", out.String(), errs.String(), hub.Log.Content())
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestABrokenClientIsCutOffAndDisturbsNobody(t *testing.T) {
	hub := NewHub(NewLog())
	var out bytes.Buffer
	bad, good := hub.Attach(broken{}, nil), hub.Attach(&out, nil)
	hub.Copy(strings.NewReader("words"), false, nil)
	select {
	case <-bad.Done():
	default:
		t.Error("still attached")
	}
	select {
	case <-good.Done():
		t.Error("cut off")
	default:
	}
	hub.End()
	<-good.Done()
	<-hub.Attach(&out, nil).Done()
	if out.String() != "words" {
		t.Error(out.String())
	}
}

// A client that does not read holds the container up; it must be possible to get rid of it all the same.
func TestAClientThatDoesNotReadCanBeCutOff(t *testing.T) {
	hub := NewHub(NewLog())
	_, stuck := io.Pipe()
	reader := hub.Attach(stuck, nil)
	copied := make(chan struct{})
	go func() {
		defer close(copied)
		hub.Copy(strings.NewReader("words"), false, nil)
	}()
	hub.CutAll()
	<-reader.Done()
	_ = stuck.Close() // as the connection is, once its client is cut off
	<-copied
}

func TestTheLogIsFollowedAndRotates(t *testing.T) {
	log := NewLog()
	log.Write([]byte("one"))
	content, position, ended, changed := log.From(0)
	if string(content) != "one" || position != 3 || ended {
		t.Error(content, position, ended)
	}
	log.Write([]byte("two"))
	<-changed
	content, position, _, _ = log.From(position)
	if string(content) != "two" || position != 6 {
		t.Errorf("%q %d", content, position)
	}
	log.Write(make([]byte, Rotation))
	log.Write([]byte("new"))
	log.Close()
	if content, _, ended, _ := log.From(0); string(content) != "new" || !ended {
		t.Errorf("%d bytes, %v", len(content), ended)
	}
}
