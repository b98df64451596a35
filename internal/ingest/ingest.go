// Package ingest takes readings into the ledger: it prepares what is needed to compare them with others, compares them with what is kept, and derives
// anew the sources and claims that an article touches, all of an article in one transaction.
//
// Prepare needs nothing but the reading and may run on many cores. Keep compares and derives within the ledger's Update, one article after another.
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
	var placed ledger.Placed
	err := k.ledger.Update(ctx, func(tx ledger.Tx) (err error) {
		if placed, err = tx.Put(ctx, entry); err != nil {
			return err
		}
		d := &deriver{ctx: ctx, tx: tx, linker: k.linker, resting: map[string]map[string]bool{}}
		if placed.Outcome == ledger.Unchanged {
			return nil
		}
		return d.take(entry, placed)
	})
	if err != nil {
		return ledger.Placed{}, fmt.Errorf("keeping %s: %w", entry.Reading.Article.ID, err)
	}
	return placed, nil
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
	d := &deriver{ctx: ctx, tx: tx, linker: k.linker, resting: map[string]map[string]bool{}}
	seeds := edit.Seeds()
	if len(seeds.Sources) > 0 {
		touched, err := d.people([][]string{seeds.Sources}, nil)
		if err != nil {
			return err
		}
		seeds.Sources = touched
		for _, anchor := range edit.Anchors { // two that were sources of their own may have been one origin
			if edit.Kind == ledger.PartSources {
				seeds.Articles = append(seeds.Articles, anchor.Article)
			}
		}
	}
	return d.derive(seeds)
}

// deriver works within one transaction.
type deriver struct {
	ctx    context.Context
	tx     ledger.Tx
	linker *linking.Linker
	at     time.Time // Article.At of the article that is taken in

	resting map[string]map[string]bool // article → those that copy or rewrite it, or that it does, and itself; filled as needed
}

// take compares a new revision with what is kept and derives what it touches.
func (d *deriver) take(entry ledger.Entry, placed ledger.Placed) error {
	art, err := d.tx.Article(d.ctx, placed.Article)
	if err != nil {
		return err
	}
	d.at = art.At
	if err := d.relate(entry, placed); err != nil {
		return err
	}
	if placed.Current {
		if err := d.link(entry, placed); err != nil {
			return err
		}
	}
	fresh, err := d.newcomers(entry, placed)
	if err != nil {
		return err
	}
	var wholes [][]string
	for _, id := range placed.Sources {
		wholes = append(wholes, []string{id})
	}
	touched, err := d.people(wholes, fresh)
	if err != nil {
		return err
	}
	return d.derive(ledger.Seeds{Articles: []string{placed.Article}, Statements: placed.Lost, Claims: placed.Claims, Sources: touched})
}

// dated is a time as a date: the zero time is the unknown date.
func dated(at time.Time) hearsay.Date {
	if at.IsZero() {
		return hearsay.Date{}
	}
	return hearsay.Date{Time: at, Precision: hearsay.Second}
}
