// Command proxy is hack/node proxy: it stands between the operator and the API server. Package proxy says what it does.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"flag"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"codesession.dev/node/internal/proxy"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	from := flag.String("kubeconfig", "", "of the operator")
	to := flag.String("write-kubeconfig", "", "the same, by way of the proxy")
	control := flag.String("control", "127.0.0.1:0", "where tests command it; printed")
	seed := flag.Uint64("seed", 1, "of all that is random")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, *from, *to, *control, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "proxy: "+err.Error())
		os.Exit(1)
	}
}

func run(ctx context.Context, from, to, control string, seed uint64) error {
	config, err := clientcmd.BuildConfigFromFlags("", from)
	if err != nil {
		return err
	}
	// The client's own token goes through; the proxy has no rights of its own.
	transport, err := rest.TransportFor(rest.AnonymousClientConfig(config))
	if err != nil {
		return err
	}
	server, err := url.Parse(config.Host)
	if err != nil {
		return err
	}
	own, err := address(server)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(own.String(), "0"))
	if err != nil {
		return err
	}
	pair, authority, err := certificate(own)
	if err != nil {
		return err
	}
	if err := rewrite(from, to, "https://"+listener.Addr().String(), authority); err != nil {
		return err
	}
	between := proxy.New(server, transport, seed)
	quiet := slog.NewLogLogger(slog.Default().Handler(), slog.LevelDebug)
	secured := &http.Server{
		Handler: between, ReadHeaderTimeout: time.Minute, ErrorLog: quiet,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS13},
	}
	go func() { _ = secured.ServeTLS(listener, "", "") }()
	commands, err := net.Listen("tcp", control)
	if err != nil {
		return err
	}
	fmt.Println("http://" + commands.Addr().String())
	go func() {
		_ = (&http.Server{Handler: between.Control(), ReadHeaderTimeout: time.Minute}).Serve(commands)
	}()
	<-ctx.Done()
	return nil
}

// address is this machine's towards the API server. Not the loopback: guests have one of their own, and try to reach from
// there what the operator calls API server.
func address(server *url.URL) (net.IP, error) {
	// Nothing is sent: UDP only asks the kernel for a route.
	probe, err := net.Dial("udp", net.JoinHostPort(server.Hostname(), "9"))
	if err != nil {
		return nil, err
	}
	defer probe.Close()
	return probe.LocalAddr().(*net.UDPAddr).IP, nil
}

// rewrite is the operator's kubeconfig with another address and authority.
func rewrite(from, to, address string, authority []byte) error {
	config, err := clientcmd.LoadFromFile(from)
	if err != nil {
		return err
	}
	for _, cluster := range config.Clusters {
		cluster.Server, cluster.CertificateAuthority, cluster.CertificateAuthorityData = address, "", authority
	}
	return clientcmd.WriteToFile(*config, to)
}

// certificate is good for this process.
func certificate(own net.IP) (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "proxy"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 1, 0), IPAddresses: []net.IP{own},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key},
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}
