package ledger

import (
	"time"

	"hearsay"
)

// Article is a kept article. The embedded fields are those of its current revision; ID is the ledger's, URL as it came. Text is left out in lists.
type Article struct {
	hearsay.Article
	Given     string    // the id that the article came under
	Notes     []Note    // corrections that the page told of, of the current revision
	Addresses []string  // canonical, in alphabetical order
	Revision  string    // the current one
	Revisions int       // how many there are
	At        time.Time // when it was first known (Known of its first revision); the zero time if unknown, which counts as later than all others
}

// Revision is one text of an article. Where the same text came several times, what is said about it is that of the earliest time, then of the first address in
// alphabetical order, and all notes are kept. An article's revisions are ordered by when they were modified, else fetched, else published; at the
// same time by when they were fetched, then the shorter text is the earlier, then the one with the lower hash. The last one is current: its
// statements count.
type Revision struct {
	ID        string
	Article   string
	URL       string // as it came
	Outlet    string
	Title     string
	Byline    string
	Published hearsay.Date
	Modified  hearsay.Date
	Fetched   time.Time
	Since     time.Time // when it became the text to be read: Article.At of the first revision, and never before the one before
	Notes     []Note
	TextHash  string // SHA-256 of the text
	RawHash   string // SHA-256 of the raw bytes; "" if none were kept
	Reader    string // which reader read it
	Text      string
}

// Position is a statement in its place: who said it where, when, in which words, about which claim.
type Position struct {
	hearsay.Ref
	Statement hearsay.Statement // Source, Relay and Addressee are article-level sources
	Revision  string
	Words     Words
	At        time.Time // when these words of the article were first known: statements that a revision keeps keep their time
	Claim     string    // Claim.ID, "" if on none
	Source    string    // of the ledger, "" where the text names none or none has been derived
	Name      string    // of Source; else what the article calls it
	Relay     []string  // sources of the ledger, nearest to the source first
	Addressee string    // source of the ledger
	URL       string
	Outlet    string
	Title     string
}

// Words are the words of a statement's roles, pieces joined with " … ".
type Words struct{ Source, Cue, Content string }

// Verdict is what linking makes of two statements.
type Verdict string

// The verdicts on a link.
const (
	Sure      Verdict = "sure"      // they are about one claim, and join it
	Suggested Verdict = "suggested" // they may be; people decide
	Weak      Verdict = "weak"      // hardly: it tells only in the light of other links; its Reason is not kept, and its Score to 1/65535
	Rejected  Verdict = "rejected"  // compared, and not about one claim
)

// Link is how two statements compare, whatever order they are named in.
type Link struct {
	A, B    hearsay.Ref
	Score   float64
	Verdict Verdict
	Reason  string // in words
}

// Suggestion is a sure or suggested link between statements that are on different claims, and that nobody rejected.
type Suggestion struct {
	Link
	ClaimA, ClaimB string
}

// Means is how one article rests on another.
type Means string

// How an article rests on another.
const (
	Copy    Means = "copy"    // has its text, nearly word for word
	Rewrite Means = "rewrite" // tells it in other words, without saying so
	Relay   Means = "relay"   // says that it has it from there
)

// Relation says that Article rests on the article Of.
type Relation struct {
	Article, Of          string
	Revision, OfRevision string // whose texts were compared; where they go in, "" is the current one
	Means                Means
	Score                float64
	Reason               string // in words
}

// Voice is a sentence in which an article states in its own voice what is known as somebody's claim.
type Voice struct {
	Article   string
	Revision  string
	Span      hearsay.Span
	Words     string      // of the sentence; filled in by the ledger
	At        time.Time   // when the revision became the text to be read; filled in by the ledger
	Statement hearsay.Ref // a statement of the claim
	Claim     string      // that the statement is on; filled in by the ledger
	Score     float64
	Reason    string
}

// Source is a source of the real world over all articles. Unnamed ones belong to the outlet that first had them.
type Source struct {
	ID          string
	Name        string
	Kind        hearsay.Kind
	Role        string
	Affiliation string
	Names       []string // other names seen; searched as well
	Members     []Member // the article-level sources it consists of, in order of time; empty in lists
	Statements  int      // of current revisions; filled in by the ledger
	Circle      string   // sources that may have to do with each other have the same, so that they are derived together; "" puts a source into one of its own
}

// Member names an article-level source.
type Member struct {
	Article string
	Source  string // hearsay.Source.ID as the ledger has it
}

// Claim is a claim with everything that was derived about it. What its positions say is told by Claims.Positions.
type Claim struct {
	hearsay.Claim
	Status hearsay.Status // after the last change; "" if it has no history
	First  time.Time      // as in Summary
	Moved  time.Time
}

// Course is how a claim went: what a list of many claims tells of each beside its Summary.
type Course struct {
	ID      string
	History []hearsay.Change
	Begun   []Beginning // for each origin that has articles, in order
}

// Beginning is where an origin of a claim first shows.
type Beginning struct {
	Source string      // the origin's, "" if unknown
	Ref    hearsay.Ref // the first statement on the claim in the origin's first article
	At     time.Time   // of that statement; the zero time if unknown
}

// Summary is a claim as a line of a list.
type Summary struct {
	ID        string
	Text      string
	Status    hearsay.Status // after the last change; "" if it has no history
	First     time.Time      // its first appearance
	Moved     time.Time      // its last change: of status, or a new independent origin; First if neither
	Positions int
	Origins   int
	Articles  int // that its positions stand in
}

// Vector is the vector of a statement.
type Vector struct {
	Ref    hearsay.Ref
	At     time.Time
	Values []int8 // the statement's numbers times 127, rounded
	Cursor Cursor // to go on from after this one
}

// Counts tells how much a ledger holds. Statements, sources and voices are those of current revisions.
type Counts struct {
	Articles, Revisions, Outlets, Statements, Claims, Sources, Suggestions, Voices, Edits int
}
