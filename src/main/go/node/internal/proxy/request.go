package proxy

import (
	"net/http"
	"strings"
)

// Request is a request as the API's rules name it.
type Request struct {
	Verb      string `json:"verb"`
	Resource  string `json:"resource"` // with the subresource: codesessions/status
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name,omitempty"`
}

// name reads a request: /api/v1/namespaces/x/pods/y/attach, /apis/GROUP/VERSION/nodes, ...
func name(r *http.Request) Request {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	switch {
	case len(parts) > 2 && parts[0] == "api":
		parts = parts[2:]
	case len(parts) > 3 && parts[0] == "apis":
		parts = parts[3:]
	default:
		return Request{Verb: strings.ToLower(r.Method), Resource: r.URL.Path}
	}
	var named Request
	if len(parts) > 2 && parts[0] == "namespaces" {
		named.Namespace, parts = parts[1], parts[2:]
	}
	named.Resource = parts[0]
	if len(parts) > 1 {
		named.Name = parts[1]
	}
	if len(parts) > 2 {
		named.Resource += "/" + parts[2]
	}
	named.Verb = verb(r, named.Name == "")
	return named
}

func verb(r *http.Request, many bool) string {
	watches := r.URL.Query().Get("watch")
	switch r.Method {
	case http.MethodPost:
		return "create"
	case http.MethodPut:
		return "update"
	case http.MethodPatch:
		return "patch"
	case http.MethodDelete:
		return "delete"
	case http.MethodGet:
		if watches == "true" || watches == "1" {
			return "watch"
		}
		if many {
			return "list"
		}
	}
	return strings.ToLower(r.Method)
}

// reviews only ask, leases are renewed by the clock: neither belongs to a history.
func (r Request) writes() bool {
	switch r.Verb {
	case "create", "update", "patch", "delete":
		return r.Resource != "leases" && !strings.HasSuffix(r.Resource, "reviews")
	}
	// A WebSocket is opened by GET; what goes through it may start the code.
	return strings.HasSuffix(r.Resource, "/attach")
}
