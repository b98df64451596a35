// Package report shows a ledger as people and programs see it: claims, sources, articles, what a search finds. Each page is a value that is gathered once
// and then written as text for a terminal or as JSON, so that both say the same.
package report

import (
	"encoding/json"
	"io"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Page is anything that can be shown.
type Page interface {
	text(p *pen)
}

// Options say how a page is to look in a terminal.
type Options struct {
	Color bool // with ANSI attributes and colours
	Dark  bool // the terminal's background is dark
	Width int  // in columns; 0 means 80, and less than 40 is taken as 40
	All   bool // leave nothing out, however long it gets
}

// Text writes a page for a terminal.
func Text(w io.Writer, page Page, opts Options) error {
	p := newPen(opts)
	page.text(p)
	_, err := io.WriteString(w, p.String())
	return err
}

// JSON writes a page as one indented object.
func JSON(w io.Writer, page any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(page)
}

// Moment is a time to the second, "" in JSON if it is unknown.
type Moment struct{ time.Time }

// MarshalJSON writes RFC 3339 in UTC, or an empty string.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte(`""`), nil
	}
	return json.Marshal(m.UTC().Format(time.RFC3339))
}

// Source is a source of the ledger.
type Source struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Kind        hearsay.Kind `json:"kind"`
	Role        string       `json:"role"`
	Affiliation string       `json:"affiliation"`

	names []string
}

func sourceOf(src ledger.Source) *Source {
	return &Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation, names: append([]string{src.Name}, src.Names...)}
}

// Place is the article that something stands in.
type Place struct {
	Article string `json:"article"`
	URL     string `json:"url"`
	Outlet  string `json:"outlet"`
	Title   string `json:"title"`
	At      Moment `json:"at"`
}

// Position is a statement in its place: who said it, in which words, with what stance.
type Position struct {
	Statement string `json:"statement"`
	Place
	Source    *Source           `json:"source"` // null where the text names none
	Stance    hearsay.Stance    `json:"stance"`
	Quotation hearsay.Quotation `json:"quotation"`
	Words     Words             `json:"words"`             // exactly as they stand in the article
	Passage   []Piece           `json:"passage,omitempty"` // the same with what stands between; of a claim's positions only
	Relay     []*Source         `json:"relay"`             // through whom it came, nearest to the source first
	To        *Source           `json:"to"`                // who was told; null where it is the reader
	Past      bool              `json:"past"`              // a past position retold
	Claim     string            `json:"claim"`             // "" if it is on none
	CopyOf    string            `json:"copy_of"`
	Revision  string            `json:"revision"` // the text of the article that it stands in
}

// Words are the words of a statement's roles; pieces are joined with " … ".
type Words struct {
	Source  string `json:"source"`
	Cue     string `json:"cue"`
	Content string `json:"content"`
}

// String is what was said, else the words that tell of it.
func (w Words) String() string {
	if w.Content != "" {
		return w.Content
	}
	return w.Cue
}

func positionOf(p ledger.Position, sources *directory) Position {
	out := Position{
		Statement: p.Ref.Statement, Place: Place{p.Ref.Article, p.URL, p.Outlet, p.Title, Moment{p.At}},
		Source: sources.find(p.Source, p.Name), To: sources.find(p.Addressee, ""), Relay: []*Source{},
		Stance: sources.stance(p.Statement), Quotation: p.Statement.Quotation, Words: Words(p.Words), Past: p.Statement.Past, Claim: p.Claim,
		Revision: p.Revision,
	}
	for _, id := range p.Relay {
		out.Relay = append(out.Relay, sources.find(id, ""))
	}
	return out
}
