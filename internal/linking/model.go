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

// model decides how likely two statements are about one claim: gradient-boosted trees (Friedman 2001) on measures, or a logistic regression.
type model struct {
	Measures []string  // names, in order
	Bias     float64   `json:"bias"`
	Weights  []float64 // of the logistic part, may be empty
	Trees    []tree
	Sure     float64 // scores from which a link is sure, or doubtful
	Doubtful float64
	Enough   float64 // mean score from which two clusters are joined
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
	if !slices.Equal(m.Measures, names[:]) {
		return nil, fmt.Errorf("the pair model was fitted on other measures: %v", m.Measures)
	}
	return &m, nil
}

func (m *model) score(x []float64) float64 {
	sum := m.Bias
	for i, w := range m.Weights {
		sum += w * x[i]
	}
	for i := range m.Trees {
		sum += m.Trees[i].value(x)
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
