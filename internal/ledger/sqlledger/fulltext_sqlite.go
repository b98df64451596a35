package sqlledger

import (
	"context"
	"strings"

	"hearsay"
)

// fts5 is full text in SQLite. The tables of words hold no text, so what is taken out of them must be given as it went in.
type fts5 struct{}

func (fts5) index(ctx context.Context, v *view, of worded, which string, keys []int64) error {
	return execIn(ctx, v, keys, "INSERT INTO "+of.in()+" (rowid, "+of.columns()+") SELECT key, "+of.columns()+" FROM "+of.table()+" WHERE "+which)
}

func (fts5) unindex(ctx context.Context, v *view, of worded, which string, keys []int64) error {
	return execIn(ctx, v, keys, "INSERT INTO "+of.in()+" ("+of.in()+", rowid, "+of.columns()+") "+
		"SELECT 'delete', key, "+of.columns()+" FROM "+of.table()+" WHERE "+which)
}

func (fts5) row() string { return "w.rowid" }

func (fts5) rank() string { return "w.rank" }

func (fts5) match(of worded) string { return of.in() + " MATCH ?1" }

// Marks around words found, which no text should hold.
const (
	markStart = "\x02"
	markEnd   = "\x03"
)

func (fts5) snippet(of worded, _ string) string {
	return "snippet(" + of.in() + ", -1, char(2), char(3), '…', 40)"
}

// shown takes the marks out of a snippet and tells where they were.
func (fts5) shown(snippet, _ string) (string, []hearsay.Span) {
	var out strings.Builder
	var spans []hearsay.Span
	start := 0
	for _, part := range strings.SplitAfter(snippet, "") {
		switch part {
		case markStart:
			start = out.Len()
		case markEnd:
			spans = append(spans, hearsay.Span{Start: start, End: out.Len()})
		default:
			out.WriteString(part)
		}
	}
	return out.String(), spans
}

func (fts5) expression(typed string) string {
	typed = strings.ToValidUTF8(strings.ReplaceAll(typed, "\x00", " "), " ")
	var terms []string
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 { // inside quotation marks
			if strings.ContainsFunc(part, wordy) {
				terms = append(terms, `"`+part+`"`)
			}
			continue
		}
		for word := range strings.FieldsSeq(part) {
			if !strings.ContainsFunc(word, wordy) {
				continue
			}
			star := ""
			if strings.HasSuffix(word, "*") {
				star = "*"
			}
			terms = append(terms, `"`+strings.TrimRight(word, "*")+`"`+star)
		}
	}
	return strings.Join(terms, " ")
}
