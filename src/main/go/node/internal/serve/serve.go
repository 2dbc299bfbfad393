// Package serve is the kubelet's HTTPS side, as far as the API server needs it for pods/attach and pods/log.
package serve

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"codesession.dev/node/internal/kubelet"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

// idle is the kubelet's streamingConnectionIdleTimeout.
const idle = 4 * time.Hour

// Server answers for all nodes of this process.
type Server struct {
	Nodes []*kubelet.Node
}

// TLS asks for a client certificate of the given authority: whoever reaches the port is not yet the API server.
func TLS(certificate, key, authority string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(authority)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, errors.New(authority + " holds no certificate")
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert,
		MinVersion: tls.VersionTLS12,
	}, nil
}

// Handler has the kubelet's paths.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/attach/{namespace}/{pod}/{container}", s.attach)
	mux.HandleFunc("/attach/{namespace}/{pod}/{uid}/{container}", s.attach)
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", s.logs)
	return mux
}

func (s *Server) find(w http.ResponseWriter, r *http.Request) *kubelet.Pod {
	for _, node := range s.Nodes {
		pod := node.Find(r.PathValue("namespace"), r.PathValue("pod"))
		if pod == nil {
			continue
		}
		if node.Away() {
			// A kubelet that does not run has no port: the connection ends without an answer.
			panic(http.ErrAbortHandler)
		}
		if pod.Object().Spec.Containers[0].Name != r.PathValue("container") {
			http.Error(w, "container not found in pod", http.StatusNotFound)
			return nil
		}
		return pod
	}
	http.Error(w, "pod does not exist", http.StatusNotFound)
	return nil
}

func (s *Server) attach(w http.ResponseWriter, r *http.Request) {
	pod := s.find(w, r)
	if pod == nil {
		return
	}
	options, err := remotecommand.NewOptions(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if err := pod.Attachable(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	spdy := strings.HasPrefix(strings.ToLower(r.Header.Get("Upgrade")), "spdy")
	remotecommand.ServeAttach(w, r, kubelet.Attacher{Pod: pod, HalfCloses: spdy}, r.PathValue("pod"), "", r.PathValue("container"),
		options, idle, remotecommand.DefaultStreamCreationTimeout, remotecommand.SupportedStreamingProtocols)
}

// logs knows follow, tailLines and limitBytes. Timestamps and times are not kept.
func (s *Server) logs(w http.ResponseWriter, r *http.Request) {
	pod := s.find(w, r)
	if pod == nil {
		return
	}
	log, err := pod.Log()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest) // as the kubelet does
		return
	}
	out := pod.Cropped(flushing{w, http.NewResponseController(w)})
	if limit, err := strconv.Atoi(r.URL.Query().Get("limitBytes")); err == nil {
		out = kubelet.Limited(out, limit)
	}
	content, position, ended, changed := log.From(0)
	if lines, err := strconv.Atoi(r.URL.Query().Get("tailLines")); err == nil {
		content = tail(content, lines)
	}
	_, err = out.Write(content)
	for r.URL.Query().Get("follow") == "true" && err == nil && !ended {
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
		content, position, ended, changed = log.From(position)
		_, err = out.Write(content)
	}
}

func tail(content []byte, lines int) []byte {
	for i := len(content) - 1; i >= 0; i-- {
		if content[i] == '\n' && i != len(content)-1 {
			if lines--; lines <= 0 {
				return content[i+1:]
			}
		}
	}
	return content
}

type flushing struct {
	http.ResponseWriter
	controller *http.ResponseController
}

func (f flushing) Write(chunk []byte) (int, error) {
	n, err := f.ResponseWriter.Write(chunk)
	if err == nil {
		err = f.controller.Flush()
	}
	return n, err
}
