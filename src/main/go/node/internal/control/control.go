// Package control is how tests command a simulated node, by HTTP on a loopback port:
//
//	GET    /pods                                    the pods: namespace, name, owner, node, phase, faults
//	GET    /words?from=N                            the history from the N-th word on: what went between operator and guest
//	POST   /faults                                  a rule: {"namespace":"x","owner":"session-*","faults":"exit=137@RUN","times":1}
//	DELETE /faults                                  no rules any more
//	POST   /pods/{namespace}/{name}/exit?code=137   the VM dies
//	POST   /pods/{namespace}/{name}/evict[?resource=ephemeral-storage]
//	POST   /pods/{namespace}/{name}/cut             every attachment breaks
//	POST   /nodes/{node}/restart?for=2s             the kubelet is away: no streams, no status, no heartbeat; guests live
//	POST   /nodes/{node}/not-ready?for=30s          the kubelet says so itself
//	POST   /nodes/{node}/vanish[?remove=true]       the machine is gone for ever, and with remove its Node object
//
// A rule's namespace and owner (the CodeSession's name) are patterns as in path.Match, times is how many pods it is for (0:
// all); package fault lists the faults. Answers: 204, 400 with the reason, 404.
package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"codesession.dev/node/internal/fault"
	"codesession.dev/node/internal/kubelet"
)

// Control commands the nodes of this process.
type Control struct {
	Nodes   []*kubelet.Node
	Chooser *fault.Chooser
	Words   *kubelet.Words
}

var errNone = errors.New("there is none of that name")

// Handler has the paths above.
func (c *Control) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /pods", c.list)
	mux.HandleFunc("GET /words", func(w http.ResponseWriter, r *http.Request) {
		from, _ := strconv.Atoi(r.FormValue("from"))
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(append([]kubelet.Word{}, c.Words.Since(from)...))
	})
	mux.Handle("POST /faults", does(func(r *http.Request) error {
		var rule fault.Rule
		if err := json.NewDecoder(r.Body).Decode(&rule); err != nil {
			return err
		}
		return c.Chooser.Add(rule)
	}))
	mux.Handle("DELETE /faults", does(func(*http.Request) error { c.Chooser.Clear(); return nil }))
	c.pods(mux)
	c.nodes(mux)
	return mux
}

func (c *Control) pods(mux *http.ServeMux) {
	command := func(path string, act func(*kubelet.Pod, *http.Request) error) {
		mux.Handle("POST /pods/{namespace}/{name}/"+path, does(func(r *http.Request) error {
			for _, node := range c.Nodes {
				if pod := node.Find(r.PathValue("namespace"), r.PathValue("name")); pod != nil {
					return act(pod, r)
				}
			}
			return errNone
		}))
	}
	command("exit", func(pod *kubelet.Pod, r *http.Request) error {
		code, err := strconv.Atoi(r.FormValue("code"))
		if err == nil {
			pod.Strike(code)
		}
		return err
	})
	command("evict", func(pod *kubelet.Pod, r *http.Request) error { pod.Evict(r.FormValue("resource")); return nil })
	command("cut", func(pod *kubelet.Pod, _ *http.Request) error { pod.Cut(); return nil })
}

func (c *Control) nodes(mux *http.ServeMux) {
	command := func(path string, act func(*kubelet.Node, *http.Request) error) {
		mux.Handle("POST /nodes/{node}/"+path, does(func(r *http.Request) error {
			for _, node := range c.Nodes {
				if node.Name == r.PathValue("node") {
					return act(node, r)
				}
			}
			return errNone
		}))
	}
	command("restart", func(node *kubelet.Node, r *http.Request) error {
		lasting, err := time.ParseDuration(r.FormValue("for"))
		if err == nil {
			node.Restart(lasting)
		}
		return err
	})
	command("not-ready", func(node *kubelet.Node, r *http.Request) error {
		lasting, err := time.ParseDuration(r.FormValue("for"))
		if err != nil {
			return err
		}
		return node.NotReady(r.Context(), lasting)
	})
	command("vanish", func(node *kubelet.Node, r *http.Request) error { return node.Vanish(r.FormValue("remove") == "true") })
}

func does(act func(*http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch err := act(r); {
		case err == nil:
			w.WriteHeader(http.StatusNoContent)
		case errors.Is(err, errNone):
			http.Error(w, err.Error(), http.StatusNotFound)
		default:
			http.Error(w, err.Error(), http.StatusBadRequest)
		}
	})
}

func (c *Control) list(w http.ResponseWriter, _ *http.Request) {
	found := []map[string]string{}
	for _, node := range c.Nodes {
		for _, pod := range node.Pods() {
			object := pod.Object()
			owner := ""
			if len(object.OwnerReferences) > 0 {
				owner = object.OwnerReferences[0].Name
			}
			found = append(found, map[string]string{
				"namespace": object.Namespace, "name": object.Name, "owner": owner, "node": node.Name,
				"phase": string(object.Status.Phase), "faults": fmt.Sprint(pod.Faults),
			})
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(found)
}
