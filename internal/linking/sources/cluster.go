package sources

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
)

// Member names a source of one article.
type Member struct{ Article, Source string }

// Edit is a correction by a person: Together joins A and B, otherwise they are kept apart; with a Name, A's source is called that.
type Edit struct {
	Together bool
	A, B     Member
	Name     string
}

// Ties is what is known beside the entries themselves.
type Ties struct {
	Rests  map[[2]string]bool  // {article, the one that it copies or rewrites}
	Claims map[Member][]string // the claims that a source asserts; under the Source "" those that an article has
	Edits  []Edit              // the oldest first; a later one overrules earlier ones that it contradicts
}

// Source is a source of the whole ledger.
type Source struct {
	hearsay.Source          // ID is empty: the ledger gives it; Name is the fullest
	Names          []string // the other names seen, in alphabetical order
	Members        []Member // in order of time; none for an outlet that never speaks
	Outlet         []string // articles whose outlet it is, in order of time
	Reasons        []string // why the members are one, one line for each join
}

// cluster is a set of entries, by index.
type cluster struct {
	members []int
	reasons []string
}

// link is a decision about two entries.
type link struct {
	a, b int
	Decision
}

// Cluster puts entries together that are the same source. The order of entries does not matter.
func Cluster(entries []Entry, ties Ties) []Source {
	c := newClustering(entries)
	c.edits(ties.Edits)
	c.links(ties)
	for _, l := range c.together {
		if a, b := c.of[l.a], c.of[l.b]; a != b && !c.partedAfter(a, b, l.edit) {
			c.join(a, b, "joined by hand")
		}
	}
	return c.list()
}

// Merge tells of entries that are one source what it is called and who it is.
func Merge(entries []Entry, edits []Edit) Source {
	c := newClustering(entries)
	c.edits(edits)
	all := cluster{members: make([]int, len(entries))}
	for i := range all.members {
		all.members[i] = i
	}
	return c.source(&all)
}

// newClustering puts entries in order, each by itself.
func newClustering(entries []Entry) *clustering {
	list := slices.Clone(entries)
	slices.SortFunc(list, func(a, b Entry) int {
		return cmp.Or(compareDates(a.At, b.At), strings.Compare(a.Article, b.Article), strings.Compare(a.ID, b.ID), strings.Compare(a.Name, b.Name))
	})
	c := &clustering{entries: list, of: make([]int, len(list)), clusters: make([]cluster, len(list)),
		apart: map[[2]int]bool{}, parted: map[[2]int]int{}, names: map[int]renamed{}}
	for i := range list {
		c.of[i], c.clusters[i] = i, cluster{members: []int{i}}
		c.profiles = append(c.profiles, newProfile(&list[i]))
	}
	return c
}

type clustering struct {
	entries  []Entry
	profiles []*profile
	of       []int // entry → cluster
	clusters []cluster
	apart    map[[2]int]bool // entries that are not one, by people or by decision
	parted   map[[2]int]int  // those by people: which edit
	together []joined        // by people, the oldest first
	names    map[int]renamed
}

// joined and renamed are edits by their number in order of time.
type joined struct{ a, b, edit int }

type renamed struct {
	name string
	edit int
}

// edits sorts the corrections out, the newest first: what contradicts a newer one is left out.
func (c *clustering) edits(all []Edit) {
	index := map[Member]int{}
	for i := range c.entries {
		index[Member{c.entries[i].Article, c.entries[i].ID}] = i
	}
	joins := map[[2]int]bool{}
	for n, e := range slices.Backward(all) {
		a, known := index[e.A]
		b, both := index[e.B]
		switch {
		case !known:
		case e.Name != "":
			if c.names[a].name == "" {
				c.names[a] = renamed{e.Name, n}
			}
		case !both || a == b:
		case e.Together && !c.apart[pair(a, b)]:
			joins[pair(a, b)] = true
			c.together = append(c.together, joined{a, b, n})
		case !e.Together && !joins[pair(a, b)]:
			c.apart[pair(a, b)] = true
			c.parted[pair(a, b)] = n
		}
	}
	slices.Reverse(c.together)
}

// partedAfter reports whether somebody kept members of two clusters apart after an edit.
func (c *clustering) partedAfter(a, b, edit int) bool {
	for p, n := range c.parted {
		if x, y := c.of[p[0]], c.of[p[1]]; n > edit && pair(x, y) == pair(a, b) {
			return true
		}
	}
	return false
}

func pair(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }

// links compares entries that share a key and joins them, the surest first, unless members of both are known to differ.
func (c *clustering) links(ties Ties) {
	var links []link
	for _, p := range c.candidates(ties) {
		a, b := c.profiles[p[0]], c.profiles[p[1]]
		switch d := compare(a, b, ties.context(a, b)); d.Verdict {
		case Same:
			links = append(links, link{p[0], p[1], d})
		case Different:
			c.apart[p] = true
		}
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	firm := slices.IndexFunc(links, func(l link) bool { return l.Score < sure })
	if firm < 0 {
		firm = len(links)
	}
	for _, l := range links[:firm] {
		if a, b := c.of[l.a], c.of[l.b]; a != b && c.mayJoin(a, b) {
			c.join(a, b, l.Reason)
		}
	}
	for _, l := range c.clear(links[firm:]) {
		if a, b := c.of[l.a], c.of[l.b]; a != b && c.mayJoin(a, b) {
			c.join(a, b, l.Reason)
		}
	}
}

// clear leaves out the links of vague entries that could mean several: of these only those to the best stay, if it is better than all that are not
// linked with it themselves.
func (c *clustering) clear(links []link) []link {
	weights, linked := map[int]map[int]float64{}, map[[2]int]bool{}
	for _, l := range links {
		linked[pair(c.of[l.a], c.of[l.b])] = true
		c.weigh(weights, l.a, l.b, l.Score)
		c.weigh(weights, l.b, l.a, l.Score)
	}
	best := map[int]int{}
	for v, targets := range weights {
		best[v] = choose(targets, linked)
	}
	settled := func(v, other int) bool {
		top, known := best[v]
		return !known || top >= 0 && (top == c.of[other] || linked[pair(top, c.of[other])])
	}
	return slices.DeleteFunc(links, func(l link) bool { return !settled(l.a, l.b) || !settled(l.b, l.a) })
}

// weigh notes how well the cluster of another entry fits a vague one. A name fits better than another vague one.
func (c *clustering) weigh(weights map[int]map[int]float64, v, other int, score float64) {
	target := c.of[other]
	if !c.profiles[v].vague || target == c.of[v] {
		return
	}
	if c.profiles[other].vague && len(c.clusters[target].members) == 1 {
		score -= 0.2
	}
	if weights[v] == nil {
		weights[v] = map[int]float64{}
	}
	weights[v][target] = max(weights[v][target], score)
}

// choose picks the cluster with the greatest weight, -1 if another that is not linked with it has the same.
func choose(targets map[int]float64, linked map[[2]int]bool) int {
	top := -1
	for target, score := range targets {
		if top < 0 || cmp.Or(cmp.Compare(score, targets[top]), cmp.Compare(top, target)) > 0 {
			top = target
		}
	}
	for target, score := range targets {
		if target != top && score >= targets[top] && !linked[pair(target, top)] {
			return -1
		}
	}
	return top
}

// context gathers what is known of two entries, the earlier one first.
func (t *Ties) context(a, b *profile) Context {
	known := Context{Rests: t.Rests[[2]string{a.Article, b.Article}] || t.Rests[[2]string{b.Article, a.Article}]}
	known.Linked = overlap(t.Claims[Member{Article: a.Article}], t.Claims[Member{Article: b.Article}]) > 0
	x, y := t.Claims[Member{a.Article, a.ID}], t.Claims[Member{b.Article, b.ID}]
	known.Common, known.Fewer = overlap(x, y), len(y)
	if compareDates(a.At, b.At) == 0 || a.Kind == hearsay.Media && a.described {
		known.Fewer = min(len(x), len(y))
	}
	return known
}

// candidates lists the pairs of entries of different articles that share a key, or a claim, in order.
func (c *clustering) candidates(ties Ties) [][2]int {
	byKey := map[string][]int{}
	for i := range c.entries {
		e := &c.entries[i]
		keys := append(e.Keys(), e.keys(ties.Claims[Member{Article: e.Article}])...)
		for _, claim := range ties.Claims[Member{e.Article, e.ID}] {
			keys = append(keys, "claim:"+claim)
		}
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			byKey[key] = append(byKey[key], i)
		}
	}
	seen := map[[2]int]bool{}
	var pairs [][2]int
	for _, list := range byKey {
		for i, a := range list {
			for _, b := range list[:i] {
				if p := pair(a, b); c.entries[a].Article != c.entries[b].Article && !seen[p] {
					seen[p] = true
					pairs = append(pairs, p)
				}
			}
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return pairs
}

// mayJoin reports whether no member of one cluster is known to differ from one of the other. Two sources of one article differ.
func (c *clustering) mayJoin(a, b int) bool {
	for _, i := range c.clusters[a].members {
		for _, j := range c.clusters[b].members {
			x, y := &c.entries[i], &c.entries[j]
			if c.apart[pair(i, j)] || x.Article == y.Article && x.ID != "" && y.ID != "" {
				return false
			}
		}
	}
	return true
}

func (c *clustering) join(a, b int, reason string) {
	a, b = min(a, b), max(a, b)
	for _, i := range c.clusters[b].members {
		c.of[i] = a
	}
	c.clusters[a].members = append(c.clusters[a].members, c.clusters[b].members...)
	c.clusters[a].reasons = append(append(c.clusters[a].reasons, c.clusters[b].reasons...), reason)
	c.clusters[b] = cluster{}
}

// list gives the clusters in order of their first members.
func (c *clustering) list() []Source {
	var list []Source
	for i := range c.clusters {
		if cl := &c.clusters[i]; len(cl.members) > 0 {
			slices.Sort(cl.members)
			list = append(list, c.source(cl))
		}
	}
	return list
}
