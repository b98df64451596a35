package present

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"hearsay"
)

// look is how a glyph is marked.
type look struct {
	title, source, cue, faint bool
	depth                     int // how many contents it lies in
	family                    family
}

// ink is what marks are drawn with: ANSI attributes in colour, else brackets. Colours are among the sixteen that a terminal's owner
// has chosen to be legible; what must be seen is also bold, italic or underlined, for those who see no colour.
type ink struct{ color, dark bool }

func (k ink) style(l look) ansi.Style {
	var s ansi.Style
	if l.title || l.source {
		s = s.Bold()
	}
	if l.cue {
		s = s.Italic(true)
	}
	if l.depth > 0 {
		s = s.Underline(true)
	}
	if l.faint {
		s = s.Faint()
	}
	if c, ok := k.hue(l.family); ok {
		s = s.ForegroundColor(c)
	}
	return s
}

// hue is the colour of a family: one that is commonly legible on a dark background, or on a light one.
func (k ink) hue(f family) (ansi.BasicColor, bool) {
	switch {
	case f == affirming:
		return ansi.Green, true
	case f == rejecting && k.dark:
		return ansi.BrightRed, true
	case f == rejecting:
		return ansi.Red, true
	case f == silence && k.dark:
		return ansi.Yellow, true
	case f == silence:
		return ansi.BrightBlack, true
	case f == judging && k.dark:
		return ansi.BrightMagenta, true
	case f == judging:
		return ansi.Magenta, true
	case f == acting && k.dark:
		return ansi.Cyan, true
	case f == acting:
		return ansi.Blue, true
	}
	return 0, false
}

// brackets are what a role is marked with where there is no colour: pairs that English news does not use.
func (r role) brackets() (open, shut string) {
	switch r {
	case source:
		return "‹", "›"
	case cue:
		return "{", "}"
	case content:
		return "«", "»"
	default:
		return "", ""
	}
}

// paint turns glyphs into text; the line ends with every attribute off.
func (k ink) paint(line []glyph) string {
	var out, run strings.Builder
	flush := func(l look) {
		if k.color {
			out.WriteString(k.style(l).Styled(run.String()))
		} else {
			out.WriteString(run.String())
		}
		run.Reset()
	}
	for i, g := range line {
		if i > 0 && g.look != line[i-1].look {
			flush(line[i-1].look)
		}
		run.WriteString(g.text)
	}
	if len(line) > 0 {
		flush(line[len(line)-1].look)
	}
	return out.String()
}

// plain sets text without marks.
func (k ink) plain(s string, l look) []glyph { return glyphs(clean(s), l) }

// legend explains the marks with themselves.
func (k ink) legend() []glyph {
	t := typesetter{ink: k, pars: [][]glyph{nil}}
	for i, r := range []role{source, cue, content} {
		if i > 0 {
			t.words("  ")
		}
		t.open(mark{role: r, n: 1}, false)
		t.words(map[role]string{source: "who says it", cue: "how it is told", content: "what is said"}[r])
		t.close(mark{role: r, n: 1}, false)
	}
	t.words("  (numbers as in the table)")
	return t.pars[0]
}

// stanceLegend explains the colours with themselves.
func (k ink) stanceLegend() []glyph {
	var gs []glyph
	for i, f := range families() {
		if i > 0 {
			gs = append(gs, glyphs("  ", look{})...)
		}
		gs = append(gs, glyphs(f.List(), look{family: f})...)
	}
	return gs
}

// typesetter collects the glyphs of a marked text, paragraph by paragraph.
type typesetter struct {
	ink   ink
	stack []mark // those that are open
	pars  [][]glyph
}

// typeset sets an article with its marks. Paragraphs without a visible glyph are left out.
func typeset(reading hearsay.Reading, k ink) [][]glyph {
	t := &typesetter{ink: k, pars: [][]glyph{nil}}
	text := reading.Article.Text
	weave(text, wholeGraphemes(marksOf(reading.Statements), text), t)
	var seen [][]glyph
	for _, par := range t.pars {
		if par = trim(par); len(par) > 0 {
			seen = append(seen, par)
		}
	}
	return seen
}

// look is that of the marks that are open, in the colour of the innermost that shows a stance.
func (t *typesetter) look() look {
	var l look
	for _, m := range t.stack {
		switch m.role {
		case source:
			l.source = true
			continue
		case content:
			l.depth++
		case cue, deciding:
			l.cue = true
		}
		l.family = m.family
	}
	return l
}

func (t *typesetter) words(text string) {
	for i, line := range strings.Split(clean(text), "\n") {
		if i > 0 {
			t.pars = append(t.pars, nil)
		}
		t.put(glyphs(line, t.look())...)
	}
}

func (t *typesetter) open(m mark, again bool) {
	t.stack = append(t.stack, m)
	if open, _ := m.role.brackets(); !again && !t.ink.color && open != "" {
		t.put(glyph{text: open, width: 1, holdsNext: true})
	}
}

func (t *typesetter) close(m mark, more bool) {
	t.stack = t.stack[:len(t.stack)-1]
	if more || m.role == deciding {
		return
	}
	number := glyph{text: superscript(m.n), width: len(strconv.Itoa(m.n)), note: true, holdsLast: true, look: look{family: m.family}}
	if !t.ink.color {
		_, bracket := m.role.brackets()
		t.put(glyph{text: bracket, width: 1, holdsLast: true})
	} else if par := t.pars[len(t.pars)-1]; len(par) > 0 && par[len(par)-1].note {
		number.text, number.width = ","+number.text, number.width+1 // or 1 and 2 would read as 12
	}
	t.put(number)
}

func (t *typesetter) put(gs ...glyph) {
	last := len(t.pars) - 1
	t.pars[last] = append(t.pars[last], gs...)
}

func superscript(n int) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(strconv.Itoa(n))
}
