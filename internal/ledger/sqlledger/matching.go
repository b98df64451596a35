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
	likeness := make([]map[int64]float64, len(q.Keys))  // of each new thing: item → how rare the keys are that they share
	for _, h := range slices.Sorted(maps.Keys(under)) { // sums come out the same each time
		items := under[h]
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
	matched, err := v.matched(ctx, q.Sort, slices.Sorted(maps.Keys(of)))
	for _, m := range matched {
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

// bearer is something that has a key: a thing, or all things of its sort in a revision.
type bearer struct {
	hash, at, item int64
	whole          bool
}

// under lists what is found under hashes, of each hash in order of time.
func (v *view) under(ctx context.Context, q ledger.Matching, hashes []int64) (map[int64][]int64, error) {
	all, err := v.having(ctx, q, hashes)
	if err != nil {
		return nil, err
	}
	of, err := v.things(ctx, q.Sort, all)
	if err != nil {
		return nil, err
	}
	by := map[int64][]bearer{}
	for _, b := range all {
		by[b.hash] = append(by[b.hash], b)
	}
	out := make(map[int64][]int64, len(by))
	for h, list := range by {
		slices.SortFunc(list, func(a, b bearer) int { return cmp.Compare(a.at, b.at) })
		if q.Most == 0 {
			out[h] = unfold(list, of)
			continue
		}
		now, _ := slices.BinarySearchFunc(list, micros(q.At)+1, func(b bearer, at int64) int { return cmp.Compare(b.at, at) })
		after := enough(list[now:], of, q.Most)
		slices.Reverse(list[:now])
		before := enough(list[:now], of, q.Most)
		first, then := unfold(before, of), unfold(after, of)
		out[h] = append(first[max(0, len(first)-q.Most):], then[:min(len(then), q.Most)]...)
	}
	return out, nil
}

// enough cuts a list of bearers off where it has so many things, those as near in time as the last one included.
func enough(list []bearer, of map[int64][]int64, most int) []bearer {
	n := 0
	for i, b := range list {
		if n >= most && b.at != list[i-1].at {
			return list[:i]
		}
		n++
		if b.whole {
			n += len(of[b.item]) - 1
		}
	}
	return list
}

// unfold lists things, in order of time and then of keys.
func unfold(list []bearer, of map[int64][]int64) []int64 {
	all := make([]pair[int64, int64], 0, len(list))
	for _, b := range list {
		if !b.whole {
			all = append(all, pair[int64, int64]{b.at, b.item})
			continue
		}
		for _, item := range of[b.item] {
			all = append(all, pair[int64, int64]{b.at, item})
		}
	}
	slices.SortFunc(all, func(a, b pair[int64, int64]) int { return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b)) })
	items := make([]int64, len(all))
	for i, p := range all {
		items[i] = p.b
	}
	return items
}

// things lists what of a sort stands in those revisions that are bearers.
func (v *view) things(ctx context.Context, sort ledger.Sort, all []bearer) (map[int64][]int64, error) {
	var revisions []int64
	for _, b := range all {
		if b.whole {
			revisions = append(revisions, b.item)
		}
	}
	of := map[int64][]int64{}
	if len(revisions) == 0 {
		return of, nil
	}
	slices.Sort(revisions)
	query := "SELECT revision, key FROM " + tableOf(number(sort)) + " WHERE revision IN %s"
	rows, err := listIn(ctx, v, both[int64, int64], slices.Compact(revisions), query)
	for _, r := range rows {
		of[r.a] = append(of[r.a], r.b)
	}
	return of, err
}

// having lists what has hashes, of each hash at least those things that are nearest in time, as many as are asked for.
func (v *view) having(ctx context.Context, q ledger.Matching, hashes []int64) ([]bearer, error) {
	row := func(s scan) (bearer, error) {
		var f bearer
		var sort int
		err := s(&sort, &f.hash, &f.at, &f.item)
		f.whole = sort != number(q.Sort)
		return f, err
	}
	sorts := []any{number(q.Sort)}
	if together(number(q.Sort)) {
		sorts = append(sorts, whole(number(q.Sort)))
	}
	if q.Most == 0 {
		return listIn(ctx, v, row, hashes, "SELECT sort, hash, at, item FROM blocking WHERE sort IN "+marks(len(sorts))+" AND hash IN %s", sorts...)
	}
	var all []bearer
	for _, sort := range sorts {
		for query, values := range v.sql.dialect.lists.nearest(hashes) {
			more, err := list(ctx, v, row, query, append([]any{micros(q.At), q.Most, sort}, values...)...)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
	}
	return all, nil
}

// matched tells of items, those of current revisions, with their keys.
func (v *view) matched(ctx context.Context, sort ledger.Sort, items []int64) ([]pair[int64, ledger.Candidate], error) {
	all, err := listIn(ctx, v, func(s scan) (pair[int64, ledger.Candidate], error) {
		item, c, err := candidateRow(s)
		return pair[int64, ledger.Candidate]{item, c}, err
	}, items, candidateQuery(sort), number(sort))
	all = slices.DeleteFunc(all, func(m pair[int64, ledger.Candidate]) bool { return !m.b.Current })
	slices.SortFunc(all, func(a, b pair[int64, ledger.Candidate]) int {
		return cmp.Or(strings.Compare(a.b.Article, b.b.Article), strings.Compare(a.b.ID, b.b.ID), cmp.Compare(a.b.Span.Start, b.b.Span.Start))
	})
	return all, err
}
