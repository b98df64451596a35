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
	edges   [][]edge  // from each statement, in order of to
	article []int     // of each statement, numbered
	best    []float64 // the strongest of each statement's links
	degree  []float64 // the sum of their scores
	length  []float64 // one more than the sum of their squares
}

// newWeb lays out links between features, which number tells the places of. Of several links between two statements the strongest counts.
func newWeb(features []Features, number map[hearsay.Ref]int, links []Pair) *web {
	w := &web{article: make([]int, len(features))}
	articles := map[string]int{}
	for i := range features {
		n, known := articles[features[i].Article]
		if !known {
			n = len(articles)
			articles[features[i].Article] = n
		}
		w.article[i] = n
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
	other := &web{edges: make([][]edge, n), article: w.article, best: make([]float64, n), degree: make([]float64, n), length: make([]float64, n)}
	for _, e := range edges {
		other.edges[e.from] = append(other.edges[e.from], e)
		other.edges[e.to] = append(other.edges[e.to], edge{e.to, e.from, e.score})
	}
	for i, list := range other.edges {
		slices.SortFunc(list, func(x, y edge) int { return cmp.Compare(x.to, y.to) })
		other.length[i] = 1
		for _, e := range list {
			other.best[i] = max(other.best[i], e.score)
			other.degree[i] += e.score
			other.length[i] += e.score * e.score
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

// lens looks at the links of one statement after another.
type lens struct {
	*web
	from    int
	scores  []float64   // of the links to each statement, 0 where there is none
	ofStory [][]float64 // the same by the article that they lead to
}

func newLens(w *web) *lens {
	return &lens{web: w, scores: make([]float64, len(w.edges)), ofStory: make([][]float64, len(w.edges)), from: -1}
}

// turn turns to another statement.
func (l *lens) turn(from int) {
	if l.from >= 0 {
		for _, e := range l.edges[l.from] {
			l.scores[e.to] = 0
			l.ofStory[l.article[e.to]] = l.ofStory[l.article[e.to]][:0]
		}
	}
	l.from = from
	for _, e := range l.edges[from] {
		l.scores[e.to] = e.score
		l.ofStory[l.article[e.to]] = append(l.ofStory[l.article[e.to]], e.score)
	}
}

// support looks at a link, from the statement that the lens is turned to.
func (l *lens) support(x *supports, b int, score float64) {
	a := l.from
	x[sScore] = score
	behind := l.thirds(x, b, score)
	x[sShareLeast], x[sShareMost] = ordered(score/l.best[a], score/l.best[b])
	x[sBestLeast], x[sBestMost] = ordered(l.best[a], l.best[b])
	ahead := 0
	for _, other := range l.ofStory[l.article[b]] {
		if other > score {
			ahead++
		}
	}
	x[sRankLeast], x[sRankMost] = ordered(float64(ahead), float64(behind))
	x[sDegreeLeast], x[sDegreeMost] = ordered(l.degree[a], l.degree[b])
	x[sArticle] = flagOf(l.article[a] == l.article[b])
}

// thirds looks at the statements that both ends are linked to, and counts the statements of the one's article that b is linked to more strongly.
func (l *lens) thirds(x *supports, b int, score float64) (behind int) {
	var three [3]float64
	var viaA, viaB float64
	dot, ofA, ofB := 2*score, l.article[l.from], l.article[b]
	for _, e := range l.edges[b] {
		art := l.article[e.to]
		if art == ofA && e.score > score {
			behind++
		}
		mine := l.scores[e.to]
		if mine == 0 {
			continue
		}
		product, weaker := mine*e.score, min(mine, e.score)
		dot += product
		for k := range three {
			if weaker > three[k] {
				three[k], weaker = weaker, three[k]
			}
		}
		if art == ofA {
			viaA = max(viaA, product)
		}
		if art == ofB {
			viaB = max(viaB, product)
		}
	}
	x[sLikeness] = dot / math.Sqrt(l.length[l.from]*l.length[b])
	x[sThird], x[sThirds] = three[0], three[2]
	x[sViaLeast], x[sViaMost] = ordered(viaA, viaB)
	return behind
}
