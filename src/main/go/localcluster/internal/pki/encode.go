package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"

	"codesession.dev/localcluster/internal/layout"
)

// encodeKey writes the oldest form of each kind (PKCS#1, SEC 1): every client can read those.
func encodeKey(key crypto.Signer) []byte {
	switch typed := key.(type) {
	case *rsa.PrivateKey:
		return pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(typed)})
	case *ecdsa.PrivateKey:
		der, err := x509.MarshalECPrivateKey(typed)
		if err != nil {
			panic(err) // only for a curve that is not ours
		}
		return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
	default:
		panic(fmt.Sprintf("key of type %T", key))
	}
}

func writeKey(path string, key crypto.Signer) error {
	return os.WriteFile(path, encodeKey(key), 0o600)
}

func kubeconfig(cluster layout.Cluster, user string, authority, certificate, key []byte) []byte {
	encode := base64.StdEncoding.EncodeToString
	context := "codesession-" + cluster.Name
	return fmt.Appendf(nil, `apiVersion: v1
kind: Config
current-context: %[1]s
contexts:
- name: %[1]s
  context: {cluster: %[1]s, user: %[2]s}
clusters:
- name: %[1]s
  cluster:
    server: %[3]s
    certificate-authority-data: %[4]s
users:
- name: %[2]s
  user:
    client-certificate-data: %[5]s
    client-key-data: %[6]s
`, context, user, cluster.Server(), encode(authority), encode(certificate), encode(key))
}
