package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// How much is done at once, and how long anybody waits.
const (
	atOnce   = 4                // pages worked on at the same time: fewer than a ledger answers at once, since what is kept must not wait for them
	waitTime = 30 * time.Second // for a page's turn, when many are asked for
	pageTime = 10 * time.Second // for a page, once it is its turn
	editTime = time.Minute      // for a correction, which may have to wait for others that write
)

// gatherer gathers what a page shows and lays it out. Errors become pages of their own.
type gatherer func(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error)

// frame is what every page has around it.
type frame struct {
	Title  string
	Editor string // who may correct, "" if who asks may not
	User   string // who can log out, "" if nobody has logged in
	Door   bool   // whoever sees this has not been let in
	Token  string
	Here   string // this page's address
	Search string // what the box for searching holds
	Style  string
	Code   string
}

// frame is that of a request.
func (s *site) frame(r *http.Request) frame {
	f := frame{Here: r.URL.RequestURI(), Style: s.style, Code: s.code}
	if s.Access != nil {
		f.User, f.Token = s.Access.User(r), s.Access.Token(r)
	}
	if s.Access != nil && s.Options.Editor != nil {
		f.Editor = s.Access.Editor(r)
	}
	return f
}

// write renders a page and sends it, wholly or not at all.
func (s *site) write(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var b bytes.Buffer
	if err := page.Render(context.WithoutCancel(r.Context()), &b); err != nil { // who sends too slowly has no context any more, and is told so
		s.note(r, err)
		http.Error(w, "This page could not be made.", http.StatusInternalServerError)
		return
	}
	announce(w.Header())
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // who asked is gone if it fails
}

// announce tells what every page is: for who asked alone, and to be asked for anew each time.
func announce(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie")
}

// trouble is what a page says instead of what was asked for.
type trouble struct {
	Status int
	Title  string
	Text   string
}

func (t *trouble) Error() string { return t.Title }

// errBusy is for pages whose turn does not come.
var errBusy = &trouble{http.StatusServiceUnavailable, "Too many ask at once", "The page could not be made in time. Try again in a moment."}

// errNoPage is for addresses that lead nowhere.
var errNoPage = &trouble{http.StatusNotFound, "There is no such page", "The address may be wrong, or come from an earlier version of hearsay."}

// wrong says what is wrong with a question.
func wrong(format string, args ...any) error {
	return &trouble{http.StatusBadRequest, "That cannot be looked up", fmt.Sprintf(format, args...)}
}

// fail answers with a page that says what went wrong, and takes note of it if it went wrong here.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	t := troubleOf(err)
	if t.Status >= http.StatusInternalServerError && t != errBusy && r.Context().Err() == nil {
		s.note(r, err)
	}
	f := s.frame(r)
	f.Title = t.Title
	s.write(w, r, t.Status, troublePage(f, t))
}

func (s *site) note(r *http.Request, err error) {
	if s.Failed != nil {
		s.Failed(fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err))
	}
}

// troubleOf puts an error in words for people. What went wrong inside is not theirs to read.
func troubleOf(err error) *trouble {
	var t *trouble
	var unfit *editing.Unfit
	var missing *editing.Missing
	var notYet *report.NotYet
	switch {
	case errors.As(err, &t):
		return t
	case errors.As(err, &unfit):
		return &trouble{http.StatusUnprocessableEntity, "This correction makes no sense", sentence(unfit.Error())}
	case errors.As(err, &missing):
		return &trouble{http.StatusNotFound, "Nothing has this name", sentence(missing.Error())}
	case errors.As(err, &notYet):
		return &trouble{http.StatusNotFound, "Not known yet at that time", sentence(notYet.Error())}
	case errors.Is(err, ledger.ErrAmbiguous):
		return &trouble{http.StatusNotFound, "This could be several things", "More than one id in the ledger begins like this. Give more of it."}
	case errors.Is(err, ledger.ErrNotFound):
		return &trouble{http.StatusNotFound, "It is not in the ledger",
			"Nothing in this ledger has this id. It may have become part of another claim, or come from another ledger. Try to find it by its words."}
	case errors.Is(err, ledger.ErrCursor):
		return &trouble{http.StatusBadRequest, "This page of the list is not there", "The address does not say where in the list to go on. Begin at its first page."}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled), errors.Is(err, ledger.ErrLocked):
		return &trouble{http.StatusServiceUnavailable, "This takes too long", "The ledger is busy just now. Try again in a moment."}
	case errors.Is(err, ledger.ErrReadOnly), errors.Is(err, ledger.ErrFull):
		return &trouble{http.StatusServiceUnavailable, "The ledger cannot be written",
			"Nothing was changed. Whoever runs this hearsay finds the reason where it was started."}
	default:
		return &trouble{http.StatusInternalServerError, "Something went wrong here",
			"Nothing was lost. Whoever runs this hearsay finds the reason where it was started."}
	}
}
