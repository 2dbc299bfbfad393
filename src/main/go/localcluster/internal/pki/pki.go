// Package pki makes the keys and certificates of one cluster. They last a year and never leave its state folder.
package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"codesession.dev/localcluster/internal/layout"
)

const lifetime = 365 * 24 * time.Hour

// subject is one certificate to issue.
type subject struct {
	file, user, group string
	hosts             []string // a server's names and addresses; none for a client
	rsa               bool
	kubeconfig        bool
}

func subjects(cluster layout.Cluster) []subject {
	node := "system:node:" + cluster.Node()
	return []subject{
		{file: "apiserver", user: "kube-apiserver", hosts: []string{"localhost", "kubernetes", "kubernetes.default",
			"kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "127.0.0.1", cluster.NodeAddress(),
			cluster.APIServiceAddress()}},
		{file: "kubelet-server", user: node, group: "system:nodes", hosts: []string{cluster.Node(), cluster.NodeAddress(),
			cluster.HostAddress(), "127.0.0.1"}},
		{file: "apiserver-to-kubelet", user: "kube-apiserver-kubelet-client", group: "system:masters"},
		// RSA, because fabric8's Kubernetes client cannot read an elliptic-curve key without BouncyCastle.
		{file: "admin", user: "admin", group: "system:masters", rsa: true, kubeconfig: true},
		{file: "controller-manager", user: "system:kube-controller-manager", kubeconfig: true},
		{file: "scheduler", user: "system:kube-scheduler", kubeconfig: true},
		{file: "kubelet", user: node, group: "system:nodes", kubeconfig: true},
		{file: "proxy", user: "system:kube-proxy", kubeconfig: true},
	}
}

// Ensure issues everything into the cluster's pki folder, unless it was done before.
func Ensure(cluster layout.Cluster) error {
	folder := cluster.Path("pki")
	done := filepath.Join(folder, "complete")
	if _, err := os.Stat(done); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	authority, err := newAuthority(folder)
	if err != nil {
		return err
	}
	all := subjects(cluster)
	failures := make([]error, len(all)+1)
	var group sync.WaitGroup
	for i, each := range all {
		group.Go(func() { failures[i] = authority.issue(cluster, each) })
	}
	group.Go(func() { failures[len(all)] = serviceAccountKey(folder) })
	group.Wait()
	for _, failure := range failures {
		if failure != nil {
			return fmt.Errorf("issuing certificates: %w", failure)
		}
	}
	return os.WriteFile(done, nil, 0o600)
}

type authority struct {
	folder      string
	key         crypto.Signer
	certificate *x509.Certificate
	encoded     []byte
}

func newAuthority(folder string) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "codesession local cluster"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(lifetime),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	made := &authority{folder: folder, key: key, certificate: certificate, encoded: encoded}
	if err := os.WriteFile(filepath.Join(folder, "ca.crt"), encoded, 0o600); err != nil {
		return nil, err
	}
	return made, writeKey(filepath.Join(folder, "ca.key"), key)
}

func (a *authority) issue(cluster layout.Cluster, wanted subject) error {
	key, err := newKey(wanted.rsa)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: wanted.user},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(lifetime),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	if wanted.group != "" {
		template.Subject.Organization = []string{wanted.group}
	}
	for _, host := range wanted.hosts {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		if address := net.ParseIP(host); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return err
	}
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(filepath.Join(a.folder, wanted.file+".crt"), encoded, 0o600); err != nil {
		return err
	}
	if err := writeKey(filepath.Join(a.folder, wanted.file+".key"), key); err != nil {
		return err
	}
	if !wanted.kubeconfig {
		return nil
	}
	return os.WriteFile(cluster.Kubeconfig(wanted.file), kubeconfig(cluster, wanted.file, a.encoded, encoded, encodeKey(key)), 0o600)
}

func serviceAccountKey(folder string) error {
	key, err := newKey(true)
	if err != nil {
		return err
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	encoded := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})
	if err := os.WriteFile(filepath.Join(folder, "service-account.pub"), encoded, 0o600); err != nil {
		return err
	}
	return writeKey(filepath.Join(folder, "service-account.key"), key)
}

func newKey(asRSA bool) (crypto.Signer, error) {
	if asRSA {
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}
