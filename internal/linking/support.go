package linking

import (
	"cmp"
	"math"
	"slices"

	"hearsay"
)

// What the model of support looks at: how the other links around one speak for it. A refusal to confirm hardly resembles a claim of another paper, but its
// own article may tell what it is about; and what two statements share with the same third ones they share with each other.
const (
	sScore       = iota // of the link
	sLikeness           // cosine of the two statements' links
	sThird              // the best statement that both are linked to: its weaker score
	sThirds             // the third best
	sViaLeast           // the best product of scores over another statement of one's article, for either end
	sViaMost            //
	sShareLeast         // score against the best of either end
	sShareMost          //
	sBestLeast          // the best score of either end
	sBestMost           //
	sRankLeast          // how many statements of the other's article are linked more strongly
	sRankMost           //
	sDegreeLeast        // sum of the scores of either end
	sDegreeMost         //
	sArticle            // of one article
	nSupports
)

// supportNames names them for training, in order.
func supportNames() []string {
	return []string{
		"score", "likeness", "third", "thirds", "via_least", "via_most", "share_least", "share_most", "best_least", "best_most", "rank_least", "rank_most",
		"degree_least", "degree_most", "article",
	}
}

type supports [nSupports]float64

// edge is a link from a statement to another.
type edge struct {
	from, to int
	score    float64
}

// web is the links of a component, by the number of the statement.
type web struct {
	edges   [][]edge // from each statement, in order of to
	article []string
	best    []float64 // the strongest of each statement's links
	degree  []float64 // the sum of their scores
}

// newWeb lays out links between features, which number tells the places of. Of several links between two statements the strongest counts.
func newWeb(features []Features, number map[hearsay.Ref]int, links []Pair) *web {
	w := &web{article: make([]string, len(features))}
	for i := range features {
		w.article[i] = features[i].Article
	}
	edges := make([]edge, 0, len(links))
	for _, p := range links {
		a, b := number[p.A], number[p.B]
		edges = append(edges, edge{min(a, b), max(a, b), p.Score})
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to), cmp.Compare(y.score, x.score))
	})
	return w.with(slices.CompactFunc(edges, func(x, y edge) bool { return x.from == y.from && x.to == y.to }))
}

// with gives a web of the same statements with other links, each given once from the lower number, in order.
func (w *web) with(edges []edge) *web {
	n := len(w.article)
	other := &web{edges: make([][]edge, n), article: w.article, best: make([]float64, n), degree: make([]float64, n)}
	for _, e := range edges {
		other.edges[e.from] = append(other.edges[e.from], e)
		other.edges[e.to] = append(other.edges[e.to], edge{e.to, e.from, e.score})
	}
	for i, list := range other.edges {
		slices.SortFunc(list, func(x, y edge) int { return cmp.Compare(x.to, y.to) })
		for _, e := range list {
			other.best[i] = max(other.best[i], e.score)
			other.degree[i] += e.score
		}
	}
	return other
}

// all lists every link once, from the lower number, in order.
func (w *web) all() []edge {
	var edges []edge
	for i, list := range w.edges {
		for _, e := range list {
			if i < e.to {
				edges = append(edges, e)
			}
		}
	}
	return edges
}

// support looks at the link between a and b.
func (w *web) support(a, b int, score float64) *supports {
	x := new(supports)
	x[sScore] = score
	w.thirds(x, a, b, score)
	x[sShareLeast], x[sShareMost] = ordered(score/w.best[a], score/w.best[b])
	x[sBestLeast], x[sBestMost] = ordered(w.best[a], w.best[b])
	x[sRankLeast], x[sRankMost] = ordered(w.rank(a, b, score), w.rank(b, a, score))
	x[sDegreeLeast], x[sDegreeMost] = ordered(w.degree[a], w.degree[b])
	x[sArticle] = flagOf(w.article[a] == w.article[b])
	return x
}

// thirds looks at the statements that both are linked to.
func (w *web) thirds(x *supports, a, b int, score float64) {
	var three [3]float64
	var viaA, viaB float64
	dot, aa, bb := 2*score, 1.0, 1.0
	p, q := w.edges[a], w.edges[b]
	for i, j := 0, 0; i < len(p) || j < len(q); {
		switch {
		case j == len(q) || i < len(p) && p[i].to < q[j].to:
			aa += p[i].score * p[i].score
			i++
		case i == len(p) || p[i].to > q[j].to:
			bb += q[j].score * q[j].score
			j++
		default:
			product, weaker := p[i].score*q[j].score, min(p[i].score, q[j].score)
			aa, bb, dot = aa+p[i].score*p[i].score, bb+q[j].score*q[j].score, dot+product
			for k := range three {
				if weaker > three[k] {
					three[k], weaker = weaker, three[k]
				}
			}
			art := w.article[p[i].to]
			if art == w.article[a] {
				viaA = max(viaA, product)
			}
			if art == w.article[b] {
				viaB = max(viaB, product)
			}
			i++
			j++
		}
	}
	x[sLikeness] = dot / math.Sqrt(aa*bb)
	x[sThird], x[sThirds] = three[0], three[2]
	x[sViaLeast], x[sViaMost] = ordered(viaA, viaB)
}

// rank counts the statements of b's article that a is linked to more strongly.
func (w *web) rank(a, b int, score float64) float64 {
	n := 0
	for _, e := range w.edges[a] {
		if e.score > score && w.article[e.to] == w.article[b] {
			n++
		}
	}
	return float64(n)
}
