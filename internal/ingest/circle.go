package ingest

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"hearsay"

	"hearsay/internal/disjoint"
	"hearsay/internal/ledger"
	"hearsay/internal/linking/sources"
)

// gathering is everybody who is put together at once.
type gathering struct {
	circles []string // of the ledger, the largest first
	size    int      // members of these, and newcomers
	wholes  []string // sources of the ledger that must be derived anew
	fresh   []*newcomer
}

// gatherings finds which circles newcomers and sources of the ledger belong to. Who has to do with two circles makes one of them.
func (d *deriver) gatherings(wholes [][]string, fresh []newcomer) ([]*gathering, error) {
	var over disjoint.Sets[string]
	in := map[string][]string{} // circle → sources that must be derived anew
	circles := map[string]bool{}
	for _, list := range wholes {
		first := ""
		for _, id := range list {
			src, err := d.tx.Source(d.ctx, id)
			if err != nil {
				return nil, err
			}
			in[src.Circle] = append(in[src.Circle], id)
			first = cmp.Or(first, src.Circle)
			over.Join(src.Circle, first)
			circles[src.Circle] = true
		}
	}
	for i := range fresh {
		me := "\x00" + fresh[i].Member.Source // no circle's name
		for _, a := range fresh[i].alike {
			over.Join(me, a.circle)
			circles[a.circle] = true
		}
	}
	by := map[string]*gathering{}
	of := func(name string) *gathering {
		top := over.Of(name)
		if by[top] == nil {
			by[top] = &gathering{}
		}
		return by[top]
	}
	for name := range circles {
		g := of(name)
		g.circles, g.wholes = append(g.circles, name), append(g.wholes, in[name]...)
	}
	for i := range fresh {
		g := of("\x00" + fresh[i].Member.Source)
		g.fresh, g.size = append(g.fresh, &fresh[i]), g.size+1
	}
	all := slices.SortedFunc(maps.Values(by), func(a, b *gathering) int { return strings.Compare(a.name(), b.name()) })
	for _, g := range all {
		if err := d.measure(g); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// name tells gatherings apart.
func (g *gathering) name() string {
	if len(g.fresh) > 0 {
		return g.fresh[0].Member.Source
	}
	return slices.Min(g.circles)
}

// measure counts who would be put together, and sorts the circles.
func (d *deriver) measure(g *gathering) error {
	sizes, err := d.tx.CircleSizes(d.ctx, g.circles, crowded+1)
	for _, n := range sizes {
		g.size += n
	}
	slices.SortFunc(g.circles, func(a, b string) int { return cmp.Or(cmp.Compare(sizes[b], sizes[a]), strings.Compare(a, b)) })
	slices.Sort(g.wholes)
	return err
}

// together derives all sources of a gathering anew.
func (d *deriver) together(g *gathering) ([]string, error) {
	before, nodes, err := d.tx.Circles(d.ctx, g.circles)
	if err != nil {
		return nil, err
	}
	for _, n := range g.fresh {
		nodes = append(nodes, n.SourceNode)
	}
	circle := ""
	if len(g.circles) > 0 {
		circle = g.circles[0]
	}
	after, err := d.cluster(nodes, circle)
	if err != nil {
		return nil, err
	}
	return d.replace(before, after, nodes, g.wholes)
}

// cluster puts article-level sources together.
func (d *deriver) cluster(nodes []ledger.SourceNode, circle string) ([]ledger.Source, error) {
	ties, err := d.ties(nodes)
	if err != nil {
		return nil, err
	}
	entries := make([]sources.Entry, 0, len(nodes))
	for _, m := range nodes {
		e, err := entryOf(m)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	var all []ledger.Source
	for _, src := range sources.Cluster(entries, ties) {
		if len(src.Members) == 0 {
			continue
		}
		whole := ledger.Source{Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation, Names: src.Names}
		for _, m := range src.Members {
			whole.Members = append(whole.Members, ledger.Member{Article: m.Article, Source: m.Source})
		}
		whole.ID = ledger.SourceID(whole.Members[0])
		circle = cmp.Or(circle, whole.ID)
		whole.Circle = circle
		all = append(all, whole)
	}
	return all, nil
}

// replace keeps derived sources in the place of the former ones, where they are not what they were; those in must are kept anew in any case. It lists those of
// which something else is derived that no longer holds.
func (d *deriver) replace(before, after []ledger.Source, nodes []ledger.SourceNode, must []string) ([]string, error) {
	was := map[string]ledger.Source{}
	for _, src := range before {
		was[src.ID] = src
	}
	had := map[string]map[ledger.Member]bool{}
	for _, m := range nodes {
		if had[m.Whole] == nil {
			had[m.Whole] = map[ledger.Member]bool{}
		}
		had[m.Whole][m.Member] = true
	}
	stays := func(src ledger.Source) bool {
		old, known := was[src.ID]
		old.Members, old.Statements = src.Members, src.Statements
		same := known && !slices.Contains(must, src.ID) && len(src.Members) == len(had[src.ID]) && reflect.DeepEqual(old, src)
		return same && !slices.ContainsFunc(src.Members, func(m ledger.Member) bool { return !had[src.ID][m] })
	}
	var put []ledger.Source
	for _, src := range after {
		if stays(src) {
			delete(was, src.ID)
		} else {
			put = append(put, src)
		}
	}
	asWas := map[string]hearsay.Source{}
	for _, src := range before {
		asWas[src.ID] = asSource(src)
	}
	if err := d.tx.ReplaceSources(d.ctx, slices.Sorted(maps.Keys(was)), put); err != nil {
		return nil, err
	}
	return changed(nodes, asWas, put, d.touched.Sources), nil
}
