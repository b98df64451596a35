package present

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"hearsay"
)

// document is a reading in JSON. Its lists are never null, and its spans count Unicode code points.
type document struct {
	ID         string        `json:"id"`
	URL        string        `json:"url"`
	Outlet     string        `json:"outlet"`
	Published  string        `json:"published"` // ISO 8601, as precise as it is known, "" if unknown
	Title      string        `json:"title"`
	Byline     string        `json:"byline"`
	Text       string        `json:"text"`
	Sources    []speakerJSON `json:"sources"`
	Statements []statement   `json:"statements"`
}

type speakerJSON struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Kind        string   `json:"kind"`
	Role        string   `json:"role"`
	Affiliation string   `json:"affiliation"`
	Unnamed     *unnamed `json:"unnamed,omitempty"` // what the article says of a source it does not name
}

type unnamed struct {
	Count  string `json:"count"`
	What   string `json:"what"`
	Of     string `json:"of"`
	Reason string `json:"reason"`
}

type statement struct {
	ID        string   `json:"id"`
	Article   string   `json:"article"`
	Spans     spans    `json:"spans"`
	Source    *string  `json:"source"` // null where the text names none
	Quotation string   `json:"quotation"`
	Stance    string   `json:"stance"`
	Deciding  [][2]int `json:"deciding"` // the words that decided the stance
	Condition string   `json:"condition"`
	Relay     []string `json:"relay"` // sources, nearest to the source first
	Addressee *string  `json:"to"`    // null where it is the reader
	Said      string   `json:"said"`  // when, in ISO 8601, "" where the text does not tell
	Past      bool     `json:"past"`
}

type spans struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

func newDocument(reading hearsay.Reading) document {
	art, at := reading.Article, newPoints(reading.Article.Text)
	doc := document{
		ID: art.ID, URL: art.URL, Outlet: art.Outlet, Published: art.Published.String(), Title: art.Title, Byline: art.Byline, Text: art.Text,
		Sources: make([]speakerJSON, len(reading.Sources)), Statements: make([]statement, len(reading.Statements)),
	}
	for i, src := range reading.Sources {
		doc.Sources[i] = speakerJSON{ID: src.ID, Name: src.Name, Kind: string(src.Kind), Role: src.Role, Affiliation: src.Affiliation}
		if src.Unnamed != (hearsay.Unnamed{}) {
			doc.Sources[i].Unnamed = &unnamed{src.Unnamed.Count, src.Unnamed.What, src.Unnamed.Of, src.Unnamed.Reason}
		}
	}
	for i, stmt := range reading.Statements {
		doc.Statements[i] = statement{
			ID: stmt.ID, Article: art.ID, Quotation: string(stmt.Quotation),
			Spans:  spans{at.pairs(stmt.Spans.Source), at.pairs(stmt.Spans.Cue), at.pairs(stmt.Spans.Content)},
			Source: orNull(stmt.Source), Stance: string(stmt.Stance), Deciding: at.pairs(stmt.Deciding), Condition: stmt.Condition.In(art.Text),
			Relay: append([]string{}, stmt.Relay...), Addressee: orNull(stmt.Addressee), Said: stmt.Said.String(), Past: stmt.Past,
		}
	}
	return doc
}

func orNull(id string) *string {
	if id == "" {
		return nil
	}
	return &id
}

// encode writes a value in compact JSON: no escapes for the sake of HTML, but for the sake of terminals for the control characters
// above ASCII and the bidirectional ones, which the standard library lets through. Inside strings, the only place where they can be,
// an escape means the same.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	out := bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	unsafe := func(r rune) bool { return 0x7f <= r && r < 0xa0 || bidi(r) }
	if bytes.IndexFunc(out, unsafe) < 0 {
		return out, nil
	}
	var safe bytes.Buffer
	for _, r := range string(out) {
		if unsafe(r) {
			fmt.Fprintf(&safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	return safe.Bytes(), nil
}

// jsonLines writes one compact object a line.
type jsonLines struct{ w io.Writer }

func (j *jsonLines) Article(reading hearsay.Reading) error {
	out, err := encode(newDocument(reading))
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(out, '\n'))
	return err
}

func (j *jsonLines) Close() error { return nil }

// jsonArray writes an object, or an array if there is more than one. It holds back the first until it knows which.
type jsonArray struct {
	w     io.Writer
	count int
	first document
}

func (j *jsonArray) Article(reading hearsay.Reading) error {
	doc := newDocument(reading)
	j.count++
	if j.count == 1 {
		j.first = doc
		return nil
	}
	if j.count == 2 {
		if err := j.element("[\n", j.first); err != nil {
			return err
		}
		j.first = document{}
	}
	return j.element(",\n", doc)
}

func (j *jsonArray) Close() error {
	switch j.count {
	case 0:
		_, err := io.WriteString(j.w, "[]\n")
		return err
	case 1:
		out, err := indented(j.first, "")
		if err != nil {
			return err
		}
		_, err = io.WriteString(j.w, out+"\n")
		return err
	default:
		_, err := io.WriteString(j.w, "\n]\n")
		return err
	}
}

func (j *jsonArray) element(before string, doc document) error {
	out, err := indented(doc, "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(j.w, before+"  "+out)
	return err
}

// indented writes a document with a field a line, and each source and statement on a line of its own: indented further,
// a single span would take four lines.
func indented(doc document, prefix string) (string, error) {
	b := &indenter{prefix: prefix}
	b.out.WriteString("{")
	b.field("id", doc.ID)
	b.field("url", doc.URL)
	b.field("outlet", doc.Outlet)
	b.field("published", doc.Published)
	b.field("title", doc.Title)
	b.field("byline", doc.Byline)
	b.field("text", doc.Text)
	list(b, "sources", doc.Sources)
	list(b, "statements", doc.Statements)
	b.out.WriteString("\n" + prefix + "}")
	return b.out.String(), b.err
}

// indenter builds an object field by field and keeps the first error.
type indenter struct {
	prefix, comma string
	out           strings.Builder
	err           error
}

func (b *indenter) field(name string, value any) {
	b.name(name)
	b.value(value)
}

func (b *indenter) name(name string) {
	fmt.Fprintf(&b.out, "%s\n%s  %q: ", b.comma, b.prefix, name)
	b.comma = ","
}

func (b *indenter) value(value any) {
	out, err := encode(value)
	if err != nil && b.err == nil {
		b.err = err
	}
	b.out.Write(out)
}

func list[T any](b *indenter, name string, items []T) {
	b.name(name)
	b.out.WriteString("[")
	for i, item := range items {
		if i > 0 {
			b.out.WriteString(",")
		}
		b.out.WriteString("\n" + b.prefix + "    ")
		b.value(item)
	}
	if len(items) > 0 {
		b.out.WriteString("\n" + b.prefix + "  ")
	}
	b.out.WriteString("]")
}
