package sqlledger

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// view asks within a transaction. Every statement of SQL goes through its methods and the functions of this file.
type view struct{ sql *session }

// scan fills variables from a row of an answer.
type scan func(into ...any) error

// list gives the rows of an answer, each made into a T.
func list[T any](ctx context.Context, v *view, row func(scan) (T, error), query string, args ...any) ([]T, error) {
	stmt, err := v.sql.statement(ctx, query)
	if err != nil {
		return nil, explain(err)
	}
	rows, err := stmt.QueryContext(ctx, v.sql.values(args)...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var all []T
	for rows.Next() {
		item, err := row(rows.Scan)
		if err != nil {
			return nil, explain(err)
		}
		all = append(all, item)
	}
	return all, explain(rows.Err())
}

// one gives the first row of an answer; ErrNotFound if there is none.
func one[T any](ctx context.Context, v *view, row func(scan) (T, error), query string, args ...any) (T, error) {
	all, err := list(ctx, v, row, query, args...)
	if err != nil || len(all) == 0 {
		var none T
		if err == nil {
			err = ledger.ErrNotFound
		}
		return none, err
	}
	return all[0], nil
}

// value reads rows of one column.
func value[T any](s scan) (T, error) {
	var v T
	err := s(&v)
	return v, err
}

// pair is a row of two columns.
type pair[A, B any] struct {
	a A
	b B
}

func both[A, B any](s scan) (pair[A, B], error) {
	var p pair[A, B]
	err := s(&p.a, &p.b)
	return p, err
}

// inChunks is how many values a list in a statement of SQL holds at most.
const inChunks = 512

// listIn is list for a query with a list of values in it, where the query has %s; args come before these. The order holds within 512 values only.
func listIn[T, K any](ctx context.Context, v *view, row func(scan) (T, error), keys []K, query string, args ...any) ([]T, error) {
	var all []T
	for chunk := range slices.Chunk(keys, inChunks) {
		values := padded(anys(chunk))
		part, err := list(ctx, v, row, fmt.Sprintf(query, marks(len(values))), append(slices.Clone(args), values...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	return all, nil
}

// padded fills a list of values up with its last one to a power of two, so that there are few different statements.
func padded(values []any) []any {
	if len(values) == 0 {
		return nil
	}
	size := 1 << bits.Len(uint(len(values)-1))
	return append(values, slices.Repeat(values[len(values)-1:], size-len(values))...)
}

// marks writes n places for values in brackets.
func marks(n int) string {
	if n == 0 {
		return "(NULL)"
	}
	return "(" + strings.Repeat("?, ", n-1) + "?)"
}

func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// exec changes something and tells how many rows it changed.
func (v *view) exec(ctx context.Context, query string, args ...any) (int64, error) {
	stmt, err := v.sql.statement(ctx, query)
	if err != nil {
		return 0, explain(err)
	}
	done, err := stmt.ExecContext(ctx, v.sql.values(args)...)
	if err != nil {
		return 0, explain(err)
	}
	return done.RowsAffected()
}

// script does several changes that take the same values.
func (v *view) script(ctx context.Context, queries []string, args ...any) error {
	for _, query := range queries {
		if _, err := v.exec(ctx, query, args...); err != nil {
			return err
		}
	}
	return nil
}

// insert adds rows of values; head is the statement up to VALUES, tail what follows.
func (v *view) insert(ctx context.Context, head string, rows [][]any, tail string) error {
	if len(rows) == 0 {
		return nil
	}
	return v.insertAs(ctx, head, marks(len(rows[0])), rows, tail)
}

// insertAs is insert with the form of a row given. It adds as many at once as the largest power of two up to 64, so that there are few different statements.
func (v *view) insertAs(ctx context.Context, head, form string, rows [][]any, tail string) error {
	for len(rows) > 0 {
		n := min(64, 1<<(bits.Len(uint(len(rows)))-1))
		places := strings.TrimSuffix(strings.Repeat(form+", ", n), ", ")
		if _, err := v.exec(ctx, head+" VALUES "+places+" "+tail, slices.Concat(rows[:n]...)...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// create adds a row and gives its key.
func (v *view) create(ctx context.Context, head string, values ...any) (int64, error) {
	return one(ctx, v, value[int64], head+" VALUES "+marks(len(values))+" RETURNING key", values...)
}

// key finds the key of an id, or of the only one that begins like it, in a table.
func (v *view) key(ctx context.Context, table, id string) (int64, error) {
	key, err := one(ctx, v, value[int64], "SELECT key FROM "+table+" WHERE id = ?", id)
	if !errors.Is(err, ledger.ErrNotFound) {
		return key, err
	}
	if len(id) < ledger.MinPrefix {
		return 0, fmt.Errorf("%s %q: %w", table, id, ledger.ErrNotFound)
	}
	keys, err := list(ctx, v, value[int64], "SELECT key FROM "+table+" WHERE id >= ? AND id < ? LIMIT 2", id, id+"~")
	switch {
	case err != nil:
		return 0, err
	case len(keys) == 0:
		return 0, fmt.Errorf("%s %q: %w", table, id, ledger.ErrNotFound)
	case len(keys) > 1:
		return 0, fmt.Errorf("%s %q: %w", table, id, ledger.ErrAmbiguous)
	}
	return keys[0], nil
}

// keysOf finds the keys of many whole ids. Ids that are unknown are left out.
func (v *view) keysOf(ctx context.Context, table string, ids []string) (map[string]int64, error) {
	pairs, err := listIn(ctx, v, both[string, int64], ids, "SELECT id, key FROM "+table+" WHERE id IN %s")
	keys := make(map[string]int64, len(pairs))
	for _, p := range pairs {
		keys[p.a] = p.b
	}
	return keys, err
}

// knownKeys is keysOf where an unknown id is an error.
func (v *view) knownKeys(ctx context.Context, table string, ids []string) (map[string]int64, error) {
	keys, err := v.keysOf(ctx, table, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, known := keys[id]; !known {
			return nil, fmt.Errorf("%s %q: %w", table, id, ledger.ErrNotFound)
		}
	}
	return keys, nil
}

// each streams what batch gives: a batch takes the last thing of the one before, the zero value at first, and is empty at the end.
func each[T any](batch func(after T) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var last T
		for {
			items, err := batch(last)
			if err != nil {
				yield(last, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if len(items) == 0 {
				return
			}
			last = items[len(items)-1]
		}
	}
}
