package kubelet

import (
	"bytes"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// Word is one thing that the node saw between the operator and a guest, whatever became of it afterwards.
type Word struct {
	Time      time.Time `json:"time"`
	Namespace string    `json:"namespace"`
	Owner     string    `json:"owner"`
	Pod       string    `json:"pod"`
	// Word is BOOT and END of the guest, RUN and CANCEL as they reach it, PROOF, STARTED and RESULT as it says them.
	Word string `json:"word"`
	// Body of STARTED; said again it is the same.
	Body string `json:"body,omitempty"`
}

var noted = [][]byte{[]byte("RUN"), []byte("CANCEL"), []byte("PROOF"), []byte("STARTED"), []byte("RESULT")}

// Words are the node's own history: what a test holds against what the operator says.
type Words struct {
	mutex sync.Mutex
	all   []Word
}

// Since are the words from the n-th on.
func (w *Words) Since(n int) []Word {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return slices.Clone(w.all[min(max(n, 0), len(w.all)):])
}

func (w *Words) note(object *corev1.Pod, word, body string) {
	if w == nil {
		return
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.all = append(w.all, Word{time.Now(), object.Namespace, identity(object).Owner, object.Name, word, body})
}

// hear finds the frames that begin in a chunk; frames are written whole.
func (w *Words) hear(object *corev1.Pod, chunk []byte) {
	for line := range bytes.Lines(chunk) {
		parts := bytes.SplitN(line, []byte(" "), 5)
		if len(parts) != 5 || string(parts[0]) != "cs1" || !slices.ContainsFunc(noted, func(word []byte) bool { return bytes.Equal(word, parts[1]) }) {
			continue
		}
		body := ""
		if string(parts[1]) == "STARTED" {
			body = string(bytes.TrimSpace(parts[4]))
		}
		w.note(object, string(parts[1]), body)
	}
}
