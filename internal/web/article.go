package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
	"hearsay/internal/report"
)

// articleView is an article as its page shows it.
type articleView struct {
	*report.Article
	Paragraphs []paragraph
	Notes      []note // by the number of the statement, from 1, less one
	Done       *report.Edit
}

// paragraph is a paragraph with the notes on the statements that begin in it.
type paragraph struct {
	Marked []present.Fragment
	Notes  []int // numbers of statements
}

// note tells of a statement in the margin.
type note struct {
	ID     string
	Source *report.Source
	Stance hearsay.Stance
	Claim  *report.Summary // nil if it is on none
}

// article shows a kept article with everything that was read in it.
func (s *site) article(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	id := ask.id("id")
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.ArticlePage(ctx, v, id)
	if err != nil {
		return nil, err
	}
	view := articleView{Article: page}
	if view.Done, err = done(ctx, v, ask); err != nil {
		return nil, err
	}
	reading := page.Read()
	fragments, err := present.Fragments(reading)
	if err != nil {
		return nil, err
	}
	for i, stmt := range reading.Statements {
		n := note{ID: stmt.ID, Source: page.SourceOf(page.Statements[i]), Stance: stmt.Stance, Claim: page.ClaimOf(stmt.ID)}
		view.Notes = append(view.Notes, n)
	}
	view.Paragraphs = paragraphs(fragments)
	ask.Title = lineOr(page.Title, "An article")
	return articlePage(ask, view), nil
}

// paragraphs parts the fragments of a text where its paragraphs end.
func paragraphs(fragments []present.Fragment) []paragraph {
	var all []paragraph
	var p paragraph
	noted := map[int]bool{}
	for _, f := range fragments {
		if f.Break != "" {
			all = append(all, p)
			p = paragraph{}
			continue
		}
		if f.Bears > 0 && !noted[f.Bears] {
			noted[f.Bears] = true
			p.Notes = append(p.Notes, f.Bears)
		}
		p.Marked = append(p.Marked, f)
	}
	all = append(all, p)
	for i := range all {
		slices.Sort(all[i].Notes)
	}
	return all
}

// anchor is the id of the element where a statement begins, "" if this is not it.
func (v articleView) anchor(f present.Fragment) string {
	n, err := strconv.Atoi(f.ID)
	if err != nil || n < 1 || n > len(v.Notes) {
		return ""
	}
	return "s-" + v.Notes[n-1].ID
}

// opening is the element that begins with a fragment. Nothing in it comes from outside: classes are our own, ids the ledger's.
func (v articleView) opening(f present.Fragment) string {
	attributes := ` class="` + templ.EscapeString(f.Open) + `"`
	if id := v.anchor(f); id != "" {
		attributes += ` id="` + templ.EscapeString(id) + `"`
	}
	if f.Bears > 0 {
		attributes += fmt.Sprintf(` data-n="%d"`, f.Bears)
	}
	return "<span" + attributes + ">"
}

// note is that of a statement, by its number from 1.
func (v articleView) note(n int) note { return v.Notes[n-1] }

// revisions shows how the text of an article changed.
func (s *site) revisions(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	id, from, to := ask.id("id"), ask.words("from"), ask.words("to")
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.DifferencePage(ctx, v, id, from, to)
	if err != nil {
		return nil, err
	}
	ask.Title = "Revisions of " + lineOr(page.Title, "an article")
	return revisionsPage(ask, page), nil
}

// revisionName tells one revision from others.
func revisionName(i int, r report.Revision) string {
	name := fmt.Sprintf("%d: %s", i+1, r.Since.Long())
	if r.Current {
		name += " (current)"
	}
	return name
}

// dateWords is a date of ISO 8601 in words, as precise as it is.
func dateWords(s string) string {
	d, err := hearsay.ParseDate(s)
	if err != nil {
		return line(s)
	}
	switch d.Precision {
	case hearsay.Year:
		return d.Time.Format("2006")
	case hearsay.Month:
		return d.Time.Format("January 2006")
	default:
		return report.Moment{Time: d.Time}.Long()
	}
}

// restWords says how many others rest on an article.
func restWords(all []report.Relation) string {
	copied := 0
	for _, r := range all {
		if r.Means == ledger.Copy {
			copied++
		}
	}
	switch {
	case copied == len(all):
		return copies(copied) + " of it"
	case copied == 0:
		return plural(len(all), "article") + " that rest on it"
	default:
		return plural(len(all), "article") + " that rest on it, " + copies(copied) + " among them"
	}
}

// changedParagraph is a paragraph of a difference.
type changedParagraph []report.Changed

func (p changedParagraph) same() bool {
	return !slices.ContainsFunc(p, func(c report.Changed) bool { return c.How != report.Kept })
}

// changedParagraphs parts a difference where its lines end.
func changedParagraphs(pieces []report.Changed) []changedParagraph {
	var all []changedParagraph
	var p changedParagraph
	for _, piece := range pieces {
		for i, words := range strings.Split(piece.Words, "\n") {
			if i > 0 && len(p) > 0 {
				all = append(all, p)
				p = nil
			}
			if strings.TrimSpace(words) != "" {
				p = append(p, report.Changed{Words: words, How: piece.How})
			}
		}
	}
	if len(p) > 0 {
		all = append(all, p)
	}
	return all
}
