package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/alecthomas/kong"

	"hearsay/internal/access"
	"hearsay/internal/api"
	"hearsay/internal/editing"
	"hearsay/internal/gate"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/present"
	"hearsay/internal/web"
)

// check refuses what would let in whom nobody has asked.
func (c *serving) check(*kong.Context) error {
	if err := checkAddress("--listen", c.Listen); err != nil {
		return err
	}
	switch {
	case !c.Auth && !isLoopback(c.Listen):
		return fmt.Errorf("other machines can reach %s, so give --auth to let in only the users that you add; or listen on 127.0.0.1", c.Listen)
	case !c.Auth && c.BehindProxy:
		return errors.New("others can reach hearsay behind a proxy, so give --auth to let in only the users that you add")
	case (c.TLSCert == "") != (c.TLSKey == ""):
		return errors.New("--tls-cert and --tls-key belong together; give both or neither")
	}
	return nil
}

// checkAddress refuses what can be no address to listen on.
func checkAddress(flag, address string) error {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return fmt.Errorf("%s takes an address such as 127.0.0.1:8080, not %q", flag, address)
	}
	return nil
}

// isLoopback tells whether only this machine can reach an address.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

// certificate reads what TLS needs; nil where there is to be none.
func (c *serving) certificate() (*tls.Config, error) {
	if c.TLSCert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("the certificate %s and the key %s cannot be used: %w", c.TLSCert, c.TLSKey, err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}, nil
}

// handler puts the pages and the API of a ledger behind a gate.
func (c *serving) handler(ctx context.Context, l *sqlledger.Ledger, errs io.Writer) (http.Handler, error) {
	k, err := keeper(l)
	if err != nil {
		return nil, err
	}
	editor := editing.New(l, k)
	failed := func(err error) { fmt.Fprintf(errs, "hearsay: %s\n", present.OneLine(err.Error())) }
	g, err := c.gate(ctx, l, failed)
	if err != nil {
		return nil, err
	}
	programs, err := api.New(l, api.Options{Version: Version, Derive: derivation(), Editor: editor, Failed: failed})
	if err != nil {
		return nil, err
	}
	pages, err := web.New(l, web.Options{Derive: derivation(), Editor: editor, Access: g, Failed: failed})
	if err != nil {
		return nil, err
	}
	return g.Before(pages, programs), nil
}

// gate lets in those who are known, or without --auth whoever is at this machine, under the login name of who started hearsay.
func (c *serving) gate(ctx context.Context, l *sqlledger.Ledger, failed func(error)) (*gate.Gate, error) {
	opts := gate.Options{Secure: c.TLSCert != "" || c.BehindProxy, Proxied: c.BehindProxy, Field: web.TokenField, Failed: failed}
	if !c.Auth {
		by, err := correction{}.who()
		if err != nil {
			by = "somebody at this machine"
		}
		opts.Owner = by
		return gate.New(opts), nil
	}
	opts.Book = access.New(l)
	users, err := opts.Book.Users(ctx)
	if err == nil && len(users) == 0 {
		err = errors.New("nobody could log in, since there are no users yet; add one with hearsay users add NAME --role edit")
	}
	return gate.New(opts), err
}
