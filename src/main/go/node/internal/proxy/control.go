package proxy

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Control has the paths of the package's documentation.
func (p *Proxy) Control() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /rules", takes(p.rules.add))
	mux.Handle("DELETE /rules", does(func() { p.rules.clear(); p.lists.forget() }))
	mux.Handle("POST /points", takes(func(hold Hold) error { p.points.begin(hold); return nil }))
	mux.HandleFunc("GET /points", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(p.points.list())
	})
	mux.HandleFunc("GET /held", p.held)
	mux.Handle("DELETE /held", does(p.points.let))
	mux.Handle("POST /cut", does(p.cutAll))
	return mux
}

func (p *Proxy) held(w http.ResponseWriter, r *http.Request) {
	lasting, _ := time.ParseDuration(r.FormValue("wait"))
	ctx, cancel := context.WithTimeout(r.Context(), lasting)
	defer cancel()
	if !p.points.reached(ctx) {
		http.Error(w, "the write has not come", http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func takes[T any](act func(T) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var given T
		err := json.NewDecoder(r.Body).Decode(&given)
		if err == nil {
			err = act(given)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
}

func does(act func()) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		act()
		w.WriteHeader(http.StatusNoContent)
	})
}
