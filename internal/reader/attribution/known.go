package attribution

import (
	"slices"
	"sort"

	"hearsay"

	"hearsay/internal/reader/encoder"
)

// laidOut gives those of the attributions, in order of their sources, that a window owns, with the roles that its wordpieces have in them: the
// window in which the source begins.
func laidOut(pieces []encoder.Piece, w encoder.Window, all []hearsay.Attribution) []Found {
	own := pieces[w.OwnLo-w.Lo : w.OwnHi-w.Lo]
	if len(own) == 0 {
		return nil
	}
	first, end := int(own[0].Start), int(own[len(own)-1].End)
	all = all[sort.Search(len(all), func(k int) bool { return all[k].Source[0].Start >= first }):]
	var mine []Found
	for _, a := range all {
		if a.Source[0].Start >= end {
			break
		}
		cue := sort.Search(len(pieces), func(k int) bool { return int(pieces[k].End) > a.Source[0].Start })
		if int(pieces[cue].Start) >= a.Source[0].End {
			continue
		}
		path := make([]encoder.Role, len(pieces))
		paint(path, pieces, a.Source, encoder.BSource, encoder.ISource)
		paint(path, pieces, a.Content, encoder.BContent, encoder.IContent)
		mine = append(mine, Found{Attribution: a, Verbatim: true, cue: cue, path: path})
	}
	return mine
}

// paint gives the wordpieces of spans their role.
func paint(path []encoder.Role, pieces []encoder.Piece, spans []hearsay.Span, begin, inside encoder.Role) {
	for _, s := range spans {
		role := begin
		for k := sort.Search(len(pieces), func(k int) bool { return int(pieces[k].End) > s.Start }); k < len(pieces) && int(pieces[k].Start) < s.End; k++ {
			path[k], role = role, inside
		}
	}
}

// join adds what is known to what the network found, with the network's kind and vector, and leaves out what it made of the same words.
func join(e *encoder.Encoded, found, sure []Found) ([]Found, error) {
	if len(sure) == 0 {
		return found, nil
	}
	found = slices.DeleteFunc(found, func(a Found) bool {
		return slices.ContainsFunc(sure, func(b Found) bool { return same(a.Attribution, b.Attribution) })
	})
	cues := make([]int, len(sure))
	for i, a := range sure {
		cues[i] = a.cue
	}
	err := e.Score(cues, encoder.Whole, func(i int, s encoder.Scores) {
		sure[i].Kind, sure[i].Vector = slices.Clone(s.Kind), slices.Clone(s.Vector)
	})
	return append(found, sure...), err
}

// same reports whether an attribution speaks of the same words as one that is known: the same speaker, a cue in the speaker's label, or most of the content.
func same(a, known hearsay.Attribution) bool {
	if touch(a.Source, known.Source) > 0 && !inside(a, known.Content) || touch(a.Cue, known.Source) > 0 {
		return true
	}
	return 2*touch(a.Content, known.Content) > length(a.Content)+length(known.Content)-touch(a.Content, known.Content)
}

// inside reports whether an attribution lies within spans: it is one of those that a content tells of.
func inside(a hearsay.Attribution, spans []hearsay.Span) bool {
	whole := length(a.Source) + length(a.Cue) + length(a.Content)
	return whole > 0 && touch(a.Source, spans)+touch(a.Cue, spans)+touch(a.Content, spans) == whole
}

// touch is how many bytes two lists of spans share.
func touch(a, b []hearsay.Span) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

func length(spans []hearsay.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}
