package present

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// glyph is what a terminal shows as one: a grapheme of the text, a bracket or a number of ours.
type glyph struct {
	text                 string
	width                int // in columns
	look                 look
	note                 bool // a number that leads to the table
	holdsLast, holdsNext bool // no line breaks before, after it
}

// glyphs splits clean text.
func glyphs(s string, l look) []glyph {
	var out []glyph
	for it := displaywidth.StringGraphemes(s); it.Next(); {
		out = append(out, glyph{text: it.Value(), width: it.Width(), look: l})
	}
	return out
}

// wholeGraphemes widens marks to whole graphemes: an accent or half an emoji can not be marked apart from the rest.
func wholeGraphemes(marks []mark, text string) []mark {
	starts, ends, pos := make(map[int]int), make(map[int]int), 0
	for _, m := range marks {
		starts[m.Start], ends[m.End] = m.Start, m.End
	}
	for it := displaywidth.StringGraphemes(text); it.Next(); {
		next := pos + len(it.Value())
		for at := pos + 1; at < next; at++ {
			if _, ok := starts[at]; ok {
				starts[at] = pos
			}
			if _, ok := ends[at]; ok {
				ends[at] = next
			}
		}
		pos = next
	}
	wide := make([]mark, len(marks))
	for i, m := range marks {
		wide[i] = m
		wide[i].Start, wide[i].End = starts[m.Start], ends[m.End]
	}
	sortMarks(wide)
	return wide
}

// wrap breaks a paragraph into lines no wider than width, at spaces and between ideographs; a word that is wider yet is cut between
// graphemes. Spaces at a break go.
func wrap(gs []glyph, width int) [][]glyph {
	var lines [][]glyph
	for gs = trim(gs); len(gs) > 0; {
		cut := lineEnd(gs, width)
		lines = append(lines, trim(gs[:cut]))
		gs = trim(gs[cut:])
	}
	return lines
}

// lineEnd returns how many glyphs go on the first line, at least one.
func lineEnd(gs []glyph, width int) int {
	used, lastBreak := 0, 0
	for i, g := range gs {
		if i > 0 && breaks(gs[i-1], g) {
			lastBreak = i
		}
		used += g.width
		if used > width && !blank(g) && i > 0 {
			if lastBreak > 0 {
				return lastBreak
			}
			return i
		}
	}
	return len(gs)
}

// breaks tells whether a line may break between two glyphs: the essence of Unicode's line breaking (UAX #14) for English text
// with foreign words in it.
func breaks(a, b glyph) bool {
	switch {
	case a.holdsNext || b.holdsLast:
		return false
	case blank(a):
		return !blank(b)
	}
	next, _ := utf8.DecodeRuneInString(b.text)
	return ideographic(b) || ideographic(a) && (b.holdsNext || unicode.IsLetter(next) || unicode.IsNumber(next))
}

func ideographic(g glyph) bool {
	r, _ := utf8.DecodeRuneInString(g.text)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// blank tells whether a glyph is a space at which a line may break.
func blank(g glyph) bool {
	r, size := utf8.DecodeRuneInString(g.text)
	return size == len(g.text) && unicode.IsSpace(r) && r != 0xa0 && r != 0x2007 && r != 0x202f
}

// trim cuts off space at both ends.
func trim(gs []glyph) []glyph {
	for len(gs) > 0 && blank(gs[0]) {
		gs = gs[1:]
	}
	for len(gs) > 0 && blank(gs[len(gs)-1]) {
		gs = gs[:len(gs)-1]
	}
	return gs
}

// fold wraps a paragraph into at most so many lines; what does not fit goes, with an ellipsis.
func fold(gs []glyph, width, most int) [][]glyph {
	var lines [][]glyph
	for gs = trim(gs); len(gs) > 0 && len(lines) < most-1; {
		cut := lineEnd(gs, width)
		lines = append(lines, trim(gs[:cut]))
		gs = trim(gs[cut:])
	}
	if len(gs) > 0 {
		lines = append(lines, shorten(gs, width))
	}
	return lines
}

// shorten cuts a line to a width, with an ellipsis, where a word ends if it can. Graphemes stay whole.
func shorten(gs []glyph, width int) []glyph {
	if columnsOf(gs) <= width {
		return gs
	}
	cut := lineEnd(gs, width-1)
	for cut > 0 && (columnsOf(gs[:cut]) > width-1 || strings.Trim(gs[cut-1].text, " ,;:…") == "") {
		cut-- // the spaces before a break, a first glyph that is too wide, a comma before the ellipsis
	}
	return append(slices.Clone(gs[:cut]), glyph{text: "…", width: 1, look: gs[max(0, cut-1)].look})
}

// columnsOf is the width of glyphs together.
func columnsOf(gs []glyph) int {
	n := 0
	for _, g := range gs {
		n += g.width
	}
	return n
}
