package ledgertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay"
	"hearsay/internal/ledger"
)

func gathers(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, news()...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		claims, err := v.Claims(ctx, ledger.ClaimFilter{Words: "ferry"})
		if err != nil {
			return err
		}
		claim, err := v.Claim(ctx, claims.Items[0].ID)
		if err != nil {
			return err
		}
		var first ledger.Component
		for i, seeds := range []ledger.Seeds{
			{Claims: []string{claim.ID}}, {Statements: claim.Positions[:1]}, {Statements: claim.Positions[2:3]}, {Articles: []string{placed[2].Article}},
			{Articles: []string{placed[2].Article, "nothing"}, Claims: []string{"nothing"}, Statements: []hearsay.Ref{{Statement: "nothing"}}},
		} {
			c, err := v.Component(ctx, seeds, time.Time{})
			if err != nil {
				return err
			}
			var refs []hearsay.Ref
			for _, node := range c.Statements {
				refs = append(refs, node.Ref)
			}
			if !slices.Equal(refs, claim.Positions) || !slices.Equal(c.Claims, []string{claim.ID}) || len(c.Articles) != 4 || string(c.Statements[0].Data) != "the old ferry is adrift" {
				t.Errorf("from seed %d the component is %+v", i, c)
			}
			if i == 0 {
				first = c
			} else if fmt.Sprint(c) != fmt.Sprint(first) {
				t.Errorf("from seed %d comes another component:\n%+v\n%+v", i, c, first)
			}
		}
		sure, suggested := 0, 0
		for _, link := range first.Links {
			switch link.Verdict {
			case ledger.Sure:
				sure++
			case ledger.Suggested:
				suggested++
			default:
				t.Errorf("a link is %q", link.Verdict)
			}
		}
		if sure != 6 || suggested != 4 {
			t.Errorf("%d sure links, %d suggested", sure, suggested)
		}
		if len(first.Sources) != 2 || len(first.Relations) != 1 || first.Relations[0].Article != placed[4].Article {
			t.Errorf("sources %+v, relations %+v", first.Sources, first.Relations)
		}
		for _, src := range first.Sources {
			if src.Name == "Ada Quill" && len(src.Members) != 3 {
				t.Errorf("members are %+v", src.Members)
			}
		}
		empty, err := v.Component(ctx, ledger.Seeds{}, time.Time{})
		if err != nil || len(empty.Statements)+len(empty.Claims)+len(empty.Articles) > 0 {
			t.Errorf("from nothing comes %+v, %v", empty, err)
		}
		return nil
	})
}

func tellsWhatWasKnown(t *testing.T, l ledger.Ledger) {
	all := news()
	changed := all[0]
	changed.text, changed.modified = "Ada Quill said the old ferry is adrift.\nBo Reed said tugs are far.\n", "2031-05-05T08:00:00Z"
	mustAdd(t, l, append(all, changed)...)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		page, err := v.Claims(ctx, ledger.ClaimFilter{Words: "ferry"})
		if err != nil {
			return err
		}
		for _, test := range []struct {
			at        time.Time
			positions int
			status    hearsay.Status
			tugs      string
		}{
			{day(1).Add(-6 * time.Hour), 0, "", ""},
			{day(1), 1, hearsay.Reported, "tugs are near"},
			{day(2), 2, hearsay.Reported, "tugs are near"},
			{day(4), 3, hearsay.Denied, "tugs are near"},
			{day(6), 3, hearsay.Denied, "tugs are far"},
			{day(20), 4, hearsay.Reported, "tugs are far"},
		} {
			c, err := v.Component(ctx, ledger.Seeds{Claims: []string{page.Items[0].ID}}, test.at)
			if err != nil {
				return err
			}
			claims := deriveClaims(c)
			if test.positions == 0 {
				if len(claims) != 0 {
					t.Errorf("at %v there was %+v", test.at, claims)
				}
				continue
			}
			if len(claims) != 1 || len(claims[0].Positions) != test.positions || claims[0].History[len(claims[0].History)-1].Status != test.status {
				t.Errorf("at %v the claim was %+v", test.at, claims)
			}
			for _, node := range c.Statements {
				if node.Source == "" {
					t.Errorf("at %v nobody is known to have said %q", test.at, node.Words.Content)
				}
			}
			article, err := v.Component(ctx, ledger.Seeds{Articles: []string{changed.url}}, test.at)
			if err != nil {
				return err
			}
			said := ""
			for _, node := range article.Statements {
				if node.URL == changed.url && node.Words.Source == "Bo Reed" {
					said += node.Words.Content
				}
			}
			if said != test.tugs {
				t.Errorf("at %v the article says %q, not %q", test.at, said, test.tugs)
			}
		}
		return nil
	})
}

func streams(t *testing.T, l ledger.Ledger) {
	for n := range 250 { // more than one batch of whatever size
		mustAdd(t, l, piece{url: fmt.Sprintf("https://a.example/%d", n), outlet: "A", text: fmt.Sprintf("S%d said pier %d burns.\n", n, n)})
	}
	text := mustDump(t, l)
	for _, name := range []string{"article", "revision", "statement", "claim", "source"} {
		if n := strings.Count(text, "\n"+name+" "); n != 250 {
			t.Errorf("%d lines of %s", n, name)
		}
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		n := 0
		for range v.EachClaim(ctx) {
			if n++; n == 3 {
				break
			}
		}
		last := ""
		for art, err := range v.EachArticle(ctx) {
			if err != nil || art.ID <= last || art.Text == "" {
				t.Fatalf("after %s comes %s, %v", last, art.ID, err)
			}
			last = art.ID
		}
		stopped, cancel := context.WithCancel(ctx)
		cancel()
		for _, err := range v.EachArticle(stopped) {
			if err == nil {
				t.Error("a stream goes on though nobody waits for it")
			}
		}
		return nil
	})
}

// pieces draws a few articles of few outlets, sources and claims, so that much is shared: addresses that come twice with another text, texts that come twice
// under other addresses, articles without address or date.
func pieces() *rapid.Generator[[]piece] {
	one := rapid.Custom(func(t *rapid.T) piece {
		line := rapid.Custom(func(t *rapid.T) string {
			what := rapid.SampledFrom([]string{"the ferry is adrift", "not the ferry is adrift", "the barge is adrift", "tugs are near", "tugs say the crew is safe"}).Draw(t, "what")
			if rapid.IntRange(0, 4).Draw(t, "own") == 0 {
				return what + ".\n"
			}
			return rapid.SampledFrom([]string{"Ada", "Bo", "Cy"}).Draw(t, "who") + " said " + what + ".\n"
		})
		p := piece{
			outlet: rapid.SampledFrom([]string{"A", "B", "a", ""}).Draw(t, "outlet"), title: rapid.SampledFrom([]string{"T", "U"}).Draw(t, "title"),
			text: strings.Join(rapid.SliceOfN(line, 1, 2).Draw(t, "lines"), ""),
		}
		if n := rapid.IntRange(0, 4).Draw(t, "address"); n > 0 {
			p.url = fmt.Sprintf("https://x.example/%d", n)
		}
		if n := rapid.IntRange(0, 3).Draw(t, "published"); n > 0 {
			p.published = fmt.Sprintf("2031-05-0%d", n)
		}
		if n := rapid.IntRange(0, 3).Draw(t, "fetched"); n > 0 {
			p.fetched = day(n + 1)
		}
		if rapid.IntRange(0, 4).Draw(t, "noted") == 0 {
			p.notes = []ledger.Note{{Text: "Corrected."}}
		}
		if rapid.Bool().Draw(t, "raw") {
			p.raw = []byte(p.url + p.title)
		}
		return p
	})
	return rapid.SliceOfN(one, 1, 6)
}

// anyOrder holds a ledger to the promise that the order in which articles go in does not matter, nor how often each does.
func anyOrder(t *testing.T, open func(testing.TB) ledger.Ledger) {
	rapid.Check(t, func(r *rapid.T) {
		all := pieces().Draw(r, "articles")
		other := rapid.Permutation(append(slices.Clone(all), rapid.SampledFrom(all).Draw(r, "again"))).Draw(r, "in another order")
		var dumps []string
		for _, order := range [][]piece{all, other} {
			l := open(t)
			for _, p := range order {
				if _, err := add(t.Context(), l, p); err != nil {
					r.Fatalf("adding %+v: %v", p, err)
				}
			}
			text, err := dump(t.Context(), l)
			if err != nil {
				r.Fatal(err)
			}
			dumps = append(dumps, text)
			if err := l.Close(); err != nil {
				r.Fatal(err)
			}
		}
		if dumps[0] != dumps[1] {
			r.Fatalf("another order gives another ledger:\n%s", difference(dumps[0], dumps[1]))
		}
	})
}
