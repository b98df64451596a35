package report

import (
	"context"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
)

// Found is what a search found.
type Found struct {
	Words string        `json:"words"` // that were looked for
	Hits  []Hit         `json:"hits"`  // the best first
	More  bool          `json:"more"`  // there are more than were asked for
	Next  ledger.Cursor `json:"next"`  // to go on from; "" if nothing follows
}

// Tally is how much a search finds; MostTallied of the ledger, or more.
type Tally struct {
	Statements int     `json:"statements"`
	Claims     int     `json:"claims"`
	Articles   int     `json:"articles"`
	Outlets    []Share `json:"outlets"` // that have most of the statements
}

// TallyOf counts what a search finds.
func TallyOf(ctx context.Context, view ledger.Finder, q ledger.Query) (*Tally, error) {
	found, err := view.Tally(ctx, q)
	t := &Tally{found.Sorts[ledger.InStatement], found.Sorts[ledger.InClaim], found.Sorts[ledger.InArticle], []Share{}}
	for _, o := range found.Outlets {
		t.Outlets = append(t.Outlets, Share{o.Outlet, o.Statements})
	}
	return t, err
}

// Hit is something found.
type Hit struct {
	Sort    ledger.Found `json:"sort"` // statement, claim or article
	ID      string       `json:"id"`
	Article string       `json:"article"`
	Claim   string       `json:"claim"`
	Source  string       `json:"source"` // name of who said it
	Outlet  string       `json:"outlet"`
	Title   string       `json:"title"`
	At      Moment       `json:"at"`
	Snippet string       `json:"snippet"`
	Marks   [][2]int     `json:"marks"` // the words found, in Unicode code points of the snippet

	marks []hearsay.Span
}

// SearchPage looks for words; at most so many hits.
func SearchPage(ctx context.Context, view ledger.Finder, q ledger.Query, most int) (*Found, error) {
	page := &Found{Words: q.Words, Hits: []Hit{}}
	for {
		q.Limit = min(most-len(page.Hits), ledger.MaxLimit)
		found, err := view.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range found.Items {
			hit := Hit{h.Sort, h.ID, h.Article, h.Claim, h.Source, h.Outlet, h.Title, Moment{h.At}, h.Snippet, [][2]int{}, h.Marks}
			for _, m := range h.Marks {
				start := utf8.RuneCountInString(h.Snippet[:m.Start])
				hit.Marks = append(hit.Marks, [2]int{start, start + utf8.RuneCountInString(m.In(h.Snippet))})
			}
			page.Hits = append(page.Hits, hit)
		}
		page.Next, page.More = found.Next, found.Next != ""
		if q.After = found.Next; q.After == "" || len(page.Hits) >= most {
			return page, nil
		}
	}
}

func (f *Found) text(p *pen) {
	if len(f.Hits) == 0 {
		p.line("", "", text("Nothing has these words: "), words(f.Words))
		return
	}
	for i, h := range f.Hits {
		if i > 0 {
			p.blank()
		}
		head := []run{title(string(h.Sort)), gap(), text(h.ID), gap()}
		if h.Source != "" {
			head = append(head, words(h.Source), text(", "))
		}
		head = append(head, words(Place{Outlet: h.Outlet, Article: h.Article}.outlet()), text(", "), faint(whole(h.At)))
		p.line("", "  ", head...)
		if h.Sort == ledger.InArticle {
			p.line("  ", "  ", words(h.Title))
		}
		p.line("  ", "  ", p.marked(h)...)
		if h.Sort == ledger.InStatement && h.Claim != "" {
			p.line("  ", "  ", faint("on claim "+h.Claim))
		}
	}
	if f.More {
		p.blank()
		p.line("", "", faint("There are more; --limit shows as many as you like."))
	}
}

// marked is a snippet with the words found standing out: bold, or where there are no colours between asterisks.
func (p *pen) marked(h Hit) []run {
	var runs []run
	at := 0
	put := func(end int) {
		if s := h.Snippet[at:end]; s != "" {
			runs = append(runs, run{text: spaced(s)})
		}
	}
	for _, m := range h.marks {
		put(m.Start)
		found := present.OneLine(m.In(h.Snippet))
		if !p.Color {
			found = "*" + found + "*"
		}
		runs = append(runs, run{found, style{bold: true, hue: judging}})
		at = m.End
	}
	put(len(h.Snippet))
	return runs
}

// spaced is harmless text on one line that keeps a space at its ends.
func spaced(s string) string {
	out := present.OneLine(s)
	if isSpace(s[0]) {
		out = " " + out
	}
	if isSpace(s[len(s)-1]) && out != " " {
		out += " "
	}
	return out
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }
