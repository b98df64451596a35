package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// missing says which thing there is not; other errors stay.
func missing(what, id string, err error) error {
	if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrAmbiguous) {
		return &editing.Missing{What: what, ID: id, Err: err}
	}
	return err
}

// problem puts an error in words for programs and whoever writes them. What went wrong inside is not theirs to read.
func (s *service) problem(err error) error {
	var known huma.StatusError
	var unfit *editing.Unfit
	var gone *editing.Missing
	var notYet *report.NotYet
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.As(err, &unfit):
		return huma.NewError(http.StatusConflict, unfit.Error())
	case errors.As(err, &gone):
		return huma.NewError(http.StatusNotFound, gone.Error())
	case errors.As(err, &notYet):
		return huma.NewError(http.StatusNotFound, notYet.Error())
	case errors.Is(err, ledger.ErrCursor):
		return huma.NewError(http.StatusNotFound, "after is no place in this list; send next of an answer, or leave it out to begin")
	case errors.Is(err, ledger.ErrNotFound), errors.Is(err, ledger.ErrAmbiguous):
		return huma.NewError(http.StatusNotFound, "the ledger has nothing by this id")
	case errors.Is(err, context.Canceled):
		return huma.NewError(http.StatusServiceUnavailable, "the request was given up")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, ledger.ErrLocked):
		return huma.NewError(http.StatusServiceUnavailable, "this takes too long just now; ask for less, or try again in a moment")
	}
	if s.Failed != nil {
		s.Failed(err)
	}
	if errors.Is(err, ledger.ErrReadOnly) || errors.Is(err, ledger.ErrFull) {
		return huma.NewError(http.StatusServiceUnavailable, "the ledger cannot be written; nothing was changed")
	}
	return huma.NewError(http.StatusInternalServerError, "something went wrong here; whoever runs this hearsay finds the reason where it was started")
}
