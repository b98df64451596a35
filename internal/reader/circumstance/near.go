package circumstance

import (
	"cmp"
	"slices"
	"sort"

	"hearsay"
)

// extents lists sayings by where they begin, so that those around a place are found without looking at all that a long article has.
type extents struct {
	order   []int // the sayings
	starts  []int // the byte where each of them begins
	reached []int // the farthest byte that it or one before it ends at
}

func newExtents(sayings []saying) extents {
	x := extents{order: make([]int, len(sayings)), starts: make([]int, len(sayings)), reached: make([]int, len(sayings))}
	whole := make([]hearsay.Span, len(sayings))
	for i := range sayings {
		x.order[i], whole[i] = i, sayings[i].whole()
	}
	slices.SortStableFunc(x.order, func(a, b int) int { return cmp.Compare(whole[a].Start, whole[b].Start) })
	for k, i := range x.order {
		x.starts[k], x.reached[k] = whole[i].Start, whole[i].End
		if k > 0 {
			x.reached[k] = max(x.reached[k], x.reached[k-1])
		}
	}
	return x
}

// near gives all sayings that share a byte with from to before to, and perhaps some that do not, in order of where they begin.
func (x *extents) near(from, to int) []int {
	lo := sort.Search(len(x.order), func(k int) bool { return x.reached[k] > from })
	hi := sort.SearchInts(x.starts, to)
	return x.order[min(lo, hi):hi]
}

// nearToken gives all sayings that share a byte with token k, and perhaps some that do not.
func (d *doc) nearToken(k int) []int { return d.extents.near(d.toks[k].span.Start, d.toks[k].span.End) }

// whole is the stretch from a saying's first byte to its last.
func (s *saying) whole() hearsay.Span {
	var all hearsay.Span
	for _, spans := range [...][]hearsay.Span{s.source, s.cue, s.content} {
		for _, sp := range spans {
			if all.Len() == 0 {
				all = sp
			}
			all.Start, all.End = min(all.Start, sp.Start), max(all.End, sp.End)
		}
	}
	return all
}
