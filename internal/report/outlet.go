package report

import (
	"context"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Outlet is how an outlet reports, by its latest articles.
type Outlet struct {
	Name       string        `json:"name"`
	Articles   []Place       `json:"articles"`   // the newest first
	Next       ledger.Cursor `json:"next"`       // to go on from; "" if nothing follows
	Looked     int           `json:"looked"`     // so many of the latest articles are what the figures are worked out from
	Statements int           `json:"statements"` // in these
	Unnamed    int           `json:"unnamed"`    // statements whose source is not named
	Nobody     int           `json:"nobody"`     // statements for which the text names no source at all
	OwnVoice   int           `json:"own_voice"`  // articles that state somebody's claim as fact
	Voices     []Assertion   `json:"voices"`     // such sentences, the newest first; at most some
}

// How far back an outlet's page looks.
const (
	mostLooked = 60 // articles
	mostQuoted = 8  // sentences
)

// OutletPage gathers how an outlet reports. ledger.ErrNotFound if it has no article.
func OutletPage(ctx context.Context, view ledger.View, name string, paging ledger.Paging) (*Outlet, error) {
	page := &Outlet{Name: name, Articles: []Place{}, Voices: []Assertion{}}
	part, err := view.Articles(ctx, ledger.ArticleFilter{Outlet: name, Paging: paging})
	if err != nil {
		return nil, err
	}
	page.Next = part.Next
	for _, art := range part.Items {
		page.Articles = append(page.Articles, placeOf(art))
	}
	latest, err := view.Articles(ctx, ledger.ArticleFilter{Outlet: name, Paging: ledger.Paging{Limit: mostLooked}})
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(name) == "" || len(latest.Items) == 0 {
		return nil, ledger.ErrNotFound
	}
	page.Name, page.Looked = latest.Items[0].Outlet, len(latest.Items)
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	if err := page.said(ctx, view, latest.Items, sources); err != nil {
		return nil, err
	}
	for _, art := range latest.Items {
		if err := page.voiced(ctx, view, art.ID); err != nil {
			return nil, err
		}
	}
	return page, sources.err
}

// said counts statements, and those whose source is not named.
func (o *Outlet) said(ctx context.Context, view ledger.View, articles []ledger.Article, sources *directory) error {
	f := ledger.PositionFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for _, art := range articles {
		f.Articles = append(f.Articles, art.ID)
	}
	for {
		said, err := view.Positions(ctx, f)
		if err != nil {
			return err
		}
		sources.meetAll(said.Items)
		for _, p := range said.Items {
			o.Statements++
			switch src := sources.find(p.Source, p.Name); {
			case src == nil:
				o.Nobody++
			case src.Kind == hearsay.Anonymous:
				o.Unnamed++
			}
		}
		if f.After = said.Next; f.After == "" {
			return nil
		}
	}
}

// voiced counts an article that states somebody's claim as fact, and quotes it.
func (o *Outlet) voiced(ctx context.Context, view ledger.View, article string) error {
	voices, err := view.Voices(ctx, article)
	if err != nil {
		return err
	}
	if len(voices) > 0 {
		o.OwnVoice++
	}
	for i, v := range voices {
		if len(o.Voices) < mostQuoted && (i == 0 || voices[i-1].Words != v.Words) {
			o.Voices = append(o.Voices, Assertion{v.Words, v.Claim, v.Reason, v.Article})
		}
	}
	return nil
}
