package linking

import (
	"cmp"
	"math"
	"slices"
)

// themeTerms finds the rare terms that the article keeps coming back to, names before others; and the best of them, the best first, by key and weight only.
func (d *describer) themeTerms() (bag, []term) {
	all := bagOf(d.terms)
	score := func(t *term) float64 { return worth(t, float64(d.local[t.stem])) }
	slices.SortStableFunc(all, func(a, b term) int { return cmp.Compare(score(&b), score(&a)) })
	var theme, story []term
	for _, t := range all {
		if len(theme) == themeTerms {
			break
		}
		if d.outlet.has(t.key) {
			continue
		}
		theme = append(theme, t)
		if len(story) < storyTerms {
			story = append(story, term{key: t.key, weight: t.weight})
		}
	}
	return bagOf(theme), story
}

// coming weighs a term by how often its article comes back to it.
func coming(t *term) float64 { return worth(t, float64(t.local)) }

// worth is how much a term tells of an article that has it so often.
func worth(t *term, often float64) float64 {
	w := float64(t.weight) * math.Sqrt(often)
	if t.name {
		w *= 1.5
	}
	return w
}

// ofNames weighs names only.
func ofNames(t *term) float64 {
	if t.name {
		return float64(t.weight)
	}
	return 0
}
