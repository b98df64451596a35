package present

import (
	"slices"
	"strconv"
	"strings"
)

const (
	gap        = 2   // columns of space between two columns of the table
	wideEnough = 100 // columns that a terminal must have for via and condition to stand in columns of their own
	stacked    = 60  // columns below which source, stance and what is said stand under each other
	noteLines  = 6   // lines that a way through others, a condition or a note takes at most
	fixedMost  = 9   // columns that a number, a stance or a kind of quotation takes at most
)

// tableColumn is one of the table.
type tableColumn struct {
	header string
	share  int // tenths of the width that it takes at most; 0 for what is as wide as it must, remainder for what takes what the others leave
	right  bool
	cell   func(tableRow, int) [][]glyph // the lines of a row's cell at a width
	width  int
}

const remainder = 10

// tableRow is a statement in the table.
type tableRow struct {
	entry
	again bool // its source stands in full further up
	wide  bool // via and condition have columns of their own
	room  int  // lines that the other cells take
}

// statementTable draws the statements in lines of at most width columns.
func statementTable(stmts []entry, width int) [][]glyph {
	rows, introduced := make([]tableRow, len(stmts)), map[voice]bool{}
	for i, e := range stmts {
		rows[i] = tableRow{entry: e, again: introduced[e.who], wide: width >= wideEnough}
		introduced[e.who] = true
	}
	columns := tableColumns(stmts, width)
	shareOut(columns, rows, width)
	heads := make([][][]glyph, len(columns))
	for c, col := range columns {
		heads[c] = [][]glyph{glyphs(col.header, look{title: true})}
	}
	lines := abreast(columns, heads)
	lines = append(lines, glyphs(strings.Repeat("─", overall(columns)), look{faint: true}))
	for _, r := range rows {
		lines = append(lines, abreast(columns, r.cells(columns))...)
	}
	return lines
}

// cells fills a row's cells: the one that takes what others leave last, as it may take the lines that they do.
func (r tableRow) cells(columns []tableColumn) [][][]glyph {
	cells := make([][][]glyph, len(columns))
	for c, col := range columns {
		if col.share != remainder {
			cells[c] = col.cell(r, col.width)
			r.room = max(r.room, len(cells[c]))
		}
	}
	for c, col := range columns {
		if col.share == remainder {
			cells[c] = col.cell(r, col.width)
		}
	}
	return cells
}

// tableColumns chooses columns: none that would be empty, and no more than the width can hold.
func tableColumns(stmts []entry, width int) []tableColumn {
	number := tableColumn{header: "#", right: true, cell: func(r tableRow, w int) [][]glyph { return fold(glyphs(strconv.Itoa(r.n), look{}), w, 1) }}
	if width < stacked {
		return []tableColumn{number, {header: "who said what", share: remainder, cell: stackCell}}
	}
	some := func(has func(entry) bool) bool { return slices.ContainsFunc(stmts, has) }
	stances := some(func(e entry) bool { return e.stance != "" })
	columns := []tableColumn{number, {header: "source", share: 3, cell: sourceCell}}
	if stances {
		columns = append(columns, tableColumn{header: "stance", cell: stanceCell})
	} else {
		columns = append(columns, tableColumn{header: "cue", share: 2, cell: cueCell})
	}
	columns = append(columns, tableColumn{header: "what", share: remainder, cell: whatCell})
	if width >= wideEnough && some(func(e entry) bool { return len(e.via) > 0 }) {
		columns = append(columns, tableColumn{header: "via", share: 2, cell: viaCell})
	}
	if width >= wideEnough && some(func(e entry) bool { return e.condition != "" }) {
		columns = append(columns, tableColumn{header: "condition", share: 2, cell: conditionCell})
	}
	if !stances {
		columns = append(columns, tableColumn{header: "how", cell: howCell})
	}
	return columns
}

// shareOut gives each column its width.
func shareOut(columns []tableColumn, rows []tableRow, width int) {
	left := width - (len(columns)-1)*gap
	need := make([]int, len(columns))
	for c, col := range columns {
		need[c] = columnsOf(glyphs(col.header, look{}))
		for _, r := range rows {
			for _, line := range col.cell(r, width) {
				need[c] = max(need[c], columnsOf(line))
			}
		}
		if col.share == 0 {
			columns[c].width = min(need[c], fixedMost)
			left -= columns[c].width
		}
	}
	rest := left
	for c, col := range columns {
		if col.share != 0 && col.share != remainder {
			columns[c].width = min(need[c], left*col.share/10)
			rest -= columns[c].width
		}
	}
	for c, col := range columns {
		if col.share == remainder {
			columns[c].width = min(need[c], rest)
		}
	}
}

func overall(columns []tableColumn) int {
	n := (len(columns) - 1) * gap
	for _, col := range columns {
		n += col.width
	}
	return n
}

// abreast sets cells beside each other.
func abreast(columns []tableColumn, cells [][][]glyph) [][]glyph {
	height := 0
	for _, cell := range cells {
		height = max(height, len(cell))
	}
	lines := make([][]glyph, height)
	for i := range lines {
		at := 0
		for c, col := range columns {
			if i < len(cells[c]) {
				line, start := cells[c][i], at
				if col.right {
					start += col.width - columnsOf(line)
				}
				lines[i] = append(append(lines[i], blanks(start-columnsOf(lines[i]))...), line...)
			}
			at += col.width + gap
		}
	}
	return lines
}

func blanks(n int) []glyph { return glyphs(strings.Repeat(" ", max(0, n)), look{}) }

func sourceCell(r tableRow, width int) [][]glyph { return fold(sourceGlyphs(r), width, 2) }

// sourceGlyphs names the source, with its title where it stands for the first time.
func sourceGlyphs(r tableRow) []glyph {
	name := r.who.Name
	if name == "" {
		return glyphs("—", look{})
	}
	gs := glyphs(name, look{source: true})
	if !r.again {
		gs = append(gs, glyphs(r.who.Rest(), look{})...)
	}
	return gs
}

func stanceCell(r tableRow, width int) [][]glyph {
	return fold(glyphs(orDash(string(r.stance)), look{family: familyOf(r.stance)}), width, 1)
}

func cueCell(r tableRow, width int) [][]glyph {
	return fold(glyphs(orDash(r.cue), look{cue: true}), width, 1)
}

func howCell(r tableRow, width int) [][]glyph {
	return fold(glyphs(orDash(r.how), look{}), width, 1)
}

func viaCell(r tableRow, width int) [][]glyph {
	return fold(glyphs(r.route(" → "), look{}), width, 3)
}

func conditionCell(r tableRow, width int) [][]glyph {
	return fold(glyphs(oneLine(r.condition), look{}), width, noteLines)
}

// whatCell is what is said, and under it what has no column.
func whatCell(r tableRow, width int) [][]glyph {
	gs := glyphs(orDash(r.what), look{})
	if r.led {
		gs = append(glyphs(oneLine(r.cue)+" ", look{cue: true, family: familyOf(r.stance)}), gs...)
	}
	var notes []string
	for _, d := range r.details() {
		if r.wide && (d.Label == viaLabel || d.Label == conditionLabel) {
			continue
		}
		notes = append(notes, strings.TrimSpace(d.Label+" "+d.Words))
	}
	if !r.byCue {
		notes = append(notes, "decided by "+quoted(r.deciding))
	}
	if len(notes) == 0 {
		return fold(gs, width, max(2, r.room))
	}
	under := fold(glyphs("("+strings.Join(notes, "; ")+")", look{faint: true}), width, noteLines)
	return append(fold(gs, width, max(2, r.room-len(under))), under...)
}

// stackCell is source, stance and what is said in one.
func stackCell(r tableRow, width int) [][]glyph {
	gs := sourceGlyphs(r)
	if r.stance != "" {
		gs = append(gs, glyphs(": ", look{})...)
		gs = append(gs, glyphs(oneLine(string(r.stance)), look{family: familyOf(r.stance)})...)
	}
	return append(fold(gs, width, 3), whatCell(r, width)...)
}

func orDash(s string) string {
	if s = oneLine(s); s == "" {
		return "—"
	}
	return s
}
