package sqlledger

import (
	"context"
	"strings"

	"hearsay"
)

// tsvector is full text in PostgreSQL, of words that the program makes (lexemes.go). The server's own websearch_to_tsquery knows no beginnings of words, and
// gives signs a meaning that they must not have.
type tsvector struct{}

// separator stands between the columns of a row where they are read as one.
const separator = "\x1f"

// joined is SQL for the columns of a row as one.
func joined(of worded, x string) string {
	columns := strings.Split(of.columns(), ", ")
	return x + "." + strings.Join(columns, " || chr(31) || "+x+".")
}

func (tsvector) index(ctx context.Context, v *view, of worded, which string, keys []int64) error {
	rows, err := listIn(ctx, v, both[int64, string], keys, "SELECT key, "+joined(of, of.table())+" FROM "+of.table()+" WHERE "+which)
	if err != nil {
		return err
	}
	x := newLexer()
	values := make([][]any, len(rows))
	for i, row := range rows {
		values[i] = []any{row.a, x.vector(strings.Split(row.b, separator))}
	}
	return v.withRows(ctx, "INSERT INTO "+of.in()+" (key, words) SELECT column1, CAST(column2 AS tsvector) FROM (%s) v", values)
}

func (tsvector) unindex(ctx context.Context, v *view, of worded, which string, keys []int64) error {
	return execIn(ctx, v, keys, "DELETE FROM "+of.in()+" WHERE key IN (SELECT key FROM "+of.table()+" WHERE "+which+")")
}

func (tsvector) expression(typed string) string { return query(newLexer().terms(typed)) }

// wanted is SQL for the expression.
const wanted = "CAST(CAST(?1 AS text) AS tsquery)"

func (tsvector) row() string { return "w.key" }

func (tsvector) rank() string {
	return "-CAST(ts_rank(w.words, " + wanted + ", 1) AS double precision)"
}

func (tsvector) match(worded) string { return "w.words @@ " + wanted }

func (tsvector) snippet(of worded, x string) string { return joined(of, x) }

func (tsvector) shown(texts, typed string) (string, []hearsay.Span) {
	x := newLexer()
	return x.excerpt(strings.Split(texts, separator), x.terms(typed))
}
