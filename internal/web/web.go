// Package web shows a ledger as pages for a browser: what moved, a claim with its chain and time line, an article, a source, an outlet, what a search
// finds, the corrections. Pages are rendered here, from the values that internal/report gathers, and work without a script for reading.
package web

//go:generate go run ./generate

import (
	"context"
	"errors"
	"net/http"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// Options are what pages need beside the ledger.
type Options struct {
	Derive report.Derive // works out claims as they were at a time
	Access Access        // who asks; nil lets everybody read and nobody correct
}

// Access tells who is at the other end of a request. Whether a request may pass at all, its token included, is decided before it comes here.
type Access interface {
	// Editor is the name that corrections made by this request go under, "" if who asks may only read.
	Editor(r *http.Request) string

	// Token is what every form of this visitor must bring along in the field TokenField.
	Token(r *http.Request) string
}

// TokenField is the name of the form field that carries Access.Token.
const TokenField = "token"

// site answers requests for pages.
type site struct {
	ledger ledger.Ledger
	Options
}

// New makes the handler of all pages of a ledger: everything below / that no other handler takes.
func New(l ledger.Ledger, opts Options) (http.Handler, error) {
	if opts.Derive == nil {
		return nil, errors.New("pages need something that works out claims as they were")
	}
	s := &site{l, opts}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /claims/{id}", s.claim)
	mux.Handle("GET /static/", static())
	return mux, nil
}

func (s *site) view(ctx context.Context, f func(ledger.View) error) error {
	return s.ledger.View(ctx, f)
}
