package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// directory looks sources up, each once, and knows the stances that people set.
type directory struct {
	look    func(ids []string) ([]ledger.Source, error)
	known   map[string]*Source
	stances map[string]hearsay.Stance // by statement
	err     error                     // the first that a look-up gave
}

// newDirectory makes one of a ledger as it was corrected by a time; the zero time is now.
func newDirectory(ctx context.Context, view ledger.View, by time.Time) (*directory, error) {
	stances, err := ledger.Stances(ctx, view, by)
	look := func(ids []string) ([]ledger.Source, error) { return view.Named(ctx, ids) }
	return &directory{look: look, known: map[string]*Source{}, stances: stances}, err
}

// stance is that of a statement: as somebody set it, else as it was read.
func (d *directory) stance(stmt hearsay.Statement) hearsay.Stance {
	return cmp.Or(d.stances[stmt.ID], stmt.Stance)
}

// find gives a source of the ledger; one without an id only has the name that an article gives it, and without either there is none.
func (d *directory) find(id, name string) *Source {
	switch {
	case id == "" && name == "":
		return nil
	case id == "":
		return &Source{Name: name, names: []string{name}}
	case d.known[id] != nil:
		return d.known[id]
	}
	d.meet([]string{id})
	if d.known[id] == nil { // it is not in the ledger any more
		d.known[id] = sourceOf(ledger.Source{ID: id, Name: name})
	}
	return d.known[id]
}

// meet looks up many sources at once, so that each need not be asked for.
func (d *directory) meet(ids []string) {
	found, err := d.look(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" || d.known[id] != nil }))
	if err != nil && d.err == nil {
		d.err = err
	}
	for _, src := range found {
		d.known[src.ID] = sourceOf(src)
	}
}

// meetAll looks up everybody whom positions name.
func (d *directory) meetAll(positions []ledger.Position) {
	var ids []string
	for _, p := range positions {
		ids = append(append(ids, p.Source, p.Addressee), p.Relay...)
	}
	d.meet(ids)
}

// outletKey is what two ways of writing an outlet's name have in common.
func outletKey(name string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ToLower(name)), " "), "the ")
}

// isOutlet tells whether a source is the outlet of this name.
func (s *Source) isOutlet(name string) bool {
	if s == nil || name == "" {
		return false
	}
	for _, own := range s.names {
		if outletKey(own) == outletKey(name) {
			return true
		}
	}
	return false
}

// speaksFor tells whether a source is of a body.
func (s *Source) speaksFor(body *Source) bool {
	return s != nil && body != nil && s.Affiliation != "" && outletKey(s.Affiliation) == outletKey(body.Name)
}

// same tells whether two sources are one.
func (s *Source) same(other *Source) bool {
	if s == nil || other == nil {
		return s == other
	}
	return s.ID == other.ID && (s.ID != "" || s.Name == other.Name)
}
