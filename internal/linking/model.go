package linking

import (
	_ "embed" // the model
	"encoding/json"
	"fmt"
	"math"
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

	apart, plainApart forest // Pair and Plain for statements of two articles
}

// forest is a sum of gradient-boosted trees (Friedman 2001), as a logit.
type forest struct {
	Measures []string // names, in order
	Bias     float64
	Trees    []tree

	nodes []node    // the trees one after another
	roots []int32   // where each begins
	rest  []float64 // the most that each tree and those after it can add
}

// tree has parallel lists for its inner nodes: go Left where the measure is at most the threshold. A child below zero is the leaf ^child.
type tree struct {
	Measure     []int
	Threshold   []float64
	Left, Right []int
	Leaf        []float64
}

// node is an inner node or a leaf, laid out to be found fast: it is the left child of the node before it, unless that is a leaf.
type node struct {
	value   float64 // the threshold, or what the leaf adds
	measure int32   // -1 of a leaf
	right   int32
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
	for _, f := range []*forest{&m.Refer, &m.Pair, &m.Plain} {
		f.ready(nil)
	}
	m.apart, m.plainApart = forest{Bias: m.Pair.Bias, Trees: m.Pair.Trees}, forest{Bias: m.Plain.Bias, Trees: m.Plain.Trees}
	m.apart.ready(ofTwoArticles())
	m.plainApart.ready(ofTwoArticles())
	for i := range m.Support {
		m.Support[i].ready(nil)
	}
	return &m, nil
}

func (f *forest) check(names []string) error {
	if !slices.Equal(f.Measures, names) {
		return fmt.Errorf("the model of pairs was fitted on other measures: %v", f.Measures)
	}
	return nil
}

// ready lays out the trees, without what is never reached where measures are known beforehand.
func (f *forest) ready(known map[int]float64) {
	f.rest = make([]float64, len(f.Trees)+1)
	for i := range f.Trees {
		f.roots = append(f.roots, int32(len(f.nodes)))
		f.lay(&f.Trees[i], 0, known)
	}
	for i := len(f.Trees) - 1; i >= 0; i-- {
		end := len(f.nodes)
		if i+1 < len(f.roots) {
			end = int(f.roots[i+1])
		}
		most := math.Inf(-1)
		for _, n := range f.nodes[f.roots[i]:end] {
			if n.measure < 0 {
				most = max(most, n.value)
			}
		}
		f.rest[i] = f.rest[i+1] + most
	}
}

// lay lays out what lies at and below an inner node.
func (f *forest) lay(t *tree, at int, known map[int]float64) {
	if len(t.Measure) == 0 {
		at = -1
	}
	for at >= 0 {
		value, is := known[t.Measure[at]]
		if !is {
			break
		}
		if value <= t.Threshold[at] {
			at = t.Left[at]
		} else {
			at = t.Right[at]
		}
	}
	if at < 0 {
		f.nodes = append(f.nodes, node{value: t.Leaf[^at], measure: -1})
		return
	}
	here := len(f.nodes)
	f.nodes = append(f.nodes, node{value: t.Threshold[at], measure: int32(t.Measure[at])})
	f.lay(t, t.Left[at], known)
	f.nodes[here].right = int32(len(f.nodes))
	f.lay(t, t.Right[at], known)
}

// score is how likely it is, 0 to 1.
func (f *forest) score(x []float64) float64 { return f.scoreFrom(x, math.Inf(-1)) }

// scoreFrom is score where that is at least the likelihood with this logit; elsewhere it is something below that.
func (f *forest) scoreFrom(x []float64, least float64) float64 {
	sum := f.Bias
	for i, at := range f.roots {
		if sum+f.rest[i] < least-margin {
			return sigmoid(sum + f.rest[i])
		}
		n := &f.nodes[at]
		for n.measure >= 0 {
			if x[n.measure] <= n.value {
				at++
			} else {
				at = n.right
			}
			n = &f.nodes[at]
		}
		sum += n.value
	}
	return sigmoid(sum)
}

// margin is more than what rounding can make of a sum of leaves.
const margin = 1e-9

// logit is the way back from a likelihood.
func logit(p float64) float64 { return math.Log(p / (1 - p)) }
