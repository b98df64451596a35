package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/present"
	"hearsay/internal/web"
)

type serveCommand struct {
	Listen string `env:"HEARSAY_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Address to listen on (default: 127.0.0.1:8080)."`
	inLedger
}

// Run shows the ledger as pages for a browser until it is stopped.
func (c *serveCommand) Run(ctx context.Context, streams Streams) error {
	l, err := c.open(ctx)
	if err != nil {
		return explainLedger(err)
	}
	err = c.serve(ctx, streams, l)
	return errors.Join(explainLedger(err), l.Close())
}

func (c *serveCommand) serve(ctx context.Context, streams Streams, l ledger.Ledger) error {
	pages, err := c.pages(l, streams.Err)
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; name another address with --listen, such as 127.0.0.1:8081", c.Listen, err)
	}
	if _, err := fmt.Fprintf(streams.Out, "hearsay shows the ledger at http://%s/ until you stop it with Ctrl-C\n", listener.Addr()); err != nil {
		return errors.Join(explainOutput(err), listener.Close())
	}
	return serve(ctx, listener, pages)
}

// pages makes the handler of all pages of a ledger, for whoever is at this machine: they may correct it, under the name of whoever started hearsay.
func (c *serveCommand) pages(l ledger.Ledger, errs io.Writer) (http.Handler, error) {
	derive, err := derivation()
	if err != nil {
		return nil, err
	}
	k, err := keeper(l)
	if err != nil {
		return nil, err
	}
	by, err := correction{}.who()
	if err != nil {
		by = "somebody at this machine"
	}
	pages, err := web.New(l, web.Options{
		Derive: derive, Editor: editing.New(l, k), Access: here(by),
		Failed: func(err error) { fmt.Fprintf(errs, "hearsay: %s\n", present.OneLine(err.Error())) },
	})
	if err != nil {
		return nil, err
	}
	return http.NewCrossOriginProtection().Handler(guarded(pages)), nil
}

// here lets everybody at this machine correct the ledger, under one name.
type here string

// Editor is the name.
func (h here) Editor(*http.Request) string { return string(h) }

// Token is none: forms from elsewhere are refused by where they come from.
func (h here) Token(*http.Request) string { return "" }

// guarded lets pages take nothing from elsewhere, be shown nowhere else, and run no script but ours.
func guarded(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		pages.ServeHTTP(w, r)
	})
}

// How long a client may take, and how much it may say: who is slow or long-winded is cut off.
const (
	headerTime = 5 * time.Second
	readTime   = 20 * time.Second
	writeTime  = 60 * time.Second
	idleTime   = 2 * time.Minute
	headerSize = 32 << 10
	endTime    = 300 * time.Millisecond // for requests under way when it is to end
)

// serve answers requests until ctx is done.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: headerSize,
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
