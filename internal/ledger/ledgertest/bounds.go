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
	"hearsay/internal/disjoint"
	"hearsay/internal/ledger"
)

// tie is a link between the only statements of two articles, by number.
type tie struct {
	a, b  int
	score float64
}

// boundsComponents holds a ledger to the bound of components: in whatever order articles come, claims in the end are those that follow from all links.
func boundsComponents(t *testing.T, open func(testing.TB) ledger.Ledger) {
	bound := ledger.Bound{Most: 3, Scores: []float64{0, 0.5, 0.7}}
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(2, 9).Draw(r, "articles")
		ties := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) tie {
			a := rapid.IntRange(1, n-1).Draw(t, "a")
			return tie{a, rapid.IntRange(0, a-1).Draw(t, "b"), rapid.SampledFrom([]float64{0.3, 0.4, 0.5, 0.6, 0.7, 0.8}).Draw(t, "score")}
		}), 0, 14).Draw(r, "ties")
		slices.SortFunc(ties, func(x, y tie) int { return slices.Compare([]int{x.a, x.b}, []int{y.a, y.b}) })
		ties = slices.CompactFunc(ties, func(x, y tie) bool { return x.a == y.a && x.b == y.b })
		var order []int
		for i := range n {
			order = append(order, i)
		}
		order = rapid.Permutation(order).Draw(r, "order")
		l := open(t)
		defer l.Close()
		refs, err := tiedTogether(t.Context(), l, order, ties, bound)
		if err != nil {
			r.Fatal(err)
		}
		var want []string
		groups := bounded(n, ties, bound)
		for i := range n {
			var claim []string
			for k := range n {
				if groups[k] == groups[i] {
					claim = append(claim, refs[k].Statement)
				}
			}
			slices.Sort(claim)
			want = append(want, strings.Join(claim, " "))
		}
		slices.Sort(want)
		got, err := claimed(t.Context(), l)
		if err != nil {
			r.Fatal(err)
		}
		if want = slices.Compact(want); !slices.Equal(got, want) {
			r.Fatalf("claims of\n%s\nexpected\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// tiedTogether adds articles of one statement each in an order, keeps the ties of each to those before it and derives claims anew.
func tiedTogether(ctx context.Context, l ledger.Ledger, order []int, ties []tie, bound ledger.Bound) (map[int]hearsay.Ref, error) {
	refs := map[int]hearsay.Ref{}
	for _, i := range order {
		err := l.Update(ctx, func(tx ledger.Tx) error {
			placed, err := addIn(ctx, tx, read(piece{url: fmt.Sprintf("https://x.example/%d", i), outlet: "A", title: "T", text: fmt.Sprintf("Ada said word%d.\n", i), published: "2031-05-01"}))
			if err != nil {
				return err
			}
			reading, err := tx.Reading(ctx, placed.Revision)
			if err != nil {
				return err
			}
			refs[i] = hearsay.Ref{Article: placed.Article, Statement: reading.Statements[0].ID}
			var links []ledger.Link
			for _, t := range ties {
				if other, there := refs[t.a+t.b-i]; there && (t.a == i || t.b == i) {
					links = append(links, ledger.Link{A: refs[i], B: other, Score: t.score, Verdict: ledger.Sure, Reason: "tied"})
				}
			}
			if err := tx.PutLinks(ctx, links); err != nil {
				return err
			}
			comp, err := tx.Component(ctx, ledger.Seeds{Articles: []string{placed.Article}, Anew: true, Bound: bound}, time.Time{})
			if err != nil {
				return err
			}
			return tx.ReplaceClaims(ctx, comp.Claims, deriveClaims(comp))
		})
		if err != nil {
			return nil, err
		}
	}
	return refs, nil
}

// bounded tells which things are in one component, by the definition of the bound.
func bounded(n int, ties []tie, bound ledger.Bound) []string {
	group := make([]string, n)
	for level, score := range bound.Scores {
		var sets disjoint.Sets[int]
		for _, t := range ties {
			if t.score >= score {
				sets.Join(t.a, t.b)
			}
		}
		for i := range n {
			if group[i] == "" && (sets.Size(i) <= bound.Most || level == len(bound.Scores)-1) {
				group[i] = fmt.Sprint(level, sets.Of(i))
			}
		}
	}
	return group
}

// claimed gives the statements of each claim.
func claimed(ctx context.Context, l ledger.Ledger) (all []string, err error) {
	err = l.View(ctx, func(v ledger.View) error {
		for claim, err := range v.EachClaim(ctx) {
			if err != nil {
				return err
			}
			var ids []string
			for _, ref := range claim.Positions {
				ids = append(ids, ref.Statement)
			}
			slices.Sort(ids)
			all = append(all, strings.Join(ids, " "))
		}
		return nil
	})
	slices.Sort(all)
	return all, err
}
