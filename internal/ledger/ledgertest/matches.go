package ledgertest

import (
	"context"
	"slices"
	"testing"

	"hearsay/internal/ledger"
)

func matches(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		found, err := v.Matching(ctx, ledger.Matching{Sort: ledger.OfStatement, Keys: [][]string{{"barge"}, {"unheard"}, {"old", "barge", "old"}}})
		if err != nil || len(found.Of) != 3 || len(found.Of[1]) != 0 || len(found.Of[0]) != 1 || len(found.Of[2]) != 5 {
			t.Fatalf("statements: %+v, %v", found, err)
		}
		for _, i := range found.Of[0] {
			if c := found.Found[i]; !slices.Contains(found.Of[2], i) || !c.Current || c.ID == "" || len(c.Data) == 0 || c.First.IsZero() {
				t.Errorf("a statement is %+v", c)
			}
		}
		sources, err := v.Matching(ctx, ledger.Matching{Sort: ledger.OfSource, Keys: [][]string{{"Ada Quill"}}})
		if err != nil || len(sources.Found) != 3 || sources.Found[0].Whole == "" || sources.Found[0].Circle == "" {
			t.Fatalf("sources: %+v, %v", sources, err)
		}
		for _, c := range sources.Found {
			if c.Circle != sources.Found[0].Circle {
				t.Errorf("members of one source are in the circles %q and %q", c.Circle, sources.Found[0].Circle)
			}
		}
		near, err := v.Matching(ctx, ledger.Matching{Sort: ledger.OfSource, Keys: [][]string{{"Ada Quill"}}, At: day(1), Most: 1})
		if err != nil || len(near.Found) != 2 || !slices.ContainsFunc(near.Found, func(c ledger.Candidate) bool { return c.Article == placed[0].Article }) {
			t.Errorf("the nearest in time: %+v, %v", near, err)
		}
		few, err := v.Matching(ctx, ledger.Matching{Sort: ledger.OfStatement, Keys: [][]string{{"old", "barge"}, {"old"}}, At: day(1), Most: 10, Limit: 1})
		if err != nil || len(few.Of[0]) != 1 || len(few.Of[1]) != 1 || few.Found[few.Of[0][0]].ID != found.Found[found.Of[0][0]].ID {
			t.Errorf("what shares the rarest key: %+v, %v", few, err)
		}
		return nil
	})
}

func gathersCircles(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	var all []ledger.Source
	view(t, l, func(ctx context.Context, v ledger.View) error {
		page, err := v.Sources(ctx, ledger.SourceFilter{Name: "Lund"})
		all = append(all, page.Items...)
		if err != nil {
			return err
		}
		page, err = v.Sources(ctx, ledger.SourceFilter{Name: "Quill"})
		all = append(all, page.Items...)
		return err
	})
	if len(all) != 2 || all[0].Circle != all[0].ID {
		t.Fatalf("the sources are %+v", all)
	}
	// Sources may share a circle.
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		var put []ledger.Source
		for _, src := range all {
			whole, err := tx.Source(ctx, src.ID)
			if err != nil {
				return err
			}
			whole.Circle = "round"
			put = append(put, whole)
		}
		return tx.ReplaceSources(ctx, nil, put)
	})
	view(t, l, func(ctx context.Context, v ledger.View) error {
		sizes, err := v.CircleSizes(ctx, []string{"round", "square"}, 10)
		if err != nil || sizes["round"] != 4 || sizes["square"] != 0 {
			t.Errorf("the sizes are %v, %v", sizes, err)
		}
		if sizes, err = v.CircleSizes(ctx, []string{"round"}, 3); err != nil || sizes["round"] != 3 {
			t.Errorf("counted up to three they are %v, %v", sizes, err)
		}
		sources, nodes, err := v.Circles(ctx, []string{"round", "square"})
		if err != nil || len(sources) != 2 || len(nodes) != 4 || sources[0].Circle != "round" || sources[0].ID >= sources[1].ID {
			t.Fatalf("the circle is %+v, %+v, %v", sources, nodes, err)
		}
		for _, n := range nodes {
			if string(n.Data) != "Ada Quill" && string(n.Data) != "Cy Lund" || n.Whole != sources[0].ID && n.Whole != sources[1].ID || n.At.IsZero() {
				t.Errorf("a member is %+v", n)
			}
		}
		articles := []string{"nowhere"}
		for _, p := range placed {
			articles = append(articles, p.Article)
		}
		every, err := v.Resting(ctx, articles)
		if err != nil || len(every) == 0 {
			t.Fatalf("the articles rest on each other: %+v, %v", every, err)
		}
		first := every[0]
		if only, err := v.Resting(ctx, []string{first.Of, first.Article}); err != nil || len(only) != 1 || only[0] != first {
			t.Errorf("two of them: %+v, %v", only, err)
		}
		if none, err := v.Resting(ctx, []string{first.Article}); err != nil || len(none) != 0 {
			t.Errorf("one of them: %+v, %v", none, err)
		}
		return nil
	})
}
