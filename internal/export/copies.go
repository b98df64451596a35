package export

import (
	"context"
	"maps"
	"slices"
	"strings"

	"hearsay"

	"hearsay/internal/ledger"
)

// copies tells which articles are copies, and whose.
type copies struct {
	of     map[string]string // a copy → the article that it repeats, itself no copy
	wires  map[string]wire   // an article that is repeated → its outlet
	silent []ledger.Source   // outlets of repeated articles that are no sources of the ledger, in order of their ids
}

// wire is the outlet of an article that others repeat.
type wire struct{ key, source string }

// copiesIn finds the copies of a ledger. Kept in memory are ids of copies, no more.
func copiesIn(ctx context.Context, view ledger.View) (copies, error) {
	all := copies{of: map[string]string{}, wires: map[string]wire{}}
	score := map[string]float64{}
	for rel, err := range view.EachRelation(ctx) {
		if err != nil {
			return all, err
		}
		if old := all.of[rel.Article]; rel.Means == ledger.Copy && (old == "" || rel.Score > score[rel.Article]) {
			all.of[rel.Article], score[rel.Article] = rel.Of, rel.Score
		}
	}
	roots := map[string]bool{}
	for _, art := range slices.Sorted(maps.Keys(all.of)) {
		all.of[art] = all.root(art)
		roots[all.of[art]] = true
	}
	return all, all.findOutlets(ctx, view, roots)
}

// root follows copies of copies to the article that all repeat.
func (c *copies) root(art string) string {
	seen := map[string]bool{}
	for c.of[art] != "" && !seen[art] {
		seen[art] = true
		art = c.of[art]
	}
	return art
}

// findOutlets finds the sources that the outlets of repeated articles are, and makes some where there are none.
func (c *copies) findOutlets(ctx context.Context, view ledger.View, roots map[string]bool) error {
	named := map[string]string{} // outlet → source
	names := map[string]string{} // outlet → as it is written
	outlets := map[string]string{}
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		art, err := view.Article(ctx, root)
		if err != nil {
			return err
		}
		if key := outletKey(art.Outlet); key != "" {
			outlets[root], named[key], names[key] = key, "", art.Outlet
		}
	}
	if len(named) == 0 {
		return nil
	}
	for src, err := range view.EachSource(ctx) {
		if err != nil {
			return err
		}
		if src.Kind != hearsay.Media {
			continue
		}
		for _, name := range append([]string{src.Name}, src.Names...) {
			key := outletKey(name)
			if id, wanted := named[key]; wanted && id == "" { // sources come in order of ids, and the first counts
				named[key] = src.ID
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(named)) {
		if named[key] == "" {
			named[key] = "outlet:" + key
			c.silent = append(c.silent, ledger.Source{ID: named[key], Name: names[key], Kind: hearsay.Media})
		}
	}
	for root, key := range outlets {
		c.wires[root] = wire{key, named[key]}
	}
	return nil
}

// outletKey is what two ways of writing an outlet's name have in common.
func outletKey(name string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ToLower(name)), " "), "the ")
}

// relay lists through whom a statement came, nearest to the source first. What an article copied came through the outlet that it copied it from, unless
// that outlet is its own, or the source itself.
func (c *copies) relay(p ledger.Position) []string {
	out := append([]string{}, p.Relay...)
	from := c.wires[c.of[p.Article]]
	if from.source == "" || from.source == p.Source || from.key == outletKey(p.Outlet) || slices.Contains(out, from.source) {
		return out
	}
	return append(out, from.source)
}
