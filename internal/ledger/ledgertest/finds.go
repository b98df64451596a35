package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

func tellsSources(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		page, err := v.Sources(ctx, ledger.SourceFilter{Name: "dr QUILL"})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("sources by another name: %+v, %v", page.Items, err)
		}
		src, err := v.Source(ctx, page.Items[0].ID)
		if err != nil || src.Name != "Ada Quill" || src.Kind != hearsay.Person || src.Role != "speaker" || !slices.Contains(src.Names, "Dr Ada Quill") || src.Statements != 3 {
			t.Errorf("the source is %+v, %v", src, err)
		}
		if len(src.Members) != 3 || src.Members[0].Article != placed[0].Article || src.Members[2].Article != placed[4].Article {
			t.Errorf("its members are %+v", src.Members)
		}
		nodes, err := v.Members(ctx, []string{src.ID, "nobody"})
		if err != nil || len(nodes) != 3 || nodes[0].Member != src.Members[0] || nodes[0].Source.Name != "Ada Quill" || nodes[0].Whole != src.ID || string(nodes[0].Data) != "Ada Quill" {
			t.Errorf("its members are %+v, %v", nodes, err)
		}
		if page, err := v.Sources(ctx, ledger.SourceFilter{Kind: hearsay.Document}); err != nil || len(page.Items) != 0 {
			t.Errorf("documents: %+v, %v", page.Items, err)
		}
		if _, err := v.Source(ctx, "nobody"); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("nobody gives %v", err)
		}
		said, err := v.Positions(ctx, ledger.PositionFilter{Article: placed[0].Article})
		if err != nil || len(said.Items) != 2 || said.Items[1].Addressee != src.ID || !slices.Equal(said.Items[1].Relay, []string{src.ID}) || said.Items[1].Name != "Bo Reed" {
			t.Errorf("relay and addressee of what the source passed on: %+v, %v", said.Items, err)
		}
		return nil
	})
}

func replacesSources(t *testing.T, l ledger.Ledger) {
	mustAdd(t, l, news()...)
	find := func(name string) ledger.Source {
		t.Helper()
		var src ledger.Source
		view(t, l, func(ctx context.Context, v ledger.View) error {
			page, err := v.Sources(ctx, ledger.SourceFilter{Name: name})
			if err != nil || len(page.Items) != 1 {
				t.Fatalf("%s: %+v, %v", name, page.Items, err)
			}
			src, err = v.Source(ctx, page.Items[0].ID)
			return err
		})
		return src
	}
	ada, cy, dee := find("Ada"), find("Cy"), find("Dee")

	// Two sources turn out to be one, which goes by another id: the origins of claims follow.
	one := ledger.Source{ID: "sone", Name: "The Harbour Master", Members: append(slices.Clone(cy.Members), ada.Members...)}
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		return tx.ReplaceSources(ctx, []string{ada.ID, cy.ID}, []ledger.Source{one})
	})
	if src := find("master"); src.ID != "sone" || src.Statements != 4 || len(src.Members) != 4 {
		t.Errorf("joined they are %+v", src)
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		if page, err := v.Sources(ctx, ledger.SourceFilter{Name: "Quill"}); err != nil || len(page.Items) != 0 {
			t.Errorf("the old name still finds %+v, %v", page.Items, err)
		}
		page, err := v.Claims(ctx, ledger.ClaimFilter{Source: "sone"})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("claims of the joined source: %+v, %v", page.Items, err)
		}
		c, err := v.Claim(ctx, page.Items[0].ID)
		for _, o := range c.Origins {
			if o.Source != "sone" {
				t.Errorf("an origin is %q", o.Source)
			}
		}
		return err
	})

	// A member more, without the others being named.
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		spare := piece{url: "https://f.example/1", outlet: "F", text: "Fay said it rains.\n"}
		entry := read(spare)
		placed, err := tx.Put(ctx, entry)
		if err != nil {
			return err
		}
		fay := []ledger.Member{{Article: placed.Article, Source: entry.Reading.Sources[0].ID}}
		for range 2 { // once more changes nothing
			if n, err := tx.AddMembers(ctx, dee.ID, fay); n != 2 || err != nil {
				return fmt.Errorf("with a member more it has %d: %w", n, err)
			}
		}
		return nil
	})
	if src := find("Dee"); len(src.Members) != 2 || src.Statements != 2 {
		t.Errorf("with a member more the source is %+v", src)
	}

	// Parted again; whoever does this derives the claims anew.
	err := l.Update(t.Context(), func(tx ledger.Tx) error { return tx.ReplaceSources(t.Context(), []string{"sone"}, nil) })
	if err == nil {
		t.Error("a source that is an origin can be dropped, and the claim is not derived anew")
	}
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		if err := tx.ReplaceSources(ctx, []string{"sone"}, []ledger.Source{ada, cy}); err != nil {
			return err
		}
		return derive(ctx, tx, ledger.Seeds{Sources: []string{ada.ID, cy.ID}})
	})
	if src := find("Ada"); src.Statements != 3 {
		t.Errorf("parted again it is %+v", src)
	}
	mustDump(t, l)
}

// originsFollow: whatever becomes of sources on the way, the origins of claims that are derived anew are the sources that the claims name, also where
// these are what they were when the claims were derived before.
func originsFollow(t *testing.T, l ledger.Ledger) {
	mustAdd(t, l, news()...)
	var ada, cy ledger.Source
	view(t, l, func(ctx context.Context, v ledger.View) error {
		for name, src := range map[string]*ledger.Source{"Ada": &ada, "Cy": &cy} {
			page, err := v.Sources(ctx, ledger.SourceFilter{Name: name})
			if err != nil || len(page.Items) != 1 {
				t.Fatalf("%s: %+v, %v", name, page.Items, err)
			}
			if *src, err = v.Source(ctx, page.Items[0].ID); err != nil {
				return err
			}
		}
		return nil
	})
	want := mustDump(t, l)
	one := ledger.Source{ID: "sone", Name: "The Harbour Master", Members: append(slices.Clone(cy.Members), ada.Members...)}
	less, more := ada, cy // one gives a member to the other, and keeps its id
	less.Members, more.Members = ada.Members[:1], append(slices.Clone(cy.Members), ada.Members[1:]...)
	for name, steps := range map[string][][]ledger.Source{
		"joined and parted again": {{one}, {cy, ada}},
		"a member given away":     {{more, less}, {cy, ada}},
		"all of this":             {{one}, {more, less}, {one}, {cy, ada}},
	} {
		update(t, l, func(ctx context.Context, tx ledger.Tx) error {
			drop := []string{ada.ID, cy.ID}
			for _, put := range steps {
				if err := tx.ReplaceSources(ctx, drop, put); err != nil {
					return err
				}
				drop = nil
				for _, src := range put {
					drop = append(drop, src.ID)
				}
			}
			return derive(ctx, tx, ledger.Seeds{Sources: []string{ada.ID, cy.ID}})
		})
		if got := mustDump(t, l); got != want {
			t.Errorf("%s: the ledger is\n%s\nwant\n%s", name, got, want)
		}
	}
}

func searches(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		for name, test := range map[string]struct {
			query ledger.Query
			want  map[ledger.Found]int
		}{
			"a word":          {ledger.Query{Words: "tugs"}, map[ledger.Found]int{ledger.InStatement: 2, ledger.InClaim: 1, ledger.InArticle: 2}},
			"another form":    {ledger.Query{Words: "Tugging"}, map[ledger.Found]int{ledger.InStatement: 2, ledger.InClaim: 1, ledger.InArticle: 2}},
			"a beginning":     {ledger.Query{Words: "bar*"}, map[ledger.Found]int{ledger.InStatement: 1, ledger.InClaim: 1, ledger.InArticle: 1}},
			"in order":        {ledger.Query{Words: `"adrift ferry"`}, map[ledger.Found]int{}},
			"together":        {ledger.Query{Words: `"old ferry" adrift`, Sorts: []ledger.Found{ledger.InClaim}}, map[ledger.Found]int{ledger.InClaim: 1}},
			"who said it":     {ledger.Query{Words: "Munro", Sorts: []ledger.Found{ledger.InStatement}}, map[ledger.Found]int{ledger.InStatement: 1}},
			"by outlet":       {ledger.Query{Words: "ferry", Outlet: "beta"}, map[ledger.Found]int{ledger.InStatement: 1, ledger.InArticle: 1, ledger.InClaim: 1}},
			"by time":         {ledger.Query{Words: "ferry", Period: ledger.Period{Since: day(2)}}, map[ledger.Found]int{ledger.InStatement: 2, ledger.InArticle: 2}},
			"nothing":         {ledger.Query{}, map[ledger.Found]int{}},
			"signs":           {ledger.Query{Words: `"*^ AND (NEAR:{}+-`}, map[ledger.Found]int{}},
			"words of FTS":    {ledger.Query{Words: `ferry AND NOT`}, map[ledger.Found]int{}},
			"an open mark":    {ledger.Query{Words: `"tugs`, Sorts: []ledger.Found{ledger.InClaim}}, map[ledger.Found]int{ledger.InClaim: 1}},
			"a hyphen":        {ledger.Query{Words: `old-ferry`, Sorts: []ledger.Found{ledger.InClaim}}, map[ledger.Found]int{ledger.InClaim: 1}},
			"a title":         {ledger.Query{Words: "three", Sorts: []ledger.Found{ledger.InArticle}}, map[ledger.Found]int{ledger.InArticle: 1}},
			"a zero byte":     {ledger.Query{Words: "tugs\x00"}, map[ledger.Found]int{ledger.InStatement: 2, ledger.InClaim: 1, ledger.InArticle: 2}},
			"no UTF-8":        {ledger.Query{Words: "\xff\xfe"}, map[ledger.Found]int{}},
			"a thousand more": {ledger.Query{Words: strings.Repeat("tugs ", 1000), Sorts: []ledger.Found{ledger.InClaim}}, map[ledger.Found]int{ledger.InClaim: 1}},
		} {
			page, err := v.Search(ctx, test.query)
			got := map[ledger.Found]int{}
			for _, hit := range page.Items {
				got[hit.Sort]++
			}
			for _, sort := range []ledger.Found{ledger.InStatement, ledger.InClaim, ledger.InArticle} {
				if got[sort] != test.want[sort] || err != nil {
					t.Errorf("%s: %v, not %v: %v", name, got, test.want, err)
					break
				}
			}
			if len(test.query.Sorts) == 0 {
				counts(ctx, t, v, test.query, test.want)
			}
		}
		page, err := v.Search(ctx, ledger.Query{Words: "barge", Sorts: []ledger.Found{ledger.InStatement}})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("%+v, %v", page, err)
		}
		hit := page.Items[0]
		if hit.Article != placed[3].Article || hit.Claim == "" || hit.Source != "Dee Munro" || hit.Outlet != "Delta" || hit.Title != "four" || hit.Snippet != "the old barge is adrift" {
			t.Errorf("the hit is %+v", hit)
		}
		if len(hit.Marks) != 1 || hit.Marks[0].In(hit.Snippet) != "barge" {
			t.Errorf("marked is %v", hit.Marks)
		}
		return nil
	})
}

// counts holds what a search counts to what it finds.
func counts(ctx context.Context, t *testing.T, v ledger.View, q ledger.Query, want map[ledger.Found]int) {
	t.Helper()
	tally, err := v.Tally(ctx, q)
	statements := 0
	for _, o := range tally.Outlets {
		if q.Outlet == "" || strings.EqualFold(o.Outlet, q.Outlet) {
			statements += o.Statements
		}
	}
	if err != nil || statements != want[ledger.InStatement] {
		t.Errorf("%+v: by outlets there are %d statements: %+v, %v", q, statements, tally, err)
	}
	for _, sort := range []ledger.Found{ledger.InStatement, ledger.InClaim, ledger.InArticle} {
		if tally.Sorts[sort] != want[sort] {
			t.Errorf("%+v: counted are %v, not %v", q, tally.Sorts, want)
		}
	}
}

func findsCandidates(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		found, err := v.Sharing(ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: []string{"barge", "old", "adrift", "unheard"}})
		if err != nil || len(found) != 5 || found[0].Shared != 3 || found[1].Shared != 2 || found[0].Article != placed[3].Article || string(found[0].Data) != "the old barge is adrift" {
			t.Fatalf("statements: %+v, %v", found, err)
		}
		best := found[0]
		if !best.Current || best.Whole == "" || best.Outlet != "Delta" || !best.At.Equal(time.Date(2031, 5, 4, 8, 0, 0, 0, time.UTC)) || best.Revision != placed[3].Revision {
			t.Errorf("the best is %+v", best)
		}
		for name, test := range map[string]struct {
			q    ledger.Sharing
			want int
		}{
			"few":       {ledger.Sharing{Sort: ledger.OfStatement, Keys: []string{"old", "barge"}, Limit: 2}, 2},
			"from":      {ledger.Sharing{Sort: ledger.OfStatement, Keys: []string{"old"}, From: day(3)}, 2},
			"to":        {ledger.Sharing{Sort: ledger.OfStatement, Keys: []string{"old"}, To: day(2)}, 2},
			"articles":  {ledger.Sharing{Sort: ledger.OfArticle, Keys: []string{news()[0].text}}, 2},
			"sources":   {ledger.Sharing{Sort: ledger.OfSource, Keys: []string{"Ada Quill", "Cy Lund"}}, 4},
			"sentences": {ledger.Sharing{Sort: ledger.OfSentence, Keys: []string{"ferry"}}, 2},
			"no keys":   {ledger.Sharing{Sort: ledger.OfSentence}, 0},
		} {
			if found, err := v.Sharing(ctx, test.q); err != nil || len(found) != test.want {
				t.Errorf("%s: %d, not %d: %v", name, len(found), test.want, err)
			}
		}
		frequencies, err := v.Frequencies(ctx, ledger.OfStatement, []string{"old", "barge", "unheard", "tugs"}, 3)
		if err != nil || frequencies["old"] != 3 || frequencies["barge"] != 1 || frequencies["unheard"] != 0 || frequencies["tugs"] != 2 {
			t.Errorf("frequencies are %v, %v", frequencies, err)
		}
		var vectors []ledger.Vector
		for vector, err := range v.Vectors(ctx, "") {
			if err != nil {
				return err
			}
			vectors = append(vectors, vector)
		}
		if len(vectors) != 7 || !slices.Equal(vectors[0].Values, []int8{127, 0, -127, 64}) {
			t.Fatalf("vectors are %+v", vectors)
		}
		n := 0
		for vector, err := range v.Vectors(ctx, vectors[4].Cursor) {
			if err != nil || vector.Ref != vectors[5+n].Ref {
				t.Errorf("after the fifth comes %+v, %v", vector, err)
			}
			n++
		}
		if n != 2 {
			t.Errorf("after the fifth there are %d", n)
		}
		for _, err := range v.Vectors(ctx, "x") {
			if !errors.Is(err, ledger.ErrCursor) {
				t.Errorf("a wrong cursor gives %v", err)
			}
		}
		return nil
	})
}
