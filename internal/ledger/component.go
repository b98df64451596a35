package ledger

import (
	"time"

	"hearsay"
)

// Sort is what sort of thing has features.
type Sort string

// The sorts of things that have features.
const (
	OfArticle   Sort = "article"
	OfSource    Sort = "source"
	OfStatement Sort = "statement"
	OfSentence  Sort = "sentence"
)

// Sharing asks for things that share a key with a new one.
type Sharing struct {
	Sort     Sort
	Keys     []string
	Like     string    // instead of Keys, the keys of a kept thing: the id of a revision (OfArticle), source or statement. It is found itself, too
	From, To time.Time // only those known in [From, To); a zero time is no bound
	Limit    int       // the most to give; 0 gives all
}

// Matching asks, for each of several new things at once, for kept things of one sort that share a key with it.
type Matching struct {
	Sort Sort
	Keys [][]string // of each new thing
	At   time.Time  // with Most: when the new things were known
	Most int        // how many to look at under one key: those known last until At, and those known first after it; 0 looks at all

	// The most to give for each new thing; 0 gives all. What shares rare keys comes first: each key counts the less the more was looked at under it.
	Limit int
}

// Matches is what Matching finds: kept things, each once, and for each new thing which of these share a key with it, by their places.
type Matches struct {
	Found []Candidate // in order of article, id and place in the text; Shared is not counted
	Of    [][]int
}

// Candidate is a kept thing that shares keys with what was asked for.
type Candidate struct {
	Article  string
	Revision string
	Current  bool         // Revision is the article's current one
	ID       string       // of the source or statement; "" for articles and sentences
	Span     hearsay.Span // of a sentence
	At       time.Time    // when the revision became the text to be read
	First    time.Time    // Article.At
	Outlet   string
	Whole    string // source of the ledger that a source belongs to, claim that a statement is on; "" if none
	Circle   string // Source.Circle of Whole, of a source
	Shared   int    // how many keys are shared
	Data     []byte // Features.Data
}

// Seeds say around what to gather a component.
type Seeds struct {
	Articles   []string // their statements
	Statements []hearsay.Ref
	Claims     []string // the statements now on them
	Sources    []string // everything said by these sources of the ledger: only for sources that say little
	Anew       bool     // to derive claims anew; see Component
	Bound      Bound    // of components; the zero value is UsualBound
}

// Bound keeps components small, so that no story makes the work of an article grow without end: a component is what links lead to that have at least the
// first of Scores. Where these are more than Most statements, only links with at least the next score lead on among them, and so on; beyond the last there
// is no bound. So what a statement's component is follows from what is kept, and not from the order in which it came.
type Bound struct {
	Most   int
	Scores []float64 // ascending; 0 lets all sure links lead
}

// UsualBound is a bound that a story told in dozens of articles stays below.
func UsualBound() Bound { return Bound{Most: 256, Scores: []float64{0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}} }

// Component is what the derived state of some claims follows from: all statements that the seeds lead to over sure links and over edits that stand, in either
// direction, again and again within the bound, with all that bears on them. Statements are those of the revisions that were current at the time asked for,
// and nothing is in it that was not known then. Derived state comes out the same for a statement from whichever seed its component was gathered.
//
// To derive claims anew, Component takes what the seeds are as just kept or changed: it also holds the components of statements that lost links that lead on,
// since they were in one that the seeds make too large, and of what else is on the claims to be dropped. Of links it then has those between
// its statements only, without reasons.
type Component struct {
	Articles   []Article  // that the statements stand in, and those that these rest on, and so on; with Text left out; in order of time
	Statements []Node     // in order of time (Position.At), article, place in the text
	Links      []Link     // sure and suggested with an end among Statements, and weak ones with both; sure is one only where it leads on
	Relations  []Relation // between the texts of Articles
	Sources    []Source   // of the ledger, as they are derived now, that the statements name as source, relay or addressee; Members among Articles
	Edits      []Edit     // that stand and have an anchor on one of Statements or, between articles or parting their sources, of Articles; the oldest first
	Claims     []string   // that hold any of Statements now, and those of the seeds: to be dropped when they are derived anew
}

// Node is a statement of a component.
type Node struct {
	Position
	Data []byte // Features.Data
}

// SourceNode is an article-level source of a current revision.
type SourceNode struct {
	Member
	Source hearsay.Source // Source.ID is Member.Source
	Outlet string
	At     time.Time // Article.At
	Whole  string    // the source of the ledger that it belongs to
	Data   []byte    // Features.Data
}
