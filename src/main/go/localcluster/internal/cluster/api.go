package cluster

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"codesession.dev/localcluster/internal/layout"
)

// api is the little of a Kubernetes client that starting a cluster needs: a dozen requests are not worth client-go.
type api struct {
	server string
	client *http.Client
}

var errNotFound = errors.New("not found")

func newAPI(cluster layout.Cluster) (*api, error) {
	pair, err := tls.LoadX509KeyPair(cluster.Path("pki/admin.crt"), cluster.Path("pki/admin.key"))
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(cluster.Path("pki/ca.crt"))
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	// No proxy, whatever the environment says: the address is on this machine.
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, Certificates: []tls.Certificate{pair}}}
	return &api{cluster.Server(), &http.Client{Transport: transport, Timeout: 10 * time.Second}}, nil
}

func (a *api) do(method, path, contentType string, body []byte) ([]byte, error) {
	request, err := http.NewRequest(method, a.server+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := a.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusNotFound {
		return nil, errNotFound
	}
	if response.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s: %s: %.4000s", method, path, response.Status, answer)
	}
	return answer, nil
}

// ready names the checks that fail: the server's whole answer is a page.
func (a *api) ready() error {
	_, err := a.do(http.MethodGet, "/readyz", "", nil)
	if err == nil {
		return nil
	}
	var failed []string
	for line := range strings.Lines(err.Error()) {
		if name, ok := strings.CutPrefix(line, "[-]"); ok {
			failed = append(failed, strings.Fields(name)[0])
		}
	}
	if len(failed) == 0 {
		return err
	}
	return fmt.Errorf("not ready: %s", strings.Join(failed, ", "))
}

func (a *api) exists(path string) error {
	_, err := a.do(http.MethodGet, path, "", nil)
	return err
}

func (a *api) delete(path string) error {
	_, err := a.do(http.MethodDelete, path, "", nil)
	if errors.Is(err, errNotFound) {
		return nil
	}
	return err
}

// apply is a server-side apply of one object.
func (a *api) apply(path string, object []byte) error {
	_, err := a.do(http.MethodPatch, path+"?fieldManager=codesession-cluster&force=true", "application/apply-patch+yaml", object)
	return err
}

// node is what matters of the Node object.
type node struct {
	Status struct {
		Conditions []struct{ Type, Status, Message string }
		NodeInfo   struct{ KubeletVersion, ContainerRuntimeVersion, KernelVersion string }
	}
}

func (a *api) node(name string) (node, error) {
	var found node
	answer, err := a.do(http.MethodGet, "/api/v1/nodes/"+name, "", nil)
	if err != nil {
		return found, err
	}
	return found, json.Unmarshal(answer, &found)
}

// notReady is nil for a ready node.
func (n node) notReady() error {
	for _, condition := range n.Status.Conditions {
		if condition.Type == "Ready" {
			if condition.Status == "True" {
				return nil
			}
			return errors.New("node is not ready: " + condition.Message)
		}
	}
	return errors.New("node has no Ready condition yet")
}
