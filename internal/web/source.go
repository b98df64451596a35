package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// source shows who a source is and what it said.
func (s *site) source(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	id, paging := ask.id("id"), ask.paging()
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.SaidPage(ctx, v, id, paging)
	if err != nil {
		return nil, err
	}
	told, err := done(ctx, v, ask)
	if err != nil {
		return nil, err
	}
	ask.Title = sourceName(&page.Source)
	return sourcePage(ask, page, told), nil
}

// outlet shows how an outlet reports.
func (s *site) outlet(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	name, paging := ask.id("name"), ask.paging()
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.OutletPage(ctx, v, name, paging)
	if err != nil {
		return nil, err
	}
	ask.Title = line(page.Name)
	return outletPage(ask, page), nil
}

// share is a part of a whole as people write it.
func share(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %%", (100*part+whole/2)/whole)
}

// kindName is what sort of source it is.
func kindName(k hearsay.Kind) string {
	if k == "" {
		return "of no known kind"
	}
	return string(k)
}

// found is what a search shows.
type found struct {
	*report.Found
	*report.Tally
	Sources []ledger.Source
	In      string
}

// The sorts of things that a search looks for; "" is all of them.
const inSources = "source"

// search finds words in statements, claims, articles and the names of sources.
func (s *site) search(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	ask.Search, ask.Title = ask.words("q"), "Search"
	in := choice(ask, "in", []string{string(ledger.InStatement), string(ledger.InClaim), string(ledger.InArticle), inSources})
	q := ledger.Query{Words: ask.Search, Outlet: ask.words("outlet"), Period: ask.period("since", "until"), Paging: ask.paging()}
	if ask.err != nil {
		return nil, ask.err
	}
	view := found{Found: &report.Found{}, Tally: &report.Tally{}, In: in}
	if ask.Search == "" {
		return searchPage(ask, view), nil
	}
	ask.Title = "Search: " + line(ask.Search)
	var err error
	if view.Tally, err = report.TallyOf(ctx, v, q); err != nil {
		return nil, err
	}
	if in != inSources {
		if in != "" {
			q.Sorts = []ledger.Found{ledger.Found(in)}
		}
		hits, err := report.SearchPage(ctx, v, q, perPage)
		if err != nil {
			return nil, err
		}
		view.Found = hits
	}
	if in == inSources || in == "" && q.After == "" && q.Outlet == "" && q.Period == (ledger.Period{}) {
		f := ledger.SourceFilter{Name: ask.Search, Paging: ledger.Paging{Limit: 5}}
		if in == inSources {
			f.Paging = q.Paging
		}
		sources, err := v.Sources(ctx, f)
		if err != nil {
			return nil, err
		}
		view.Sources = sources.Items
		if in == inSources {
			view.Next = sources.Next
		}
	}
	return searchPage(ask, view), nil
}

// count writes how many things were found; there may be more of them than are counted.
func count(n int) string {
	if n >= ledger.MostTallied {
		return number(ledger.MostTallied) + "+"
	}
	return number(n)
}

// hitLink leads to what was found.
func hitLink(h report.Hit) templ.SafeURL {
	switch h.Sort {
	case ledger.InClaim:
		return claimLink(h.ID)
	case ledger.InStatement:
		return articleLink(h.Article) + templ.SafeURL("#s-"+h.ID)
	default:
		return articleLink(h.ID)
	}
}

// span is from one day to another, in words.
func span(from, to report.Moment) string {
	day := func(m report.Moment) string {
		if m.IsZero() {
			return "undated"
		}
		return m.UTC().Format("2 Jan 2006")
	}
	if a, b := day(from), day(to); a != b {
		return a + " – " + b
	}
	return day(from)
}
