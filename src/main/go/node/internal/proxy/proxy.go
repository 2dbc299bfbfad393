// Package proxy stands between one client, the operator, and the API server, and does harm on command. For tests only.
// Watches are carried as they come, upgrades (attach) untouched. It is commanded by HTTP on a loopback port:
//
//	POST   /rules    a rule: {"verb":"update","resource":"codesessions/status","fault":"conflict","chance":0.1,"times":3}
//	DELETE /rules    no rules any more, and no remembered lists
//	POST   /points   numbers the writes from 1 again, and holds one: {"namespace":"x","number":3,"answer":true}; number 0: none
//	GET    /points   the writes so far: number, verb, resource, namespace, name, phase, code, asked, answered
//	GET    /held     204 as soon as the write is held; 404 after ?wait=10s
//	DELETE /held     lets it go on
//	POST   /cut      every open watch and attach ends, once
//
// A held write whose client goes away is never forwarded. Writes are create, update, patch and delete of anything but
// leases and reviews, and the opening of an attach. All are listed; if a namespace is given only its own are numbered.
//
// The faults of a rule, each NAME or NAME=DURATION:
//
//	delay        the request waits (1s)
//	drop         the connection is closed and nothing forwarded
//	answer-lost  the request is carried out, and the connection closed
//	conflict, gone, error, unavailable   409, 410, 500, 503
//	busy         429 with Retry-After (1s)
//	cut          a watch ends so much later (0s)
//	stall        a watch says nothing for so long (1h); what came meanwhile comes then
//	stale        a list is answered as it was first answered
package proxy

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"
)

// Proxy is the handler that the client speaks with.
type Proxy struct {
	reverse httputil.ReverseProxy
	rules   rules
	points  *points
	lists   lists

	mutex sync.Mutex
	cut   context.Context
	cuts  context.CancelFunc
}

// journey is what the proxy knows of a request when its answer comes.
type journey struct {
	request Request
	write   *Write
	faults  map[string]time.Duration
}

type journeyKey struct{}

// New forwards to an API server.
func New(server *url.URL, transport http.RoundTripper, seed uint64) *Proxy {
	p := &Proxy{points: newPoints(), rules: rules{seed: seed}}
	p.lists.forget()
	p.cutAll()
	p.reverse = httputil.ReverseProxy{
		Rewrite:       func(r *httputil.ProxyRequest) { r.SetURL(server) },
		Transport:     transport,
		FlushInterval: -1,
		ErrorLog:      slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug),
		// No answer is no answer: a 502 is nothing an API server says.
		ErrorHandler:   func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		ModifyResponse: p.answered,
	}
	return p
}

// cutAll ends what is open now, not what comes later.
func (p *Proxy) cutAll() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.cuts != nil {
		p.cuts()
	}
	p.cut, p.cuts = context.WithCancel(context.Background())
}

func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request := name(r)
	trip := &journey{request: request, faults: p.rules.strike(request)}
	ctx, cancel := context.WithCancel(context.WithValue(r.Context(), journeyKey{}, trip))
	defer cancel()
	p.mutex.Lock()
	stop := context.AfterFunc(p.cut, func() {
		if request.Verb == "watch" || r.Header.Get("Upgrade") != "" {
			cancel()
		}
	})
	p.mutex.Unlock()
	defer stop()
	if request.writes() {
		phase := ""
		if r.Header.Get("Upgrade") == "" {
			phase = phaseOf(r)
		}
		trip.write = p.points.ask(ctx, request, phase)
	}
	if lasting, struck := trip.faults["delay"]; struck {
		sleep(ctx, lasting)
	}
	if ctx.Err() != nil {
		panic(http.ErrAbortHandler)
	}
	if p.refuse(w, r, trip) {
		return
	}
	if lasting, struck := trip.faults["cut"]; struck && request.Verb == "watch" {
		defer time.AfterFunc(lasting, cancel).Stop()
	}
	p.reverse.ServeHTTP(w, r.WithContext(ctx))
}

// refuse answers in place of the API server.
func (p *Proxy) refuse(w http.ResponseWriter, r *http.Request, trip *journey) bool {
	for fault, code := range map[string]int{"conflict": 409, "gone": 410, "busy": 429, "error": 500, "unavailable": 503} {
		if after, struck := trip.faults[fault]; struck {
			reasons := map[int]string{409: "Conflict", 410: "Expired", 429: "TooManyRequests", 500: "InternalError", 503: "ServiceUnavailable"}
			status(w, code, reasons[code], after)
			return true
		}
	}
	if _, struck := trip.faults["drop"]; struck {
		panic(http.ErrAbortHandler)
	}
	_, stale := trip.faults["stale"]
	return stale && trip.request.Verb == "list" && p.lists.answer(w, r)
}

// answered sees each answer before the client does.
func (p *Proxy) answered(answer *http.Response) error {
	trip := answer.Request.Context().Value(journeyKey{}).(*journey)
	if trip.write != nil {
		p.points.answer(answer.Request.Context(), trip.write, answer.StatusCode)
	}
	if _, struck := trip.faults["answer-lost"]; struck || answer.Request.Context().Err() != nil {
		return context.Canceled
	}
	if lasting, struck := trip.faults["stall"]; struck && trip.request.Verb == "watch" {
		answer.Body = &stalled{answer.Body, time.Now().Add(lasting)}
	}
	if trip.request.Verb == "list" && answer.StatusCode == http.StatusOK {
		return p.lists.keep(answer)
	}
	return nil
}

func sleep(ctx context.Context, lasting time.Duration) {
	select {
	case <-time.After(lasting):
	case <-ctx.Done():
	}
}
