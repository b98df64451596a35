package ingest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hearsay"

	"hearsay/internal/disjoint"
	"hearsay/internal/ledger"
	"hearsay/internal/linking"
	"hearsay/internal/linking/sources"
	"hearsay/internal/provenance"
)

// derive makes the claims around the seeds anew and keeps them in the place of the former ones.
func (d *deriver) derive(seeds ledger.Seeds) error {
	seeds.Anew = true
	comp, err := d.tx.Component(d.ctx, seeds, noTime())
	if err != nil {
		return fmt.Errorf("deriving claims: %w", err)
	}
	b := newBench(comp)
	clusters, err := b.cluster(d.linker)
	if err != nil {
		return fmt.Errorf("deriving claims: %w", err)
	}
	return d.tx.ReplaceClaims(d.ctx, comp.Claims, b.claims(clusters))
}

// Claims derives the claims of a component, in order of their ids, and the doubtful links that lead from one to another or out of the component. It is a
// pure function: the component as it was known at a time gives the claims as they stood then.
func Claims(linker *linking.Linker, comp ledger.Component) ([]hearsay.Claim, []ledger.Link, error) {
	b := newBench(comp)
	clusters, err := b.cluster(linker)
	if err != nil {
		return nil, nil, err
	}
	return b.claims(clusters), b.doubtful(comp.Links, clusters), nil
}

// cluster finds which statements are on one claim.
func (b *bench) cluster(linker *linking.Linker) ([]linking.Cluster, error) {
	features := make([]linking.Features, 0, len(b.Statements))
	for _, node := range b.Statements {
		text, clarity, err := linker.Worded(node.Data)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", node.Ref.Statement, err)
		}
		features = append(features, linking.Features{Ref: node.Ref, Text: text, Clarity: clarity, Stance: node.Statement.Stance})
	}
	constraints := b.constraints()
	b.group(constraints)
	return linker.Claims(features, b.pairs(), constraints), nil
}

// claims makes claims of clusters, in order of their ids.
func (b *bench) claims(clusters []linking.Cluster) []hearsay.Claim {
	claims := make([]hearsay.Claim, 0, len(clusters))
	for _, c := range clusters {
		claims = append(claims, b.claim(c))
	}
	slices.SortFunc(claims, func(x, y hearsay.Claim) int { return cmp.Compare(x.ID, y.ID) })
	return claims
}

// bench is a component laid out for work.
type bench struct {
	ledger.Component
	nodes   map[hearsay.Ref]*ledger.Node
	order   map[hearsay.Ref]int
	sources map[string]hearsay.Source
	outlets map[string]string // article → source of its outlet
	groups  disjoint.Sets[hearsay.Ref]
	casts   map[hearsay.Ref]*cast // of each group
	apart   map[[2]string]bool    // sources of which somebody said that they are not one
	parted  map[[2]string]bool    // articles of which somebody said that the first does not rest on the second
}

// cast is who is named in a group of statements.
type cast struct {
	sources map[string]hearsay.Source
	bodies  map[string]string // for whom they speak
}

func newBench(comp ledger.Component) *bench {
	b := &bench{
		Component: comp, nodes: make(map[hearsay.Ref]*ledger.Node, len(comp.Statements)), order: make(map[hearsay.Ref]int, len(comp.Statements)),
		sources: map[string]hearsay.Source{}, apart: map[[2]string]bool{}, parted: map[[2]string]bool{},
	}
	b.Statements = slices.Clone(comp.Statements) // people may change them
	for i := range b.Statements {
		node := &b.Statements[i]
		b.nodes[node.Ref], b.order[node.Ref] = node, i
	}
	for _, src := range comp.Sources {
		b.sources[src.ID] = asSource(src)
	}
	b.outlets = outlets(comp, b.sources)
	for _, e := range comp.Edits {
		b.heed(e)
	}
	return b
}

// heed notes what a correction says of single statements, sources and articles.
func (b *bench) heed(e ledger.Edit) {
	switch e.Kind {
	case ledger.SetStance:
		if node, known := b.nodes[ref(e.Anchors[0])]; known {
			node.Statement.Stance = hearsay.Stance(e.Value)
		}
	case ledger.PartSources:
		for _, other := range e.Anchors[1:] {
			b.apart[[2]string{e.Anchors[0].Whole, other.Whole}] = true
		}
	case ledger.PartArticle:
		b.parted[[2]string{e.Anchors[0].Article, e.Anchors[1].Article}] = true
	}
}

func ref(a ledger.Anchor) hearsay.Ref { return hearsay.Ref{Article: a.Article, Statement: a.ID} }

// group finds the statements that sure links or people hold together, and who is named in each group: what becomes of a statement depends on its own group
// and not on what else happens to be derived with it.
func (b *bench) group(constraints []linking.Constraint) {
	b.groups, b.casts = disjoint.Sets[hearsay.Ref]{}, map[hearsay.Ref]*cast{}
	for _, l := range b.Links {
		if l.Verdict == ledger.Sure {
			b.groups.Join(l.A, l.B)
		}
	}
	for _, c := range constraints {
		if c.Together {
			b.groups.Join(c.A, c.B)
		}
	}
	for i := range b.Statements {
		node := &b.Statements[i]
		group := b.groups.Of(node.Ref)
		if b.casts[group] == nil {
			b.casts[group] = &cast{sources: map[string]hearsay.Source{}}
		}
		for _, id := range append([]string{node.Source, node.Addressee, b.outlets[node.Ref.Article]}, node.Relay...) {
			if src, known := b.sources[id]; known {
				b.casts[group].sources[id] = src
			}
		}
	}
	for _, c := range b.casts {
		c.bodies = sources.Bodies(slices.Collect(maps.Values(c.sources)))
	}
}

// pairs are the links to work with. A statement that somebody moved follows its new claim alone: its own links do not count.
func (b *bench) pairs() []linking.Pair {
	moved := map[hearsay.Ref]bool{}
	for _, e := range b.Edits {
		if e.Kind == ledger.Move {
			moved[ref(e.Anchors[0])] = true
		}
	}
	var pairs []linking.Pair
	for _, l := range b.Links {
		if moved[l.A] || moved[l.B] {
			continue
		}
		verdict := linking.Doubtful
		if l.Verdict == ledger.Sure {
			verdict = linking.Sure
		}
		pairs = append(pairs, linking.Pair{A: l.A, B: l.B, Link: linking.Link{Score: l.Score, Verdict: verdict, Reason: l.Reason}})
	}
	return pairs
}

// constraints are what people decided about statements, the oldest first.
func (b *bench) constraints() []linking.Constraint {
	var all []linking.Constraint
	add := func(x, y ledger.Anchor, together bool) {
		all = append(all, linking.Constraint{A: ref(x), B: ref(y), Together: together})
	}
	for _, e := range b.Edits {
		switch e.Kind {
		case ledger.Merge, ledger.Accept, ledger.Move:
			add(e.Anchors[0], e.Anchors[1], true)
		case ledger.Reject:
			add(e.Anchors[0], e.Anchors[1], false)
		case ledger.Split:
			for i, a := range e.Anchors[1:] {
				add(e.Anchors[0], a, false)
				if i > 0 {
					add(e.Anchors[1], a, true)
				}
			}
		}
	}
	return all
}

// claim makes a claim of a cluster.
func (b *bench) claim(c linking.Cluster) hearsay.Claim {
	refs := slices.Clone(c.Statements)
	slices.SortFunc(refs, func(x, y hearsay.Ref) int { return cmp.Compare(b.order[x], b.order[y]) })
	origins, history := provenance.Weigh(b.kase(refs, c.Text))
	for i := range origins {
		if silent(origins[i].Source) {
			origins[i].Source = ""
		}
	}
	return hearsay.Claim{
		ID: ledger.ClaimID(refs[0]), Text: c.Text, Wording: c.Wording, Positions: refs, Origins: origins, History: history,
	}
}

// kase is all that bears on a claim.
func (b *bench) kase(refs []hearsay.Ref, text string) provenance.Case {
	c := b.casts[b.groups.Of(refs[0])]
	k := provenance.Case{Text: text, Sources: c.sources, Bodies: c.bodies, Outlets: b.outlets, Apart: b.apart}
	articles := map[string]bool{}
	for _, r := range refs {
		node := b.nodes[r]
		articles[r.Article] = true
		k.Positions = append(k.Positions, provenance.Position{
			Ref: r, At: dated(node.At), Place: place(node.Statement), Source: node.Source, Relay: node.Relay,
			Stance: node.Statement.Stance, Past: node.Statement.Past, Cue: node.Words.Cue,
		})
	}
	for _, rel := range b.Relations {
		if articles[rel.Article] && articles[rel.Of] && !b.parted[[2]string{rel.Article, rel.Of}] {
			k.Relations = append(k.Relations, provenance.Relation{
				Article: rel.Article, Of: rel.Of, Means: provenance.Means(rel.Means), Score: rel.Score, Reason: rel.Reason,
			})
		}
	}
	return k
}

// place is where a statement stands in its article.
func place(stmt hearsay.Statement) int {
	first := -1
	for _, spans := range [][]hearsay.Span{stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content} {
		if len(spans) > 0 && (first < 0 || spans[0].Start < first) {
			first = spans[0].Start
		}
	}
	return first
}

// doubtful are the links to show as suggestions: between statements that are not on one claim, and not decided upon by people.
func (b *bench) doubtful(links []ledger.Link, clusters []linking.Cluster) []ledger.Link {
	on := map[hearsay.Ref]int{}
	for i, c := range clusters {
		for _, r := range c.Statements {
			on[r] = i + 1
		}
	}
	decided := map[[2]hearsay.Ref]bool{}
	for _, c := range b.constraints() {
		if !c.Together {
			decided[[2]hearsay.Ref{c.A, c.B}], decided[[2]hearsay.Ref{c.B, c.A}] = true, true
		}
	}
	var all []ledger.Link
	for _, l := range links {
		apart := on[l.A] != on[l.B] && (on[l.A] > 0 || on[l.B] > 0)
		if apart && l.Verdict != ledger.Weak && !decided[[2]hearsay.Ref{l.A, l.B}] {
			l.Verdict = ledger.Suggested
			all = append(all, l)
		}
	}
	return all
}
