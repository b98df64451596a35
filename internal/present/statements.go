package present

import (
	"cmp"
	"fmt"
	"strings"

	"hearsay"
)

// entry is a statement as a row of words.
type entry struct {
	n              int // from 1, in order of the text
	who, cue, what string
	how            string // direct, indirect or mixed
}

// entries words the statements of a reading. Words are as they came: whoever shows them must clean them.
func entries(reading hearsay.Reading) []entry {
	names := make(map[string]string, len(reading.Sources))
	for _, src := range reading.Sources {
		names[src.ID] = src.Name
	}
	text, all := reading.Article.Text, make([]entry, len(reading.Statements))
	for i, stmt := range reading.Statements {
		who := cmp.Or(names[stmt.Source], said(stmt.Spans.Source, text))
		all[i] = entry{i + 1, who, said(stmt.Spans.Cue, text), said(stmt.Spans.Content, text), string(stmt.Quotation)}
	}
	return all
}

// said joins the pieces of a role, with an ellipsis for the words left out between them.
func said(spans []hearsay.Span, text string) string {
	var pieces []string
	for _, sp := range spans {
		if sp.Len() > 0 {
			pieces = append(pieces, sp.In(text))
		}
	}
	return strings.Join(pieces, " … ")
}

// speaker tells sources apart: by id, by their words where they have none, "" where the text names nobody.
func speaker(stmt hearsay.Statement, text string) string {
	if stmt.Source != "" {
		return "id " + stmt.Source
	}
	if words := said(stmt.Spans.Source, text); words != "" {
		return "words " + strings.ToLower(oneLine(words))
	}
	return ""
}

// summary counts in one line: "14 statements by 6 sources: 5 direct, 7 indirect, 2 mixed".
func summary(reading hearsay.Reading) string {
	if len(reading.Statements) == 0 {
		return "Nobody is quoted or reported here: hearsay found no statement in this article."
	}
	speakers, nameless, kinds := map[string]bool{}, 0, map[hearsay.Quotation]int{}
	for _, stmt := range reading.Statements {
		kinds[stmt.Quotation]++
		if who := speaker(stmt, reading.Article.Text); who != "" {
			speakers[who] = true
		} else {
			nameless++
		}
	}
	line := plural(len(reading.Statements), "statement")
	if len(speakers) > 0 {
		line += " by " + plural(len(speakers), "source")
	}
	var parts []string
	for _, q := range []hearsay.Quotation{hearsay.Direct, hearsay.Indirect, hearsay.Mixed} {
		if kinds[q] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", kinds[q], q))
		}
	}
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	if nameless > 0 {
		line += fmt.Sprintf("; %d without a source", nameless)
	}
	return line
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// dateline words a date for people, as precisely as it is known.
func dateline(d hearsay.Date) string {
	switch d.Precision {
	case hearsay.Year, hearsay.Unknown:
		return d.String()
	case hearsay.Month:
		return d.Time.Format("January 2006")
	case hearsay.Day:
		return d.Time.Format("2 January 2006")
	default:
		return d.Time.Format("2 January 2006, 15:04 ") + zone(d)
	}
}

// zone is the offset from UTC: an abbreviation from the clock of this machine would depend on where hearsay runs.
func zone(d hearsay.Date) string {
	if _, offset := d.Time.Zone(); offset == 0 {
		return "UTC"
	}
	return "UTC" + d.Time.Format("-07:00")
}

// byline words the line under a title: outlet, date and author, those that are known.
func byline(art hearsay.Article) string {
	var known []string
	for _, part := range []string{oneLine(art.Outlet), dateline(art.Published), oneLine(art.Byline)} {
		if part != "" {
			known = append(known, part)
		}
	}
	return strings.Join(known, " · ")
}
