package report

import (
	"context"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Claim is everything that is known of a claim, or was at a time.
type Claim struct {
	ID          string         `json:"id"`
	Text        string         `json:"text"`
	Wording     string         `json:"wording"` // the statement whose words the text is
	Status      hearsay.Status `json:"status"`
	AsOf        Moment         `json:"as_of"` // "" where it is as known now
	First       Moment         `json:"first"`
	Moved       Moment         `json:"moved"`
	Outlets     int            `json:"outlets"`
	Articles    int            `json:"articles"`
	Origins     []Origin       `json:"origins"`
	Unknown     *Origin        `json:"lineage_unknown"` // articles that rest on nobody known; counted as no origin
	History     []Change       `json:"history"`
	Positions   []Position     `json:"positions"`   // in order of time
	Silent      []Position     `json:"silent"`      // who was asked and has not answered: the latest of each
	Voices      []Voice        `json:"own_voice"`   // where an article states it as fact
	Suggestions []Suggestion   `json:"suggestions"` // by the strongest links, the strongest first
	Wholes      []string       `json:"then"`        // the claims that its statements were on then, if they were on several; with as_of only
}

// Origin is whom a claim comes from, and the articles that rest on it.
type Origin struct {
	Source   *Source   `json:"source"` // null in lineage_unknown
	Articles []Resting `json:"articles"`
	Chain    []*Link   `json:"chain"` // the same articles, each under the one it had it from
}

// Resting is an article that rests on an origin, and why.
type Resting struct {
	Place
	Reason string       `json:"reason"`
	Of     string       `json:"of"`    // the article whose text it rests on, as far as the texts show; "" if none
	Means  ledger.Means `json:"means"` // how it rests on that: copy, rewrite or relay
}

// Change is a change of status and what brought it about.
type Change struct {
	Status hearsay.Status `json:"status"`
	At     Moment         `json:"at"`
	Cause  *Position      `json:"cause"`
}

// Voice is a sentence in which an article states the claim in its own voice.
type Voice struct {
	Place
	Words  string  `json:"words"`
	Score  float64 `json:"score"`
	Reason string  `json:"reason"`
}

// Suggestion is a claim that this one may belong to.
type Suggestion struct {
	Claim  string  `json:"claim"` // "" where the other statement is on none
	Text   string  `json:"text"`
	Here   string  `json:"here"`  // the statement of this claim
	There  string  `json:"there"` // the other statement
	Words  string  `json:"words"` // of the other statement
	Score  float64 `json:"score"`
	Reason string  `json:"reason"`
}

// Derive works claims out anew: those of a component as it was known at some time, and the doubtful links that lead out of them.
type Derive func(ledger.Component) ([]hearsay.Claim, []ledger.Link, error)

// ClaimPage gathers a claim by its id. With a time it is shown as it was known then, worked out with derive.
func ClaimPage(ctx context.Context, view ledger.View, id string, asOf time.Time, derive Derive) (*Claim, error) {
	now, err := view.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	sources, err := newDirectory(ctx, view, asOf)
	if err != nil {
		return nil, err
	}
	g := &gathering{ctx: ctx, view: view, sources: sources, places: map[string]Place{}, related: map[string][]ledger.Relation{}}
	if asOf.IsZero() {
		err = g.present(now)
	} else {
		err = g.past(now, asOf, derive)
	}
	if err != nil {
		return nil, err
	}
	page := g.page()
	page.AsOf = Moment{asOf}
	if err := g.passages(page); err != nil {
		return nil, err
	}
	if err := g.rest(page, asOf); err != nil {
		return nil, err
	}
	return page, g.sources.err
}
