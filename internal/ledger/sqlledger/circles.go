package sqlledger

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// CircleSizes is as the contract has it.
func (v *view) CircleSizes(ctx context.Context, circles []string, most int) (map[string]int, error) {
	rows := make([][]any, len(circles))
	for i, c := range circles {
		rows[i] = []any{c}
	}
	found, err := listRows(ctx, v, both[string, int], `SELECT v.column1, (SELECT count(*) FROM
		(SELECT 1 FROM speaker sp JOIN source so ON so.speaker = sp.key WHERE sp.circle = v.column1 LIMIT ?) few) FROM (%s) v`, rows, most)
	sizes := make(map[string]int, len(circles))
	for _, p := range found {
		sizes[p.a] = p.b
	}
	return sizes, err
}

// Circles is as the contract has it.
func (v *view) Circles(ctx context.Context, circles []string) ([]ledger.Source, []ledger.SourceNode, error) {
	all, err := listIn(ctx, v, speakerRow, circles, speakerColumns+" WHERE sp.circle IN %s")
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(all, func(a, b ledger.Source) int { return strings.Compare(a.ID, b.ID) })
	nodes, err := listIn(ctx, v, func(s scan) (ledger.SourceNode, error) {
		var n ledger.SourceNode
		var at int64
		err := s(&n.Member.Article, &n.Member.Source, &n.Outlet, &at, &n.Whole, &n.Data)
		n.At = moment(at)
		return n, err
	}, circles, `SELECT a.id, so.id, r.outlet_name, a.at, sp.id, COALESCE(f.data, '') FROM speaker sp JOIN source so ON so.speaker = sp.key
		JOIN revision r ON r.key = so.revision JOIN article a ON a.key = r.article LEFT JOIN feature f ON f.sort = 2 AND f.item = so.key
		WHERE sp.circle IN %s`)
	slices.SortFunc(nodes, func(a, b ledger.SourceNode) int {
		return cmp.Or(strings.Compare(a.Member.Article, b.Member.Article), strings.Compare(a.Member.Source, b.Member.Source))
	})
	return all, nodes, err
}

// Resting is as the contract has it.
func (v *view) Resting(ctx context.Context, articles []string) ([]ledger.Relation, error) {
	all, err := listIn(ctx, v, relationRow, articles, relationColumns+` WHERE r.counts = 1 AND ro.counts = 1
		AND rel.revision IN (SELECT current FROM article WHERE id IN %s)`)
	all = slices.DeleteFunc(all, func(rel ledger.Relation) bool { return !slices.Contains(articles, rel.Of) })
	slices.SortFunc(all, compareRelations)
	return all, err
}
