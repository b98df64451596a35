package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"hearsay/internal/ledger/sqlledger"
)

// serving is how pages and API are served.
type serving struct {
	Listen      string `env:"HEARSAY_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Address to listen on (default: 127.0.0.1:8080). Any that other machines can reach needs --auth."`
	Auth        bool   `env:"HEARSAY_AUTH" help:"Let in only users who log in (hearsay users add) and programs with a token (hearsay tokens add). Without it whoever is at this machine may read and correct."`
	TLSCert     string `env:"HEARSAY_TLS_CERT" placeholder:"FILE" help:"Certificate to serve by TLS with, as PEM, with those that lead to its root."`
	TLSKey      string `env:"HEARSAY_TLS_KEY" placeholder:"FILE" help:"Private key of the certificate, as PEM."`
	BehindProxy bool   `env:"HEARSAY_BEHIND_PROXY" help:"A proxy of yours takes the requests by TLS and passes them on: mark cookies as secure, and take the addresses of clients from X-Forwarded-For."`
}

type serveCommand struct {
	serving
	inLedger
}

// Run shows the ledger as pages for a browser, and to programs as an API, until it is stopped.
func (c *serveCommand) Run(ctx context.Context, streams Streams, wait *grace) error {
	wait.Store(int64(endTimeout))
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	err = c.serve(ctx, streams, l)
	if errors.Is(err, context.Canceled) && errors.Is(context.Cause(ctx), errAsked) {
		err = nil
	}
	return errors.Join(explainLedger(err), l.Close())
}

func (c *serving) serve(ctx context.Context, streams Streams, l *sqlledger.Ledger) error {
	handler, err := c.handler(ctx, l, streams.Err)
	if err != nil {
		return err
	}
	secure, err := c.certificate()
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; name another address with --listen, such as 127.0.0.1:8081", c.Listen, err)
	}
	address := "http://" + listener.Addr().String()
	listener = netutil.LimitListener(listener, mostConnections)
	if secure != nil {
		address, listener = "https"+address[len("http"):], tls.NewListener(listener, secure)
	}
	if c.Auth && secure == nil && !c.BehindProxy && !isLoopback(c.Listen) {
		fmt.Fprintln(streams.Err, "hearsay: passwords travel in the clear; give --tls-cert and --tls-key, or let a proxy do it and give --behind-proxy")
	}
	if _, err := fmt.Fprintf(streams.Out, "hearsay shows the ledger at %s/ until you stop it with Ctrl-C\n", address); err != nil {
		return errors.Join(explainOutput(err), listener.Close())
	}
	return serve(ctx, listener, handler)
}

// How long a client may take, how much it may say, and how many there may be: who is slow or long-winded is cut off, and who is too many waits.
const (
	headerTime      = 5 * time.Second
	readTime        = 20 * time.Second
	writeTime       = 90 * time.Second // more than anything may take, waiting included
	idleTime        = 2 * time.Minute
	headerSize      = 32 << 10
	mostConnections = 4096
	endTime         = 300 * time.Millisecond // for requests under way when it is to end
)

// serve answers requests until ctx is done.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: headerSize,
		ErrorLog: log.New(io.Discard, "", 0), // what clients do wrong
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if server.Shutdown(last) != nil {
		_ = server.Close() // whoever is still being answered is cut off
	}
	return ctx.Err()
}
