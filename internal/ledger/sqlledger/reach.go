package sqlledger

import (
	"context"
	"maps"
	"slices"

	"hearsay/internal/disjoint"
)

// reach finds the components of statements, within the bound.
func (g *gathering) reach(ctx context.Context, seeds []int64) error {
	for len(seeds) > 0 {
		from := seeds
		for i, score := range g.bound.Scores {
			most := g.bound.Most
			if i == len(g.bound.Scores)-1 {
				most = 0
			}
			var err error
			if from, err = g.level(ctx, from, score, most); err != nil {
				return err
			}
		}
		if !g.anew {
			return nil
		}
		var err error
		if seeds, err = g.left(ctx); err != nil {
			return err
		}
	}
	return nil
}

// level takes in the components that links of at least a score lead to from the seeds. Where these have more than so many statements, it gives those from
// which to go on with the next score: the seeds among them and, to derive anew, what was in a component small enough before the seeds came to it.
func (g *gathering) level(ctx context.Context, seeds []int64, score float64, most int) ([]int64, error) {
	w := &walk{gathering: g, score: score, most: most, known: map[int64]bool{}}
	if err := w.run(ctx, seeds); err != nil {
		return nil, err
	}
	for st := range w.known {
		if !w.crowded(st) {
			g.statements[st] = w.sets.Of(st)
		}
	}
	on := slices.DeleteFunc(slices.Clone(seeds), func(st int64) bool { return !w.crowded(st) })
	if !g.anew || len(on) == 0 {
		return on, nil
	}
	around, err := g.leads(ctx, on, score)
	if err != nil {
		return nil, err
	}
	before := &walk{gathering: g, score: score, most: most, known: map[int64]bool{}, without: setOf(seeds)}
	if err := before.run(ctx, ends(around)); err != nil {
		return nil, err
	}
	for _, st := range slices.Sorted(maps.Keys(before.known)) {
		if !before.crowded(st) {
			on = append(on, st)
		}
	}
	return on, nil
}

// walk goes from statements to statements over links of at least a score.
type walk struct {
	*gathering
	score   float64
	most    int // statements of a set that is not crowded; 0 if none ever is
	without map[int64]bool
	known   map[int64]bool
	sets    disjoint.Sets[int64] // of what is linked
}

func (w *walk) crowded(st int64) bool { return w.most > 0 && w.sets.Size(st) > w.most }

// run walks until every set is whole or crowded.
func (w *walk) run(ctx context.Context, from []int64) error {
	for {
		var frontier []int64
		for _, st := range from {
			if !w.known[st] && !w.without[st] {
				w.known[st] = true
				if !w.crowded(st) {
					frontier = append(frontier, st)
				}
			}
		}
		if len(frontier) == 0 {
			return nil
		}
		leads, err := w.leads(ctx, frontier, w.score)
		if err != nil {
			return err
		}
		leads = slices.DeleteFunc(leads, func(l [2]int64) bool { return w.without[l[1]] })
		for _, l := range leads {
			w.sets.Join(l[0], l[1])
		}
		from = ends(leads)
	}
}

// lead is where a sure link leads to, or an edit that stands and joins.
type lead struct {
	from, to int64
	score    float64 // of a link, 1 of an edit
}

// leads finds where sure links of at least a score, and edits that stand and join, lead from statements: pairs of these and others.
func (g *gathering) leads(ctx context.Context, statements []int64, score float64) ([][2]int64, error) {
	var fresh []int64
	for _, st := range statements {
		if _, known := g.led[st]; !known {
			fresh = append(fresh, st)
		}
	}
	found, err := g.leadsFrom(ctx, fresh)
	if err != nil {
		return nil, err
	}
	for _, st := range fresh {
		g.led[st] = nil
	}
	for _, l := range found {
		g.led[l.from] = append(g.led[l.from], l)
	}
	var all [][2]int64
	for _, st := range statements {
		for _, l := range g.led[st] {
			if l.score >= score {
				all = append(all, [2]int64{st, l.to})
			}
		}
	}
	return all, nil
}

// leadsFrom asks where it leads from statements: links whatever their score, since a component is bounded by one score after another.
func (g *gathering) leadsFrom(ctx context.Context, statements []int64) ([]lead, error) {
	row := func(s scan) (lead, error) {
		var l lead
		err := s(&l.from, &l.to, &l.score)
		return l, err
	}
	var all []lead
	for _, query := range []string{
		"SELECT a, b, score FROM link WHERE verdict = 'sure' AND a IN %s",
		"SELECT b, a, score FROM link WHERE verdict = 'sure' AND b IN %s",
		`SELECT an.item, other.item, 1 FROM anchor an JOIN edit e ON e.key = an.edit JOIN anchor other ON other.edit = an.edit
			WHERE e.undone_at = 0 AND e.kind IN ('merge', 'move', 'accept') AND other.item IS NOT NULL AND an.sort = 3 AND an.item IN %s`,
	} {
		more, err := listIn(ctx, g.view, row, statements, query)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	to := make([]int64, len(all))
	for i, l := range all {
		to[i] = l.to
	}
	valid, err := g.valid(ctx, unique(to))
	if err != nil {
		return nil, err
	}
	readable := setOf(valid)
	return slices.DeleteFunc(all, func(l lead) bool { return !readable[l.to] }), nil
}

// left finds what else is on the claims of the component.
func (g *gathering) left(ctx context.Context) ([]int64, error) {
	claims, err := listIn(ctx, g.view, value[int64], g.keys(), "SELECT DISTINCT claim FROM statement WHERE claim IS NOT NULL AND key IN %s")
	if err != nil {
		return nil, err
	}
	all, err := listIn(ctx, g.view, value[int64], unique(claims), "SELECT key FROM statement WHERE claim IN %s")
	if err != nil {
		return nil, err
	}
	return g.valid(ctx, slices.DeleteFunc(all, g.has))
}

// ends gives where pairs lead to, each statement once.
func ends(pairs [][2]int64) []int64 {
	all := make([]int64, len(pairs))
	for i, p := range pairs {
		all[i] = p[1]
	}
	return unique(all)
}

func setOf(statements []int64) map[int64]bool {
	set := make(map[int64]bool, len(statements))
	for _, st := range statements {
		set[st] = true
	}
	return set
}
