// Package export writes a whole ledger for other programs: as one JSON document, as lines of JSON, or as tables. Everything is streamed, so a ledger of any
// size can be written, and the same ledger always gives the same bytes.
package export

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"iter"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/ledgerjson"
)

// document writes the parts of a JSON document, one entry a line.
type document struct {
	w    *bufio.Writer
	json *json.Encoder
}

// Ledger writes the ledger as one JSON document, as ledgerjson has it. An article is shown in its current revision.
func Ledger(ctx context.Context, view ledger.View, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	d := &document{w: out, json: json.NewEncoder(out)}
	d.json.SetEscapeHTML(false)
	copies, err := copiesIn(ctx, view)
	if err != nil {
		return err
	}
	stances, err := ledger.Stances(ctx, view, time.Time{})
	if err != nil {
		return err
	}
	parts := []struct {
		name string
		each iter.Seq2[any, error]
	}{
		{"articles", articles(ctx, view, copies)},
		{"sources", mapped(everySource(ctx, view, copies), func(src ledger.Source) any { return sourceOf(src) })},
		{"claims", mapped(view.EachClaim(ctx), func(c ledger.Claim) any { return claimOf(c) })},
		{"statements", statements(ctx, view, copies, stances)},
	}
	for i, part := range parts {
		if err := d.list(i == 0, part.name, part.each); err != nil {
			return err
		}
	}
	d.put("}\n")
	return out.Flush()
}

// put writes as it is; the writer keeps an error for the next Flush.
func (d *document) put(s string) { d.w.WriteString(s) }

// list writes a field that is a list.
func (d *document) list(first bool, name string, each iter.Seq2[any, error]) error {
	d.put(map[bool]string{true: "{", false: ","}[first] + `"` + name + `":[` + "\n")
	sep := ""
	for item, err := range each {
		if err != nil {
			return err
		}
		d.put(sep)
		if err := d.json.Encode(item); err != nil {
			return err
		}
		sep = ","
	}
	d.put("]")
	return d.w.Flush()
}

// mapped turns a stream into one of something else.
func mapped[T any](each iter.Seq2[T, error], f func(T) any) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for item, err := range each {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(f(item), nil) {
				return
			}
		}
	}
}

func articles(ctx context.Context, view ledger.View, all copies) iter.Seq2[any, error] {
	return mapped(view.EachArticle(ctx), func(art ledger.Article) any { return articleOf(art, all) })
}

func articleOf(art ledger.Article, all copies) ledgerjson.Article {
	return ledgerjson.Article{
		ID: art.ID, URL: art.URL, Outlet: art.Outlet, Published: art.Published.String(), Title: art.Title, Byline: art.Byline, Text: art.Text,
		CopyOf: ledgerjson.Link(all.of[art.ID]),
	}
}

func sourceOf(src ledger.Source) ledgerjson.Source {
	return ledgerjson.Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
}

func claimOf(c ledger.Claim) ledgerjson.Claim {
	out := ledgerjson.Claim{ID: c.ID, Text: c.Text, Origins: []ledgerjson.Origin{}, Status: []ledgerjson.Change{}}
	for _, o := range c.Origins {
		if o.Source != "" {
			out.Origins = append(out.Origins, ledgerjson.Origin{Source: o.Source, Articles: append([]string{}, o.Articles...)})
		}
	}
	for _, change := range c.History {
		out.Status = append(out.Status, ledgerjson.Change{Article: change.Cause.Article, At: moment(change.At), Status: change.Status})
	}
	return out
}

// moment is a date as RFC 3339 has it, "" if it is unknown.
func moment(d hearsay.Date) string {
	if d.Precision == hearsay.Unknown {
		return ""
	}
	return d.Time.UTC().Format(time.RFC3339)
}

// statements are those of current revisions. Of the article that they stand in no more than one is held at a time.
func statements(ctx context.Context, view ledger.View, all copies, stances map[string]hearsay.Stance) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		var art ledger.Article
		var at []int
		for p, err := range view.EachStatement(ctx) {
			if err == nil && p.Article != art.ID {
				if art, err = view.Article(ctx, p.Article); err == nil {
					at = ledgerjson.Offsets(art.Text)
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			p.Statement.Stance = cmp.Or(stances[p.Statement.ID], p.Statement.Stance)
			if !yield(statementOf(p, art, at, all), nil) {
				return
			}
		}
	}
}

func statementOf(p ledger.Position, art ledger.Article, at []int, all copies) ledgerjson.Statement {
	stmt := p.Statement
	return ledgerjson.Statement{
		ID: stmt.ID, Article: p.Article, Spans: ledgerjson.SpansOf(stmt.Spans, at), Source: ledgerjson.Link(p.Source), Stance: stmt.Stance,
		Claim: ledgerjson.Link(p.Claim), Relay: all.relay(p), To: ledgerjson.Link(p.Addressee), Condition: stmt.Condition.In(art.Text),
	}
}
