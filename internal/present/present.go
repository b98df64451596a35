// Package present shows a Reading as people and programs see it: in a terminal, as a web page, as JSON or as CSV.
package present

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// Format is how readings are written.
type Format string

// The formats there are.
const (
	Text  Format = "text"  // the marked article, a table and a summary, for a terminal
	JSON  Format = "json"  // one indented object, or an array of them if there are several articles
	JSONL Format = "jsonl" // one object a line
	CSV   Format = "csv"   // one row a statement
	HTML  Format = "html"  // one page that needs nothing else
)

// Formats lists every format, in the order to show them in.
func Formats() []Format { return []Format{Text, JSON, JSONL, CSV, HTML} }

// Options say how a format is to look. Only Text looks at them.
type Options struct {
	Color bool // mark with ANSI attributes and colours; otherwise with brackets
	Dark  bool // the terminal's background is dark; the colours stay legible if that is wrong
	Width int  // of the terminal in columns; 0 means 80, and less than 40 is taken as 40
}

// Presenter writes readings one by one.
type Presenter interface {
	// Article writes one reading. It fails if a span does not lie inside the text or cuts a character in two, or if writing fails;
	// after that, the output is not whole and the presenter is of no more use.
	Article(hearsay.Reading) error
	// Close completes the output, also where there was no article. It does not close the writer.
	Close() error
}

// New returns a presenter that writes to w. It fails if there is no such format.
func New(format Format, w io.Writer, opts Options) (Presenter, error) {
	var inner Presenter
	switch format {
	case Text:
		inner = newText(w, opts)
	case JSON:
		inner = &jsonArray{w: w}
	case JSONL:
		inner = &jsonLines{w: w}
	case CSV:
		inner = newCSV(w)
	case HTML:
		inner = newHTML(w)
	default:
		return nil, fmt.Errorf("there is no format %q; choose one of %s", format, joined(Formats()))
	}
	return checked{inner}, nil
}

func joined(formats []Format) string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

// checked refuses readings whose spans do not fit, so that no format has to.
type checked struct{ Presenter }

func (c checked) Article(reading hearsay.Reading) error {
	if err := check(reading); err != nil {
		return err
	}
	return c.Presenter.Article(reading)
}

// check tells which span of a reading does not fit its text.
func check(reading hearsay.Reading) error {
	text := reading.Article.Text
	for _, stmt := range reading.Statements {
		for _, spans := range [][]hearsay.Span{stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content, stmt.Deciding, {stmt.Condition}} {
			if i := slices.IndexFunc(spans, func(sp hearsay.Span) bool { return !fits(sp, text) }); i >= 0 {
				return fmt.Errorf("article %s, statement %s: the span from %d to %d does not fit the text of %d bytes",
					reading.Article.ID, stmt.ID, spans[i].Start, spans[i].End, len(text))
			}
		}
	}
	return nil
}

func fits(sp hearsay.Span, text string) bool {
	boundary := func(at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }
	return 0 <= sp.Start && sp.Start <= sp.End && sp.End <= len(text) && boundary(sp.Start) && boundary(sp.End)
}
