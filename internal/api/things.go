package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hearsay"

	"hearsay/internal/gate"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// things are articles, outlets and sources.
func (s *service) things(api huma.API) {
	s.articles(api)
	s.outlets(api)
	s.sources(api)
}

func (s *service) articles(api huma.API) {
	article := reading("show-article", "/api/v1/articles/{id}", "An article",
		"The text as it is kept, what was read in it, its revisions, what it rests on. Spans count Unicode code points of the text.", http.StatusNotFound)
	type articleID struct {
		ID string `path:"id" maxLength:"2000" doc:"Id of the article, or its address, percent-encoded."`
	}
	huma.Register(api, article, func(ctx context.Context, in *articleID) (*answer[report.Article], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Article, error) {
			page, err := report.ArticlePage(ctx, v, in.ID)
			return page, missing("article", in.ID, err)
		})
	})
	revisions := reading("compare-revisions", "/api/v1/articles/{id}/revisions", "What changed in an article",
		"Its revisions, and two of them compared word by word: the last and the one before it, unless others are asked for.", http.StatusNotFound)
	type compared struct {
		ID   string `path:"id" maxLength:"2000" doc:"Id of the article, or its address, percent-encoded."`
		From string `query:"from" maxLength:"100" doc:"Id of one revision."`
		To   string `query:"to" maxLength:"100" doc:"Id of the other."`
	}
	huma.Register(api, revisions, func(ctx context.Context, in *compared) (*answer[report.Difference], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Difference, error) {
			page, err := report.DifferencePage(ctx, v, in.ID, in.From, in.To)
			return page, missing("revision of the article", in.ID, err)
		})
	})
}

func (s *service) outlets(api huma.API) {
	op := reading("show-outlet", "/api/v1/outlets/{name}", "An outlet",
		"How it reports, by its latest articles: whom it names, and what it states in its own voice.", http.StatusNotFound)
	type outlet struct {
		Listing
		Name string `path:"name" maxLength:"300" doc:"Name of the outlet, in any case."`
	}
	huma.Register(api, op, func(ctx context.Context, in *outlet) (*answer[report.Outlet], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Outlet, error) {
			page, err := report.OutletPage(ctx, v, in.Name, in.paging())
			return page, missing("outlet", in.Name, err)
		})
	})
}

func (s *service) sources(api huma.API) {
	list := reading("list-sources", "/api/v1/sources", "Sources", "Those with the most statements first.", http.StatusNotFound)
	type filter struct {
		Listing
		Name string       `query:"name" maxLength:"300" doc:"Only sources with these words in one of their names, in any case."`
		Kind hearsay.Kind `query:"kind" enum:"person,office,organisation,country,outlet,document,anonymous,group" doc:"Only sources of this kind."`
	}
	huma.Register(api, list, func(ctx context.Context, in *filter) (*answer[report.Sources], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Sources, error) {
			return report.SourcesPage(ctx, v, ledger.SourceFilter{Paging: in.paging(), Name: in.Name, Kind: in.Kind})
		})
	})
	source := reading("show-source", "/api/v1/sources/{id}", "A source",
		"Who it is, what it said, the newest first, its roles over time, and where it changed its position.", http.StatusNotFound)
	type sourceID struct {
		Listing
		ID string `path:"id" maxLength:"300" doc:"Id of the source, or a name."`
	}
	huma.Register(api, source, func(ctx context.Context, in *sourceID) (*answer[report.Said], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Said, error) {
			page, err := report.SaidPage(ctx, v, in.ID, in.paging())
			return page, missing("source", in.ID, err)
		})
	})
}

// found is which words somebody looks for.
type found struct {
	Listing
	Words  string         `query:"q" required:"true" minLength:"1" maxLength:"300" doc:"All of these words; \"in quotation marks\" in this order; a last word with * is a beginning."`
	In     []ledger.Found `query:"in" enum:"statement,claim,article" doc:"Where to look; several with commas; everywhere if it is left out."`
	Outlet string         `query:"outlet" maxLength:"300" doc:"Only in articles of this outlet."`
	Since  moment         `query:"since" doc:"Only what was published then or later."`
	Until  moment         `query:"until" doc:"Only what was published by then."`
}

func (s *service) search(api huma.API) {
	op := reading("search", "/api/v1/search", "Search", "Words in statements, claims and articles, the best first.", http.StatusNotFound)
	huma.Register(api, op, func(ctx context.Context, in *found) (*answer[report.Found], error) {
		period, err := span(in.Since, in.Until)
		if err != nil {
			return nil, err
		}
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Found, error) {
			q := ledger.Query{Paging: in.paging(), Period: period, Words: in.Words, Sorts: in.In, Outlet: in.Outlet}
			return report.SearchPage(ctx, v, q, in.Limit)
		})
	})
}

// Me is who asks.
type Me struct {
	Name string      `json:"name"`
	Role ledger.Role `json:"role"`
}

// Counts is how much a ledger holds.
type Counts struct {
	Articles    int `json:"articles"`
	Revisions   int `json:"revisions"`
	Outlets     int `json:"outlets"`
	Statements  int `json:"statements"`
	Claims      int `json:"claims"`
	Sources     int `json:"sources"`
	Suggestions int `json:"suggestions"`
	Voices      int `json:"own_voice"`
	Edits       int `json:"edits"`
}

func (s *service) about(api huma.API) {
	huma.Register(api, reading("show-counts", "/api/v1/counts", "How much there is", ""), func(ctx context.Context, _ *struct{}) (*answer[Counts], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*Counts, error) {
			n, err := v.Counts(ctx)
			c := Counts(n)
			return &c, err
		})
	})
	me := reading("show-me", "/api/v1/me", "Who asks", "The user or token that the request comes with, and what it may do.")
	huma.Register(api, me, func(ctx context.Context, _ *struct{}) (*answer[Me], error) {
		who := gate.Visitor(ctx)
		return &answer[Me]{&Me{who.Name, who.Role}}, nil
	})
}
