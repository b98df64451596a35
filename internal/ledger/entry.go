package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// Entry is an article with what was read in it and what others will need to compare it, as it goes into the ledger. Make it with NewEntry.
type Entry struct {
	Reading   hearsay.Reading // with the ledger's ids for sources and statements; Article.ID is as it came
	Addresses []string        // canonical; the first is Article.URL's; none if unknown
	Modified  hearsay.Date    // when the outlet says this text was last changed
	Fetched   time.Time       // when it was fetched, or the file's own time; the zero time if unknown
	Notes     []Note          // corrections that the page tells of
	Raw       []byte          // the bytes that the text was made of; nil if not at hand
	Reader    string          // which reader read it: a version
	Reread    bool            // put this reading in the place of the one that is kept of the same text

	Article    Features            // for copies and rewrites
	Sources    map[string]Features // by Source.ID
	Statements map[string]Features // by Statement.ID
	Sentences  []Sentence          // in which nobody is said to speak
}

// Note is what a page prints about its own article, or the feed that listed it says.
type Note struct {
	Kind NoteKind
	Text string
	At   hearsay.Date // when it was printed, as far as known
}

// NoteKind is what sort of thing is said of an article.
type NoteKind string

// The kinds of note; "" counts as Corrected.
const (
	Corrected  NoteKind = "correction"    // something was wrong, and is told
	Clarified  NoteKind = "clarification" // something could be misunderstood
	EditorNote NoteKind = "note"          // whatever else the editors say of the article
	Stub       NoteKind = "stub"          // the page shows only the beginning: the rest is for subscribers
	Via        NoteKind = "via"           // the feed that listed it names another outlet as its source
)

// Features is what is needed to compare a thing with others later, without reading its text again. Both must follow from the article alone.
type Features struct {
	Keys []string // things worth comparing share one
	Data []byte   // in whatever form its maker likes
}

// Sentence is a sentence without attribution.
type Sentence struct {
	Span hearsay.Span
	Features
}

// NewEntry prepares a reading: it gives sources and statements ids that are unique in every ledger and do not depend on what else is read. They follow
// from outlet, text and place in the text, so the same statement has the same id after a reread. The reading itself is left as it is.
func NewEntry(reading hearsay.Reading) Entry {
	art := reading.Article
	entry := Entry{Reading: reading, Sources: map[string]Features{}, Statements: map[string]Features{}}
	if art.URL != "" {
		entry.Addresses = []string{CanonicalURL(art.URL)}
	}
	revision, taken, renamed := RevisionID(Outlet(art), art.Text), map[string]bool{}, map[string]string{"": ""}
	fresh := func(letter, of string) string {
		for n := 0; ; n++ {
			if name := id(letter, revision, of, strings.Repeat("+", n)); !taken[name] {
				taken[name] = true
				return name
			}
		}
	}
	entry.Reading.Sources = slices.Clone(reading.Sources)
	for i := range entry.Reading.Sources {
		src := &entry.Reading.Sources[i]
		old := src.ID
		src.ID = fresh("m", fmt.Sprint(src.Mentions[:min(1, len(src.Mentions))], src.Name))
		renamed[old] = src.ID
	}
	entry.Reading.Statements = slices.Clone(reading.Statements)
	for i := range entry.Reading.Statements {
		stmt := &entry.Reading.Statements[i]
		stmt.ID = fresh("n", fmt.Sprint(stmt.Spans))
		stmt.Source, stmt.Addressee, stmt.Relay = renamed[stmt.Source], renamed[stmt.Addressee], slices.Clone(stmt.Relay)
		for j, id := range stmt.Relay {
			stmt.Relay[j] = renamed[id]
		}
	}
	return entry
}

// Outcome says what became of an entry.
type Outcome string

// The outcomes of Tx.Put.
const (
	Added     Outcome = "added"     // a new article
	Unchanged Outcome = "unchanged" // the same text is kept already, and nothing about it is new; nothing was done
	Noted     Outcome = "noted"     // the same text of the same outlet with another address, an earlier date or further notes, which were added; the reading
	// that came with the earliest date is kept
	Revised Outcome = "revised" // another text under a known address: a revision was added
	Reread  Outcome = "reread"  // the reading was put in the place of the former one
)

// Placed tells what Tx.Put did and what has to be derived anew: Update refuses to keep anything as long as one of Claims or Sources was
// neither dropped nor put again (AddMembers will do, too). Of an unchanged or added entry there are none.
type Placed struct {
	Outcome  Outcome
	Article  string   // its id, which a new address may have changed
	Former   []string // other ids that it had before; two articles may turn out to be one
	Revision string
	Current  bool          // this revision is the article's latest, so its statements count
	Relate   []string      // revisions, this one among them, whose relations were dropped or never made: to be compared with what shares a key (Sharing.Like)
	Relink   bool          // the reading was put in: its statements and sentences are to be compared with others
	Lost     []hearsay.Ref // statements that counted before and do not any more
	Claims   []string      // that had positions in the article before: Seeds to derive anew, together with the article
	Sources  []string      // of the ledger, that had members in the article before
}

// Known is when an article, or a revision of one, was known: when it was published, unless that lies after the time it was fetched, which no
// honest date does; else when it was fetched; else when it was modified; the zero time if nothing is known.
func Known(published, modified hearsay.Date, fetched time.Time) time.Time {
	for _, d := range []hearsay.Date{published, modified} {
		if d.Precision != hearsay.Unknown && (fetched.IsZero() || !d.Time.After(fetched)) {
			return d.Time.UTC()
		}
	}
	return fetched.UTC()
}
