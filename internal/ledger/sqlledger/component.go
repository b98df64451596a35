package sqlledger

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// validAt is the condition that a revision was the one to be read at a moment, which is given twice.
const validAt = "r.since <= ? AND r.until > ?"

// gathering is a component as it is gathered: what was found so far, by the database's keys.
type gathering struct {
	*view
	moment     int64
	anew       bool // Seeds.Anew
	bound      ledger.Bound
	statements map[int64]int64       // → one that stands for all that links lead to from there
	led        map[int64][]lead      // from statements, those that were asked for
	refs       map[int64]hearsay.Ref // of statements, and of others that are named
	out        ledger.Component
}

// Component is as the contract has it.
func (v *view) Component(ctx context.Context, seeds ledger.Seeds, at time.Time) (ledger.Component, error) {
	g := &gathering{
		view: v, moment: asOf(at), anew: seeds.Anew, bound: seeds.Bound,
		statements: map[int64]int64{}, led: map[int64][]lead{}, refs: map[int64]hearsay.Ref{},
	}
	if g.bound.Most == 0 {
		g.bound = ledger.UsualBound()
	}
	found, err := g.seeds(ctx, seeds)
	if err != nil {
		return ledger.Component{}, err
	}
	if err := g.reach(ctx, found); err != nil {
		return ledger.Component{}, err
	}
	for _, step := range []func(context.Context) error{
		g.gatherStatements, g.gatherLinks, g.gatherArticles, g.gatherEdits, g.gatherSources, g.gatherClaims,
	} {
		if err := step(ctx); err != nil {
			return ledger.Component{}, err
		}
	}
	return g.out, nil
}

// has reports whether a statement is in the component.
func (g *gathering) has(statement int64) bool {
	_, is := g.statements[statement]
	return is
}

// keys are the statements found, in order.
func (g *gathering) keys() []int64 { return slices.Sorted(maps.Keys(g.statements)) }

// valid leaves of statements those that could be read at the moment.
func (g *gathering) valid(ctx context.Context, statements []int64) ([]int64, error) {
	return listIn(ctx, g.view, value[int64], statements,
		"SELECT st.key FROM statement st JOIN revision r ON r.key = st.revision WHERE "+validAt+" AND st.key IN %s", g.moment, g.moment)
}

// seeds finds the statements to begin with.
func (g *gathering) seeds(ctx context.Context, seeds ledger.Seeds) ([]int64, error) {
	var found []int64
	for _, id := range seeds.Articles {
		article, err := g.articleKey(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		more, err := list(ctx, g.view, value[int64], "SELECT st.key FROM revision r JOIN statement st ON st.revision = r.key WHERE r.article = ?", article)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	named, err := g.keysOf(ctx, "statement", ids(seeds.Statements))
	if err != nil {
		return nil, err
	}
	found = slices.AppendSeq(found, maps.Values(named))
	claims, err := g.keysOf(ctx, "claim", seeds.Claims)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(claims)) {
		g.out.Claims = append(g.out.Claims, id)
		more, err := g.ofClaim(ctx, claims[id])
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	speakers, err := g.keysOf(ctx, "speaker", seeds.Sources)
	if err != nil {
		return nil, err
	}
	more, err := listIn(ctx, g.view, value[int64], slices.Collect(maps.Values(speakers)), "SELECT key FROM statement WHERE speaker IN %s")
	if err != nil {
		return nil, err
	}
	return g.valid(ctx, append(found, more...))
}

// ofClaim finds the statements of a claim. Where a position stands in a revision that came after the moment, the same words of an earlier one stand for it.
func (g *gathering) ofClaim(ctx context.Context, claim int64) ([]int64, error) {
	return list(ctx, g.view, value[int64], `SELECT key FROM statement WHERE claim = ?1 UNION SELECT earlier.key FROM statement st
		JOIN revision r ON r.key = st.revision AND r.since > ?2
		JOIN revision before ON before.article = r.article AND before.key <> r.key
		JOIN statement earlier ON earlier.revision = before.key AND earlier.words = st.words AND earlier.source_words = st.source_words
		WHERE st.claim = ?1`, claim, g.moment)
}

// gatherStatements loads the statements.
func (g *gathering) gatherStatements(ctx context.Context) error {
	type row struct {
		key, order int64
		ledger.Node
	}
	rows, err := listIn(ctx, g.view, func(s scan) (row, error) {
		var r row
		p, err := fillPosition(s, &r.key, &r.Data)
		r.order, r.Position = p.order, p.Position
		return r, err
	}, g.keys(), "SELECT "+positionColumns+", st.key, COALESCE(f.data, '') FROM statement st"+joinPositions+
		" LEFT JOIN feature f ON f.sort = 3 AND f.item = st.key WHERE st.key IN %s")
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(micros(a.At), micros(b.At)), strings.Compare(a.Ref.Article, b.Ref.Article),
			cmp.Compare(a.order, b.order), strings.Compare(a.Ref.Statement, b.Ref.Statement))
	})
	g.out.Statements = make([]ledger.Node, len(rows))
	positions := make([]*ledger.Position, len(rows))
	for i, r := range rows {
		g.out.Statements[i], positions[i], g.refs[r.key] = r.Node, &g.out.Statements[i].Position, r.Ref
	}
	return g.wholes(ctx, positions)
}

type keyedLink struct {
	a, b int64
	ledger.Link
}

// gatherLinks gathers links with an end in the component, or both.
func (g *gathering) gatherLinks(ctx context.Context) error {
	links, err := g.linksOf(ctx)
	if err != nil {
		return err
	}
	var outside []int64
	for _, l := range links {
		for _, end := range []int64{l.a, l.b} {
			if !g.has(end) {
				outside = append(outside, end)
			}
		}
	}
	if err := g.refer(ctx, outside); err != nil {
		return err
	}
	for _, l := range links {
		a, knownA := g.refs[l.a]
		b, knownB := g.refs[l.b]
		if !knownA || !knownB {
			continue // the other end could not be read at the moment
		}
		if l.A, l.B = a, b; l.Verdict == ledger.Sure && (!g.has(l.a) || !g.has(l.b) || g.statements[l.a] != g.statements[l.b]) {
			l.Verdict = ledger.Suggested
		}
		if l.B.Statement < l.A.Statement {
			l.A, l.B = l.B, l.A
		}
		g.out.Links = append(g.out.Links, l.Link)
	}
	slices.SortFunc(g.out.Links, compareLinks)
	return g.gatherTies(ctx)
}

// linksOf gathers links by the keys of their ends.
func (g *gathering) linksOf(ctx context.Context) ([]keyedLink, error) {
	row := func(s scan) (keyedLink, error) {
		var l keyedLink
		err := s(&l.a, &l.b, &l.Verdict, &l.Score, &l.Reason)
		return l, err
	}
	const columns, of = "SELECT a, b, verdict, score, ", " FROM link WHERE verdict <> 'rejected' AND "
	if g.anew {
		links, err := listIn(ctx, g.view, row, g.keys(), columns+"''"+of+"a IN %s")
		return slices.DeleteFunc(links, func(l keyedLink) bool { return !g.has(l.b) }), err
	}
	links, err := listIn(ctx, g.view, row, g.keys(), columns+"reason"+of+"a IN %s")
	if err != nil {
		return nil, err
	}
	more, err := listIn(ctx, g.view, row, g.keys(), columns+"reason"+of+"b IN %s")
	for _, l := range more {
		if !g.has(l.a) { // or it is among the first
			links = append(links, l)
		}
	}
	return links, err
}

// gatherTies gathers the weak links between statements of the component.
func (g *gathering) gatherTies(ctx context.Context) error {
	keys := g.keys()
	all, err := g.ties(ctx, keys)
	for _, b := range keys {
		for _, t := range all[b] {
			if !g.has(t.to) {
				continue
			}
			l := ledger.Link{A: g.refs[t.to], B: g.refs[b], Verdict: ledger.Weak, Score: t.value()}
			if l.B.Statement < l.A.Statement {
				l.A, l.B = l.B, l.A
			}
			g.out.Links = append(g.out.Links, l)
		}
	}
	return err
}

// refer finds how statements are called that could be read at the moment.
func (g *gathering) refer(ctx context.Context, statements []int64) error {
	slices.Sort(statements)
	_, err := listIn(ctx, g.view, func(s scan) (struct{}, error) {
		var key int64
		var ref hearsay.Ref
		err := s(&key, &ref.Article, &ref.Statement)
		g.refs[key] = ref
		return struct{}{}, err
	}, slices.Compact(statements), "SELECT st.key, a.id, st.id FROM statement st JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article"+
		" WHERE "+validAt+" AND st.key IN %s", g.moment, g.moment)
	return err
}

// gatherClaims adds the claims that hold statements of the component now.
func (g *gathering) gatherClaims(ctx context.Context) error {
	more, err := listIn(ctx, g.view, value[string], g.keys(), "SELECT DISTINCT c.id FROM statement st JOIN claim c ON c.key = st.claim WHERE st.key IN %s")
	g.out.Claims = unique(append(g.out.Claims, more...))
	return err
}
