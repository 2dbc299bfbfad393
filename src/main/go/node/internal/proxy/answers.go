package proxy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// status answers as the API server does.
func status(w http.ResponseWriter, code int, reason string, after time.Duration) {
	if after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(max(1, int(after.Seconds()))))
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "code": code,
		"message": fmt.Sprintf("%s: a fault of the proxy", reason),
	})
}

// phaseOf looks into the body of a write, and leaves it as it was.
func phaseOf(r *http.Request) string {
	if r.Body == nil {
		return ""
	}
	text, _ := io.ReadAll(r.Body)
	_ = r.Body.Close()
	r.Body = io.NopCloser(bytes.NewReader(text))
	var body struct{ Status struct{ Phase string } }
	_ = json.Unmarshal(text, &body)
	return body.Status.Phase
}

// lists keeps the first answer to each list, which is what a stale list answers.
type lists struct {
	mutex  sync.Mutex
	bodies map[string]kept
}

type kept struct {
	header http.Header
	body   []byte
}

func key(r *http.Request) string {
	query := r.URL.Query()
	query.Del("resourceVersion")
	return r.URL.Path + "?" + query.Encode() + " " + r.Header.Get("Accept")
}

func (l *lists) keep(answer *http.Response) error {
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	answer.Body = io.NopCloser(bytes.NewReader(body))
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if _, already := l.bodies[key(answer.Request)]; !already && err == nil {
		l.bodies[key(answer.Request)] = kept{answer.Header.Clone(), body}
	}
	return err
}

func (l *lists) forget() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.bodies = map[string]kept{}
}

// answer is false if there is nothing older.
func (l *lists) answer(w http.ResponseWriter, r *http.Request) bool {
	l.mutex.Lock()
	old, found := l.bodies[key(r)]
	l.mutex.Unlock()
	if found {
		for name, values := range old.header {
			w.Header()[name] = values
		}
		_, _ = w.Write(old.body)
	}
	return found
}

// stalled is a watch that says nothing for a while.
type stalled struct {
	io.ReadCloser
	until time.Time
}

func (s *stalled) Read(into []byte) (int, error) {
	n, err := s.ReadCloser.Read(into)
	time.Sleep(time.Until(s.until))
	return n, err
}
