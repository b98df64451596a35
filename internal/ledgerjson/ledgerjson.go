// Package ledgerjson is the ledger as one JSON document, for programs that take it up and for scorers: articles, sources, claims and
// statements that name each other by id, with offsets in Unicode code points.
package ledgerjson

import "hearsay"

// Document is a ledger: everything that was read, and what follows from it. Who writes one leaves no list nil, which JSON would make null.
type Document struct {
	Articles   []Article   `json:"articles"`
	Sources    []Source    `json:"sources"`
	Claims     []Claim     `json:"claims"`
	Statements []Statement `json:"statements"`
}

// Link is the id of something else in the document, null where it is empty.
type Link string

// MarshalJSON writes the id, or null.
func (l Link) MarshalJSON() ([]byte, error) {
	if l == "" {
		return []byte("null"), nil
	}
	return encode(string(l))
}

// Article is one text of one outlet.
type Article struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"` // ISO 8601, as precise as it is known, "" if unknown
	Title     string `json:"title"`
	Byline    string `json:"byline"`
	Text      string `json:"text"`    // exactly as it came in; spans count its code points
	CopyOf    Link   `json:"copy_of"` // the article whose text this one repeats
}

// Source is who speaks, one entry for each source of the real world.
type Source struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Kind        hearsay.Kind `json:"kind"` // "" if unknown
	Role        string       `json:"role"`
	Affiliation string       `json:"affiliation"`
}

// Claim is what several statements are about.
type Claim struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Origins []Origin `json:"origins"`
	Status  []Change `json:"status"` // in order of time
}

// Origin is where the information behind a claim ultimately comes from.
type Origin struct {
	Source   string   `json:"source"`   // Source.ID
	Articles []string `json:"articles"` // Article.IDs that rest on it, copies and relays included
}

// Change is a change of a claim's status.
type Change struct {
	Article string         `json:"article"` // Article.ID of the one that brought it about
	At      string         `json:"at"`      // RFC 3339
	Status  hearsay.Status `json:"status"`
}

// Statement is what a source is said to have said in an article.
type Statement struct {
	ID        string         `json:"id"`
	Article   string         `json:"article"` // Article.ID
	Spans     Spans          `json:"spans"`
	Source    Link           `json:"source"` // Source.ID; none where the text names none
	Stance    hearsay.Stance `json:"stance"` // "" if unknown
	Claim     Link           `json:"claim"`  // Claim.ID; none where no other statement shares one
	Relay     []string       `json:"relay"`  // Source.IDs, nearest to the source first
	To        Link           `json:"to"`     // Source.ID of who was told; none where it is the reader
	Condition string         `json:"condition"`
}
