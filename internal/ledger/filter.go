package ledger

import (
	"time"

	"hearsay"
)

// MaxLimit is the most that one page holds; a limit of 0 gives DefaultLimit, and whatever is higher MaxLimit.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// Cursor is a place in a list to go on from; "" is the beginning. What it holds is the ledger's affair. A wrong one is ErrCursor.
type Cursor string

// Page is a part of a list. Next is "" if nothing follows. Going from page to page gives everything that was there throughout once, whatever
// goes in meanwhile.
type Page[T any] struct {
	Items []T
	Next  Cursor
}

// Paging is which part of a list to give.
type Paging struct {
	After Cursor
	Limit int
}

// Size is the number of things on a page.
func (p Paging) Size() int {
	switch {
	case p.Limit <= 0:
		return DefaultLimit
	default:
		return min(p.Limit, MaxLimit)
	}
}

// Period is a time from Since up to but without Until; a zero time is no bound. What has no date is in no period that has a bound.
type Period struct{ Since, Until time.Time }

// ArticleFilter chooses articles; all that is set must hold.
type ArticleFilter struct {
	Paging
	Period        // of Article.At
	Outlet string // in any case
}

// ClaimFilter chooses claims; all that is set must hold. Positions are meant of current revisions.
type ClaimFilter struct {
	Paging
	Status  []hearsay.Status // any of these
	Words   string           // all of these are in its text, in any form
	Source  string           // this source of the ledger has a position on it
	Outlet  string           // has a position in an article of this outlet, in any case
	Since   time.Time        // moved then or later
	Until   time.Time        // moved before
	Moving  bool             // moved after it first appeared
	AsOf    time.Time        // first appeared then or before; whoever wants it as it stood then derives its Component
	Several bool             // two articles or more speak of it
}

// PositionFilter chooses statements; all that is set must hold.
type PositionFilter struct {
	Paging
	Period               // of Position.At
	Claim       string   // is on it
	Source      string   // of the ledger: said it
	Article     string   // stands in it
	Articles    []string // stands in one of these, by their whole ids; those that do not exist are passed over
	Outlet      string   // in any case
	Stances     []hearsay.Stance
	Quotations  []hearsay.Quotation
	NewestFirst bool
}

// SourceFilter chooses sources of the ledger; all that is set must hold.
type SourceFilter struct {
	Paging
	Name string // one of its names has these words, in any case
	Kind hearsay.Kind
}

// EditFilter chooses edits; all that is set must hold.
type EditFilter struct {
	Paging
	Standing bool // not undone
	Kind     EditKind
	Claim    string // has an anchor on a statement of this claim
	Source   string // has an anchor on a member of this source of the ledger
	Article  string // has an anchor in this article
}

// Query is a search for words.
type Query struct {
	Paging
	Period
	Words  string // all must be there; "in quotation marks" in this order; a last word with * at its end is a beginning. Other signs mean nothing
	Sorts  []Found
	Outlet string // of articles and statements
}

// Found is what a search finds.
type Found string

// What a search finds.
const (
	InStatement Found = "statement"
	InClaim     Found = "claim"
	InArticle   Found = "article"
)

// MostTallied is as far as a Tally counts.
const MostTallied = 10_000

// Tally is how much a search finds, up to MostTallied of each.
type Tally struct {
	Sorts   map[Found]int
	Outlets []OutletTally // whose articles have the most of the statements found, those first; at most some. The query's outlet does not matter here
}

// OutletTally is how many statements found stand in articles of an outlet.
type OutletTally struct {
	Outlet     string
	Statements int
}

// Hit is something found.
type Hit struct {
	Sort    Found
	ID      string // of the statement, claim or article
	Article string // that it stands in; of a claim, that of its wording
	Claim   string // of a statement or claim
	Source  string // name of who said it, of a statement
	Outlet  string
	Title   string // of the article
	At      time.Time
	Snippet string         // some of its words
	Marks   []hearsay.Span // the words found, in Snippet
}
