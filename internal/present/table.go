package present

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/clipperhouse/displaywidth"
)

// The columns of the table of statements.
const (
	numberColumn = iota
	whoColumn
	cueColumn
	whatColumn
	howColumn
)

const gap = 2 // columns of space between two columns of the table

// statementTable draws a row a statement, each on one line of at most width columns.
func statementTable(all []entry, width int, k ink) string {
	rows := make([][]string, len(all))
	for i, e := range all {
		rows[i] = []string{strconv.Itoa(e.n), orDash(e.who), orDash(e.cue), orDash(e.what), orDash(e.how)}
	}
	headers := []string{"#", "who", "cue", "what", "how"}
	widths := columnWidths(append(rows, headers), width)
	for _, row := range rows {
		for c := range row {
			row[c] = shorten(row[c], widths[c])
		}
		row[numberColumn] = strings.Repeat(" ", widths[numberColumn]-len(row[numberColumn])) + row[numberColumn]
	}
	t := table.New().Headers(headers...).Rows(rows...).Wrap(false).StyleFunc(k.cellStyle).BorderStyle(k.faint()).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false)
	lines := strings.Split(t.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

func orDash(s string) string {
	if s = oneLine(s); s == "" {
		return "—"
	}
	return s
}

// columnWidths shares out the width: number and kind get what they need, who and cue at most 3 and 2 tenths of the rest, what takes what is left.
func columnWidths(rows [][]string, width int) [howColumn + 1]int {
	var need [howColumn + 1]int
	for _, row := range rows {
		for c, s := range row {
			need[c] = max(need[c], displaywidth.String(s))
		}
	}
	need[howColumn] = min(need[howColumn], len("indirect"))
	rest := width - howColumn*gap - need[numberColumn] - need[howColumn]
	need[whoColumn] = min(need[whoColumn], rest*3/10)
	need[cueColumn] = min(need[cueColumn], rest*2/10)
	need[whatColumn] = min(need[whatColumn], rest-need[whoColumn]-need[cueColumn])
	return need
}

// cellStyle pads all columns but the last, and in colour gives a word the look it has in the text.
func (k ink) cellStyle(row, col int) lipgloss.Style {
	s := lipgloss.NewStyle()
	if col != howColumn {
		s = s.PaddingRight(gap)
	}
	if !k.color {
		return s
	}
	switch {
	case row == table.HeaderRow:
		return s.Bold(true)
	case col == whoColumn:
		return s.Bold(true).Foreground(lipgloss.Magenta)
	case col == cueColumn && k.dark:
		return s.Italic(true).Foreground(lipgloss.Cyan)
	case col == cueColumn:
		return s.Italic(true).Foreground(lipgloss.Blue)
	}
	return s
}

func (k ink) faint() lipgloss.Style { return lipgloss.NewStyle().Faint(k.color) }
