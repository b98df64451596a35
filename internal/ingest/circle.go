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
	return all, d.measure(all)
}

// name tells gatherings apart.
func (g *gathering) name() string {
	if len(g.fresh) > 0 {
		return g.fresh[0].Member.Source
	}
	return slices.Min(g.circles)
}

// measure counts who would be put together in each gathering, and sorts its circles.
func (d *deriver) measure(all []*gathering) error {
	var circles []string
	for _, g := range all {
		circles = append(circles, g.circles...)
	}
	sizes, err := d.tx.CircleSizes(d.ctx, circles, crowded+1)
	for _, g := range all {
		for _, circle := range g.circles {
			g.size += sizes[circle]
		}
		slices.SortFunc(g.circles, func(a, b string) int { return cmp.Or(cmp.Compare(sizes[b], sizes[a]), strings.Compare(a, b)) })
		slices.Sort(g.wholes)
	}
	return err
}

// together derives all sources of gatherings anew, each gathering by itself, and keeps them at once.
func (d *deriver) together(all []*gathering) ([]string, error) {
	var circles []string
	renewals := make([]renewal, len(all))
	around, of := map[string]*renewal{}, map[string]*renewal{} // by circles, and by sources of the ledger: a circle has the name of one, which may have left it
	for i, g := range all {
		renewals[i].must = g.wholes
		circles = append(circles, g.circles...)
		for _, circle := range g.circles {
			around[circle] = &renewals[i]
		}
	}
	before, nodes, err := d.tx.Circles(d.ctx, circles)
	if err != nil {
		return nil, err
	}
	for _, src := range before {
		of[src.ID] = around[src.Circle]
		of[src.ID].before = append(of[src.ID].before, src)
	}
	for _, n := range nodes {
		of[n.Whole].nodes = append(of[n.Whole].nodes, n)
	}
	for i, g := range all {
		for _, n := range g.fresh {
			renewals[i].nodes, nodes = append(renewals[i].nodes, n.SourceNode), append(nodes, n.SourceNode)
		}
	}
	ties, err := d.ties(nodes)
	if err != nil {
		return nil, err
	}
	for i, g := range all {
		circle := ""
		if len(g.circles) > 0 {
			circle = g.circles[0]
		}
		if renewals[i].after, err = cluster(renewals[i].nodes, ties, circle); err != nil {
			return nil, err
		}
	}
	return d.replace(renewals)
}

// cluster puts article-level sources together.
func cluster(nodes []ledger.SourceNode, ties sources.Ties, circle string) ([]ledger.Source, error) {
	entries, err := entriesOf(nodes)
	if err != nil {
		return nil, err
	}
	var all []ledger.Source
	for _, src := range sources.Cluster(entries, ties) {
		if len(src.Members) == 0 {
			continue
		}
		whole := wholeOf(src, circle)
		circle = whole.Circle
		all = append(all, whole)
	}
	return all, nil
}

// wholeOf makes a source of the ledger of one that has members, in a circle or, with "", in one of its own.
func wholeOf(src sources.Source, circle string) ledger.Source {
	whole := ledger.Source{Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation, Names: src.Names}
	for _, m := range src.Members {
		whole.Members = append(whole.Members, ledger.Member{Article: m.Article, Source: m.Source})
	}
	whole.ID = ledger.SourceID(whole.Members[0])
	whole.Circle = cmp.Or(circle, whole.ID)
	return whole
}

func entriesOf(nodes []ledger.SourceNode) ([]sources.Entry, error) {
	entries := make([]sources.Entry, 0, len(nodes))
	for _, m := range nodes {
		e, err := entryOf(m)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// renewal is sources of the ledger that are derived anew.
type renewal struct {
	nodes         []ledger.SourceNode // of whose members
	before, after []ledger.Source
	must          []string // those that are to be kept anew in any case
}

// replace keeps derived sources in the place of the former ones, where they are not what they were. It lists those of which something else is derived that no
// longer holds.
func (d *deriver) replace(all []renewal) ([]string, error) {
	var drop []string
	var put []ledger.Source
	puts := make([][]ledger.Source, len(all))
	for i, r := range all {
		gone, fresh := r.different()
		drop, put, puts[i] = append(drop, gone...), append(put, fresh...), fresh
	}
	if err := d.tx.ReplaceSources(d.ctx, drop, put); err != nil {
		return nil, err
	}
	var ids []string
	for i, r := range all {
		asWas := map[string]hearsay.Source{}
		for _, src := range r.before {
			asWas[src.ID] = asSource(src)
		}
		ids = append(ids, changed(r.nodes, asWas, puts[i], d.touched.Sources)...)
	}
	return ids, nil
}

// different tells which sources go, and which are put in their place.
func (r renewal) different() (drop []string, put []ledger.Source) {
	was := map[string]ledger.Source{}
	for _, src := range r.before {
		was[src.ID] = src
	}
	had := map[string]map[ledger.Member]bool{}
	for _, m := range r.nodes {
		if had[m.Whole] == nil {
			had[m.Whole] = map[ledger.Member]bool{}
		}
		had[m.Whole][m.Member] = true
	}
	stays := func(src ledger.Source) bool {
		old, known := was[src.ID]
		old.Members, old.Statements = src.Members, src.Statements
		same := known && !slices.Contains(r.must, src.ID) && len(src.Members) == len(had[src.ID]) && reflect.DeepEqual(old, src)
		return same && !slices.ContainsFunc(src.Members, func(m ledger.Member) bool { return !had[src.ID][m] })
	}
	for _, src := range r.after {
		if stays(src) {
			delete(was, src.ID)
		} else {
			put = append(put, src)
		}
	}
	return slices.Sorted(maps.Keys(was)), put
}
