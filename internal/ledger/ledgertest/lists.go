package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// news is a small story: a claim that is asserted, repeated, copied and denied; one of its own; one nearly like it.
func news() []piece {
	return []piece{
		{url: "https://a.example/1", outlet: "Alpha", title: "one", published: "2031-05-01T08:00:00Z", text: "Ada Quill said the old ferry is adrift.\nBo Reed said tugs are near.\n"},
		{url: "https://b.example/1", outlet: "Beta", title: "two", published: "2031-05-02T08:00:00Z", text: "Ada Quill said the old ferry is adrift.\nThe old ferry is adrift.\n"},
		{url: "https://c.example/1", outlet: "Gamma", title: "three", published: "2031-05-03T08:00:00Z", text: "Cy Lund said not the old ferry is adrift.\nthe old ferry is adrift.\n"},
		{url: "https://d.example/1", outlet: "Delta", title: "four", published: "2031-05-04T08:00:00Z", text: "Dee Munro said the old barge is adrift.\n"},
		{url: "https://e.example/1", outlet: "Epsilon", title: "five", text: "Ada Quill said the old ferry is adrift.\nBo Reed said tugs are near.\n", fetched: day(9)},
	}
}

func tellsClaims(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		page, err := v.Claims(ctx, ledger.ClaimFilter{Words: "ferries"})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("claims on ferries: %+v, %v", page.Items, err)
		}
		s := page.Items[0]
		if s.Text != "the old ferry is adrift" || s.Status != hearsay.Reported || s.Positions != 4 || s.Origins != 2 || s.Articles != 4 || !s.First.Equal(time.Date(2031, 5, 1, 8, 0, 0, 0, time.UTC)) {
			t.Errorf("the claim in the list is %+v", s)
		}
		if !s.Moved.Equal(day(9)) { // denied by Gamma on the 3rd, reported again by Epsilon
			t.Errorf("it moved at %v", s.Moved)
		}
		c, err := v.Claim(ctx, s.ID[:5])
		if err != nil || c.Claim.ID != s.ID || c.Text != s.Text || c.Status != s.Status || len(c.Positions) != 4 || c.Wording != c.Positions[0] {
			t.Errorf("the claim is %+v, %v", c, err)
		}
		if len(c.Origins) != 2 || !slices.Equal(c.Origins[0].Articles, []string{placed[0].Article, placed[1].Article, placed[4].Article}) || len(c.Origins[0].Reasons) != 3 {
			t.Errorf("its origins are %+v", c.Origins)
		}
		var history []hearsay.Status
		for _, change := range c.History {
			history = append(history, change.Status)
		}
		if !slices.Equal(history, []hearsay.Status{hearsay.Reported, hearsay.Denied, hearsay.Reported}) || c.History[1].Cause.Article != placed[2].Article || c.History[1].At.String() != "2031-05-03T08:00:00Z" {
			t.Errorf("its history is %+v", c.History)
		}
		courses, err := v.Courses(ctx, []string{s.ID, "kkkkkkkkkkkk"})
		if err != nil || len(courses) != 1 || courses[0].ID != s.ID || !reflect.DeepEqual(courses[0].History, c.History) {
			t.Errorf("how it went: %+v, %v", courses, err)
		} else if got := courses[0].Begun; len(got) != 2 || got[0] != (ledger.Beginning{Source: c.Origins[0].Source, Ref: c.Positions[0], At: s.First}) ||
			got[1].Ref.Article != placed[2].Article {
			t.Errorf("its origins begin with %+v", got)
		}
		positions, err := v.Positions(ctx, ledger.PositionFilter{Claim: s.ID})
		if err != nil || len(positions.Items) != 4 || positions.Items[2].Statement.Stance != hearsay.Denies || positions.Items[2].Name != "Cy Lund" || positions.Items[2].Claim != s.ID {
			t.Errorf("its positions are %+v, %v", positions.Items, err)
		}
		suggestions, err := v.Suggestions(ctx, s.ID, 0)
		if err != nil || len(suggestions) == 0 {
			t.Fatalf("suggestions: %v, %v", suggestions, err)
		}
		if strongest, err := v.Suggestions(ctx, s.ID, 1); err != nil || len(strongest) != 1 || strongest[0] != suggestions[0] {
			t.Errorf("the strongest suggestion is %v, %v, and of all the first is %v", strongest, err, suggestions[0])
		}
		for _, su := range suggestions {
			other := su.ClaimA
			if other == s.ID {
				other = su.ClaimB
			}
			back, err := v.Suggestions(ctx, other, 0)
			if err != nil || !slices.Contains(back, su) || su.Reason == "" {
				t.Errorf("the suggestion %+v does not show on the other side, %s: %v", su, other, err)
			}
		}
		voices, err := v.VoicesOn(ctx, s.ID)
		if err != nil || len(voices) != 3 || voices[0].Article != placed[2].Article || voices[0].Words != "the old ferry is adrift." || voices[0].Claim != s.ID {
			t.Errorf("voices on it: %+v, %v", voices, err)
		}
		if own, err := v.Voices(ctx, placed[2].Article); err != nil || len(own) != len(voices) {
			t.Errorf("the article has %d voices, %v", len(own), err)
		}
		for _, id := range []string{"", "k", "kzzzzzzzzzzz"} {
			_, err := v.Claim(ctx, id)
			_, err2 := v.Suggestions(ctx, id, 0)
			_, err3 := v.Position(ctx, id)
			_, err4 := v.VoicesOn(ctx, id)
			for _, err := range []error{err, err2, err3, err4} {
				if !errors.Is(err, ledger.ErrNotFound) {
					t.Errorf("%q gives %v", id, err)
				}
			}
		}
		return nil
	})
	mustDump(t, l)
}

func keepsUnknownLineage(t *testing.T, l ledger.Ledger) {
	mustAdd(t, l, news()...)
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		page, err := tx.Claims(ctx, ledger.ClaimFilter{Words: "ferry"})
		if err != nil {
			return err
		}
		c, err := tx.Claim(ctx, page.Items[0].ID)
		if err != nil {
			return err
		}
		for i := range c.Origins {
			c.Origins[i].Source = ""
		}
		if err := tx.ReplaceClaims(ctx, nil, []hearsay.Claim{c.Claim}); err != nil {
			return err
		}
		kept, err := tx.Claim(ctx, c.Claim.ID)
		if err != nil || !reflect.DeepEqual(kept.Origins, c.Origins) {
			t.Errorf("origins are kept as %+v, %v", kept.Origins, err)
		}
		page, err = tx.Claims(ctx, ledger.ClaimFilter{Words: "ferry"})
		if page.Items[0].Origins != 0 {
			t.Errorf("unknown lineages count as %d origins", page.Items[0].Origins)
		}
		return err
	})
	mustDump(t, l)
}

// collect goes through all pages of a list.
func collect[T any](t *testing.T, size int, next func(ledger.Paging) (ledger.Page[T], error)) []T {
	t.Helper()
	var all []T
	paging := ledger.Paging{Limit: size}
	for range 1000 {
		page, err := next(paging)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Items) > size {
			t.Fatalf("a page has %d things, not %d at most", len(page.Items), size)
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			return all
		}
		paging.After = page.Next
	}
	t.Fatal("the pages do not end")
	return nil
}

func pages(t *testing.T, l ledger.Ledger) {
	for n := range 9 {
		at := fmt.Sprintf("2031-05-%02dT08:00:00Z", 1+n/3)
		mustAdd(t, l, piece{
			url: fmt.Sprintf("https://a.example/%d", n), outlet: "A", published: at, title: fmt.Sprint(n),
			text: fmt.Sprintf("Ada Quill said pier %d burns.\nAda Quill said boat %d sinks.\nS%d said all is well.\n", n, n, n),
		})
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		articles := collect(t, 2, func(p ledger.Paging) (ledger.Page[ledger.Article], error) {
			return v.Articles(ctx, ledger.ArticleFilter{Paging: p})
		})
		claims := collect(t, 4, func(p ledger.Paging) (ledger.Page[ledger.Summary], error) {
			return v.Claims(ctx, ledger.ClaimFilter{Paging: p})
		})
		sources := collect(t, 3, func(p ledger.Paging) (ledger.Page[ledger.Source], error) {
			return v.Sources(ctx, ledger.SourceFilter{Paging: p})
		})
		oldest := collect(t, 5, func(p ledger.Paging) (ledger.Page[ledger.Position], error) {
			return v.Positions(ctx, ledger.PositionFilter{Paging: p})
		})
		newest := collect(t, 5, func(p ledger.Paging) (ledger.Page[ledger.Position], error) {
			return v.Positions(ctx, ledger.PositionFilter{Paging: p, NewestFirst: true})
		})
		hits := collect(t, 4, func(p ledger.Paging) (ledger.Page[ledger.Hit], error) {
			return v.Search(ctx, ledger.Query{Paging: p, Words: "burns"})
		})
		if len(articles) != 9 || len(claims) != 19 || len(sources) != 10 || len(oldest) != 27 || len(hits) != 27 {
			t.Errorf("pages hold %d articles, %d claims, %d sources, %d statements, %d hits", len(articles), len(claims), len(sources), len(oldest), len(hits))
		}
		slices.Reverse(newest)
		for i := range oldest {
			if oldest[i].Ref != newest[i].Ref || (i > 0 && oldest[i].At.Before(oldest[i-1].At)) {
				t.Fatalf("statements come in the wrong order at %d", i)
			}
		}
		for i := range claims {
			if i > 0 && (claims[i].Moved.After(claims[i-1].Moved) || claims[i].ID == claims[i-1].ID) {
				t.Errorf("claims come in the wrong order at %d", i)
			}
		}
		if sources[0].Name != "Ada Quill" || sources[0].Statements != 18 {
			t.Errorf("the first source is %+v", sources[0])
		}
		for _, after := range []ledger.Cursor{"x", "!!", "eyJuIjoieCJ9"} {
			p := ledger.Paging{After: after}
			_, err := v.Claims(ctx, ledger.ClaimFilter{Paging: p})
			_, err2 := v.Articles(ctx, ledger.ArticleFilter{Paging: p})
			_, err3 := v.Positions(ctx, ledger.PositionFilter{Paging: p})
			_, err4 := v.Search(ctx, ledger.Query{Paging: p, Words: "x"})
			for _, err := range []error{err, err2, err3, err4} {
				if !errors.Is(err, ledger.ErrCursor) {
					t.Errorf("the cursor %q gives %v", after, err)
				}
			}
		}
		page, err := v.Positions(ctx, ledger.PositionFilter{Paging: ledger.Paging{Limit: -5}})
		if err != nil || len(page.Items) != 27 {
			t.Errorf("a limit below nothing gives %d, %v", len(page.Items), err)
		}
		return nil
	})
}

func filters(t *testing.T, l ledger.Ledger) {
	mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		sources, err := v.Sources(ctx, ledger.SourceFilter{Name: "quill"})
		if err != nil || len(sources.Items) != 1 {
			t.Fatalf("sources named quill: %+v, %v", sources.Items, err)
		}
		ada := sources.Items[0].ID
		for name, test := range map[string]struct {
			filter ledger.ClaimFilter
			want   int
		}{
			"all":             {ledger.ClaimFilter{}, 3},
			"by status":       {ledger.ClaimFilter{Status: []hearsay.Status{hearsay.Denied, hearsay.Retracted}}, 0},
			"by two statuses": {ledger.ClaimFilter{Status: []hearsay.Status{hearsay.Reported, hearsay.Denied}}, 3},
			"by words":        {ledger.ClaimFilter{Words: "old adrift"}, 2},
			"by no words":     {ledger.ClaimFilter{Words: "submarine"}, 0},
			"by signs":        {ledger.ClaimFilter{Words: `")*(`}, 0},
			"by source":       {ledger.ClaimFilter{Source: ada}, 1},
			"by outlet":       {ledger.ClaimFilter{Outlet: "ALPHA"}, 2},
			"by no outlet":    {ledger.ClaimFilter{Outlet: "Omega"}, 0},
			"since":           {ledger.ClaimFilter{Since: day(4).Add(-time.Hour * 5)}, 2},
			"until":           {ledger.ClaimFilter{Until: day(4).Add(-time.Hour * 5)}, 1},
			"moving":          {ledger.ClaimFilter{Moving: true}, 1},
			"as of":           {ledger.ClaimFilter{AsOf: day(3)}, 2},
			"several":         {ledger.ClaimFilter{Several: true}, 2},
			"together":        {ledger.ClaimFilter{Several: true, Outlet: "gamma", Source: ada, Words: "ferry", Status: []hearsay.Status{hearsay.Reported}}, 1},
		} {
			page, err := v.Claims(ctx, test.filter)
			if err != nil || len(page.Items) != test.want {
				t.Errorf("claims %s: %d, not %d: %+v, %v", name, len(page.Items), test.want, page.Items, err)
			}
		}
		articles, stand := someArticles(ctx, t, v)
		for name, test := range map[string]struct {
			filter ledger.PositionFilter
			want   int
		}{
			"all":          {ledger.PositionFilter{}, 7},
			"by source":    {ledger.PositionFilter{Source: ada}, 3},
			"by outlet":    {ledger.PositionFilter{Outlet: "alpha"}, 2},
			"by article":   {ledger.PositionFilter{Article: "https://a.example/1"}, 2},
			"by articles":  {ledger.PositionFilter{Articles: []string{articles[0].ID, articles[1].ID, articles[2].ID, "nothing"}}, stand},
			"by stance":    {ledger.PositionFilter{Stances: []hearsay.Stance{hearsay.Denies, hearsay.Doubts}}, 1},
			"by quotation": {ledger.PositionFilter{Quotations: []hearsay.Quotation{hearsay.Direct}}, 0},
			"by period":    {ledger.PositionFilter{Period: ledger.Period{Since: day(2).Add(-5 * time.Hour), Until: day(4)}}, 3},
			"together":     {ledger.PositionFilter{Source: ada, Outlet: "beta", Article: "https://b.example/1"}, 1},
		} {
			page, err := v.Positions(ctx, test.filter)
			if err != nil || len(page.Items) != test.want {
				t.Errorf("statements %s: %d, not %d: %v", name, len(page.Items), test.want, err)
			}
		}
		page, err := v.Articles(ctx, ledger.ArticleFilter{Period: ledger.Period{Until: day(3)}})
		if err != nil || len(page.Items) != 3 || page.Items[0].Title != "three" || page.Items[0].Text != "" {
			t.Errorf("articles before the third: %+v, %v", page.Items, err)
		}
		for _, err := range []error{
			second(v.Claims(ctx, ledger.ClaimFilter{Source: "nobody"})), second(v.Positions(ctx, ledger.PositionFilter{Claim: "nothing"})),
			second(v.Positions(ctx, ledger.PositionFilter{Article: "nothing"})),
		} {
			if !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("a filter by what there is not gives %v", err)
			}
		}
		return nil
	})
}

// someArticles are three articles, and how many statements stand in them.
func someArticles(ctx context.Context, t *testing.T, v ledger.View) (some []ledger.Article, statements int) {
	t.Helper()
	page, err := v.Articles(ctx, ledger.ArticleFilter{Paging: ledger.Paging{Limit: 3}})
	if err != nil || len(page.Items) != 3 {
		t.Fatalf("three articles: %+v, %v", page.Items, err)
	}
	for _, art := range page.Items {
		of, err := v.Positions(ctx, ledger.PositionFilter{Article: art.ID})
		if err != nil {
			t.Fatal(err)
		}
		statements += len(of.Items)
	}
	return page.Items, statements
}

func second[T any](_ T, err error) error { return err }
