package linking

import (
	"fmt"
	"math"
	"slices"
)

// forest is a sum of gradient-boosted trees (Friedman 2001), as a logit.
type forest struct {
	Measures []string // names, in order
	Bias     float64
	Trees    []tree

	nodes []node    // the trees one after another, and room behind them
	roots []int     // where each tree begins: as many as a multiple of abreast, the last ones leaves that add nothing
	rest  []float64 // the most that each tree and those after it can add
	apart *forest   // the same for statements of two articles, of the forests that are about pairs
}

// tree has parallel lists for its inner nodes: go Left where the measure is at most the threshold. A child below zero is the leaf ^child.
type tree struct {
	Measure     []int
	Threshold   []float64
	Left, Right []int
	Leaf        []float64
}

// node is an inner node, or a leaf, which leads to itself since nothing is above its threshold. From the highest bits down: the threshold, or the float32 that
// a leaf adds; the measure, nothing of a leaf; where the left child is, counted from the root, beside which the right one is.
type node int64

func newNode(value int32, measure, next uint8) node {
	return node(value)<<32 | node(measure)<<8 | node(next)
}

func (n node) value() int64   { return int64(n >> 32) }
func (n node) measure() uint8 { return uint8(n >> 8) }
func (n node) next() uint8    { return uint8(n) }

// adds is what a leaf adds.
func (n node) adds() float64 { return float64(math.Float32frombits(uint32(n >> 32))) }

// rank gives a number that is above that of another number where this one is (IEEE 754-2019, 5.10).
func rank(x float64) int32 {
	bits := int32(math.Float32bits(float32(x) + 0)) // no zero is below another one
	return bits ^ int32(uint32(bits>>31)>>1)
}

const (
	abreast = 4          // trees that are walked down at once: a processor does not wait for one of them when it can go on with others
	widest  = 1 << 8     // nodes of a tree at most, and measures
	nothing = widest - 1 // the measure that is below everything
)

// of is the forest for two statements.
func (f *forest) of(a, b *Features) *forest {
	if a.Article == b.Article {
		return f
	}
	return f.apart
}

// choose lets a forest that was fitted on some of the measures find them among all.
func (f *forest) choose(names []string) error {
	at := make([]int, len(f.Measures))
	for i, name := range f.Measures {
		if at[i] = slices.Index(names, name); at[i] < 0 {
			return fmt.Errorf("the sieve of pairs was fitted on another measure: %s", name)
		}
	}
	if err := f.fits(); err != nil {
		return err
	}
	for _, t := range f.Trees {
		for i, m := range t.Measure {
			t.Measure[i] = at[m]
		}
	}
	return nil
}

func (f *forest) check(names []string) error {
	if !slices.Equal(f.Measures, names) {
		return fmt.Errorf("the model of pairs was fitted on other measures: %v", f.Measures)
	}
	return f.fits()
}

// fits reports trees that are too large to be laid out, and measures that are too many.
func (f *forest) fits() error {
	for i, t := range f.Trees {
		if n := len(t.Measure) + len(t.Leaf); n > widest {
			return fmt.Errorf("tree %d of the model of pairs has %d nodes, more than %d", i+1, n, widest)
		}
	}
	if n := len(f.Measures); n > nothing {
		return fmt.Errorf("the model of pairs was fitted on %d measures, more than %d", n, nothing)
	}
	return nil
}

// ready lays out the trees, without what is never reached where measures are known beforehand.
func (f *forest) ready(known map[int]float64) {
	trees := slices.Clone(f.Trees)
	for len(trees)%abreast > 0 {
		trees = append(trees, tree{Leaf: []float64{0}})
	}
	f.rest = make([]float64, len(trees)+1)
	for i := range trees {
		f.roots = append(f.roots, len(f.nodes))
		f.nodes = append(f.nodes, 0)
		f.lay(&trees[i], trees[i].below(0, known), 0, known)
	}
	for i := len(trees) - 1; i >= 0; i-- {
		f.rest[i] = f.rest[i+1] + most(f.nodes[f.roots[i]:])
	}
	f.nodes = append(f.nodes, make([]node, widest)...)
}

// most is the most that the tree at the beginning of nodes can add.
func most(nodes []node) float64 {
	var all func(at uint8) float64
	all = func(at uint8) float64 {
		if n := nodes[at]; n.next() != at {
			return max(all(n.next()), all(n.next()+1))
		}
		return nodes[at].adds()
	}
	return all(0)
}

// below is the child or leaf that is reached from a child without looking at what is not known beforehand.
func (t *tree) below(at int, known map[int]float64) int {
	if len(t.Measure) == 0 {
		return -1
	}
	for at >= 0 {
		value, is := known[t.Measure[at]]
		switch {
		case !is:
			return at
		case value <= t.Threshold[at]:
			at = t.Left[at]
		default:
			at = t.Right[at]
		}
	}
	return at
}

// lay lays out a child or leaf of the last tree at a node, and what is below it.
func (f *forest) lay(t *tree, at int, here uint8, known map[int]float64) {
	root := f.roots[len(f.roots)-1]
	if at < 0 {
		f.nodes[root+int(here)] = newNode(int32(math.Float32bits(float32(t.Leaf[^at]))), nothing, here)
		return
	}
	next := uint8(len(f.nodes) - root) // see fits
	f.nodes[root+int(here)] = newNode(rank(t.Threshold[at]), uint8(t.Measure[at]), next)
	f.nodes = append(f.nodes, 0, 0)
	f.lay(t, t.below(t.Left[at], known), next, known)
	f.lay(t, t.below(t.Right[at], known), next+1, known)
}

// score is how likely it is, 0 to 1.
func (f *forest) score(x []float64) float64 { return f.scoreFrom(x, math.Inf(-1)) }

// scoreFrom is score where that is at least the likelihood with this logit; elsewhere it is something below that.
func (f *forest) scoreFrom(x []float64, least float64) float64 {
	var y [widest]int64
	for i, v := range x {
		y[i] = int64(rank(v))
	}
	y[nothing] = math.MinInt32
	sum := f.Bias
	for i := 0; i < len(f.roots); i += abreast {
		if sum+f.rest[i] < least-margin {
			return sigmoid(sum + f.rest[i])
		}
		sum += f.descend(&y, f.roots[i:][:abreast])
	}
	return sigmoid(sum)
}

// descend walks down some trees at once, without branches that hang on measures, and gives what they add.
func (f *forest) descend(x *[widest]int64, roots []int) float64 {
	t, u := (*[widest]node)(f.nodes[roots[0]:]), (*[widest]node)(f.nodes[roots[1]:])
	v, w := (*[widest]node)(f.nodes[roots[2]:]), (*[widest]node)(f.nodes[roots[3]:])
	p, q, r, s := t[0], u[0], v[0], w[0]
	for {
		pp, qq := t[p.toward(x)], u[q.toward(x)]
		rr, ss := v[r.toward(x)], w[s.toward(x)]
		if (pp^p)|(qq^q)|(rr^r)|(ss^s) == 0 {
			return p.adds() + q.adds() + r.adds() + s.adds()
		}
		p, q, r, s = pp, qq, rr, ss
	}
}

// toward is where it goes on from a node.
func (n node) toward(x *[widest]int64) uint8 {
	return n.next() + uint8(uint64(n.value()-x[n.measure()])>>63) // one further if the measure is above the threshold
}

// margin is more than what rounding can make of a sum of leaves.
const margin = 1e-9

// logit is the way back from a likelihood.
func logit(p float64) float64 { return math.Log(p / (1 - p)) }
