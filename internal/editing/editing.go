// Package editing turns a correction as a person asks for it, in ids and names, into an edit that holds on to words of articles, and has it applied.
// The command line, the pages and the API all correct through it.
package editing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hearsay/internal/ledger"
)

// Order is a correction as somebody asks for it. What On names depends on the kind:
//
//	merge         a claim, and the claim that is the same
//	split         a claim, and the statements that leave it
//	move          a statement, and the claim that it is about
//	stance        a statement; Value is the stance
//	accept        a claim, and the claim or statement that is suggested for it
//	reject        as accept
//	rename        a source; Value is the name
//	join-sources  a source, and the source that is the same
//	part-sources  a source, and the article in which somebody else speaks
//	part-article  an article, and the article that it does not rest on
//
// Claims and statements go by id, sources by id or name, articles by id or address.
type Order struct {
	Kind  ledger.EditKind
	On    []string
	Value string
	Note  string // why
	By    string // who asks
}

// Keeper applies edits; *ingest.Keeper is one.
type Keeper interface {
	Correct(ctx context.Context, edit ledger.Edit) (ledger.Edit, error)
	Undo(ctx context.Context, id, by string, at time.Time) (ledger.Edit, error)
}

// Editor corrects a ledger. It may be used by many goroutines.
type Editor struct {
	ledger ledger.Ledger
	keeper Keeper
}

// New makes an Editor of an open ledger and of what applies edits to it.
func New(l ledger.Ledger, k Keeper) *Editor { return &Editor{l, k} }

// Make logs and applies a correction. The error is a *Missing if there is nothing by an id, an *Unfit if the order makes no sense of what there is, or
// the ledger's.
func (e *Editor) Make(ctx context.Context, order Order) (ledger.Edit, error) {
	find, err := order.finder()
	if err != nil {
		return ledger.Edit{}, err
	}
	edit := ledger.Edit{Kind: order.Kind, Value: order.Value, Note: order.Note, By: order.By, At: time.Now()}
	err = e.ledger.View(ctx, func(view ledger.View) (err error) {
		edit.Anchors, err = find(&finder{ctx, view}, order.On)
		return err
	})
	if err != nil {
		return ledger.Edit{}, err
	}
	if err := edit.Check(); err != nil {
		return ledger.Edit{}, unfit("%w", err)
	}
	return e.keeper.Correct(ctx, edit)
}

// Undo takes a correction back; one that was taken back stays so. The error is a *Missing if there is none by the id, or the ledger's.
func (e *Editor) Undo(ctx context.Context, id, by string) (ledger.Edit, error) {
	edit, err := e.keeper.Undo(ctx, id, by, time.Now())
	return edit, missing("correction", id, err)
}

// finder looks for what an order names.
type finder struct {
	ctx  context.Context
	view ledger.View
}

// finder chooses how what an order names is found, and checks how much it names.
func (o Order) finder() (func(*finder, []string) ([]ledger.Anchor, error), error) {
	kinds := map[ledger.EditKind]struct {
		least, most int
		names       string
		find        func(*finder, []string) ([]ledger.Anchor, error)
	}{
		ledger.Merge:       {2, 2, "two claims", (*finder).merge},
		ledger.Split:       {2, mostParted, "a claim and statements of it", (*finder).split},
		ledger.Move:        {2, 2, "a statement and a claim", (*finder).move},
		ledger.SetStance:   {1, 1, "a statement", (*finder).one},
		ledger.Accept:      {2, 2, "a claim, and the claim or statement suggested for it", (*finder).suggestion},
		ledger.Reject:      {2, 2, "a claim, and the claim or statement suggested for it", (*finder).suggestion},
		ledger.Rename:      {1, 1, "a source", (*finder).rename},
		ledger.JoinSources: {2, 2, "two sources", (*finder).join},
		ledger.PartSources: {2, 2, "a source, and an article or another source", (*finder).part},
		ledger.PartArticle: {2, 2, "two articles", (*finder).articles},
	}
	kind, known := kinds[o.Kind]
	switch {
	case !known:
		return nil, unfit("%q is no kind of correction", o.Kind)
	case len(o.On) < kind.least || len(o.On) > kind.most:
		return nil, unfit("a correction of the kind %s takes %s, and not %d ids", o.Kind, kind.names, len(o.On))
	}
	return kind.find, nil
}

// Missing says that the ledger has nothing, or several things, by an id that somebody gave. It wraps ledger.ErrNotFound or ledger.ErrAmbiguous.
type Missing struct {
	What string // claim, statement, source, article or correction
	ID   string
	Err  error
}

func (m *Missing) Error() string {
	if errors.Is(m.Err, ledger.ErrAmbiguous) {
		return fmt.Sprintf("several ids of a %s begin with %q; give more of it", m.What, m.ID)
	}
	return fmt.Sprintf("there is no %s %q in the ledger", m.What, m.ID)
}

func (m *Missing) Unwrap() error { return m.Err }

// missing makes a *Missing of an error that says so, and leaves others as they are.
func missing(what, id string, err error) error {
	if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrAmbiguous) {
		return &Missing{what, id, err}
	}
	return err
}

// Unfit says why an order makes no sense.
type Unfit struct{ error }

func (u *Unfit) Unwrap() error { return u.error }

func unfit(format string, args ...any) error { return &Unfit{fmt.Errorf(format, args...)} }
