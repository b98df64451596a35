// Package web shows a ledger as pages for a browser: what moved, a claim with its chain and time line, an article, a source, an outlet, what a search
// finds, the corrections. Pages are rendered here, from the values that internal/report gathers, and work without a script for reading.
package web

//go:generate go run ./generate

import (
	"context"
	"errors"
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// Options are what pages need beside the ledger.
type Options struct {
	Derive report.Derive // works out claims as they were at a time
	Editor Editor        // makes corrections; nil shows pages that nobody can correct from
	Access Access        // who asks; nil lets everybody read and nobody correct
	Failed func(error)   // takes note of what went wrong here, and not with what was asked; may be nil
}

// Editor makes corrections; *editing.Editor is one.
type Editor interface {
	Make(ctx context.Context, order editing.Order) (ledger.Edit, error)
	Undo(ctx context.Context, id, by string) (ledger.Edit, error)
}

// Access tells who is at the other end of a request. Whether a request may pass at all, its token included, is decided before it comes here.
type Access interface {
	// Editor is the name that corrections made by this request go under, "" if who asks may only read.
	Editor(r *http.Request) string

	// User is who has logged in, "" where nobody has to.
	User(r *http.Request) string

	// Token is what every form of this visitor must bring along in the field TokenField.
	Token(r *http.Request) string
}

// TokenField is the name of the form field that carries Access.Token.
const TokenField = "token"

// site answers requests for pages.
type site struct {
	ledger ledger.Ledger
	Options
	pages pages
	turns chan struct{} // one for each page that may be worked on at once
	style string        // addresses of the style sheet and the script: a new one for new content
	code  string
}

// Site is all pages of a ledger: everything below / that no other handler takes.
type Site struct {
	http.Handler
	site *site
}

// New makes the pages of a ledger.
func New(l ledger.Ledger, opts Options) (*Site, error) {
	if opts.Derive == nil {
		return nil, errors.New("pages need something that works out claims as they were")
	}
	assets, err := newAssets()
	if err != nil {
		return nil, err
	}
	s := &site{ledger: l, Options: opts, turns: make(chan struct{}, atOnce), style: assets.address("style.css"), code: assets.address("page.js")}
	mux := http.NewServeMux()
	for pattern, show := range map[string]gatherer{
		"GET /{$}":                     s.home,
		"GET /claims/{id}":             s.claim,
		"GET /articles/{id}":           s.article,
		"GET /articles/{id}/revisions": s.revisions,
		"GET /sources/{id}":            s.source,
		"GET /outlets/{name}":          s.outlet,
		"GET /search":                  s.search,
		"GET /edits":                   s.edits,
	} {
		mux.Handle(pattern, s.page(show))
	}
	mux.HandleFunc("POST /edits/{kind}", s.edit)
	mux.Handle("GET /static/{file}", assets)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errNoPage) })
	// The jitter keeps the length of a compressed answer from telling what is in it.
	zip, err := gzhttp.NewWrapper(gzhttp.RandomJitter(32, 0, false))
	if err != nil {
		return nil, err
	}
	return &Site{zip(mux), s}, nil
}
