// Package ingest takes readings into the ledger: it prepares what is needed to compare them with others, compares them with what is kept, and derives
// anew the sources and claims that an article touches, all of an article in one transaction.
//
// Prepare needs nothing but the reading and may run on many cores. Keep and KeepAll compare and derive within the ledger's Update, one article after another.
// What it derives follows from what is kept and never from the order in which it came.
package ingest

import (
	"context"
	"fmt"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking"
)

// Keeper takes readings into a ledger. It may be used by many goroutines.
type Keeper struct {
	ledger ledger.Ledger
	linker *linking.Linker
}

// New makes a Keeper of an open ledger.
func New(l ledger.Ledger, linker *linking.Linker) *Keeper { return &Keeper{l, linker} }

// Keep takes an entry into the ledger, wholly or not at all, and tells what became of it.
func (k *Keeper) Keep(ctx context.Context, entry ledger.Entry) (ledger.Placed, error) {
	placed, err := k.KeepAll(ctx, []ledger.Entry{entry})
	if err != nil {
		return ledger.Placed{}, err
	}
	return placed[0], nil
}

// AtOnce is the most entries that callers give KeepAll at once: so long one transaction holds the ledger.
const AtOnce = 32

// KeepAll takes entries into the ledger in one transaction, all of them wholly or none at all, and tells what became of each. It leaves the ledger as
// keeping one after the other does, with less work: the claims that several of them touch are derived once.
func (k *Keeper) KeepAll(ctx context.Context, entries []ledger.Entry) ([]ledger.Placed, error) {
	placed := make([]ledger.Placed, len(entries))
	err := k.ledger.Update(ctx, func(tx ledger.Tx) (err error) {
		d := &deriver{ctx: ctx, tx: tx, linker: k.linker}
		for i, entry := range entries {
			if placed[i], err = d.take(entry); err != nil {
				return fmt.Errorf("keeping %s: %w", entry.Reading.Article.ID, err)
			}
		}
		return d.derive(d.touched)
	})
	return placed, err
}

// Correct logs a correction by a person and applies it.
func (k *Keeper) Correct(ctx context.Context, edit ledger.Edit) (ledger.Edit, error) {
	err := k.ledger.Update(ctx, func(tx ledger.Tx) (err error) {
		if edit, err = tx.AddEdit(ctx, edit); err != nil {
			return err
		}
		return k.apply(ctx, tx, edit)
	})
	return edit, err
}

// Undo takes a correction back.
func (k *Keeper) Undo(ctx context.Context, id, by string, at time.Time) (ledger.Edit, error) {
	var edit ledger.Edit
	err := k.ledger.Update(ctx, func(tx ledger.Tx) (err error) {
		if edit, err = tx.UndoEdit(ctx, id, by, at); err != nil {
			return err
		}
		return k.apply(ctx, tx, edit)
	})
	return edit, err
}

// apply derives anew what an edit that was made or undone bears on.
func (k *Keeper) apply(ctx context.Context, tx ledger.Tx, edit ledger.Edit) error {
	d := &deriver{ctx: ctx, tx: tx, linker: k.linker, resting: map[string]map[string]bool{}, touched: edit.Seeds()}
	if alike := d.touched.Sources; len(alike) > 0 {
		d.touched.Sources = nil
		if err := d.people([][]string{alike}, nil); err != nil {
			return err
		}
		for _, anchor := range edit.Anchors { // two that were sources of their own may have been one origin
			if edit.Kind == ledger.PartSources {
				d.touched.Articles = append(d.touched.Articles, anchor.Article)
			}
		}
	}
	return d.derive(d.touched)
}

// deriver works within one transaction.
type deriver struct {
	ctx    context.Context
	tx     ledger.Tx
	linker *linking.Linker
	at     time.Time // Article.At of the article that is taken in

	resting map[string]map[string]bool // article → those that copy or rewrite it, or that it does, and itself; filled as needed
	touched ledger.Seeds               // around which claims must be derived anew
}

// take puts an entry into the ledger, compares it with what is kept, derives the sources that it touches and takes note of the claims.
func (d *deriver) take(entry ledger.Entry) (ledger.Placed, error) {
	placed, err := d.tx.Put(d.ctx, entry)
	if err != nil || placed.Outcome == ledger.Unchanged {
		return placed, err
	}
	art, err := d.tx.Article(d.ctx, placed.Article)
	if err != nil {
		return placed, err
	}
	d.at, d.resting = art.At, map[string]map[string]bool{}
	if err := d.relate(entry, placed); err != nil {
		return placed, err
	}
	if placed.Current {
		if err := d.link(entry, placed); err != nil {
			return placed, err
		}
	}
	fresh, err := d.newcomers(entry, placed)
	if err != nil {
		return placed, err
	}
	var wholes [][]string
	for _, id := range placed.Sources {
		wholes = append(wholes, []string{id})
	}
	d.touched.Articles = append(d.touched.Articles, placed.Article)
	d.touched.Statements = append(d.touched.Statements, placed.Lost...)
	d.touched.Claims = append(d.touched.Claims, placed.Claims...)
	return placed, d.people(wholes, fresh)
}

// dated is a time as a date: the zero time is the unknown date.
func dated(at time.Time) hearsay.Date {
	if at.IsZero() {
		return hearsay.Date{}
	}
	return hearsay.Date{Time: at, Precision: hearsay.Second}
}
