package protocol

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"codesession.dev/warden/internal/seal"
)

type vectors struct {
	Key      string
	Session  string
	Attempt  int64
	Accepted []vector
	Dropped  []vector
}

type vector struct {
	Name      string
	Direction seal.Direction
	Type      string
	Seq       uint64
	Line      string
	JSON      json.RawMessage
	Reason    Reason
}

// shared are the vectors that the operator's tests read too.
func shared(t testing.TB) (vectors, *seal.Seal) {
	text, err := os.ReadFile("../../../../../test/resources/protocol/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all vectors
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	key, err := base64.StdEncoding.DecodeString(all.Key)
	if err != nil {
		t.Fatal(err)
	}
	return all, seal.New(key, all.Session, all.Attempt)
}

func TestAcceptedVectors(t *testing.T) {
	all, key := shared(t)
	for _, v := range all.Accepted {
		frame, err := Open([]byte(v.Line), v.Direction, key)
		if err != nil || frame.Word != v.Type || frame.Sequence != v.Seq {
			t.Errorf("%s: %v %s %d", v.Name, err, frame.Word, frame.Sequence)
			continue
		}
		if err := body(frame); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
		var got, want any
		if json.Unmarshal(frame.Body, &got) != nil || json.Unmarshal(v.JSON, &want) != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: means %s", v.Name, frame.Body)
		}
		if v.Type != Hello && string(Line(v.Direction, key, v.Type, v.Seq, frame.Body)) != v.Line+"\n" {
			t.Errorf("%s: is written otherwise", v.Name)
		}
	}
}

func TestDroppedVectors(t *testing.T) {
	all, key := shared(t)
	for _, v := range all.Dropped {
		frame, err := Open([]byte(v.Line), v.Direction, key)
		if err == nil && v.Direction == seal.GuestToOperator && v.Reason == BadBody {
			// Fields of what the guest itself sends are the operator's to check.
			continue
		}
		if err == nil {
			err = body(frame)
		}
		if err != v.Reason {
			t.Errorf("%s: %v, wanted %s", v.Name, err, v.Reason)
		}
	}
}

// body decodes what the guest has to understand.
func body(frame Frame) error {
	var err error
	switch frame.Word {
	case Hello:
		_, err = ReadHello(frame.Body)
	case Run:
		_, err = ReadRun(frame.Body)
	case Ping:
		_, err = ReadPing(frame.Body)
	}
	return err
}

// Nothing but HELLO is even parsed before there is a key.
func TestWithoutKeyOnlyHello(t *testing.T) {
	all, _ := shared(t)
	for _, v := range all.Accepted {
		if _, err := Open([]byte(v.Line), v.Direction, nil); (err == nil) != (v.Type == Hello) {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
}

func TestRequiredFields(t *testing.T) {
	all, _ := shared(t)
	for _, v := range all.Accepted {
		if v.Type != Hello && v.Type != Run {
			continue
		}
		optional := map[string]bool{"args": true, "stdin": true, "env": true, "files": true, "artifacts": true,
			"monitoring": true, "scan": true, "executeScratch": true}
		// Objects whose fields have defaults take any object: what is unknown in it is ignored.
		lenient := map[string]bool{"env": true, "artifacts": true, "capture": true, "monitoring": true, "scan": true}
		var whole map[string]any
		if err := json.Unmarshal(v.JSON, &whole); err != nil {
			t.Fatal(err)
		}
		for field, value := range whole {
			for _, bad := range []any{nil, map[string]any{"a": 1}, -1} {
				whole[field] = bad
				text, _ := json.Marshal(whole)
				if err := body(Frame{Word: v.Type, Body: text}); err == nil && !(bad == nil && optional[field]) && !(lenient[field] && bad != -1) {
					t.Errorf("%s with %s=%v is accepted", v.Type, field, bad)
				}
			}
			whole[field] = value
		}
	}
}

func FuzzFrame(f *testing.F) {
	all, key := shared(f)
	for _, v := range append(all.Accepted, all.Dropped...) {
		f.Add([]byte(v.Line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		for _, direction := range []seal.Direction{seal.OperatorToGuest, seal.GuestToOperator} {
			frame, err := Open(line, direction, key)
			if err != nil {
				continue
			}
			_ = body(frame)
			if frame.Word != Hello && string(Line(direction, key, frame.Word, frame.Sequence, frame.Body)) != string(line)+"\n" {
				t.Errorf("not the only way to write it: %q", line)
			}
		}
	})
}

func FuzzRunBody(f *testing.F) {
	all, _ := shared(f)
	for _, v := range all.Accepted {
		f.Add([]byte(v.JSON))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if !wellFormed(text) {
			return
		}
		if run, err := ReadRun(text); err == nil && (run.Limits.WallMillis <= 0 || len(run.Command) == 0 || run.Artifacts == nil) {
			t.Errorf("%+v", run)
		}
		if hello, err := ReadHello(text); err == nil && (len(hello.Key) != 32 || len(hello.Probes) > MaxProbes) {
			t.Errorf("%+v", hello)
		}
	})
}
