package reader

import (
	"slices"

	"hearsay"

	"hearsay/internal/reader/attribution"
	"hearsay/internal/reader/circumstance"
)

// cite puts in order who reports and who is cited: the network gives "the Post reported, citing two officials" often one source, or one of them no content.
// Who is cited takes over the stance and the vector of the report. What then still tells neither who speaks nor what is said is left out.
func cite(art hearsay.Article, found []attribution.Found) []attribution.Found {
	attrs := make([]hearsay.Attribution, len(found))
	for i, f := range found {
		attrs[i] = f.Attribution
	}
	citations := circumstance.Citations(art, attrs)
	gone := make([]bool, len(found))
	for _, c := range citations {
		made := append([]int{c.Of}, c.Instead...)
		outer := found[c.Of]
		for _, a := range append([]hearsay.Attribution{c.Outer}, c.Inner...) {
			one := outer
			one.Attribution, one.Kind = a, nil
			for _, i := range made {
				if overlap(found[i].Source, a.Source) {
					one.Kind = found[i].Kind
				}
			}
			found = append(found, one)
		}
		for _, i := range made {
			gone[i] = true
		}
	}
	kept := found[:0]
	for i, f := range found {
		if (i >= len(gone) || !gone[i]) && says(f.Attribution) {
			kept = append(kept, f)
		}
	}
	return kept
}

// says reports whether somebody says something: a cue alone tells of neither.
func says(a hearsay.Attribution) bool {
	return len(a.Content) > 0 || len(a.Source) > 0 && len(a.Cue) > 0
}

// overlap reports whether two lists of spans share a byte.
func overlap(a, b []hearsay.Span) bool {
	return slices.ContainsFunc(a, func(x hearsay.Span) bool {
		return slices.ContainsFunc(b, func(y hearsay.Span) bool { return x.Start < y.End && y.Start < x.End })
	})
}
