package hearsay

import "slices"

// Stance is what a source does with the content: judged by what it does, not by what is true.
type Stance string

// The nine stances; docs/glossary.md defines them.
const (
	Asserts   Stance = "asserts"   // presents it as so
	Confirms  Stance = "confirms"  // affirms what others had reported or asked before
	Denies    Stance = "denies"    // rejects it as not so
	Doubts    Stance = "doubts"    // casts doubt without rejecting it
	Withholds Stance = "withholds" // will not or cannot say
	Judges    Stance = "judges"    // evaluates or feels about it
	Commits   Stance = "commits"   // promises, threatens, plans or refuses an act of its own
	Urges     Stance = "urges"     // asks others for an act
	Asks      Stance = "asks"      // puts a question
)

// Stances lists every stance, in the order of the glossary.
func Stances() []Stance {
	return []Stance{Asserts, Confirms, Denies, Doubts, Withholds, Judges, Commits, Urges, Asks}
}

// Kind is what sort of source speaks.
type Kind string

// The kinds of source.
const (
	Person       Kind = "person"       // named, or one clearly identified individual
	Office       Kind = "office"       // a spokesman, a press service, "the White House" speaking as such
	Organisation Kind = "organisation" // company, party, agency, poll institute
	Country      Kind = "country"      // a government or capital speaking as such: "Iran", "Moscow"
	Media        Kind = "outlet"       // a newspaper, broadcaster, agency, site, or a reporter of it
	Document     Kind = "document"     // report, letter, lawsuit, poll results, law
	Anonymous    Kind = "anonymous"    // unnamed: "two officials", "a person familiar"
	Group        Kind = "group"        // named or unnamed many: "critics", "voters", "Republicans"
)

// Kinds lists every kind of source, in the order of the glossary.
func Kinds() []Kind {
	return []Kind{Person, Office, Organisation, Country, Media, Document, Anonymous, Group}
}

// Source is who speaks in an article: one entry for each source of the real world, whatever the article calls it.
type Source struct {
	ID          string // unique within the article
	Name        string // the fullest name the article gives, without the role; an unnamed source's description
	Kind        Kind
	Role        string  // as the article gives it: "deputy spokesperson"; "" if it gives none
	Affiliation string  // as the article gives it: "U.S. State Department"; "" if it gives none
	Unnamed     Unnamed // the zero value for a source that has a name
	Mentions    []Span  // where the article speaks of it as a source, relay or addressee, in order; a nested mention may lie within another
}

// Unnamed says what an article lets its readers know of a source that it does not name.
type Unnamed struct {
	Count  string // how many, as the article says: "two", "several"; "" for one or an unknown number
	What   string // "officials", "person familiar with the matter"
	Of     string // the nation or body they belong to: "Western", "Treasury"; "" if not said
	Reason string // why they are not named, as the article says: "because the talks were private"; "" if not said
}

// Statement is one attribution as an entry: what a source is said to have said.
type Statement struct {
	ID        string // unique within the article
	Spans     Attribution
	Quotation Quotation
	Source    string // Source.ID, "" where the text names none
	Stance    Stance
	Deciding  []Span    // the words that decided the stance, in order of the text; at least one wherever there is a cue or content
	Condition Span      // of commits and urges: the clause it depends on ("if these claims are verified"); the zero Span if none
	Relay     []string  // Source.IDs of those through whom it came, nearest to the source first
	Addressee string    // Source.ID of who was told, "" where it is the reader
	Said      Date      // when it was said, where the text tells; otherwise unknown
	Past      bool      // a past position retold ("had previously said")
	Vector    []float32 // what is said as a point: of length one, the cosine of two tells how alike they are; nil if not computed
}

// DecidedBeside returns the words that decided the stance and do not lie in the cue, such as a hedge. It has none where the content stands in for a
// cue that is missing, since then no word of it decided.
func (s Statement) DecidedBeside() []Span {
	if len(s.Spans.Cue) == 0 && slices.Equal(s.Deciding, s.Spans.Content[:min(1, len(s.Spans.Content))]) {
		return nil
	}
	var beside []Span
	for _, sp := range s.Deciding {
		if !slices.ContainsFunc(s.Spans.Cue, func(cue Span) bool { return cue.Start <= sp.Start && sp.End <= cue.End }) {
			beside = append(beside, sp)
		}
	}
	return beside
}

// Reading is an article and what hearsay read in it.
type Reading struct {
	Article    Article
	Sources    []Source
	Statements []Statement // in order of the text
}
