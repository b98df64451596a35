package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// rest adds what stands around a claim: own voice, suggestions, who has not answered. With a time, only what was known then.
func (g *gathering) rest(page *Claim, asOf time.Time) error {
	if err := g.voices(page, asOf); err != nil {
		return err
	}
	if err := g.suggestions(page, asOf); err != nil {
		return err
	}
	return g.silent(page, asOf)
}

// voices lists each sentence once, however many statements of the claim it states as fact.
func (g *gathering) voices(page *Claim, asOf time.Time) error {
	all, err := g.view.VoicesOn(g.ctx, g.now(page))
	if err != nil {
		return err
	}
	type sentence struct {
		article string
		span    hearsay.Span
	}
	at := map[sentence]int{}
	for _, v := range all {
		key := sentence{v.Article, v.Span}
		i, again := at[key]
		switch {
		case !asOf.IsZero() && v.At.After(asOf):
		case again && v.Score > page.Voices[i].Score:
			page.Voices[i].Score, page.Voices[i].Reason = v.Score, v.Reason
		case !again:
			place, err := g.place(v.Article)
			if err != nil {
				return err
			}
			at[key] = len(page.Voices)
			page.Voices = append(page.Voices, Voice{place, v.Words, v.Score, v.Reason})
		}
	}
	return nil
}

// now is the claim as the ledger has it at present, from which the page of a past one started.
func (g *gathering) now(page *Claim) string {
	for _, p := range g.positions {
		if p.Claim != "" {
			return p.Claim
		}
	}
	return page.ID
}

func (g *gathering) place(article string) (Place, error) {
	if place, known := g.places[article]; known {
		return place, nil
	}
	art, err := g.view.Article(g.ctx, article)
	return placeOf(art), err
}

func placeOf(art ledger.Article) Place {
	return Place{art.ID, art.URL, art.Outlet, art.Title, Moment{art.At}}
}

// suggestions lists the claims that this one may belong to, each once, by its strongest link.
func (g *gathering) suggestions(page *Claim, asOf time.Time) error {
	links, err := g.doubtful(page, asOf)
	if err != nil {
		return err
	}
	var ends, claims []string
	seen := map[string]bool{page.ID: true}
	links = slices.DeleteFunc(links, func(link ledger.Suggestion) bool {
		key := cmp.Or(link.ClaimB, link.B.Statement)
		again := seen[key]
		seen[key] = true
		return again
	})
	for _, link := range links {
		ends, claims = append(ends, link.B.Statement), append(claims, link.ClaimB)
	}
	others, err := g.view.PositionsOf(g.ctx, ends)
	if err != nil {
		return err
	}
	words, texts := map[string]Words{}, map[string]string{}
	for _, other := range others {
		words[other.Ref.Statement] = Words(other.Words)
	}
	named, err := g.view.Summaries(g.ctx, claims)
	for _, c := range named {
		texts[c.ID] = c.Text
	}
	for _, link := range links {
		there := words[link.B.Statement]
		page.Suggestions = append(page.Suggestions, Suggestion{
			Claim: link.ClaimB, Text: cmp.Or(texts[link.ClaimB], there.String()), Here: link.A.Statement, There: link.B.Statement,
			Words: there.Content, Score: link.Score, Reason: link.Reason,
		})
	}
	return err
}

// mostDoubtful is how many of the strongest doubtful links of a claim are looked at: what is beyond is for nobody to decide on.
const mostDoubtful = 100

// doubtful are the links that lead out of the claim, this claim's end first, the strongest first.
func (g *gathering) doubtful(page *Claim, asOf time.Time) ([]ledger.Suggestion, error) {
	on := map[string]bool{}
	for _, p := range g.positions {
		on[p.Ref.Statement] = true
	}
	var all, out []ledger.Suggestion
	var err error
	if asOf.IsZero() {
		all, err = g.view.Suggestions(g.ctx, page.ID, mostDoubtful)
	} else {
		all, err = g.doubted()
	}
	if err != nil {
		return nil, err
	}
	for _, link := range all {
		if !on[link.A.Statement] {
			link.A, link.B, link.ClaimA, link.ClaimB = link.B, link.A, link.ClaimB, link.ClaimA
		}
		if on[link.A.Statement] && !on[link.B.Statement] {
			out = append(out, link)
		}
	}
	slices.SortStableFunc(out, func(a, b ledger.Suggestion) int { return cmp.Compare(b.Score, a.Score) })
	return out, nil
}

// doubted are the doubtful links of the past, with the claims that they lead to now.
func (g *gathering) doubted() ([]ledger.Suggestion, error) {
	var ends []string
	for _, link := range g.links {
		ends = append(ends, link.A.Statement, link.B.Statement)
	}
	positions, err := g.view.PositionsOf(g.ctx, ends)
	now := map[string]string{}
	for _, p := range positions {
		now[p.Ref.Statement] = p.Claim
	}
	var all []ledger.Suggestion
	for _, link := range g.links {
		all = append(all, ledger.Suggestion{Link: link, ClaimA: now[link.A.Statement], ClaimB: now[link.B.Statement]})
	}
	return all, err
}

// plainly is the most words that a refusal to speak has which is on no matter in particular.
const plainly = 6

// mostAsked is in how many articles those who were asked are looked for.
const mostAsked = 200

// silent lists who was asked and has not answered: whose last word on the claim is that they cannot or will not say, and those of whom its articles say no more
// than that they declined to comment. Who took another position on the claim has answered.
func (g *gathering) silent(page *Claim, asOf time.Time) error {
	var articles []string
	for _, p := range page.Positions {
		if p.CopyOf != "" {
			continue // it says what the one that it repeats says
		}
		if p.Stance == hearsay.Withholds {
			page.asked(p)
		}
		if len(articles) < mostAsked && !slices.Contains(articles, p.Article) {
			articles = append(articles, p.Article)
		}
	}
	if len(articles) == 0 {
		return nil
	}
	f := ledger.PositionFilter{Articles: articles, Stances: []hearsay.Stance{hearsay.Withholds}, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	refused, err := g.view.Positions(g.ctx, f)
	if err != nil {
		return err
	}
	g.sources.meetAll(refused.Items)
	for _, r := range refused.Items {
		known := asOf.IsZero() || !r.At.After(asOf)
		if known && len(strings.Fields(r.Words.Content)) < plainly {
			page.asked(positionOf(r, g.sources))
		}
	}
	return nil
}

// asked takes note of somebody who does not say: by the last time, and not if the source takes another position on the claim.
func (c *Claim) asked(p Position) {
	answered := slices.ContainsFunc(c.Positions, func(other Position) bool { return other.Source.same(p.Source) && other.Stance != hearsay.Withholds })
	i := slices.IndexFunc(c.Silent, func(old Position) bool { return old.Source.same(p.Source) })
	switch {
	case p.Source == nil || answered:
	case i < 0:
		c.Silent = append(c.Silent, p)
	case p.At.After(c.Silent[i].At.Time):
		c.Silent[i] = p
	}
}
