package present

const (
	kindMost = len("organisation") // the longest kind of source there is
	hang     = 2                   // columns by which all lines of a source but the first are indented
)

// bySource sums up what each source does, in lines of at most width columns: kind, name and title, counts by stance.
func bySource(shares []share, width int) [][]glyph {
	kinds := 0
	for _, sh := range shares {
		kinds = max(kinds, min(columnsOf(glyphs(sh.Kind, look{})), kindMost))
	}
	columns := []tableColumn{{width: width}}
	if kinds > 0 {
		columns = []tableColumn{{width: kinds}, {width: width - kinds - gap}}
	}
	var lines [][]glyph
	for _, sh := range shares {
		cells := [][][]glyph{hanging(sh.glyphs(), columns[len(columns)-1].width)}
		if kinds > 0 {
			cells = [][][]glyph{fold(glyphs(sh.Kind, look{faint: true}), kinds, 1), cells[0]}
		}
		lines = append(lines, abreast(columns, cells)...)
	}
	return lines
}

// glyphs words a share: "Lena Koch, deputy foreign minister (Germany): 3 asserts, 1 withholds; is told 1".
func (s share) glyphs() []glyph {
	gs := glyphs(s.Name, look{source: true})
	if s.Name == "" {
		gs = glyphs("no source named", look{})
	}
	gs = append(gs, glyphs(s.Rest(), look{})...)
	if s.Known != "" {
		gs = append(gs, glyphs(" – "+s.Known, look{})...)
	}
	before := ": "
	for _, c := range countStances(s.said) {
		gs = append(gs, glyphs(before, look{})...)
		number := glyphs(c.String(), look{family: c.Family()})
		for i := range len(number) - 1 {
			number[i].holdsNext = true
		}
		gs = append(gs, number...)
		before = ", "
	}
	if part := s.part(); part != "" {
		if len(s.said) > 0 {
			before = "; "
		}
		gs = append(gs, glyphs(before+part, look{})...)
	}
	return gs
}

// hanging wraps a paragraph so that its first line stands out.
func hanging(gs []glyph, width int) [][]glyph {
	gs = trim(gs)
	if len(gs) == 0 {
		return nil
	}
	cut := lineEnd(gs, width)
	lines := [][]glyph{trim(gs[:cut])}
	for _, line := range wrap(gs[cut:], width-hang) {
		lines = append(lines, append(blanks(hang), line...))
	}
	return lines
}
