package ingest

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/linking/sources"
)

// grow lets newcomers join sources of the ledger in a crowded circle, those first that are most like one. The sources that must be derived anew are, each
// by itself.
func (d *deriver) grow(g *gathering) ([]string, error) {
	now, touched, err := d.renew(g)
	if err != nil {
		return nil, err
	}
	for _, n := range g.fresh {
		for i := range n.alike {
			if id := now[n.alike[i].member]; id != "" {
				n.alike[i].whole = id
			}
		}
	}
	slices.SortStableFunc(g.fresh, func(a, b *newcomer) int {
		return cmp.Or(cmp.Compare(b.best(), a.best()), strings.Compare(a.Member.Source, b.Member.Source))
	})
	taken := map[string]bool{} // two sources of one article are two
	var alone []ledger.Source
	for _, n := range g.fresh {
		whole := n.choose(taken)
		if whole == "" {
			ties, err := d.ties([]ledger.SourceNode{n.SourceNode})
			if err != nil {
				return nil, err
			}
			one, err := cluster([]ledger.SourceNode{n.SourceNode}, ties, "")
			if err != nil {
				return nil, err
			}
			alone = append(alone, one...)
			continue
		}
		taken[whole] = true
		size, err := d.tx.AddMembers(d.ctx, whole, []ledger.Member{n.Member})
		if err != nil {
			return nil, err
		}
		if size&(size-1) == 0 {
			ids, err := d.rename(whole)
			if err != nil {
				return nil, err
			}
			touched = append(touched, ids...)
		}
	}
	return touched, d.tx.ReplaceSources(d.ctx, nil, alone)
}

// rename tells from all its members what a source is called and who it is. While it grows that is done whenever these have doubled.
func (d *deriver) rename(whole string) ([]string, error) {
	before, err := d.tx.Source(d.ctx, whole)
	if err != nil {
		return nil, err
	}
	nodes, err := d.tx.Members(d.ctx, []string{whole})
	if err != nil {
		return nil, err
	}
	ties, err := d.ties(nodes)
	if err != nil {
		return nil, err
	}
	now, err := merge(nodes, ties)
	if err != nil {
		return nil, err
	}
	after := before
	after.Name, after.Names, after.Kind, after.Role, after.Affiliation = now.Name, now.Names, now.Kind, now.Role, now.Affiliation
	return d.replace([]renewal{{nodes: nodes, before: []ledger.Source{before}, after: []ledger.Source{after}}})
}

// renew derives sources of the ledger anew from their own members, and tells of which source each of these is now.
func (d *deriver) renew(g *gathering) (map[ledger.Member]string, []string, error) {
	now := map[ledger.Member]string{}
	if len(g.wholes) == 0 {
		return now, nil, nil
	}
	nodes, err := d.tx.Members(d.ctx, g.wholes)
	if err != nil {
		return nil, nil, err
	}
	var before []ledger.Source
	for _, id := range g.wholes {
		src, err := d.tx.Source(d.ctx, id)
		if err != nil {
			return nil, nil, err
		}
		before = append(before, src)
	}
	ties, err := d.ties(nodes)
	if err != nil {
		return nil, nil, err
	}
	after, err := again(g, nodes, ties)
	if err != nil {
		return nil, nil, err
	}
	for _, src := range after {
		for _, m := range src.Members {
			now[m] = src.ID
		}
	}
	touched, err := d.replace([]renewal{{nodes, before, after, g.wholes}})
	return now, touched, err
}

// again puts together the sources that must be derived anew. One that is crowded itself stays one, since to compare all its members would take minutes, unless
// somebody joined or parted a member of it.
func again(g *gathering, nodes []ledger.SourceNode, ties sources.Ties) ([]ledger.Source, error) {
	by := map[string][]ledger.SourceNode{}
	for _, n := range nodes {
		by[n.Whole] = append(by[n.Whole], n)
	}
	var all []ledger.Source
	var loose []ledger.SourceNode
	for _, id := range g.wholes {
		own := by[id]
		if len(own) <= crowded || corrected(own, ties.Edits) {
			loose = append(loose, own...)
			continue
		}
		one, err := merge(own, ties)
		if err != nil {
			return nil, err
		}
		all = append(all, wholeOf(one, g.circles[0]))
	}
	rest, err := cluster(loose, ties, g.circles[0])
	return append(all, rest...), err
}

// merge tells of article-level sources that are one what it is called and who it is.
func merge(nodes []ledger.SourceNode, ties sources.Ties) (sources.Source, error) {
	entries, err := entriesOf(nodes)
	if err != nil {
		return sources.Source{}, err
	}
	return sources.Merge(entries, ties.Edits), nil
}

// corrected reports whether somebody joined one of some members with another or parted it.
func corrected(nodes []ledger.SourceNode, edits []sources.Edit) bool {
	return slices.ContainsFunc(edits, func(e sources.Edit) bool {
		return e.Name == "" && slices.ContainsFunc(nodes, func(n ledger.SourceNode) bool {
			m := sources.Member{Article: n.Member.Article, Source: n.Member.Source}
			return m == e.A || m == e.B
		})
	})
}

// best is how much a newcomer is like the source that it is most like.
func (n *newcomer) best() float64 {
	best := 0.0
	for _, a := range n.alike {
		best = max(best, a.score)
	}
	return best
}

// choose finds the source of the ledger that a newcomer is most like, of several the one with the most members that it is like; "" if there is none that it
// may be, or if a vague newcomer may be several.
func (n *newcomer) choose(taken map[string]bool) string {
	type fit struct {
		whole string
		score float64
		count int
	}
	var fits []fit
	for _, a := range n.alike {
		if a.whole == "" || taken[a.whole] || n.apart[a.whole] {
			continue
		}
		i := slices.IndexFunc(fits, func(f fit) bool { return f.whole == a.whole })
		if i < 0 {
			i, fits = len(fits), append(fits, fit{whole: a.whole})
		}
		fits[i].score, fits[i].count = max(fits[i].score, a.score), fits[i].count+1
	}
	slices.SortFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.count, a.count), strings.Compare(a.whole, b.whole))
	})
	switch {
	case len(fits) == 0:
		return ""
	case len(fits) > 1 && fits[0].score == fits[1].score && sources.NewProfile(n.entry).Vague():
		return ""
	default:
		return fits[0].whole
	}
}
