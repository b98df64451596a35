package ledgerjson

import (
	"slices"

	"hearsay"
)

// Reading is one article as it was read: what `hearsay read --format jsonl` writes a line for.
type Reading struct {
	Article
	Sources    []Source    `json:"sources"`
	Statements []Statement `json:"statements"`
}

// Of puts a reading into the document's form. Nothing in it is on a claim yet.
func Of(reading hearsay.Reading) Reading {
	art, at := reading.Article, Offsets(reading.Article.Text)
	out := Reading{
		Article: Article{
			ID: art.ID, URL: art.URL, Outlet: art.Outlet, Published: art.Published.String(), Title: art.Title, Byline: art.Byline, Text: art.Text,
		},
		Sources: make([]Source, len(reading.Sources)), Statements: make([]Statement, len(reading.Statements)),
	}
	for i, src := range reading.Sources {
		out.Sources[i] = Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
	}
	for i, stmt := range reading.Statements {
		out.Statements[i] = Statement{
			ID: stmt.ID, Article: art.ID, Source: Link(stmt.Source), Stance: stmt.Stance, To: Link(stmt.Addressee), Relay: append([]string{}, stmt.Relay...),
			Spans:     SpansOf(stmt.Spans, at),
			Condition: stmt.Condition.In(art.Text),
		}
	}
	return out
}

// Join makes a ledger of readings that nothing is known about together: each article's sources stay its own ("article/source"), and there
// are no claims.
func Join(readings []Reading) Document {
	doc := Document{Articles: []Article{}, Sources: []Source{}, Claims: []Claim{}, Statements: []Statement{}}
	for _, r := range readings {
		own := func(id string) string { return r.ID + "/" + id }
		link := func(id Link) Link {
			if id == "" {
				return ""
			}
			return Link(own(string(id)))
		}
		doc.Articles = append(doc.Articles, r.Article)
		for _, src := range r.Sources {
			src.ID = own(src.ID)
			doc.Sources = append(doc.Sources, src)
		}
		for _, stmt := range r.Statements {
			stmt.Source, stmt.To, stmt.Relay = link(stmt.Source), link(stmt.To), slices.Clone(stmt.Relay)
			for i, id := range stmt.Relay {
				stmt.Relay[i] = own(id)
			}
			doc.Statements = append(doc.Statements, stmt)
		}
	}
	return doc
}
