package hearsay

// Ref names a statement of the ledger.
type Ref struct {
	Article   string // Article.ID
	Statement string // Statement.ID
}

// Status is where a claim stands, by the latest position of each source: never a verdict on truth.
type Status string

// The statuses a claim can have.
const (
	Reported    Status = "reported"    // some source asserts it, nobody has confirmed or denied it
	Unconfirmed Status = "unconfirmed" // reported, and a party that should know said that it cannot confirm
	Confirmed   Status = "confirmed"   // a party confirms and none denies
	Denied      Status = "denied"      // a party denies and none confirms
	Disputed    Status = "disputed"    // some confirm or assert by name, others deny
	Retracted   Status = "retracted"   // the origin withdrew it
)

// Statuses lists every status, in the order of the glossary.
func Statuses() []Status {
	return []Status{Reported, Unconfirmed, Confirmed, Denied, Disputed, Retracted}
}

// Claim is what several statements are about, whatever their stance: who denies it and who asserts it speak of the same claim.
type Claim struct {
	ID        string
	Text      string // a neutral wording taken from the text
	Wording   Ref    // the statement whose content Text is
	Positions []Ref  // the statements on it, by the time of their articles
	Origins   []Origin
	History   []Change // in order of time; the last one's Status holds now
}

// Origin is where the information behind a claim ultimately comes from, with every article that rests on it.
type Origin struct {
	Source   string   // a source of the ledger
	Articles []string // Article.IDs in order of time, copies and relays included
	Reasons  []Reason // why each later article rests on this origin
}

// Reason says in words why an article or statement was put where it is.
type Reason struct {
	Article string // the Article.ID that it speaks of
	Text    string // "cites the Harbour Post", "shares 93 % of its text with article a3"
}

// Change is a change of a claim's status and the statement that caused it.
type Change struct {
	Status Status
	At     Date // when the article of Cause was published
	Cause  Ref
}
