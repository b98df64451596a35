// Package attribution finds in a text who is said to have said what: the spans of source, cue and content.
//
// Each cue found labels its window on its own (source, cue or content, given this cue), so that attributions nested in one another or overlapping
// come out linked and need no resolving. One Viterbi pass a cue makes whole spans of the labels. docs/decisions/reader-model.md tells the rest.
package attribution

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"hearsay"

	"hearsay/internal/reader/encoder"
)

// Finder finds attributions. It is safe for use by many goroutines.
type Finder struct {
	net    *encoder.Network
	tables tables
}

// New makes a Finder on a network, which must stay open.
func New(net *encoder.Network) *Finder { return &Finder{net: net, tables: newTables()} }

// Found is an attribution and what the network says of it.
type Found struct {
	hearsay.Attribution
	Stance   []float32 // log probabilities, in the order of hearsay.Stances
	Kind     []float32 // log probabilities of the source's kind, in the order of hearsay.Kinds
	Vector   []float32 // of length one: the cosine of two tells how alike their contents are
	Verbatim bool      // by its layout the content is in the source's own words

	cue  int            // where its cue was found in the window
	path []encoder.Role // of the wordpieces of the window
}

// Window finds the attributions whose cues one window of a text's wordpieces owns, in order of their cues. Those of known, in order of the text, are
// so by its layout, and have a source: they are among what is found, and what the network makes of the same words is not.
func (f *Finder) Window(text string, pieces []encoder.Piece, w encoder.Window, known []hearsay.Attribution) ([]Found, error) {
	e, err := f.net.Encode(pieces[w.Lo:w.Hi])
	if err != nil {
		return nil, fmt.Errorf("reading wordpieces %d to %d: %w", w.Lo, w.Hi, err)
	}
	defer e.Close()
	sure := laidOut(pieces[w.Lo:w.Hi], w, known)
	cues := cuesIn(e.Cue, w)
	if len(cues)+len(sure) == 0 {
		return nil, nil
	}
	var all []Found
	if len(cues) > 0 {
		all, err = f.label(e, pieces[w.Lo:w.Hi], cues)
	}
	for i := range all {
		all[i].keepToParagraphs(text, pieces[w.Lo:w.Hi])
	}
	if err == nil {
		all, err = join(e, distinct(all), sure)
	}
	if err == nil {
		err = judge(e, all)
	}
	if err != nil {
		return nil, fmt.Errorf("reading wordpieces %d to %d: %w", w.Lo, w.Hi, err)
	}
	return all, nil
}

// farthest is how many wordpieces from its cue a role may lie before the cue is looked at again on the whole window: the edge of what was looked at
// is then so close that there may be more behind it.
const farthest = encoder.Near/2 - 8

// label finds the attribution of each cue: first among the wordpieces near it, then, where its roles reach far, among all of the window.
func (f *Finder) label(e *encoder.Encoded, pieces []encoder.Piece, cues []int) ([]Found, error) {
	back, paths := make([]uint8, len(pieces)*encoder.Roles), make([]encoder.Role, len(cues)*len(pieces))
	all := make([]Found, len(cues))
	take := func(i int, s encoder.Scores) (reach int) {
		path := paths[i*len(pieces) : (i+1)*len(pieces)]
		f.tables.roles(s.Roles, back, path)
		for k, r := range path {
			if r != encoder.None {
				reach = max(reach, k-cues[i], cues[i]-k)
			}
		}
		all[i] = Found{Attribution: spansOf(path, cues[i], pieces), Kind: slices.Clone(s.Kind), Vector: slices.Clone(s.Vector), cue: cues[i], path: path}
		return reach
	}
	var again, places []int // cues that reach far, and where they stand
	err := e.Score(cues, encoder.Near, func(i int, s encoder.Scores) {
		if take(i, s) > farthest {
			again, places = append(again, i), append(places, cues[i])
		}
	})
	if err == nil && len(again) > 0 {
		err = e.Score(places, encoder.Whole, func(i int, s encoder.Scores) { take(again[i], s) })
	}
	return all, err
}

// judge asks for the stances of attributions.
func judge(e *encoder.Encoded, all []Found) error {
	if len(all) == 0 {
		return nil
	}
	cues, paths := make([]int, len(all)), make([][]encoder.Role, len(all))
	for i, a := range all {
		cues[i], paths[i] = a.cue, a.path
	}
	stances, err := e.Stances(cues, paths)
	for i, s := range stances {
		all[i].Stance = s
	}
	return err
}

// distinct leaves out what has neither cue nor content and what came before.
func distinct(all []Found) []Found {
	kept := make([]Found, 0, len(all))
	for _, a := range all {
		same := func(b Found) bool { return a.Equal(b.Attribution) }
		if len(a.Cue)+len(a.Content) > 0 && !slices.ContainsFunc(kept, same) {
			kept = append(kept, a)
		}
	}
	return kept
}

// cuesIn picks the wordpieces of a window's own part that probably begin a cue, as places in the window.
func cuesIn(logOdds []float32, w encoder.Window) []int {
	limit := float32(math.Log(threshold / (1 - threshold)))
	var cues []int
	for k := w.OwnLo - w.Lo; k < w.OwnHi-w.Lo; k++ {
		if logOdds[k] >= limit {
			cues = append(cues, k)
		}
	}
	return cues
}

// spansOf turns the roles of a window into spans of bytes. A source is one piece, the longest; a cue without a piece of its own is the wordpiece
// at which it was found, unless that is itself source or content: then the text has no cue, as in a speaker's name before an answer.
func spansOf(path []encoder.Role, anchor int, pieces []encoder.Piece) hearsay.Attribution {
	bytes := func(runs [][2]int) []hearsay.Span {
		var spans []hearsay.Span
		for _, r := range runs {
			spans = append(spans, hearsay.Span{Start: int(pieces[r[0]].Start), End: int(pieces[r[1]-1].End)})
		}
		return spans
	}
	joinWords(path, pieces)
	source := runs(path, encoder.BSource, encoder.ISource)
	if len(source) > 1 {
		source = [][2]int{slices.MaxFunc(source, func(a, b [2]int) int { return cmp.Compare(a[1]-a[0], b[1]-b[0]) })}
	}
	cue := runs(path, encoder.Cue, encoder.Cue)
	if len(cue) == 0 && path[anchor] == encoder.None {
		lo, hi := wordAt(pieces, anchor)
		cue = [][2]int{{lo, hi}}
	}
	return hearsay.Attribution{Source: bytes(source), Cue: bytes(cue), Content: bytes(runs(path, encoder.BContent, encoder.IContent))}
}

// runs lists the pieces of one kind as [first, last+1) of wordpieces; a begin starts a new one. For cues begin and inside are the same role.
func runs(path []encoder.Role, begin, inside encoder.Role) [][2]int {
	var all [][2]int
	for i, r := range path {
		switch {
		case r == begin && begin != inside, r == inside && (len(all) == 0 || all[len(all)-1][1] != i):
			all = append(all, [2]int{i, i + 1})
		case r == inside:
			all[len(all)-1][1] = i + 1
		}
	}
	return all
}

// joinWords gives the wordpieces of a word one role, so that no span begins or ends within it: that of a cue, or else the first there is.
func joinWords(path []encoder.Role, pieces []encoder.Piece) {
	for lo := 0; lo < len(path); {
		_, hi := wordAt(pieces, lo)
		if hi > lo+1 {
			joinWord(path[lo:hi])
		}
		lo = hi
	}
}

func joinWord(path []encoder.Role) {
	begin := encoder.None
	for _, r := range path {
		switch {
		case r == encoder.Cue:
			begin = r
		case begin == encoder.None:
			begin = r
		case r == encoder.BSource && begin == encoder.ISource, r == encoder.BContent && begin == encoder.IContent:
			begin = r
		}
	}
	inside := begin
	if begin == encoder.BSource || begin == encoder.BContent {
		inside++
	}
	path[0] = begin
	for i := 1; i < len(path); i++ {
		path[i] = inside
	}
}

// wordAt gives the wordpieces [lo, hi) of the word that piece k belongs to. Pieces made of one and the same character are of one word.
func wordAt(pieces []encoder.Piece, k int) (lo, hi int) {
	goesOn := func(i int) bool { return pieces[i].Inside || pieces[i].Start < pieces[i-1].End }
	for lo = k; lo > 0 && goesOn(lo); {
		lo--
	}
	for hi = k + 1; hi < len(pieces) && goesOn(hi); {
		hi++
	}
	return lo, hi
}
