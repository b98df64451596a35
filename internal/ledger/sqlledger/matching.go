package sqlledger

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// Matching is as the contract has it.
func (v *view) Matching(ctx context.Context, q ledger.Matching) (ledger.Matches, error) {
	matches := ledger.Matches{Of: make([][]int, len(q.Keys))}
	wanted := map[int64][]int{} // hash → new things
	for i, keys := range q.Keys {
		for _, key := range keys {
			h := hash(key)
			if of := wanted[h]; len(of) == 0 || of[len(of)-1] != i {
				wanted[h] = append(of, i)
			}
		}
	}
	under, err := v.under(ctx, q, slices.Sorted(maps.Keys(wanted)))
	if err != nil {
		return matches, err
	}
	sharing := map[int64]map[int]bool{} // item → new things
	for _, u := range under {
		if sharing[u.b] == nil {
			sharing[u.b] = map[int]bool{}
		}
		for _, i := range wanted[u.a] {
			sharing[u.b][i] = true
		}
	}
	found, err := v.matched(ctx, q.Sort, slices.Sorted(maps.Keys(sharing)))
	for _, m := range found {
		for i := range sharing[m.a] {
			matches.Of[i] = append(matches.Of[i], len(matches.Found))
		}
		matches.Found = append(matches.Found, m.b)
	}
	return matches, err
}

// under lists what is found under hashes: hash and item.
func (v *view) under(ctx context.Context, q ledger.Matching, hashes []int64) ([]pair[int64, int64], error) {
	if q.Most == 0 {
		return listIn(ctx, v, both[int64, int64], hashes, "SELECT hash, item FROM blocking WHERE sort = ? AND hash IN %s", number(q.Sort))
	}
	var all []pair[int64, int64]
	for _, h := range hashes {
		for _, query := range []string{
			"SELECT hash, item FROM blocking WHERE sort = ? AND hash = ? AND at <= ? ORDER BY at DESC LIMIT ?",
			"SELECT hash, item FROM blocking WHERE sort = ? AND hash = ? AND at > ? ORDER BY at LIMIT ?",
		} {
			some, err := list(ctx, v, both[int64, int64], query, number(q.Sort), h, micros(q.At), q.Most)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	return all, nil
}

// matched tells of items, those of current revisions, with their keys.
func (v *view) matched(ctx context.Context, sort ledger.Sort, items []int64) ([]pair[int64, ledger.Candidate], error) {
	found, err := listIn(ctx, v, func(s scan) (pair[int64, ledger.Candidate], error) {
		item, c, err := candidateRow(s)
		return pair[int64, ledger.Candidate]{item, c}, err
	}, items, candidateQuery(sort), number(sort))
	found = slices.DeleteFunc(found, func(m pair[int64, ledger.Candidate]) bool { return !m.b.Current })
	slices.SortFunc(found, func(a, b pair[int64, ledger.Candidate]) int {
		return cmp.Or(strings.Compare(a.b.Article, b.b.Article), strings.Compare(a.b.ID, b.b.ID), cmp.Compare(a.b.Span.Start, b.b.Span.Start))
	})
	return found, err
}
