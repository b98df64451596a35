package eval

import (
	"cmp"
	"slices"

	"hearsay"
)

// cover is an attribution as the words that its roles cover.
type cover struct{ source, cue, content words }

func covers(attributions []hearsay.Attribution, toks []token) []cover {
	all := make([]cover, len(attributions))
	for i, a := range attributions {
		all[i] = cover{wordsOf(a.Source, toks), wordsOf(a.Cue, toks), wordsOf(a.Content, toks)}
	}
	return all
}

func (c cover) equal(d cover) bool {
	return slices.Equal(c.source, d.source) && slices.Equal(c.cue, d.cue) && slices.Equal(c.content, d.content)
}

// said is what an attribution is recognised by: its content, or its cue where it has none.
func (c cover) said() words {
	if len(c.content) > 0 {
		return c.content
	}
	return c.cue
}

// pair is a gold and a predicted attribution, by index, and how well they go together.
type pair struct {
	gold, pred int
	score      float64
}

// match pairs attributions one to one, the best overlap first.
func match(gold, pred []cover) []pair {
	var pairs []pair
	for i, g := range gold {
		for j, p := range pred {
			o := overlap(g.said(), p.said())
			if o < .5 {
				continue
			}
			// The conversions keep the compiler from fusing the products into the sums, which would break ties otherwise on some machines.
			score := o + float64(.01*overlap(g.cue, p.cue))
			score += float64(.001 * overlap(g.source, p.source))
			pairs = append(pairs, pair{i, j, score})
		}
	}
	return oneToOne(pairs)
}

// oneToOne takes the pairs with the best scores, each attribution once. Of equal ones the earlier gold, then the earlier prediction wins.
func oneToOne(pairs []pair) []pair {
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.gold, b.gold), cmp.Compare(a.pred, b.pred))
	})
	usedGold, usedPred := map[int]bool{}, map[int]bool{}
	return slices.DeleteFunc(pairs, func(m pair) bool {
		if usedGold[m.gold] || usedPred[m.pred] {
			return true
		}
		usedGold[m.gold], usedPred[m.pred] = true, true
		return false
	})
}

// reach is what a statement is recognised by where more than its spans is scored: the words of its content, or of its cue if no content is
// marked, and the words of its cue. Unlike a cover's, a content that is marked but holds no word is not replaced.
type reach struct{ said, cue words }

func reaches(attributions []hearsay.Attribution, toks []token) []reach {
	all := make([]reach, len(attributions))
	for i, a := range attributions {
		said := a.Content
		if len(said) == 0 {
			said = a.Cue
		}
		all[i] = reach{wordsOf(said, toks), wordsOf(a.Cue, toks)}
	}
	return all
}

// matchReaches pairs statements one to one, the best overlap first; a half is the least.
func matchReaches(gold, pred []reach) []pair {
	var pairs []pair
	for i, g := range gold {
		for j, p := range pred {
			both := shared(g.said, p.said)
			all := len(g.said) + len(p.said) - both
			if all == 0 || 2*both < all {
				continue
			}
			cues := shared(g.cue, p.cue)
			ofCues := max(1, len(g.cue)+len(p.cue)-cues)
			pairs = append(pairs, pair{i, j, float64(both)/float64(all) + float64(.01*float64(cues))/float64(ofCues)})
		}
	}
	return oneToOne(pairs)
}

// sameSource tells whether a predicted source is right: as absent as the gold one, overlapping it by half, or one within the other.
func sameSource(gold, pred words) bool {
	if len(gold) == 0 || len(pred) == 0 {
		return len(gold) == len(pred)
	}
	return overlap(gold, pred) >= .5 || shared(gold, pred) == min(len(gold), len(pred))
}
