package ingest

import (
	"context"
	"errors"
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
)

// Known tells whether an article is kept with all that came with it, so that reading it and keeping it again would change nothing. It asks far less than
// that takes: a file that was added in part goes on where it was broken off. An article of which it is not sure is none that it knows.
func (k *Keeper) Known(ctx context.Context, art hearsay.Article, raw Raw) (known bool, err error) {
	if raw.Bytes == nil || raw.Reread || art.Text == "" {
		return false, nil
	}
	id := ledger.RevisionID(ledger.Outlet(art), art.Text)
	err = k.ledger.View(ctx, func(view ledger.View) error {
		r, err := view.Revision(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			return nil
		}
		if err != nil || !says(r, art, raw) {
			return err
		}
		kept, err := view.Article(ctx, r.Article)
		if err != nil {
			return err
		}
		known = kept.Revision == id && kept.Given <= art.ID
		for _, address := range addresses(art, raw) {
			known = known && slices.Contains(kept.Addresses, address)
		}
		return nil
	})
	return known, err
}

// says tells whether a kept revision has all that is said of an article.
func says(r ledger.Revision, art hearsay.Article, raw Raw) bool {
	for _, note := range raw.Notes {
		if !slices.ContainsFunc(r.Notes, func(n ledger.Note) bool { return n.Kind == note.Kind && n.Text == note.Text && sameDate(n.At, note.At) }) {
			return false
		}
	}
	return r.RawHash == ledger.Hash(raw.Bytes) && r.URL == art.URL && r.Outlet == art.Outlet && r.Title == art.Title && r.Byline == art.Byline &&
		sameDate(r.Published, art.Published) && sameDate(r.Modified, raw.Modified) && !raw.Fetched.Before(r.Fetched)
}

func sameDate(a, b hearsay.Date) bool { return a.String() == b.String() }

// addresses are all that an article has, as the ledger writes them, with those that lead to it in another form.
func addresses(art hearsay.Article, raw Raw) []string {
	var all []string
	add := func(address string) {
		if address != "" && !slices.Contains(all, address) {
			all = append(all, address)
		}
	}
	for _, address := range append([]string{art.URL}, raw.Addresses...) {
		add(ledger.CanonicalURL(address))
	}
	for _, address := range slices.Clone(all) {
		for _, twin := range ledger.Twins(address) {
			add(twin)
		}
	}
	return all
}
