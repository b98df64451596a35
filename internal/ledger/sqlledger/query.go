package sqlledger

import (
	"context"
	"errors"
	"fmt"
	"iter"
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
	return known(ctx, v, table, ids, both[string, int64], "SELECT id, key FROM "+table+" WHERE id IN %s")
}

// known asks for something about things in a table by their ids, where an unknown id is an error.
func known[T any](ctx context.Context, v *view, table string, ids []string, row func(scan) (pair[string, T], error), query string) (map[string]T, error) {
	pairs, err := listIn(ctx, v, row, ids, query)
	if err != nil {
		return nil, err
	}
	all := make(map[string]T, len(pairs))
	for _, p := range pairs {
		all[p.a] = p.b
	}
	for _, id := range ids {
		if _, known := all[id]; !known {
			return nil, fmt.Errorf("%s %q: %w", table, id, ledger.ErrNotFound)
		}
	}
	return all, nil
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
