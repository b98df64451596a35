// Package ledger is what is kept of everything that was read, as contracts: what goes in, what can be asked, what people may correct.
//
// Kept facts are articles with their revisions, what was read in each, links between statements, relations between articles, and edits by
// people. Nothing of them depends on the order in which articles went in. Everything else, claims with their origins and status and the
// sources of the whole ledger, is derived from the kept facts by others (linking, provenance) and stored here so that it can be found fast. Whoever
// puts an article in derives the touched component anew within the same Update, so that any order of adding gives the same ledger.
//
// Ids are short, made of what they name (ids.go), and the same in every ledger. Wherever a method takes an id it also takes its first characters,
// MinPrefix or more, if only one id begins so: ErrAmbiguous otherwise, ErrNotFound if there is none.
package ledger

import (
	"context"
	"iter"
	"time"

	"hearsay"
)

// Ledger is a kept ledger. It may be used by many goroutines, and several processes may have the same one open.
type Ledger interface {
	// View calls f with a consistent sight of the ledger: what others write meanwhile does not show. The View is of no use afterwards.
	// It returns f's error as it is.
	View(ctx context.Context, f func(View) error) error

	// Update calls f with a transaction: if f returns nil all it wrote is kept, wholly, even if the machine stops the moment after; otherwise,
	// or if ctx ends, nothing of it is. Updates run one after another, those of other processes included, and wait for their turn
	// (ErrLocked if that takes unreasonably long). f may be called again from the beginning where a database asks for it, so
	// it must have no other effects. It returns f's error as it is; ErrFull, ErrReadOnly, ErrCorrupt as the case may be.
	Update(ctx context.Context, f func(Tx) error) error

	// Close lets go of the ledger. Nothing may be called afterwards.
	Close() error
}

// View is everything that can be asked. A consumer should name the part that it needs.
type View interface {
	Articles
	Claims
	Sources
	Finder
	Candidates
	Edits
	Exporter

	// State is another number after each Update, by whatever process, and as good as never one that it was before: what was made of a View holds for
	// every View of the same ledger with the same State. Accounts do not touch it.
	State(ctx context.Context) (int64, error)
}

// Articles tells of kept articles.
type Articles interface {
	// Article gives an article by its id, a former id, or one of its addresses, as its current revision has it; ErrNotFound.
	Article(ctx context.Context, id string) (Article, error)

	// Articles lists articles, the newest first (Article.At, then id).
	Articles(ctx context.Context, f ArticleFilter) (Page[Article], error)

	// Revisions lists the revisions of an article in order of time, the current one last; ErrNotFound. Their Text is empty.
	Revisions(ctx context.Context, article string) ([]Revision, error)

	// Revision gives a revision with its text; ErrNotFound.
	Revision(ctx context.Context, id string) (Revision, error)

	// Raw gives the bytes that a revision was made of, nil if none were kept; ErrNotFound if there is no such revision.
	Raw(ctx context.Context, revision string) ([]byte, error)

	// Reading gives a revision's text with the statements and (article-level) sources read in it, in order of the text. Ids are the ledger's; ErrNotFound.
	Reading(ctx context.Context, revision string) (hearsay.Reading, error)

	// Relations lists how the current text of an article rests on those of others and theirs on it: both directions, in order of Relation.Article
	// and Of; ErrNotFound.
	Relations(ctx context.Context, article string) ([]Relation, error)

	// Voices lists what the current revision of an article states in its own voice, in order of the text; ErrNotFound.
	Voices(ctx context.Context, article string) ([]Voice, error)
}

// Claims tells of claims and statements.
type Claims interface {
	// Claim gives a claim; ErrNotFound.
	Claim(ctx context.Context, id string) (Claim, error)

	// Claims lists claims, the newest change first (Summary.Moved, then id).
	Claims(ctx context.Context, f ClaimFilter) (Page[Summary], error)

	// Summaries gives claims as lines of a list by their whole ids, in order of ids; ids that do not exist are passed over.
	Summaries(ctx context.Context, ids []string) ([]Summary, error)

	// Courses tells how claims went, by their whole ids, in order of ids; ids that do not exist are passed over.
	Courses(ctx context.Context, ids []string) ([]Course, error)

	// Position gives a statement, of whatever revision, by its id; ErrNotFound.
	Position(ctx context.Context, statement string) (Position, error)

	// PositionsOf gives statements, of whatever revision, by their whole ids, in order of ids; ids that do not exist are passed over.
	PositionsOf(ctx context.Context, statements []string) ([]Position, error)

	// Positions lists statements of current revisions in order of time (Position.At, article, place in the text), or the other way round.
	// Those of a claim are those with Claim in the filter, all that a source said those with Source.
	Positions(ctx context.Context, f PositionFilter) (Page[Position], error)

	// Suggestions lists the links that lead from a claim to others, as far as nobody rejected them or split the claim there, the strongest first, at most so
	// many (0 for all); ErrNotFound. A suggestion shows on both sides.
	Suggestions(ctx context.Context, claim string, most int) ([]Suggestion, error)

	// VoicesOn lists where articles state a claim in their own voice, in order of time; ErrNotFound.
	VoicesOn(ctx context.Context, claim string) ([]Voice, error)
}

// Sources tells of the sources of the whole ledger.
type Sources interface {
	// Source gives a source with its members; ErrNotFound.
	Source(ctx context.Context, id string) (Source, error)

	// Named gives sources by their whole ids, in order of ids. Members are left out, and ids that do not exist passed over.
	Named(ctx context.Context, ids []string) ([]Source, error)

	// Sources lists sources, those with the most statements first. Members are left out.
	Sources(ctx context.Context, f SourceFilter) (Page[Source], error)
}

// Finder searches and counts.
type Finder interface {
	// Search finds words in statements, claims and articles, the best first. Words that no index can hold find nothing; a query is never an error.
	Search(ctx context.Context, q Query) (Page[Hit], error)

	// Tally counts what Search finds, whatever the sorts and the page asked for.
	Tally(ctx context.Context, q Query) (Tally, error)

	// Counts tells how much there is.
	Counts(ctx context.Context) (Counts, error)
}

// Candidates finds kept things that may have to do with a new one, by the keys of their Features.
type Candidates interface {
	// Sharing lists things of one sort that share at least one key, those of no longer current revisions included: those that share most first, of these
	// the newest (Candidate.At), then in order of ids.
	Sharing(ctx context.Context, q Sharing) ([]Candidate, error)

	// Matching lists things of current revisions that share a key with any of several new things.
	Matching(ctx context.Context, q Matching) (Matches, error)

	// Frequencies counts the things of one sort that have each key, up to most: what is commoner says little and is not worth looking up.
	Frequencies(ctx context.Context, sort Sort, keys []string, most int) (map[string]int, error)

	// Members lists the article-level sources of current revisions that make up sources of the ledger, in order of time (At, article, first mention),
	// with what is needed to derive these sources anew. Ids that do not exist are passed over.
	Members(ctx context.Context, sources []string) ([]SourceNode, error)

	// CircleSizes counts the members of the sources in each circle, up to most. Circles that do not exist have none.
	CircleSizes(ctx context.Context, circles []string, most int) (map[string]int, error)

	// Circles lists the sources of the ledger in circles, without Members and in order of ids, and the article-level sources that make them up.
	Circles(ctx context.Context, circles []string) ([]Source, []SourceNode, error)

	// Resting lists how the current texts of some articles rest on each other, in order of Relation.Article and Of.
	Resting(ctx context.Context, articles []string) ([]Relation, error)

	// Vectors streams the vectors of statements in the order in which they were kept, from after a cursor on ("" is the beginning): so an index in
	// memory can be filled and kept up to date.
	Vectors(ctx context.Context, after Cursor) iter.Seq2[Vector, error]

	// Component gathers everything that the derived state around the seeds follows from, as it was known at asOf (the zero time: all that is known):
	// see Component. Seeds that no longer exist, or did not then, are passed over; nothing found is an empty Component and no error.
	Component(ctx context.Context, seeds Seeds, asOf time.Time) (Component, error)
}

// Edits tells of corrections by people.
type Edits interface {
	// Edits lists edits, the newest first, undone ones included.
	Edits(ctx context.Context, f EditFilter) (Page[Edit], error)

	// Edit gives an edit; ErrNotFound.
	Edit(ctx context.Context, id string) (Edit, error)
}

// Exporter streams everything, one thing at a time, in order of ids (statements and what
// else stands in articles: of article after article, in order of the text): the same ledger gives the same stream. It ends after its first error.
type Exporter interface {
	EachArticle(ctx context.Context) iter.Seq2[Article, error]       // with its text
	EachRevision(ctx context.Context) iter.Seq2[Revision, error]     // with its text, of article after article, in order of time
	EachStatement(ctx context.Context) iter.Seq2[Position, error]    // of current revisions
	EachClaim(ctx context.Context) iter.Seq2[Claim, error]           //
	EachSource(ctx context.Context) iter.Seq2[Source, error]         // with its members
	EachRelation(ctx context.Context) iter.Seq2[Relation, error]     //
	EachVoice(ctx context.Context) iter.Seq2[Voice, error]           // of current revisions
	EachSuggestion(ctx context.Context) iter.Seq2[Suggestion, error] // each once
	EachLink(ctx context.Context) iter.Seq2[Link, error]             // whatever the verdict
}

// Tx is a View that sees what it has itself written, and can write. Every write is idempotent: done twice it changes nothing.
type Tx interface {
	View

	// Put keeps what was read in an article and says what became of it: see Placed. It takes statements and their claims apart where a revision is
	// current no longer, drops links and relations that hang on what has changed, and derives nothing. An entry without text is an error.
	Put(ctx context.Context, entry Entry) (Placed, error)

	// PutLinks keeps how statements compare: one Link a pair, the latest counts. A Link to itself or to an unknown statement is an error (ErrNotFound).
	PutLinks(ctx context.Context, links []Link) error

	// PutRelations keeps how texts of articles rest on others: one Relation for each two revisions, in one direction, the latest counts. An article
	// that rests on itself or on an unknown one is an error (ErrNotFound).
	PutRelations(ctx context.Context, relations []Relation) error

	// PutVoices keeps what articles state in their own voice: one Voice for each sentence and statement, the latest counts. ErrNotFound.
	PutVoices(ctx context.Context, voices []Voice) error

	// ReplaceClaims drops claims with all that hangs on them and keeps others. A statement has one claim: a position that lies
	// on a claim which is neither dropped nor put is an error, as is one of a revision that is not current. Ids to drop that do not exist are passed over.
	// An origin of source "" is a lineage that is not known: it is kept, and counted as none.
	ReplaceClaims(ctx context.Context, drop []string, put []hearsay.Claim) error

	// ReplaceSources drops sources and keeps others. An article-level source has one: a member of one that is neither dropped nor put is an error.
	// Claims whose origins name a source that is put under another id follow it as long as they share a member.
	ReplaceSources(ctx context.Context, drop []string, put []Source) error

	// AddMembers adds members to a source of the ledger without the others being named again; those it has stay. It tells how many it has then. ErrNotFound;
	// a member of another source is an error. The source's id is as it was, so an earlier member than all others wants ReplaceSources.
	AddMembers(ctx context.Context, source string, members []Member) (int, error)

	// AddEdit logs a correction, gives it an id, finds what its anchors mean (ErrNotFound if one means nothing now), and returns it so. It does not
	// apply it: whoever adds an edit derives the component of Edit.Seeds anew.
	AddEdit(ctx context.Context, edit Edit) (Edit, error)

	// UndoEdit marks an edit as undone; an undone one stays as it is. ErrNotFound.
	UndoEdit(ctx context.Context, id, by string, at time.Time) (Edit, error)
}
