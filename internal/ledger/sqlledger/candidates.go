package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
)

// Sharing is as the contract has it.
func (v *view) Sharing(ctx context.Context, q ledger.Sharing) ([]ledger.Candidate, error) {
	shared, err := v.shared(ctx, q)
	if err != nil || len(shared) == 0 {
		return nil, err
	}
	if q.Limit > 0 && len(shared) > q.Limit { // only among those that are even with the last one that has a place the order of ids decides
		slices.SortFunc(shared, share.compare)
		last := q.Limit
		for last < len(shared) && shared[last].compare(shared[q.Limit-1]) == 0 {
			last++
		}
		shared = shared[:last]
	}
	all, err := v.candidates(ctx, q.Sort, shared)
	if q.Limit > 0 && len(all) > q.Limit {
		all = all[:q.Limit]
	}
	return all, err
}

// share is how many keys a thing shares with what is asked for.
type share struct {
	item, at int64
	n        int
}

func (s share) compare(other share) int {
	return cmp.Or(cmp.Compare(other.n, s.n), cmp.Compare(other.at, s.at))
}

// shared counts how many keys things share with what is asked for.
func (v *view) shared(ctx context.Context, q ledger.Sharing) ([]share, error) {
	from, to := int64(math.MinInt64), int64(math.MaxInt64)
	if !q.From.IsZero() {
		from = q.From.UnixMicro()
	}
	if !q.To.IsZero() {
		to = q.To.UnixMicro()
	}
	hashes, err := v.hashes(ctx, q)
	if err != nil {
		return nil, err
	}
	row := func(s scan) (share, error) {
		var r share
		err := s(&r.item, &r.at, &r.n)
		return r, err
	}
	hashes = slices.Compact(hashes)
	const query = "SELECT item, at, count(*) FROM blocking WHERE sort = ? AND at >= ? AND at < ? AND hash IN %s GROUP BY item, at"
	rows, err := listIn(ctx, v, row, hashes, query, number(q.Sort), from, to)
	if err != nil {
		return nil, err
	}
	if together(number(q.Sort)) {
		query := "SELECT x.key, b.at, count(*) FROM " + sharedKeys(number(q.Sort)) +
			" WHERE b.sort = ? AND b.at >= ? AND b.at < ? AND b.hash IN %s GROUP BY x.key, b.at"
		more, err := listIn(ctx, v, row, hashes, query, whole(number(q.Sort)), from, to)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	index := map[int64]int{}
	var sum []share
	for _, r := range rows {
		if i, seen := index[r.item]; seen {
			sum[i].n += r.n
			continue
		}
		index[r.item] = len(sum)
		sum = append(sum, r)
	}
	return sum, nil
}

// hashes are what the keys of a question are kept as.
func (v *view) hashes(ctx context.Context, q ledger.Sharing) ([]int64, error) {
	if q.Like == "" {
		hashes := make([]int64, len(q.Keys))
		for i, key := range q.Keys {
			hashes[i] = hash(key)
		}
		slices.Sort(hashes)
		return hashes, nil
	}
	table, has := map[ledger.Sort]string{ledger.OfArticle: "revision", ledger.OfSource: "source", ledger.OfStatement: "statement"}[q.Sort]
	if !has {
		return nil, fmt.Errorf("what is like %q, of the sort %q: %w", q.Like, q.Sort, ledger.ErrNotFound)
	}
	key, err := v.key(ctx, table, q.Like)
	if err != nil {
		return nil, err
	}
	kept, err := list(ctx, v, value[[]byte], "SELECT keys FROM feature WHERE sort = ? AND item = ?", number(q.Sort), key)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	return hashesOf(kept[0]), nil
}

// candidateQuery asks what a candidate of a sort says: item, article, revision, current, id, start, stop, at, first,
// outlet, whole, circle, data.
func candidateQuery(sort ledger.Sort) string {
	const tail = ` JOIN revision r ON r.key = x.revision JOIN article a ON a.key = r.article LEFT JOIN feature f ON f.sort = ? AND f.item = x.key`
	const common = "SELECT x.key, a.id, r.id, r.counts, %s, r.since, a.at, r.outlet_name, %s, COALESCE(f.data, '') FROM %s" + tail + " %s WHERE x.key IN "
	switch sort {
	case ledger.OfArticle:
		return fmt.Sprintf(common, "'', 0, 0", "'', ''", "(SELECT key, key AS revision FROM revision) x", "") + "%s"
	case ledger.OfSource:
		return fmt.Sprintf(common, "x.id, 0, 0", "COALESCE(sp.id, ''), COALESCE(sp.circle, '')", "source x", "LEFT JOIN speaker sp ON sp.key = x.speaker") + "%s"
	case ledger.OfStatement:
		return fmt.Sprintf(common, "x.id, 0, 0", "COALESCE(c.id, ''), ''", "statement x", "LEFT JOIN claim c ON c.key = x.claim") + "%s"
	default:
		return fmt.Sprintf(common, "'', x.start, x.stop", "'', ''", "sentence x", "") + "%s"
	}
}

func (v *view) candidates(ctx context.Context, sort ledger.Sort, found []share) ([]ledger.Candidate, error) {
	items, shared := make([]int64, len(found)), make(map[int64]int, len(found))
	for i, f := range found {
		items[i], shared[f.item] = f.item, f.n
	}
	all, err := listIn(ctx, v, func(s scan) (ledger.Candidate, error) {
		item, c, err := candidateRow(s)
		c.Shared = shared[item]
		return c, err
	}, items, candidateQuery(sort), number(sort))
	slices.SortFunc(all, func(a, b ledger.Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(micros(b.At), micros(a.At)),
			strings.Compare(a.Revision, b.Revision), strings.Compare(a.ID, b.ID), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return all, err
}

// candidateRow reads what candidateQuery asks for.
func candidateRow(s scan) (int64, ledger.Candidate, error) {
	var c ledger.Candidate
	var item, at, first int64
	err := s(&item, &c.Article, &c.Revision, &c.Current, &c.ID, &c.Span.Start, &c.Span.End, &at, &first, &c.Outlet, &c.Whole, &c.Circle, &c.Data)
	c.At, c.First = moment(at), moment(first)
	return item, c, err
}

// Frequencies is as the contract has it.
func (v *view) Frequencies(ctx context.Context, sort ledger.Sort, keys []string, most int) (map[string]int, error) {
	out := make(map[string]int, len(keys))
	for _, key := range keys {
		query, args := "SELECT 1 FROM blocking WHERE sort = ?1 AND hash = ?2", []any{number(sort), hash(key), most}
		if together(number(sort)) {
			query += " UNION ALL SELECT 1 FROM " + sharedKeys(number(sort)) + " WHERE b.sort = ?4 AND b.hash = ?2"
			args = append(args, whole(number(sort)))
		}
		n, err := one(ctx, v, value[int], "SELECT count(*) FROM ("+query+" LIMIT ?3) few", args...)
		if err != nil {
			return nil, err
		}
		out[key] = n
	}
	return out, nil
}

// Vectors is as the contract has it.
func (v *view) Vectors(ctx context.Context, after ledger.Cursor) iter.Seq2[ledger.Vector, error] {
	return each(func(last ledger.Vector) ([]ledger.Vector, error) {
		if last.Cursor == "" {
			last.Cursor = after
		}
		from := int64(0)
		if last.Cursor != "" {
			var err error
			if from, err = strconv.ParseInt(string(last.Cursor), 10, 64); err != nil {
				return nil, ledger.ErrCursor
			}
		}
		return list(ctx, v, vectorRow, `SELECT ve.statement, a.id, st.id, st.at, ve.data FROM vector ve JOIN statement st ON st.key = ve.statement
			JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article WHERE ve.statement > ? ORDER BY ve.statement LIMIT 1000`, from)
	})
}

func vectorRow(s scan) (ledger.Vector, error) {
	var vector ledger.Vector
	var key, at int64
	var data []byte
	err := s(&key, &vector.Ref.Article, &vector.Ref.Statement, &at, &data)
	vector.Cursor, vector.At, vector.Values = ledger.Cursor(strconv.FormatInt(key, 10)), moment(at), make([]int8, len(data))
	for i, b := range data {
		vector.Values[i] = int8(b) // the bits count
	}
	return vector, err
}
