package sqlledger

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// TestPlans asks every question that a ledger answers, and then SQLite how it went about it: nothing may go through a whole table, nor sort
// one, whatever the table holds.
func TestPlans(t *testing.T) {
	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "ledger"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx := t.Context()
	ids := fill(t, l)
	s, err := l.take(ctx, l.read, l.readers)
	if err != nil {
		t.Fatal(err)
	}
	askEverything(ctx, t, &view{s}, ids)
	checkPlans(ctx, t, s)
	l.readers <- s
	change(t, l, ids)
	if s, err = l.take(ctx, l.write, l.writer); err != nil {
		t.Fatal(err)
	}
	checkPlans(ctx, t, s)
	l.writer <- s
}

// checkPlans looks at how SQLite goes about everything that a session has done.
func checkPlans(ctx context.Context, t *testing.T, s *session) {
	t.Helper()
	whole := regexp.MustCompile(`SCAN (st|statement|r|revision|a|article|c|claim|so|source|x|sp|speaker|sa|sb|link|l|weak|blocking|feature|f|vo|voice|an|anchor)$`)
	for query := range s.ready {
		if first, _, _ := strings.Cut(query, " "); !slices.Contains([]string{"SELECT", "UPDATE", "DELETE"}, first) || strings.Contains(query, "count(*) FROM article)") { // all is counted but where it is asked for
			continue
		}
		lines := plan(ctx, t, s, query)
		// What is sorted before it is cut must be little: what was found by words, some articles' statements, or one claim's suggestions.
		little := strings.Contains(query, " MATCH ") || strings.Contains(query, "FROM link") || strings.Contains(query, "st.revision = (") || strings.Contains(query, "st.revision IN (")
		sorts := strings.Contains(query, "LIMIT") && !little && slices.Contains(lines, "USE TEMP B-TREE FOR ORDER BY")
		if sorts || slices.ContainsFunc(lines, whole.MatchString) {
			t.Errorf("%s\n\t%s", query, strings.Join(lines, "\n\t"))
		}
	}
}

// plan asks SQLite how it goes about a query.
func plan(ctx context.Context, t *testing.T, s *session, query string) []string {
	t.Helper()
	args := make([]any, strings.Count(strings.ReplaceAll(query, "?1", ""), "?")+min(1, strings.Count(query, "?1")))
	for i := range args {
		args[i] = 50
	}
	lines, err := list(ctx, &view{s}, func(s scan) (string, error) {
		var id, parent, unused int
		var detail string
		err := s(&id, &parent, &unused, &detail)
		return detail, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return lines
}

type filled struct{ article, revision, statement, claim, source string }

// fill puts one article into a ledger, with a claim and a source.
func fill(t *testing.T, l *Ledger) filled {
	t.Helper()
	text := "Ada said it rains."
	entry := ledger.NewEntry(hearsay.Reading{
		Article:    hearsay.Article{URL: "https://a.example/1", Outlet: "A", Text: text},
		Sources:    []hearsay.Source{{ID: "s", Name: "Ada", Mentions: []hearsay.Span{{Start: 0, End: 3}}}},
		Statements: []hearsay.Statement{{ID: "n", Source: "s", Relay: []string{"s"}, Spans: hearsay.Attribution{Content: []hearsay.Span{{Start: 9, End: 17}}}}},
	})
	stmt := entry.Reading.Statements[0]
	ids := filled{statement: stmt.ID}
	err := l.Update(t.Context(), func(tx ledger.Tx) error {
		placed, err := tx.Put(t.Context(), entry)
		if err != nil {
			return err
		}
		ref, member := hearsay.Ref{Article: placed.Article, Statement: stmt.ID}, ledger.Member{Article: placed.Article, Source: stmt.Source}
		ids.article, ids.revision, ids.claim, ids.source = placed.Article, placed.Revision, ledger.ClaimID(ref), ledger.SourceID(member)
		if err := tx.ReplaceSources(t.Context(), nil, []ledger.Source{{ID: ids.source, Name: "Ada", Members: []ledger.Member{member}}}); err != nil {
			return err
		}
		claim := hearsay.Claim{ID: ids.claim, Text: "it rains", Wording: ref, Positions: []hearsay.Ref{ref}, Origins: []hearsay.Origin{{Source: ids.source}}}
		return tx.ReplaceClaims(t.Context(), nil, []hearsay.Claim{claim})
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// change reads an article anew, changes it, and edits and drops what was derived.
func change(t *testing.T, l *Ledger, ids filled) {
	t.Helper()
	ctx := t.Context()
	err := l.Update(ctx, func(tx ledger.Tx) error {
		reading, err := tx.Reading(ctx, ids.revision)
		if err != nil {
			return err
		}
		anchor := ledger.AnchorStatement(reading.Statements[0], ids.article, reading.Article.Text)
		edit, err := tx.AddEdit(ctx, ledger.Edit{Kind: ledger.SetStance, Value: "denies", By: "Kim", At: time.Now(), Anchors: []ledger.Anchor{anchor}})
		if err != nil {
			return err
		}
		for _, text := range []string{"Ada said it rains.", "Ada said it rains. It does.", "It rained."} {
			entry := ledger.NewEntry(hearsay.Reading{Article: hearsay.Article{URL: "https://a.example/1", Outlet: "A", Text: text}})
			entry.Reread, entry.Article.Keys = true, []string{"x"}
			entry.Addresses = append(entry.Addresses, "https://a.example/0")
			if _, err := tx.Put(ctx, entry); err != nil {
				return err
			}
		}
		if _, err := tx.UndoEdit(ctx, edit.ID, "Kim", time.Now()); err != nil {
			return err
		}
		return errors.Join(tx.ReplaceClaims(ctx, []string{ids.claim}, nil), tx.ReplaceSources(ctx, []string{ids.source}, nil))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func askEverything(ctx context.Context, t *testing.T, v *view, ids filled) {
	t.Helper()
	now, paging := time.Now(), ledger.Paging{After: cursorOf(place{N: 1, ID: "x", Order: 1})}
	period := ledger.Period{Since: now, Until: now}
	check := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	check(v.Article(ctx, ids.article[:5]))
	check(v.Revisions(ctx, ids.article))
	check(v.Reading(ctx, ids.revision))
	check(v.Relations(ctx, ids.article))
	check(v.Voices(ctx, ids.article))
	check(v.Claim(ctx, ids.claim))
	check(v.VoicesOn(ctx, ids.claim))
	check(v.Suggestions(ctx, ids.claim, 5))
	check(v.Position(ctx, ids.statement))
	check(v.PositionsOf(ctx, []string{ids.statement}))
	check(v.Summaries(ctx, []string{ids.claim}))
	check(v.Courses(ctx, []string{ids.claim}))
	check(v.Source(ctx, ids.source))
	check(v.Members(ctx, []string{ids.source}))
	check(v.Named(ctx, []string{ids.source}))
	check(v.Counts(ctx))
	check(v.CircleSizes(ctx, []string{"x"}, 2))
	_, _, err := v.Circles(ctx, []string{"x"})
	check(nil, err)
	check(v.Resting(ctx, []string{"x"}))
	check(v.Frequencies(ctx, ledger.OfStatement, []string{"x"}, 3))
	check(v.Component(ctx, ledger.Seeds{Articles: []string{ids.article}, Claims: []string{ids.claim}, Sources: []string{ids.source}}, time.Time{}))
	for _, p := range []ledger.Paging{{}, paging} {
		for _, f := range []ledger.ArticleFilter{{}, {Period: period}, {Outlet: "A"}} {
			f.Paging = p
			check(v.Articles(ctx, f))
		}
		for _, f := range []ledger.ClaimFilter{{}, {Status: []hearsay.Status{hearsay.Denied}}, {Since: now}, {Until: now}, {Moving: true}, {Several: true}} {
			f.Paging = p
			check(v.Claims(ctx, f))
		}
		for _, f := range []ledger.PositionFilter{{}, {Period: period}, {Claim: ids.claim}, {Source: ids.source}, {Article: ids.article}, {Articles: []string{ids.article, "x"}}, {Outlet: "A"}} {
			for _, newest := range []bool{false, true} {
				f.Paging, f.NewestFirst = p, newest
				check(v.Positions(ctx, f))
			}
		}
		check(v.Sources(ctx, ledger.SourceFilter{Paging: p}))
		check(v.Edits(ctx, ledger.EditFilter{Paging: p}))
		check(v.Edits(ctx, ledger.EditFilter{Paging: p, Kind: ledger.SetStance}))
	}
	for _, sort := range []ledger.Sort{ledger.OfArticle, ledger.OfSource, ledger.OfStatement, ledger.OfSentence} {
		check(v.Sharing(ctx, ledger.Sharing{Sort: sort, Keys: []string{"x"}}))
		check(v.candidates(ctx, sort, []share{{item: 1}}))
		for _, most := range []int{0, 3} {
			check(v.Matching(ctx, ledger.Matching{Sort: sort, Keys: [][]string{{"x"}}, At: now, Most: most}))
		}
	}
	check(v.Search(ctx, ledger.Query{Words: "x"}))
	check(v.Tally(ctx, ledger.Query{Words: "x"}))
	check(v.Tally(ctx, ledger.Query{Words: "x", Outlet: "A", Period: period}))
	for range v.EachStatement(ctx) {
		break
	}
	for range v.EachClaim(ctx) {
		break
	}
	for range v.EachSource(ctx) {
		break
	}
	for range v.Vectors(ctx, "") {
		break
	}
}
