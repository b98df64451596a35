package linking

import (
	_ "embed" // the model
	"encoding/json"
	"fmt"
)

// modelJSON is what training/linking/fit.py wrote.
//
//go:embed model.json
var modelJSON []byte

// model is everything that was learned.
type model struct {
	Refer    forest   // how likely one statement of an article is about the claim of another, on relations
	Pair     forest   // how likely two statements are about one claim, on measures
	Plain    forest   // the same of statements without vectors
	Sieve    forest   // about what Pair gives, on measures that cost little
	Sieved   float64  // score of Sieve below which Pair is not asked
	Support  []forest // the same in the light of the links around, on supports; one after the other
	Joining  float64  // score of Pair from which a link is sure: only statements that sure links lead to one another can be on one claim
	Doubtful float64  // score from which a link is doubtful
	Enough   float64  // nearness from which two clusters are joined
}

func newModel() (*model, error) {
	var m model
	if err := json.Unmarshal(modelJSON, &m); err != nil {
		return nil, fmt.Errorf("the pair model cannot be read: %w", err)
	}
	names := measureNames()
	for _, f := range []*forest{&m.Pair, &m.Plain} {
		if err := f.check(names[:]); err != nil {
			return nil, err
		}
	}
	if err := m.Refer.check(relationNames()); err != nil {
		return nil, err
	}
	if err := m.Sieve.choose(names[:]); err != nil {
		return nil, err
	}
	for _, f := range []*forest{&m.Pair, &m.Plain, &m.Sieve} {
		f.apart = &forest{Bias: f.Bias, Trees: f.Trees}
		f.apart.ready(ofTwoArticles())
		f.ready(nil)
	}
	m.Refer.ready(nil)
	for i := range m.Support {
		if err := m.Support[i].check(supportNames()); err != nil {
			return nil, err
		}
		m.Support[i].ready(nil)
	}
	return &m, nil
}
