package linking

import (
	_ "embed" // the model
	"encoding/json"
	"fmt"
	"slices"
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
	Support  []forest // the same in the light of the links around, on supports; one after the other
	Joining  float64  // score of Pair from which a link is sure: only statements that sure links lead to one another can be on one claim
	Doubtful float64  // score from which a link is doubtful
	Enough   float64  // nearness from which two clusters are joined
}

// forest is a sum of gradient-boosted trees (Friedman 2001), as a logit.
type forest struct {
	Measures []string // names, in order
	Bias     float64
	Trees    []tree
}

// tree has parallel lists for its inner nodes: go Left where the measure is at most the threshold. A child below zero is the leaf ^child.
type tree struct {
	Measure     []int
	Threshold   []float64
	Left, Right []int
	Leaf        []float64
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
	for i := range m.Support {
		if err := m.Support[i].check(supportNames()); err != nil {
			return nil, err
		}
	}
	return &m, nil
}

func (f *forest) check(names []string) error {
	if !slices.Equal(f.Measures, names) {
		return fmt.Errorf("the model of pairs was fitted on other measures: %v", f.Measures)
	}
	return nil
}

func (f *forest) score(x []float64) float64 {
	sum := f.Bias
	for i := range f.Trees {
		sum += f.Trees[i].value(x)
	}
	return sigmoid(sum)
}

func (t *tree) value(x []float64) float64 {
	if len(t.Measure) == 0 {
		return t.Leaf[0]
	}
	node := 0
	for {
		next := t.Right[node]
		if x[t.Measure[node]] <= t.Threshold[node] {
			next = t.Left[node]
		}
		if next < 0 {
			return t.Leaf[^next]
		}
		node = next
	}
}
