package sqlledger

import (
	"context"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// This file asks for and writes many things at once. SQLite takes a place for each value, in statements of few sizes, so that they can be kept ready.
// A server takes each column as an array: one statement whatever the number, with one way to its end and back.

// listIn is list for a query with a list of values in it, where the query has IN %s; args come before these. The order holds within 512 values only.
func listIn[T, K any](ctx context.Context, v *view, row func(scan) (T, error), keys []K, query string, args ...any) ([]T, error) {
	var all []T
	for chunk := range v.sql.dialect.lists.chunks(anys(keys)) {
		query, values := v.sql.dialect.lists.among(query, chunk)
		part, err := list(ctx, v, row, query, append(slices.Clone(args), values...)...)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
	}
	return all, nil
}

// execIn is exec for a statement with a list of values in it, where it has IN %s; args come before these.
func execIn[K any](ctx context.Context, v *view, keys []K, query string, args ...any) error {
	for chunk := range v.sql.dialect.lists.chunks(anys(keys)) {
		query, values := v.sql.dialect.lists.among(query, chunk)
		if _, err := v.exec(ctx, query, append(slices.Clone(args), values...)...); err != nil {
			return err
		}
	}
	return nil
}

// insert adds rows of values; head is the statement up to VALUES, tail what follows.
func (v *view) insert(ctx context.Context, head string, rows [][]any, tail string) error {
	return v.withRows(ctx, head+" %s "+tail, rows)
}

// update changes rows of a table, each as a row of values says: set and where call these values v.column1, v.column2 and so on.
func (v *view) update(ctx context.Context, table, set, where string, rows [][]any) error {
	return v.withRows(ctx, "UPDATE "+table+" SET "+set+" FROM (%s) v WHERE "+where, rows)
}

// withRows runs a statement that has %s in the place of rows.
func (v *view) withRows(ctx context.Context, query string, rows [][]any) error {
	for len(rows) > 0 {
		n := v.sql.dialect.lists.atOnce(len(rows))
		form, args := v.sql.dialect.lists.rows(rows[:n])
		if _, err := v.exec(ctx, fmt.Sprintf(query, form), args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// listRows is list for a query that has %s in the place of rows; args come before these.
func listRows[T any](ctx context.Context, v *view, row func(scan) (T, error), query string, rows [][]any, args ...any) ([]T, error) {
	var all []T
	for len(rows) > 0 {
		n := v.sql.dialect.lists.atOnce(len(rows))
		form, values := v.sql.dialect.lists.rows(rows[:n])
		part, err := list(ctx, v, row, fmt.Sprintf(query, form), append(slices.Clone(args), values...)...)
		if err != nil {
			return nil, err
		}
		all, rows = append(all, part...), rows[n:]
	}
	return all, nil
}

// createAll adds rows, the first column of which are ids, and gives their keys by these.
func (v *view) createAll(ctx context.Context, head string, rows [][]any) (map[string]int64, error) {
	made, err := listRows(ctx, v, both[string, int64], head+" %s RETURNING id, key", rows)
	keys := make(map[string]int64, len(made))
	for _, p := range made {
		keys[p.a] = p.b
	}
	return keys, err
}

// listing is how a database takes lists of values and rows of them.
type listing struct {
	chunks func(values []any) iter.Seq[[]any]               // cuts a list of values into such as it takes at once
	among  func(query string, values []any) (string, []any) // fills a list of values in where a query has IN %s
	atOnce func(rows int) int                               // how many of so many rows it takes at once
	rows   func(rows [][]any) (query string, values []any)  // is rows as a query, with columns called column1, column2 and so on

	// nearest are questions for what lies nearest to a time ?1 under hashes, of a sort ?3: of each hash ?2 at most before that time and as many after it.
	nearest func(hashes []int64) iter.Seq2[string, []any]
}

// valueByValue is for SQLite.
func valueByValue() listing {
	const mostValues, mostRows = 512, 64
	return listing{
		chunks: func(values []any) iter.Seq[[]any] { return slices.Chunk(values, mostValues) },
		among: func(query string, values []any) (string, []any) {
			values = padded(values)
			return fmt.Sprintf(query, marks(len(values))), values
		},
		atOnce: func(rows int) int { return min(mostRows, 1<<(bits.Len(uint(rows))-1)) },
		rows: func(rows [][]any) (string, []any) {
			form := marks(len(rows[0]))
			return "VALUES " + strings.TrimSuffix(strings.Repeat(form+", ", len(rows)), ", "), slices.Concat(rows...)
		},
		nearest: nearestOfEach,
	}
}

// byArray is for a server.
func byArray() listing {
	const mostValues, mostRows = 1 << 16, 1 << 12
	return listing{
		chunks: func(values []any) iter.Seq[[]any] { return slices.Chunk(values, mostValues) },
		among: func(query string, values []any) (string, []any) {
			array, _ := arrayOf(values)
			return strings.Replace(query, "IN %s", "= ANY(?)", 1), []any{array}
		},
		atOnce:  func(rows int) int { return min(mostRows, rows) },
		rows:    arrays,
		nearest: nearestOfAll,
	}
}

// padded fills a list of values up with its last one to a power of two, so that there are few different statements.
func padded(values []any) []any {
	size := 1 << bits.Len(uint(len(values)-1))
	return append(values, slices.Repeat(values[len(values)-1:], size-len(values))...)
}

// arrays is rows as a query for a server: each column is an array.
func arrays(rows [][]any) (string, []any) {
	values, forms, names := make([]any, len(rows[0])), make([]string, len(rows[0])), make([]string, len(rows[0]))
	column := make([]any, len(rows))
	for i := range values {
		for j, row := range rows {
			column[j] = row[i]
		}
		array, kind := arrayOf(column)
		values[i], forms[i], names[i] = array, "?::"+kind+"[]", "column"+strconv.Itoa(i+1)
	}
	return "SELECT * FROM unnest(" + strings.Join(forms, ", ") + ") AS u(" + strings.Join(names, ", ") + ")", values
}

// arrayOf makes an array of values of one type, where nil may be among them, and tells the server's name for the type.
func arrayOf(values []any) (array any, kind string) {
	for _, v := range values {
		switch v.(type) {
		case string:
			return typed(values, func(v any) string { return textual(v).(string) }), "text" //nolint:forcetypeassert // it stays one
		case float64:
			return typed(values, func(v any) float64 { return v.(float64) }), "float8" //nolint:forcetypeassert // so are the others
		case []byte:
			return typed(values, func(v any) []byte { return v.([]byte) }), "bytea" //nolint:forcetypeassert // so are the others
		}
	}
	return typed(values, func(v any) int64 {
		if n, is := v.(int); is {
			return int64(n)
		}
		return v.(int64) //nolint:forcetypeassert // what is left: keys, times and counts
	}), "bigint"
}

// typed is a slice of values, or of pointers to them where there are none.
func typed[T any](values []any, as func(any) T) any {
	out, some := make([]T, 0, len(values)), make([]*T, len(values))
	for i, v := range values {
		if v != nil {
			out = append(out, as(v))
			some[i] = &out[len(out)-1]
		}
	}
	if len(out) < len(values) {
		return some
	}
	return out
}

// nearestOfEach asks about some hashes at once, each by itself.
func nearestOfEach(hashes []int64) iter.Seq2[string, []any] {
	const (
		atOnce = 32
		near   = `SELECT * FROM (SELECT sort, hash, at, item FROM blocking WHERE sort = ?3 AND hash = ?4 AND at <= ?1 ORDER BY at DESC, item DESC LIMIT ?2) before
			UNION ALL SELECT * FROM (SELECT sort, hash, at, item FROM blocking WHERE sort = ?3 AND hash = ?4 AND at > ?1 ORDER BY at, item LIMIT ?2) after`
	)
	return func(yield func(string, []any) bool) {
		for chunk := range slices.Chunk(hashes, atOnce) {
			parts := make([]string, len(chunk))
			for i := range chunk {
				parts[i] = strings.ReplaceAll(near, "?4", "?"+strconv.Itoa(4+i))
			}
			if !yield(strings.Join(parts, " UNION ALL "), anys(chunk)) {
				return
			}
		}
	}
}

// nearestOfAll asks about all hashes at once, which SQLite cannot.
func nearestOfAll(hashes []int64) iter.Seq2[string, []any] {
	return func(yield func(string, []any) bool) {
		if len(hashes) > 0 {
			yield(`SELECT near.* FROM unnest(?4::bigint[]) AS wanted(hash) CROSS JOIN LATERAL (
				(SELECT sort, b.hash, at, item FROM blocking b WHERE sort = ?3 AND b.hash = wanted.hash AND at <= ?1 ORDER BY at DESC, item DESC LIMIT ?2)
				UNION ALL
				(SELECT sort, b.hash, at, item FROM blocking b WHERE sort = ?3 AND b.hash = wanted.hash AND at > ?1 ORDER BY at, item LIMIT ?2)) near`, []any{hashes})
		}
	}
}
