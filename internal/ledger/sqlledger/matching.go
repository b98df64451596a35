package sqlledger

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
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
	likeness := make([]map[int64]float64, len(q.Keys)) // of each new thing: item → how rare the keys are that they share
	for h, items := range under {
		for _, i := range wanted[h] {
			if likeness[i] == nil {
				likeness[i] = map[int64]float64{}
			}
			for _, item := range items {
				likeness[i][item] += 1 / float64(len(items))
			}
		}
	}
	of := map[int64][]int{} // item → new things
	for i := range likeness {
		for _, item := range likest(likeness[i], q.Limit) {
			of[item] = append(of[item], i)
		}
	}
	found, err := v.matched(ctx, q.Sort, slices.Sorted(maps.Keys(of)))
	for _, m := range found {
		for _, i := range of[m.a] {
			matches.Of[i] = append(matches.Of[i], len(matches.Found))
		}
		matches.Found = append(matches.Found, m.b)
	}
	return matches, err
}

// likest gives the items that are most alike, up to a limit if there is one; of those that are even the ones kept first.
func likest(likeness map[int64]float64, limit int) []int64 {
	items := slices.Collect(maps.Keys(likeness))
	if limit == 0 || len(items) <= limit {
		return items
	}
	slices.SortFunc(items, func(a, b int64) int { return cmp.Or(cmp.Compare(likeness[b], likeness[a]), cmp.Compare(a, b)) })
	return items[:limit]
}

// under lists what is found under hashes.
func (v *view) under(ctx context.Context, q ledger.Matching, hashes []int64) (map[int64][]int64, error) {
	found := map[int64][]int64{}
	add := func(all []pair[int64, int64], err error) error {
		for _, u := range all {
			found[u.a] = append(found[u.a], u.b)
		}
		return err
	}
	if q.Most == 0 {
		const query = "SELECT hash, item FROM blocking WHERE sort = ? AND hash IN %s"
		return found, add(listIn(ctx, v, both[int64, int64], hashes, query, number(q.Sort)))
	}
	const (
		atOnce = 32 // hashes in one question
		near   = `SELECT * FROM (SELECT hash, item FROM blocking WHERE sort = ?1 AND hash = ?4 AND at <= ?2 ORDER BY at DESC LIMIT ?3) before
			UNION ALL SELECT * FROM (SELECT hash, item FROM blocking WHERE sort = ?1 AND hash = ?4 AND at > ?2 ORDER BY at LIMIT ?3) after`
	)
	for chunk := range slices.Chunk(hashes, atOnce) {
		parts := make([]string, len(chunk))
		for i := range chunk {
			parts[i] = strings.ReplaceAll(near, "?4", "?"+strconv.Itoa(4+i))
		}
		args := append([]any{number(q.Sort), micros(q.At), q.Most}, anys(chunk)...)
		if err := add(list(ctx, v, both[int64, int64], strings.Join(parts, " UNION ALL "), args...)); err != nil {
			return nil, err
		}
	}
	return found, nil
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
