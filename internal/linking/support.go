package linking

import (
	"cmp"
	"math"
	"slices"
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
	to    int
	score float64
}

// web is the links of a component, by the number of the statement.
type web struct {
	edges   [][]edge // in order of to
	article []string
	best    []float64
	degree  []float64
}

func newWeb(features []Features) *web {
	w := &web{edges: make([][]edge, len(features)), best: make([]float64, len(features)), degree: make([]float64, len(features))}
	for i := range features {
		w.article = append(w.article, features[i].Article)
	}
	return w
}

func (w *web) link(a, b int, score float64) {
	w.edges[a], w.edges[b] = append(w.edges[a], edge{b, score}), append(w.edges[b], edge{a, score})
}

// done puts the links in order: of several between two statements the strongest counts.
func (w *web) done() {
	for i, list := range w.edges {
		slices.SortFunc(list, func(x, y edge) int { return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(y.score, x.score)) })
		list = slices.CompactFunc(list, func(x, y edge) bool { return x.to == y.to })
		w.edges[i], w.best[i], w.degree[i] = list, 0, 0
		for _, e := range list {
			w.best[i] = max(w.best[i], e.score)
			w.degree[i] += e.score
		}
	}
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
