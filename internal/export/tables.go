package export

import (
	"cmp"
	"context"
	"iter"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/ledgerjson"
)

// table is everything of one kind. Programs rely on names and order of tables and columns: new ones go at the end.
type table struct {
	name    string
	columns []string
	rows    iter.Seq2[[]any, error] // values are strings, numbers, truth values, lists of strings and lists of spans
}

// tables lists what there is of a ledger.
func tables(ctx context.Context, view ledger.View) ([]table, error) {
	all, err := copiesIn(ctx, view)
	if err != nil {
		return nil, err
	}
	stances, err := ledger.Stances(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	texts := &texts{ctx: ctx, view: view}
	return []table{
		{"articles", []string{
			"id", "given", "url", "addresses", "outlet", "published", "known", "title", "byline", "copy_of", "revision", "revisions", "corrections", "text",
		}, rows(view.EachArticle(ctx), func(a ledger.Article) ([]any, error) { return articleRow(a, all), nil })},
		{"revisions", []string{
			"id", "article", "url", "outlet", "title", "byline", "published", "modified", "fetched", "since", "text_sha256", "raw_sha256", "reader",
		}, rows(view.EachRevision(ctx), revisionRow)},
		{"statements", []string{
			"id", "article", "url", "outlet", "title", "known", "source", "source_name", "cue", "content", "source_words", "stance", "claim", "quotation", "condition",
			"relay", "to", "said", "past", "source_spans", "cue_spans", "content_spans",
		}, rows(view.EachStatement(ctx), func(p ledger.Position) ([]any, error) {
			p.Statement.Stance = cmp.Or(stances[p.Statement.ID], p.Statement.Stance)
			return statementRow(p, all, texts)
		})},
		{"sources", []string{"id", "name", "kind", "role", "affiliation", "other_names", "statements", "articles"}, rows(everySource(ctx, view, all), sourceRow)},
		{"claims", []string{"id", "text", "wording", "status", "first", "changed", "positions", "articles", "origins"}, rows(view.EachClaim(ctx), claimRow)},
		{"origins", []string{"claim", "origin", "source", "article", "reason"}, several(view.EachClaim(ctx), originRows)},
		{"status", []string{"claim", "change", "status", "at", "article", "statement"}, several(view.EachClaim(ctx), statusRows)},
		{"relations", []string{"article", "of", "means", "score", "reason"}, rows(view.EachRelation(ctx), func(r ledger.Relation) ([]any, error) {
			return []any{r.Article, r.Of, string(r.Means), r.Score, r.Reason}, nil
		})},
		{"own_voice", []string{"article", "span", "words", "known", "statement", "claim", "score", "reason"}, rows(view.EachVoice(ctx), texts.voiceRow)},
		{"suggestions", []string{"statement", "other", "claim", "other_claim", "score", "reason"}, rows(view.EachSuggestion(ctx), suggestionRow)},
		{"edits", []string{"id", "kind", "value", "note", "by", "at", "undone_by", "undone_at", "on", "articles", "words"}, rows(edits(ctx, view), editRow)},
	}, nil
}

// rows makes a row of every item.
func rows[T any](each iter.Seq2[T, error], row func(T) ([]any, error)) iter.Seq2[[]any, error] {
	return several(each, func(item T) ([][]any, error) {
		r, err := row(item)
		return [][]any{r}, err
	})
}

// several makes any number of rows of every item.
func several[T any](each iter.Seq2[T, error], rows func(T) ([][]any, error)) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for item, err := range each {
			var out [][]any
			if err == nil {
				out, err = rows(item)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range out {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// texts gives the text of an article, and where its code points begin. It holds the one that was asked for last.
type texts struct {
	ctx  context.Context
	view ledger.Articles
	art  ledger.Article
	at   []int
}

func (t *texts) of(article string) ([]int, string, error) {
	if t.art.ID != article {
		art, err := t.view.Article(t.ctx, article)
		if err != nil {
			return nil, "", err
		}
		t.art, t.at = art, ledgerjson.Offsets(art.Text)
	}
	return t.at, t.art.Text, nil
}

func points(spans []hearsay.Span, at []int) []ledgerjson.Span {
	return ledgerjson.SpansOf(hearsay.Attribution{Content: spans}, at).Content
}

// known is a time as RFC 3339 has it, "" if it is unknown.
func known(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (t *texts) voiceRow(v ledger.Voice) ([]any, error) {
	at, _, err := t.of(v.Article)
	return []any{v.Article, points([]hearsay.Span{v.Span}, at), v.Words, known(v.At), v.Statement.Statement, v.Claim, v.Score, v.Reason}, err
}

func suggestionRow(s ledger.Suggestion) ([]any, error) {
	return []any{s.A.Statement, s.B.Statement, s.ClaimA, s.ClaimB, s.Score, s.Reason}, nil
}

func articleRow(a ledger.Article, all copies) []any {
	corrections := []string{}
	for _, note := range a.Notes {
		if note.Kind != ledger.Stub {
			corrections = append(corrections, note.Text)
		}
	}
	return []any{
		a.ID, a.Given, a.URL, append([]string{}, a.Addresses...), a.Outlet, a.Published.String(), known(a.At), a.Title, a.Byline, all.of[a.ID],
		a.Revision, a.Revisions, corrections, a.Text,
	}
}

func revisionRow(r ledger.Revision) ([]any, error) {
	return []any{
		r.ID, r.Article, r.URL, r.Outlet, r.Title, r.Byline, r.Published.String(), r.Modified.String(), known(r.Fetched), known(r.Since),
		r.TextHash, r.RawHash, r.Reader,
	}, nil
}

func statementRow(p ledger.Position, all copies, texts *texts) ([]any, error) {
	at, text, err := texts.of(p.Ref.Article)
	if err != nil {
		return nil, err
	}
	stmt := p.Statement
	return []any{
		stmt.ID, p.Ref.Article, p.URL, p.Outlet, p.Title, known(p.At), p.Source, p.Name, p.Words.Cue, p.Words.Content, p.Words.Source, string(stmt.Stance), p.Claim,
		string(stmt.Quotation), stmt.Condition.In(text), all.relay(p), p.Addressee, stmt.Said.String(), stmt.Past,
		points(stmt.Spans.Source, at), points(stmt.Spans.Cue, at), points(stmt.Spans.Content, at),
	}, nil
}

// everySource streams the sources of the ledger, and then the outlets of copied articles that never speak themselves.
func everySource(ctx context.Context, view ledger.View, all copies) iter.Seq2[ledger.Source, error] {
	return func(yield func(ledger.Source, error) bool) {
		for src, err := range view.EachSource(ctx) {
			if !yield(src, err) || err != nil {
				return
			}
		}
		for _, src := range all.silent {
			if !yield(src, nil) {
				return
			}
		}
	}
}

func sourceRow(s ledger.Source) ([]any, error) {
	articles := map[string]bool{}
	for _, m := range s.Members {
		articles[m.Article] = true
	}
	return []any{s.ID, s.Name, string(s.Kind), s.Role, s.Affiliation, append([]string{}, s.Names...), s.Statements, len(articles)}, nil
}

func claimRow(c ledger.Claim) ([]any, error) {
	articles, origins := map[string]bool{}, 0
	for _, ref := range c.Positions {
		articles[ref.Article] = true
	}
	for _, o := range c.Origins {
		if o.Source != "" {
			origins++
		}
	}
	return []any{c.ID, c.Text, c.Wording.Statement, string(c.Status), known(c.First), known(c.Moved), len(c.Positions), len(articles), origins}, nil
}

// originRows has a row for every article that rests on an origin. An origin without a source is an unknown one, which counts as none.
func originRows(c ledger.Claim) ([][]any, error) {
	var out [][]any
	for i, o := range c.Origins {
		reasons := map[string]string{}
		for _, r := range o.Reasons {
			reasons[r.Article] = r.Text
		}
		for _, art := range o.Articles {
			out = append(out, []any{c.ID, i + 1, o.Source, art, reasons[art]})
		}
	}
	return out, nil
}

func statusRows(c ledger.Claim) ([][]any, error) {
	var out [][]any
	for i, change := range c.History {
		out = append(out, []any{c.ID, i + 1, string(change.Status), moment(change.At), change.Cause.Article, change.Cause.Statement})
	}
	return out, nil
}

// edits streams the corrections, the newest first.
func edits(ctx context.Context, view ledger.Edits) iter.Seq2[ledger.Edit, error] {
	return func(yield func(ledger.Edit, error) bool) {
		f := ledger.EditFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}}
		for {
			page, err := view.Edits(ctx, f)
			if err != nil {
				yield(ledger.Edit{}, err)
				return
			}
			for _, e := range page.Items {
				if !yield(e, nil) {
					return
				}
			}
			if f.After = page.Next; f.After == "" {
				return
			}
		}
	}
}

func editRow(e ledger.Edit) ([]any, error) {
	on, articles, words := []string{}, []string{}, []string{}
	for _, a := range e.Anchors {
		on, articles, words = append(on, a.ID), append(articles, a.Article), append(words, a.Words)
	}
	return []any{e.ID, string(e.Kind), e.Value, e.Note, e.By, known(e.At), e.Undone.By, known(e.Undone.At), on, articles, words}, nil
}
