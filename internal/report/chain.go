package report

import (
	"hearsay"

	"hearsay/internal/ledger"
)

// Link is a step on the way of a claim: an article, or somebody through whom it came who has no article in the ledger.
type Link struct {
	Place           // zero where there is no article
	Through *Source `json:"through"` // null where there is an article
	Reason  string  `json:"reason"`
	Copies  []Place `json:"copies"` // articles that repeat this one's text
	Next    []*Link `json:"next"`   // what rests on this
}

// chain puts the articles of an origin under each other.
type chain struct {
	root  *Link
	whose *Source          // origin
	of    map[string]*Link // by article
	steps []*Link          // those with an article, in order of time
}

// chainOf draws the way from an origin to every article resting on it: a copy under what it copies, a rewrite under what it rewrites, what came through an
// outlet under that outlet's article.
func chainOf(origin Origin, positions []Position, related map[string][]ledger.Relation) []*Link {
	c := &chain{root: &Link{}, whose: origin.Source, of: map[string]*Link{}}
	copies := map[string]string{}
	resting := map[string]bool{}
	for _, art := range origin.Articles {
		resting[art.Article] = true
	}
	for _, art := range origin.Articles {
		if of := relative(related[art.Article], ledger.Copy, resting); of != "" {
			copies[art.Article] = of
		}
	}
	for _, art := range origin.Articles {
		if of := rootOf(art.Article, copies); of != art.Article {
			continue
		}
		link := &Link{Place: art.Place, Reason: art.Reason, Copies: []Place{}, Next: []*Link{}}
		above := c.above(art, positions, related[art.Article])
		above.Next = append(above.Next, link)
		c.of[art.Article] = link
		c.steps = append(c.steps, link)
	}
	for _, art := range origin.Articles {
		if root := rootOf(art.Article, copies); root != art.Article && c.of[root] != nil {
			c.of[root].Copies = append(c.of[root].Copies, art.Place)
		}
	}
	if c.root.Next == nil {
		return []*Link{}
	}
	return c.root.Next
}

func rootOf(art string, copies map[string]string) string {
	for seen := 0; copies[art] != "" && seen <= len(copies); seen++ {
		art = copies[art]
	}
	return art
}

// relative is the article that one rests on in a certain way, among those given; "" if none.
func relative(relations []ledger.Relation, means ledger.Means, among map[string]bool) string {
	best, score := "", 0.0
	for _, rel := range relations {
		if rel.Means == means && among[rel.Of] && (best == "" || rel.Score > score) {
			best, score = rel.Of, rel.Score
		}
	}
	return best
}

// above finds what an article has its information from.
func (c *chain) above(art Resting, positions []Position, relations []ledger.Relation) *Link {
	for _, means := range []ledger.Means{ledger.Rewrite, ledger.Relay} {
		for _, rel := range relations {
			if rel.Means == means && c.of[rel.Of] != nil {
				return c.of[rel.Of]
			}
		}
	}
	at := c.root
	for _, via := range c.route(art, positions) {
		at = c.through(at, via, art)
	}
	return at
}

// route is through whom an article had it from the origin: the relays of the statement that tells so. Where that statement's source is itself an outlet that
// passes it on, this is the way.
func (c *chain) route(art Resting, positions []Position) []*Source {
	var best *Position
	for i := range positions {
		p := &positions[i]
		if p.Article == art.Article && (best == nil || c.nearness(p) > c.nearness(best)) {
			best = p
		}
	}
	switch {
	case best == nil:
		return nil
	case len(best.Relay) == 0 && passesOn(best):
		return []*Source{best.Source}
	default:
		return best.Relay
	}
}

// nearness tells how well a statement shows the way from the origin to its article.
func (c *chain) nearness(p *Position) int {
	switch {
	case p.Source.same(c.whose):
		return 5
	case p.Source.speaksFor(c.whose):
		return 4
	case p.Stance != hearsay.Asserts && p.Stance != hearsay.Confirms && p.Stance != hearsay.Commits:
		return 0
	case passesOn(p):
		return 3
	case len(p.Relay) > 0:
		return 2
	default:
		return 1
	}
}

// passesOn tells whether a statement is that of another outlet.
func passesOn(p *Position) bool {
	return p.Source != nil && p.Source.Kind == hearsay.Media && !p.Source.isOutlet(p.Outlet)
}

// through goes on from a step to a relay: to its article, if one is known and came earlier, else to a step of its own.
func (c *chain) through(at *Link, via *Source, art Resting) *Link {
	if via.isOutlet(art.Outlet) || via.same(c.whose) {
		return at
	}
	for _, step := range c.steps {
		if via.isOutlet(step.Outlet) {
			return step
		}
	}
	for _, next := range at.Next {
		if next.Through.same(via) && next.Through != nil {
			return next
		}
	}
	step := &Link{Through: via, Copies: []Place{}, Next: []*Link{}}
	at.Next = append(at.Next, step)
	return step
}
