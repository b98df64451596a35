package present

import (
	"cmp"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"hearsay"
)

// csvColumns are the header of the CSV. Programs rely on their names and order: new ones go at the end.
func csvColumns() []string {
	return []string{
		"article", "url", "outlet", "published", "title", "statement", "source", "cue", "content", "quotation",
		"source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end",
		"source_name", "source_kind", "role", "affiliation", "stance", "condition", "via", "to", "said", "past",
	}
}

// csvRows writes one row a statement.
type csvRows struct {
	w      *csv.Writer
	headed bool
}

func newCSV(w io.Writer) *csvRows { return &csvRows{w: csv.NewWriter(w)} }

func (c *csvRows) Article(reading hearsay.Reading) error {
	if err := c.head(); err != nil {
		return err
	}
	art, at := reading.Article, newPoints(reading.Article.Text)
	sources := make(map[string]hearsay.Source, len(reading.Sources))
	for _, src := range reading.Sources {
		sources[src.ID] = src
	}
	for i, e := range entries(reading) {
		stmt := reading.Statements[i]
		row := []string{
			cell(art.ID), cell(art.URL), cell(art.Outlet), art.Published.String(), cell(art.Title), cell(stmt.ID),
			cell(cmp.Or(said(stmt.Spans.Source, art.Text), e.who.Name)), cell(e.cue), cell(e.what), cell(e.how),
		}
		for _, spans := range [][]hearsay.Span{stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content} {
			row = append(row, extent(at.pairs(spans))...)
		}
		src := sources[stmt.Source]
		row = append(row,
			cell(e.who.Name), cell(e.who.Kind), cell(src.Role), cell(src.Affiliation), cell(string(e.stance)), cell(e.condition),
			cell(e.route("; ")), cell(e.to.Name), stmt.Said.String(), strconv.FormatBool(e.past))
		if err := c.w.Write(row); err != nil {
			return err
		}
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvRows) Close() error {
	if err := c.head(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *csvRows) head() error {
	if c.headed {
		return nil
	}
	c.headed = true
	return c.w.Write(csvColumns())
}

// extent is where a role begins and ends in code points, two empty cells where it is missing.
func extent(pairs [][2]int) []string {
	if len(pairs) == 0 {
		return []string{"", ""}
	}
	return []string{strconv.Itoa(pairs[0][0]), strconv.Itoa(pairs[len(pairs)-1][1])}
}

// cell is outside text on one line that no spreadsheet takes for a formula: one that begins like a formula, in ASCII or full width,
// gets an apostrophe before it, as OWASP advises against CSV injection. Space goes first, so it can not hide the sign.
func cell(s string) string {
	if s = oneLine(s); s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
