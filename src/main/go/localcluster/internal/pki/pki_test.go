package pki

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"strings"
	"testing"

	"codesession.dev/localcluster/internal/layout"
)

func TestEnsureIssuesWhatTheClusterNeedsAndOnlyOnce(t *testing.T) {
	cluster := layout.Cluster{Name: "x", Index: 7, State: t.TempDir()}
	if err := Ensure(cluster); err != nil {
		t.Fatal(err)
	}
	authority, err := os.ReadFile(cluster.Path("pki/ca.crt"))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	for _, wanted := range subjects(cluster) {
		pair, err := tls.LoadX509KeyPair(cluster.Path("pki", wanted.file+".crt"), cluster.Path("pki", wanted.file+".key"))
		if err != nil {
			t.Errorf("%s: %v", wanted.file, err)
			continue
		}
		for _, host := range append([]string{""}, wanted.hosts...) {
			options := x509.VerifyOptions{Roots: roots, DNSName: host, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}
			if _, err := pair.Leaf.Verify(options); err != nil {
				t.Errorf("%s for %q: %v", wanted.file, host, err)
			}
		}
	}
	before, _ := os.ReadFile(cluster.Kubeconfig("admin"))
	if err := Ensure(cluster); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(cluster.Kubeconfig("admin")); err != nil || string(after) != string(before) {
		t.Errorf("issued again: %v", err)
	}
}

// fabric8's client reads no elliptic-curve key without BouncyCastle.
func TestTheAdministratorsKeyIsPKCS1RSA(t *testing.T) {
	cluster := layout.Cluster{Name: "x", Index: 7, State: t.TempDir()}
	if err := Ensure(cluster); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(cluster.Path("pki/admin.key"))
	if err != nil || !strings.HasPrefix(string(key), "-----BEGIN RSA PRIVATE KEY-----\n") {
		t.Errorf("%.40s, %v", key, err)
	}
}
