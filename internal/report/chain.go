package report

import (
	"slices"

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
	for _, via := range route(art, positions) {
		at = c.through(at, via, art)
	}
	return at
}

// route is through whom an article had it: the relays of its first statement that puts the claim forward. Where that statement's source is an outlet, it is the
// last of them.
func route(art Resting, positions []Position) []*Source {
	i := slices.IndexFunc(positions, func(p Position) bool {
		return p.Article == art.Article && (p.Stance == hearsay.Asserts || p.Stance == hearsay.Confirms || p.Stance == hearsay.Commits)
	})
	if i < 0 {
		i = slices.IndexFunc(positions, func(p Position) bool { return p.Article == art.Article })
	}
	if i < 0 {
		return nil
	}
	p := positions[i]
	if len(p.Relay) == 0 && p.Source != nil && p.Source.Kind == hearsay.Media && !p.Source.isOutlet(art.Outlet) {
		return []*Source{p.Source}
	}
	return p.Relay
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
