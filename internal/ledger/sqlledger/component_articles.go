package sqlledger

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// gatherArticles gathers the articles that the statements stand in, those that these rest on, and so on, and how they do.
func (g *gathering) gatherArticles(ctx context.Context) error {
	frontier, err := listIn(ctx, g.view, value[int64], g.keys(), "SELECT DISTINCT revision FROM statement WHERE key IN %s")
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	var all []int64
	for len(frontier) > 0 {
		frontier = slices.DeleteFunc(frontier, func(revision int64) bool {
			before := seen[revision]
			seen[revision] = true
			return before
		})
		all = append(all, frontier...)
		const others = "SELECT DISTINCT rel.other FROM relation rel JOIN revision r ON r.key = rel.other WHERE " + validAt + " AND rel.revision IN %s"
		if frontier, err = listIn(ctx, g.view, value[int64], frontier, others, g.moment, g.moment); err != nil {
			return err
		}
	}
	slices.Sort(all)
	g.out.Articles, err = listIn(ctx, g.view, articleRow, all, "SELECT "+articleColumns+" FROM revision r JOIN article a ON a.key = r.article WHERE r.key IN %s")
	if err != nil {
		return err
	}
	slices.SortFunc(g.out.Articles, func(a, b ledger.Article) int {
		return cmp.Or(cmp.Compare(micros(a.At), micros(b.At)), strings.Compare(a.ID, b.ID))
	})
	known := map[string]bool{}
	for _, art := range g.out.Articles {
		known[art.Revision] = true
	}
	relations, err := listIn(ctx, g.view, relationRow, all, relationColumns+" WHERE rel.revision IN %s")
	if err != nil {
		return err
	}
	relations = slices.DeleteFunc(relations, func(r ledger.Relation) bool { return !known[r.OfRevision] })
	slices.SortFunc(relations, compareRelations)
	g.out.Relations = relations
	return nil
}

// gatherEdits gathers the edits that stand and are about statements of the component, about how its articles rest on each other, or part their sources.
func (g *gathering) gatherEdits(ctx context.Context) error {
	found, err := listIn(ctx, g.view, editRow, g.keys(), editColumns+
		" WHERE e.undone_at = 0 AND e.key IN (SELECT edit FROM anchor WHERE sort = 3 AND item IN %s)")
	if err != nil {
		return err
	}
	articles := make([]string, len(g.out.Articles))
	for i, art := range g.out.Articles {
		articles[i] = art.ID
	}
	more, err := listIn(ctx, g.view, editRow, articles, editColumns+
		" WHERE e.undone_at = 0 AND e.key IN (SELECT an.edit FROM anchor an JOIN article a ON a.key = an.article"+
		" WHERE (an.sort = 1 OR an.sort = 2 AND e.kind = 'part-sources') AND a.id IN %s)")
	if err != nil {
		return err
	}
	found = append(found, more...)
	slices.SortFunc(found, func(a, b keyedEdit) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.ID, b.ID)) })
	found = slices.CompactFunc(found, func(a, b keyedEdit) bool { return a.key == b.key })
	g.out.Edits, err = g.anchored(ctx, found)
	return err
}

// gatherSources gathers the sources of the ledger that statements name. Where these stand in a revision that is current no longer, the article's source
// of the same name stands for the one it names.
func (g *gathering) gatherSources(ctx context.Context) error {
	for i := range g.out.Statements {
		node := &g.out.Statements[i]
		if node.Source != "" || node.Statement.Source == "" {
			continue
		}
		found, err := list(ctx, g.view, both[string, string], `SELECT sp.id, sp.name FROM source so JOIN revision r ON r.key = so.revision
			JOIN article a ON a.key = r.article JOIN source now ON now.revision = a.current AND now.name = so.name JOIN speaker sp ON sp.key = now.speaker
			WHERE so.id = ? ORDER BY now.place LIMIT 1`, node.Statement.Source)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			node.Source, node.Name = found[0].a, found[0].b
		}
	}
	var named []string
	for _, node := range g.out.Statements {
		named = append(append(named, node.Source, node.Addressee), node.Relay...)
	}
	named = slices.DeleteFunc(unique(named), func(id string) bool { return id == "" })
	var err error
	if g.out.Sources, err = listIn(ctx, g.view, speakerRow, named, speakerColumns+" WHERE sp.id IN %s"); err != nil {
		return err
	}
	slices.SortFunc(g.out.Sources, func(a, b ledger.Source) int { return strings.Compare(a.ID, b.ID) })
	revisions := make([]string, len(g.out.Articles))
	for i, art := range g.out.Articles {
		revisions[i] = art.Revision
	}
	type row struct {
		of string
		ledger.Member
	}
	members, err := listIn(ctx, g.view, func(s scan) (row, error) {
		var r row
		err := s(&r.of, &r.Article, &r.Source)
		return r, err
	}, revisions, `SELECT sp.id, a.id, so.id FROM revision r JOIN article a ON a.key = r.article JOIN source so ON so.revision = r.key
		JOIN speaker sp ON sp.key = so.speaker WHERE r.id IN %s ORDER BY a.at, a.id, so.place`)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, src := range g.out.Sources {
		at[src.ID] = i
	}
	for _, m := range members {
		if i, named := at[m.of]; named {
			g.out.Sources[i].Members = append(g.out.Sources[i].Members, m.Member)
		}
	}
	return nil
}
