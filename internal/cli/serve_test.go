package cli

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestServeByTLS logs in over TLS, asks a thousand things at once, and keeps the server waiting.
func TestServeByTLS(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ledger := filepath.Join(dir, "ledger.db")
	const password = "a long word of passage"
	var errs bytes.Buffer
	if code := Run(t.Context(), []string{"users", "add", "--ledger", ledger, "Kim"}, Streams{In: strings.NewReader(password), Out: io.Discard, Err: &errs}); code != 0 {
		t.Fatal(errs.String())
	}
	cert, key, roots := certificate(t, dir)
	address := served(t, "--ledger", ledger, "--auth", "--tls-cert", cert, "--tls-key", key)
	if !strings.HasPrefix(address, "https://127.0.0.1:") {
		t.Fatalf("it is at %s", address)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	answer, err := client.PostForm(address+"/login", url.Values{"name": {"Kim"}, "password": {password}, "next": {"/edits"}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	at, _ := url.Parse(address)
	if cookies := jar.Cookies(at); answer.StatusCode != 200 || answer.Request.URL.Path != "/edits" || len(cookies) != 1 || cookies[0].Name != "__Host-hearsay" {
		t.Errorf("logging in leads to %s (%s) with %v", answer.Request.URL, answer.Status, cookies)
	}
	thousand(t, client, address)
	keptWaiting(t, at.Host, roots)
}

// thousand asks for pages and answers of the API, all at once.
func thousand(t *testing.T, client *http.Client, address string) {
	t.Helper()
	paths := []string{"/", "/search?q=ship", "/edits", "/api/v1/counts", "/api/v1/claims"}
	var all sync.WaitGroup
	for i := range 1000 {
		all.Go(func() {
			path := paths[i%len(paths)]
			answer, err := client.Get(address + path)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				return
			}
			defer answer.Body.Close()
			if body, err := io.ReadAll(answer.Body); answer.StatusCode != 200 || err != nil {
				t.Errorf("%s answers %s, %v: %.200s", path, answer.Status, err, body)
			}
		})
	}
	all.Wait()
}

// keptWaiting begins requests, without TLS and with it, and does not go on: the server hangs up.
func keptWaiting(t *testing.T, host string, roots *x509.CertPool) {
	t.Helper()
	for name, dial := range map[string]func() (net.Conn, error){
		"a handshake": func() (net.Conn, error) { return net.Dial("tcp", host) },
		"a header":    func() (net.Conn, error) { return tls.Dial("tcp", host, &tls.Config{RootCAs: roots}) },
	} {
		conn, err := dial()
		if err != nil {
			t.Fatal(err)
		}
		if name == "a header" {
			_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
		}
		_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
		_, ended := io.ReadAll(conn)
		if err != nil || errors.Is(ended, os.ErrDeadlineExceeded) {
			t.Errorf("who sends only the beginning of %s is waited for: %v, %v", name, err, ended)
		}
		_ = conn.Close()
	}
}

func TestServeRefusesCertificates(t *testing.T) {
	dir := t.TempDir()
	cert, key, _ := certificate(t, dir)
	_, other, _ := certificate(t, t.TempDir())
	junk := filepath.Join(dir, "junk.pem")
	if err := os.WriteFile(junk, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	ledger := filepath.Join(dir, "ledger.db")
	if code := Run(t.Context(), []string{"users", "add", "--ledger", ledger, "Kim"}, Streams{In: strings.NewReader("a long word of passage"), Out: io.Discard, Err: io.Discard}); code != 0 {
		t.Fatal("no user is added")
	}
	for _, files := range [][2]string{{cert, other}, {junk, key}, {cert, filepath.Join(dir, "nothing.pem")}, {key, cert}} {
		var errs bytes.Buffer
		args := []string{"serve", "--listen", "127.0.0.1:0", "--ledger", ledger, "--auth", "--tls-cert", files[0], "--tls-key", files[1]}
		code := Run(t.Context(), args, Streams{In: strings.NewReader(""), Out: io.Discard, Err: &errs})
		if said := errs.String(); code != 1 || !strings.HasPrefix(said, "hearsay: the certificate "+files[0]+" and the key "+files[1]+" cannot be used: ") || strings.Count(said, "\n") != 1 {
			t.Errorf("with %q it ends with %d: %s", files, code, said)
		}
	}
}

// served runs hearsay serve until the test ends, and returns its address.
func served(t *testing.T, flags ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	said, says := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		Run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...), Streams{In: strings.NewReader(""), Out: says, Err: &errs})
		_ = says.Close()
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if complaints := strings.TrimSuffix(errs.String(), "hearsay: stopped\n"); complaints != "" {
			t.Errorf("the server complains: %s", complaints)
		}
	})
	line, err := bufio.NewReader(said).ReadString('\n')
	_, address, found := strings.Cut(line, "shows the ledger at ")
	if err != nil || !found {
		t.Fatalf("hearsay serve says %q, %v", line, err)
	}
	address, _, _ = strings.Cut(address, "/ ")
	return address
}

// certificate makes a certificate for this machine that vouches for itself, and writes it and its key.
func certificate(t *testing.T, dir string) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		BasicConstraintsValid: true, IsCA: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: raw}, "key.pem": {Type: "PRIVATE KEY", Bytes: secret}}
	roots = x509.NewCertPool()
	for name, block := range files {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(fmt.Errorf("the certificate that was made: %w", err))
	}
	roots.AddCert(parsed)
	return filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), roots
}
