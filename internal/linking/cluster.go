package linking

import (
	"cmp"
	"container/heap"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"

	"hearsay"

	"hearsay/internal/disjoint"
)

// Pair is a link between two statements.
type Pair struct {
	A, B hearsay.Ref
	Link
}

// Constraint is a correction by a person: two statements are about one claim, or they are not.
type Constraint struct {
	A, B     hearsay.Ref
	Together bool
}

// Cluster is the statements on one claim.
type Cluster struct {
	Statements []hearsay.Ref // in order of Ref
	Wording    hearsay.Ref   // the statement whose content words the claim
	Text       string        // the wording
}

// merge is a possible join of two clusters.
type merge struct {
	score float64
	a, b  int    // cluster numbers, a < b
	at    [2]int // versions of the clusters when the score was worked out
}

// joining is the state of agglomerative clustering. Two clusters are as near as the sum of the scores of links between them, divided by
// the number of pairs raised to spread: between average linkage (spread 1; Sokal and Michener 1958) and the mere sum (0).
type joining struct {
	members [][]int // of a cluster; nil once it went into another
	into    []int   // the cluster that it went into
	version []int
	sums    []map[int]float64 // cluster → sum of the scores of links to it
	apart   []map[int]bool
	queue   merges
}

// spread is how much two clusters must be linked all over to be joined.
const spread = 0.75

// Claims makes claims of statements, of which it looks at Ref, Text, Clarity and Stance only. Links may name statements that are not among the features:
// they are passed over, as are links with verdict No. The nearest clusters are joined first, until none are near enough or people said otherwise; then
// what only rejects joins what it answers, and those that people joined are put together whole. Of constraints that contradict each other the later
// holds. Every statement is in exactly one cluster; the result does not depend on the order of features or links.
func (l *Linker) Claims(features []Features, links []Pair, constraints []Constraint) []Cluster {
	features = slices.Clone(features)
	slices.SortFunc(features, func(a, b Features) int { return compareRefs(a.Ref, b.Ref) })
	number := make(map[hearsay.Ref]int, len(features))
	for i, f := range features {
		number[f.Ref] = i
	}
	decided := newJoining(len(features))
	for _, c := range slices.Backward(constraints) {
		a, okA := number[c.A]
		b, okB := number[c.B]
		if okA && okB && a != b {
			decided.constrain(a, b, c.Together)
		}
	}
	found := newJoining(len(features))
	web := newWeb(features, number, l.joinable(links, number))
	for _, e := range l.supported(web) {
		found.link(e.from, e.to, e.score)
	}
	found.keepApart(decided)
	found.run(l.model.Enough)
	found.answer(features, web.all())
	decided.follow(found)
	return l.clusters(features, decided)
}

// joinable gives the links between statements that sure links lead to one another. What people join leads to nothing else: they get what they asked for.
func (l *Linker) joinable(links []Pair, number map[hearsay.Ref]int) []Pair {
	var groups disjoint.Sets[hearsay.Ref]
	for _, p := range links {
		if p.Verdict == Sure {
			groups.Join(p.A, p.B)
		}
	}
	return slices.DeleteFunc(slices.Clone(links), func(p Pair) bool {
		_, a := number[p.A]
		_, b := number[p.B]
		return !a || !b || p.A == p.B || p.Verdict == No || groups.Of(p.A) != groups.Of(p.B)
	})
}

// supported gives every link of a web once, with the score that it has in the light of the others.
func (l *Linker) supported(w *web) []edge {
	edges := w.all()
	const few = 4096 // for which other cores are not worth while
	part := max(few, (len(edges)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for i := range l.model.Support {
		var all sync.WaitGroup
		for some := range slices.Chunk(edges, part) {
			all.Go(func() { rescore(&l.model.Support[i], w, some) })
		}
		all.Wait()
		w = w.with(edges)
	}
	return edges
}

// rescore gives links of a web, in order, the scores that they have in the light of all others.
func rescore(f *forest, w *web, edges []edge) {
	seen, x := newLens(w), new(supports)
	for k := range edges {
		e := &edges[k]
		if e.from != seen.from {
			seen.turn(e.from)
		}
		seen.support(x, e.to, e.score)
		e.score = f.score(x[:])
	}
}

func (l *Linker) clusters(features []Features, j *joining) []Cluster {
	var out []Cluster
	for _, members := range j.members {
		if members == nil {
			continue
		}
		slices.Sort(members)
		var c Cluster
		for _, i := range members {
			c.Statements = append(c.Statements, features[i].Ref)
		}
		best := word(features, members)
		c.Wording, c.Text = features[best].Ref, features[best].Text
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Cluster) int { return compareRefs(a.Statements[0], b.Statements[0]) })
	return out
}

// word picks the member that words the claim best.
func word(features []Features, members []int) int {
	best := members[0]
	for _, i := range members[1:] {
		if features[i].Clarity > features[best].Clarity {
			best = i
		}
	}
	return best
}

func compareRefs(a, b hearsay.Ref) int {
	return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Statement, b.Statement))
}

func newJoining(n int) *joining {
	j := &joining{members: make([][]int, n), into: make([]int, n), version: make([]int, n), sums: make([]map[int]float64, n), apart: make([]map[int]bool, n)}
	for i := range n {
		j.members[i], j.sums[i], j.apart[i] = []int{i}, map[int]float64{}, map[int]bool{}
	}
	return j
}

// link notes the score of two statements.
func (j *joining) link(a, b int, score float64) {
	j.sums[a][b], j.sums[b][a] = score, score
}

// constrain does what a person decided, unless a later decision forbids it.
func (j *joining) constrain(a, b int, together bool) {
	a, b = j.find(a), j.find(b)
	switch {
	case a == b || j.apart[a][b]:
	case together:
		j.join(a, b)
	default:
		j.apart[a][b], j.apart[b][a] = true, true
	}
}

// keepApart takes over what must not be joined.
func (j *joining) keepApart(other *joining) {
	for a, set := range other.apart {
		for b := range set {
			for _, x := range other.members[a] {
				for _, y := range other.members[b] {
					j.constrain(x, y, false)
				}
			}
		}
	}
}

// follow joins what is together in the other, as far as nothing forbids it.
func (j *joining) follow(other *joining) {
	for _, members := range other.members {
		for i := 1; i < len(members); i++ {
			j.constrain(members[i-1], members[i], true)
		}
	}
}

// find gives the cluster that statement i is in.
func (j *joining) find(i int) int {
	for j.members[i] == nil {
		i = j.into[i]
	}
	return i
}

// nearness of two clusters.
func (j *joining) nearness(a, b int) float64 {
	return j.sums[a][b] / math.Pow(float64(len(j.members[a])*len(j.members[b])), spread)
}

func (j *joining) run(enough float64) {
	for a := range j.members {
		j.push(a, enough, func(b int) bool { return a < b })
	}
	for len(j.queue) > 0 {
		m := heap.Pop(&j.queue).(merge)
		if j.members[m.a] == nil || j.members[m.b] == nil || m.at != [2]int{j.version[m.a], j.version[m.b]} {
			continue
		}
		into := j.join(m.a, m.b)
		j.push(into, enough, func(int) bool { return true })
	}
}

// push queues the merges of a cluster with those that it has links to.
func (j *joining) push(a int, enough float64, wanted func(b int) bool) {
	if j.members[a] == nil {
		return
	}
	for b := range j.sums[a] {
		if !wanted(b) || j.apart[a][b] {
			continue
		}
		if score := j.nearness(a, b); score >= enough {
			lo, hi := min(a, b), max(a, b)
			heap.Push(&j.queue, merge{score, lo, hi, [2]int{j.version[lo], j.version[hi]}})
		}
	}
}

// join puts two clusters together, under the smaller number.
func (j *joining) join(a, b int) int {
	a, b = min(a, b), max(a, b)
	j.members[a] = append(j.members[a], j.members[b]...)
	j.members[b], j.into[b] = nil, a
	j.version[a]++
	delete(j.sums[a], b)
	for c, sum := range j.sums[b] {
		delete(j.sums[c], b)
		if c != a {
			j.sums[a][c] += sum
			j.sums[c][a] = j.sums[a][c]
		}
	}
	for c := range j.apart[b] {
		delete(j.apart[c], b)
		j.apart[a][c], j.apart[c][a] = true, true
	}
	j.sums[b], j.apart[b] = nil, nil
	return a
}

// merges is a heap, the highest score first, then the smallest numbers.
type merges []merge

func (m merges) Len() int { return len(m) }
func (m merges) Less(i, k int) bool {
	return cmp.Or(cmp.Compare(m[k].score, m[i].score), cmp.Compare(m[i].a, m[k].a), cmp.Compare(m[i].b, m[k].b)) < 0
}
func (m merges) Swap(i, k int) { m[i], m[k] = m[k], m[i] }

// Push and Pop are what container/heap asks for.
func (m *merges) Push(x any) { *m = append(*m, x.(merge)) }

// Pop takes the last one off.
func (m *merges) Pop() any {
	last := (*m)[len(*m)-1]
	*m = (*m)[:len(*m)-1]
	return last
}

// Suggestions gives the doubtful and sure links between statements that ended on different claims, the strongest first.
func Suggestions(links []Pair, clusters []Cluster) []Pair {
	on := map[hearsay.Ref]int{}
	for i, c := range clusters {
		for _, ref := range c.Statements {
			on[ref] = i
		}
	}
	seen := map[[2]hearsay.Ref]Pair{}
	for _, p := range links {
		a, okA := on[p.A]
		b, okB := on[p.B]
		if p.Verdict == No || okA && okB && a == b {
			continue
		}
		if compareRefs(p.A, p.B) > 0 {
			p.A, p.B = p.B, p.A
		}
		seen[[2]hearsay.Ref{p.A, p.B}] = p
	}
	return slices.SortedFunc(maps.Values(seen), func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), compareRefs(a.A, b.A), compareRefs(a.B, b.B))
	})
}
