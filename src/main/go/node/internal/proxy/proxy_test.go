package proxy

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// bench is a proxy before a server that counts its requests.
type bench struct {
	*testing.T
	client, control string
	proxy           *Proxy
	served          atomic.Int32
}

func start(t *testing.T, serve http.HandlerFunc) *bench {
	b := &bench{T: t}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.served.Add(1)
		serve(w, r)
	}))
	address, _ := url.Parse(server.URL)
	b.proxy = New(address, http.DefaultTransport, 1)
	front, control := httptest.NewServer(b.proxy), httptest.NewServer(b.proxy.Control())
	b.client, b.control = front.URL, control.URL
	t.Cleanup(func() {
		b.proxy.cutAll()
		front.CloseClientConnections()
		front.Close()
		control.Close()
		server.Close()
	})
	return b
}

func (b *bench) command(method, path, body string) int {
	request, _ := http.NewRequest(method, b.control+path, strings.NewReader(body))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

func (b *bench) rule(rule string) {
	b.Helper()
	if code := b.command("POST", "/rules", rule); code != http.StatusNoContent {
		b.Fatal(code)
	}
}

// ask is the code and the body, or -1 if there was no answer.
func (b *bench) ask(method, path, body string) (int, string) {
	request, _ := http.NewRequest(method, b.client+path, strings.NewReader(body))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return -1, ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return -1, ""
	}
	return answer.StatusCode, string(text)
}

const session = "/apis/codesession.dev/v1alpha1/namespaces/x/codesessions/s"

func TestRequestsHaveTheNamesOfTheAPI(t *testing.T) {
	for asked, want := range map[string]Request{
		"GET /api/v1/pods?watch=true&x=y":              {"watch", "pods", "", ""},
		"GET /api/v1/namespaces/x/pods":                {"list", "pods", "x", ""},
		"GET /api/v1/namespaces/x":                     {"get", "namespaces", "", "x"},
		"GET /api/v1/namespaces/x/pods/p/log":          {"get", "pods/log", "x", "p"},
		"PUT " + session + "/status":                   {"update", "codesessions/status", "x", "s"},
		"DELETE " + session:                            {"delete", "codesessions", "x", "s"},
		"GET /version":                                 {"get", "/version", "", ""},
		"POST /apis/authorization.k8s.io/v1/a-reviews": {"create", "a-reviews", "", ""},
	} {
		method, path, _ := strings.Cut(asked, " ")
		if got := name(httptest.NewRequest(method, path, nil)); got != want {
			t.Errorf("%s: %+v", asked, got)
		}
	}
}

func TestFaultsAnswerInPlaceOfTheServer(t *testing.T) {
	for fault, want := range map[string]int{"conflict": 409, "gone": 410, "busy=2s": 429, "error": 500, "unavailable": 503, "drop": -1} {
		b := start(t, func(http.ResponseWriter, *http.Request) {})
		b.rule(fmt.Sprintf(`{"verb":"update","resource":"codesessions/*","fault":%q,"times":1}`, fault))
		if code, _ := b.ask("PUT", session, "{}"); code != 200 {
			t.Errorf("%s struck another resource: %d", fault, code)
		}
		if code, _ := b.ask("PUT", session+"/status", "{}"); code != want {
			t.Errorf("%s: %d", fault, code)
		}
		if code, _ := b.ask("PUT", session+"/status", "{}"); code != 200 {
			t.Errorf("%s struck twice: %d", fault, code)
		}
		if b.served.Load() != 2 {
			t.Errorf("%s: %d requests came through", fault, b.served.Load())
		}
	}
}

func TestALostAnswerIsToARequestThatWasCarriedOut(t *testing.T) {
	b := start(t, func(http.ResponseWriter, *http.Request) {})
	b.rule(`{"fault":"answer-lost"}`)
	if code, _ := b.ask("POST", session, "{}"); code != -1 || b.served.Load() != 1 {
		t.Error(code, b.served.Load())
	}
}

func TestAStaleListIsTheFirst(t *testing.T) {
	count := 0
	b := start(t, func(w http.ResponseWriter, _ *http.Request) { count++; _, _ = fmt.Fprint(w, count) })
	b.ask("GET", "/api/v1/pods?resourceVersion=0", "")
	b.rule(`{"fault":"stale","times":1}`)
	if _, body := b.ask("GET", "/api/v1/pods", ""); body != "1" {
		t.Error(body)
	}
	if _, body := b.ask("GET", "/api/v1/pods", ""); body != "2" {
		t.Error(body)
	}
}

func ticking(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = fmt.Fprintln(w, "tick")
		w.(http.Flusher).Flush()
		time.Sleep(5 * time.Millisecond)
	}
}

func TestWatchesFlowAndAreCut(t *testing.T) {
	b := start(t, ticking)
	answer, err := http.Get(b.client + "/api/v1/pods?watch=true")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(answer.Body)
	if !lines.Scan() {
		t.Fatal("nothing came")
	}
	b.command("POST", "/cut", "")
	for lines.Scan() {
	}
	b.rule(`{"fault":"cut=20ms"}`)
	if code, _ := b.ask("GET", "/api/v1/pods?watch=true", ""); code != -1 {
		t.Error("a watch that is cut off is no answer:", code)
	}
}

func TestAHeldWriteOfAClientThatGoesAwayIsNeverForwarded(t *testing.T) {
	b := start(t, func(http.ResponseWriter, *http.Request) {})
	b.command("POST", "/points", `{"namespace":"x","number":2}`)
	b.ask("POST", "/api/v1/namespaces/other/pods", "{}")
	b.ask("POST", "/api/v1/namespaces/x/pods", "{}")
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		request, _ := http.NewRequestWithContext(ctx, "PUT", b.client+session+"/status", strings.NewReader(`{"status":{"phase":"Running"}}`))
		_, _ = http.DefaultClient.Do(request)
		close(gone)
	}()
	if code := b.command("GET", "/held?wait=10s", ""); code != 204 {
		t.Fatal(code)
	}
	cancel()
	<-gone
	time.Sleep(50 * time.Millisecond)
	b.command("DELETE", "/held", "")
	if b.served.Load() != 2 {
		t.Error(b.served.Load())
	}
	answer, _ := http.Get(b.control + "/points")
	var writes []Write
	_ = json.NewDecoder(answer.Body).Decode(&writes)
	if len(writes) != 3 || writes[0].Number != 0 || writes[1].Code != 200 || writes[2].Number != 2 || writes[2].Code != 0 || writes[2].Phase != "Running" {
		t.Errorf("%+v", writes)
	}
}

func TestAHeldAnswerIsToARequestThatWasCarriedOut(t *testing.T) {
	b := start(t, func(http.ResponseWriter, *http.Request) {})
	b.command("POST", "/points", `{"number":1,"answer":true}`)
	answered := make(chan int)
	go func() { code, _ := b.ask("POST", session, "{}"); answered <- code }()
	if code := b.command("GET", "/held?wait=10s", ""); code != 204 || b.served.Load() != 1 {
		t.Fatal(code)
	}
	b.command("DELETE", "/held", "")
	if code := <-answered; code != 200 {
		t.Error(code)
	}
}

func TestUpgradesGoThrough(t *testing.T) {
	b := start(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "Upgrade")
		w.Header().Set("Upgrade", r.Header.Get("Upgrade"))
		w.WriteHeader(http.StatusSwitchingProtocols)
		connection, both, err := w.(http.Hijacker).Hijack()
		if err == nil {
			defer connection.Close()
			line, _ := both.ReadString('\n')
			_, _ = connection.Write([]byte("heard " + line))
		}
	})
	request, _ := http.NewRequest("GET", b.client+"/api/v1/namespaces/x/pods/p/attach", nil)
	request.Header.Set("Connection", "Upgrade")
	request.Header.Set("Upgrade", "websocket")
	answer, err := http.DefaultClient.Do(request)
	if err != nil || answer.StatusCode != 101 {
		t.Fatal(err, answer)
	}
	stream := answer.Body.(io.ReadWriteCloser)
	defer stream.Close()
	_, _ = stream.Write([]byte("hello\n"))
	if line, _ := bufio.NewReader(stream).ReadString('\n'); line != "heard hello\n" {
		t.Error(line)
	}
}

func TestWrongRulesAreRefused(t *testing.T) {
	b := start(t, nil)
	for _, wrong := range []string{`{"fault":"explode"}`, `{"fault":"delay=soon"}`, `{"fault":"drop","verb":"["}`, `nonsense`} {
		if code := b.command("POST", "/rules", wrong); code != 400 {
			t.Errorf("%s: %d", wrong, code)
		}
	}
}
