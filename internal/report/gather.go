package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// gathering is what the page of a claim is made of.
type gathering struct {
	ctx       context.Context
	view      ledger.View
	sources   *directory
	claim     hearsay.Claim
	wholes    []string // the claims that the statements were on, if several
	positions []ledger.Position
	places    map[string]Place             // by article
	related   map[string][]ledger.Relation // of places to each other, by the article that rests on another
	links     []ledger.Link                // doubtful ones of the past
}

// present gathers a claim as it is known now.
func (g *gathering) present(claim ledger.Claim) error {
	g.claim = claim.Claim
	f := ledger.PositionFilter{Claim: claim.ID, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		page, err := g.view.Positions(g.ctx, f)
		if err != nil {
			return err
		}
		g.positions = append(g.positions, page.Items...)
		if f.After = page.Next; f.After == "" {
			break
		}
	}
	g.sources.meetAll(g.positions)
	for _, p := range g.positions {
		g.places[p.Ref.Article] = positionOf(p, g.sources).Place
	}
	relations, err := g.view.Resting(g.ctx, slices.Sorted(maps.Keys(g.places)))
	for _, rel := range relations {
		g.related[rel.Article] = append(g.related[rel.Article], rel)
	}
	return err
}

// past gathers a claim as it was known at a time: of the claims that its statements were on then, the one with the same id, else the largest.
func (g *gathering) past(claim ledger.Claim, at time.Time, derive Derive) error {
	comp, err := g.view.Component(g.ctx, ledger.Seeds{Claims: []string{claim.ID}, Statements: claim.Positions}, at)
	if err != nil {
		return err
	}
	claims, links, err := derive(comp)
	if err != nil {
		return err
	}
	mine := map[hearsay.Ref]bool{}
	for _, ref := range claim.Positions {
		mine[ref] = true
	}
	found := false
	for _, then := range claims {
		if !slices.ContainsFunc(then.Positions, func(ref hearsay.Ref) bool { return mine[ref] }) {
			continue
		}
		g.wholes = append(g.wholes, then.ID)
		if !found || then.ID == claim.ID || g.claim.ID != claim.ID && len(then.Positions) > len(g.claim.Positions) {
			g.claim, found = then, true
		}
	}
	if !found {
		return &NotYet{claim.ID, at, claim.First}
	}
	g.links = links
	on := map[hearsay.Ref]bool{}
	for _, ref := range g.claim.Positions {
		on[ref] = true
	}
	for _, node := range comp.Statements {
		if on[node.Ref] {
			node.Claim = g.claim.ID
			g.positions = append(g.positions, node.Position)
			g.places[node.Ref.Article] = positionOf(node.Position, g.sources).Place
		}
	}
	for _, rel := range comp.Relations {
		g.related[rel.Article] = append(g.related[rel.Article], rel)
	}
	return nil
}

// NotYet says that a claim was not known at a time.
type NotYet struct {
	Claim     string
	At, First time.Time
}

func (n *NotYet) Error() string {
	return fmt.Sprintf("nothing was known of the claim %s on %s: it first appeared on %s", n.Claim, day(n.At), day(n.First))
}

// page lays out what was gathered.
func (g *gathering) page() *Claim {
	page := &Claim{
		ID: g.claim.ID, Text: g.claim.Text, Wording: g.claim.Wording.Statement, Articles: len(g.places), Origins: []Origin{}, History: []Change{},
		Positions: []Position{}, Silent: []Position{}, Voices: []Voice{}, Suggestions: []Suggestion{}, Wholes: []string{},
	}
	if len(g.wholes) > 1 {
		page.Wholes = g.wholes
	}
	copyOf := g.copies()
	by := map[string]int{}
	for i, p := range g.positions {
		pos := positionOf(p, g.sources)
		pos.CopyOf = copyOf[p.Ref.Article]
		page.Positions = append(page.Positions, pos)
		by[pos.Statement] = i
	}
	page.Outlets = g.outlets()
	page.First = Moment{earliest(page.Positions)}
	page.Moved = page.First
	for _, change := range g.claim.History {
		c := Change{Status: change.Status}
		if change.At.Precision != hearsay.Unknown {
			c.At = Moment{change.At.Time}
		}
		if i, known := by[change.Cause.Statement]; known {
			c.Cause = &page.Positions[i]
		}
		page.History = append(page.History, c)
		page.Status = change.Status
		if c.At.After(page.Moved.Time) {
			page.Moved = c.At
		}
	}
	for _, o := range g.claim.Origins {
		origin := g.origin(o, page.Positions)
		if o.Source == "" {
			page.Unknown = &origin
		} else {
			page.Origins = append(page.Origins, origin)
		}
	}
	return page
}

func (g *gathering) origin(o hearsay.Origin, positions []Position) Origin {
	reasons := map[string]string{}
	for _, r := range o.Reasons {
		reasons[r.Article] = r.Text
	}
	out := Origin{Source: g.sources.find(o.Source, ""), Articles: []Resting{}}
	for _, art := range o.Articles {
		of, means := g.restsOn(art)
		out.Articles = append(out.Articles, Resting{g.places[art], reasons[art], of, means})
	}
	out.Chain = chainOf(out, positions, g.related)
	return out
}

// restsOn is the article of the claim whose text another rests on most plainly, and how.
func (g *gathering) restsOn(article string) (of string, means ledger.Means) {
	known := map[string]bool{}
	for id := range g.places {
		known[id] = true
	}
	for _, means := range []ledger.Means{ledger.Copy, ledger.Rewrite, ledger.Relay} {
		if of := relative(g.related[article], means, known); of != "" {
			return of, means
		}
	}
	return "", ""
}

// copies tells which article repeats which, among those of the claim.
func (g *gathering) copies() map[string]string {
	of := map[string]string{}
	for art, relations := range g.related {
		var best ledger.Relation
		for _, rel := range relations {
			_, known := g.places[rel.Of]
			if known && rel.Means == ledger.Copy && (best.Of == "" || cmp.Or(cmp.Compare(rel.Score, best.Score), cmp.Compare(best.Of, rel.Of)) > 0) {
				best = rel
			}
		}
		if best.Of != "" {
			of[art] = best.Of
		}
	}
	return of
}

func (g *gathering) outlets() int {
	seen := map[string]bool{}
	for _, place := range g.places {
		seen[outletKey(place.Outlet)] = true
	}
	return len(seen)
}

// earliest is the first time that is known, the zero time if none is.
func earliest(positions []Position) time.Time {
	var first time.Time
	for _, p := range positions {
		if !p.At.IsZero() && (first.IsZero() || p.At.Before(first)) {
			first = p.At.Time
		}
	}
	return first
}

func day(t time.Time) string {
	if t.IsZero() {
		return "an unknown day"
	}
	return t.UTC().Format("2 January 2006")
}
