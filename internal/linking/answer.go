package linking

import (
	"maps"
	"math"
	"slices"
)

// answering is the score of Pair from which a statement that rejects may be about what one of the same article says that does not, and the nearness from
// which a cluster of such statements joins another. Who denies, doubts or will not confirm answers something that was told before: less is enough here,
// and a false join cannot make a corroboration.
const answering = decidable

// mayAnswer reports whether one of two statements of an article rejects, and so may answer the other.
func mayAnswer(a, b *Features) bool {
	return a.Article == b.Article && rejects(a.Stance) != rejects(b.Stance)
}

// answer lets each cluster in which everybody rejects join the nearest one in which somebody does not: by the scores of links as they were found, since the
// links around two statements say little of a denial, whose words are others.
func (j *joining) answer(features []Features, links []edge) {
	answers := make([]bool, len(j.members)) // clusters in which everybody rejects
	for c, members := range j.members {
		answers[c] = members != nil && !slices.ContainsFunc(members, func(i int) bool { return !rejects(features[i].Stance) })
	}
	sums := map[[2]int]float64{} // of links from a cluster that answers to one that does not
	for _, e := range links {
		a, b := j.find(e.from), j.find(e.to)
		if answers[b] {
			a, b = b, a
		}
		if e.score >= answering && answers[a] && !answers[b] && !j.apart[a][b] {
			sums[[2]int{a, b}] += e.score
		}
	}
	nearest := map[int]merge{}
	for _, pair := range slices.SortedFunc(maps.Keys(sums), func(x, y [2]int) int { return slices.Compare(x[:], y[:]) }) {
		a, b := pair[0], pair[1]
		near := sums[pair] / math.Sqrt(float64(len(j.members[a])*len(j.members[b])))
		if near >= answering && near > nearest[a].score {
			nearest[a] = merge{score: near, a: a, b: b}
		}
	}
	for _, a := range slices.Sorted(maps.Keys(nearest)) {
		j.constrain(a, nearest[a].b, true) // unless people keep it from one that joined meanwhile
	}
}
