package provenance

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hearsay"
)

// Relays tells which articles say that they have the claim from others: where a position names an outlet as its source or relay, the article rests on that
// outlet's first article on the claim, if it came before. They are in order of articles.
func Relays(c Case) []Relation {
	d := open(c)
	first := map[string]*Position{} // an outlet → its first position
	for i := range d.Positions {
		p := &d.Positions[i]
		if outlet := d.Outlets[p.Article]; first[outlet] == nil && carries(p.Stance) {
			first[outlet] = p
		}
	}
	found := map[[2]string]Relation{}
	for i := range d.Positions {
		p := &d.Positions[i]
		if !carries(p.Stance) {
			continue
		}
		for _, via := range append(slices.Clone(p.Relay), p.Source) {
			if of := first[via]; of != nil && d.kind(via) == hearsay.Media && of.Article != p.Article && compareDates(of.At, p.At) <= 0 {
				found[[2]string{p.Article, of.Article}] = Relation{Article: p.Article, Of: of.Article, Means: Relay, Score: 1, Reason: "cites " + d.name(via)}
			}
		}
	}
	return slices.SortedFunc(maps.Values(found), func(a, b Relation) int {
		return cmp.Or(strings.Compare(a.Article, b.Article), strings.Compare(a.Of, b.Of))
	})
}

// Chain gives the relays of a statement as the ledger shows them: to what the text shows a copy adds the outlet whose article it copies, unless that is the
// source itself or named already. outlets gives the ledger's source for the outlet of each article.
func Chain(source string, relay []string, article string, relations []Relation, outlets map[string]string) []string {
	chain := slices.Clone(relay)
	for _, r := range bestCopies(relations) {
		if wire := outlets[r.Of]; r.Article == article && wire != "" && wire != source && wire != outlets[article] && !slices.Contains(chain, wire) {
			chain = append(chain, wire)
		}
	}
	return chain
}

// bestCopies gives for each article that is a copy the one that it copies: of several the one it shares most with.
func bestCopies(relations []Relation) map[string]Relation {
	best := map[string]Relation{}
	for _, r := range relations {
		if old, known := best[r.Article]; r.Means == Copy && (!known || cmp.Or(cmp.Compare(r.Score, old.Score), strings.Compare(old.Of, r.Of)) > 0) {
			best[r.Article] = r
		}
	}
	return best
}
