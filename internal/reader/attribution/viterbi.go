package attribution

import (
	"math"
	"slices"

	"hearsay/internal/reader/encoder"
)

// Prices of a path through the roles, in nats, and what makes a cue; tuned on PolNeAR dev. As in training/reader/decode.py.
const (
	threshold    = 0.78 // a cue is a wordpiece at least this probable
	orphanPrice  = 6.0  // an inside that follows no beginning of its kind
	contentPrice = 1.5  // every piece of content, unless there would be none
)

type transitionTable [encoder.Roles][encoder.Roles]float32

// transitions gives the price, as a negative score, of going from one role to another.
func transitions(contentPrice float32) transitionTable {
	var t transitionTable
	for from := range t {
		t[from][encoder.BContent] = -contentPrice
		if r := encoder.Role(from); r != encoder.BSource && r != encoder.ISource {
			t[from][encoder.ISource] = -orphanPrice
		}
		if r := encoder.Role(from); r != encoder.BContent && r != encoder.IContent {
			t[from][encoder.IContent] = -orphanPrice
		}
	}
	return t
}

// tables are what the best path is looked for with: first at the price of a piece of content, then, if that leaves none, without it.
type tables struct{ priced, free transitionTable }

func newTables() tables { return tables{transitions(contentPrice), transitions(0)} }

// roles finds the best path for a cue: an attribution with a content is worth more than one without, and one piece more than several.
func (t *tables) roles(logp []float32, back []uint8, path []encoder.Role) {
	bestPath(logp, &t.priced, back, path)
	content := func(r encoder.Role) bool { return r == encoder.BContent || r == encoder.IContent }
	if !slices.ContainsFunc(path, content) {
		bestPath(logp, &t.free, back, path)
	}
}

// bestPath finds the roles that together score highest (Viterbi 1967). logp holds encoder.Roles log probabilities for each wordpiece;
// back is scratch space of the same length or more. The path replaces what is in path, which has one entry a wordpiece.
func bestPath(logp []float32, t *transitionTable, back []uint8, path []encoder.Role) {
	n := len(path)
	score := t[encoder.None] // the text before the window has no role
	for r := range score {
		score[r] += logp[r]
	}
	for i := 1; i < n; i++ {
		var next [encoder.Roles]float32
		for to := range next {
			best, from := float32(math.Inf(-1)), 0
			for r := range score {
				if s := score[r] + t[r][to]; s > best {
					best, from = s, r
				}
			}
			back[i*encoder.Roles+to] = uint8(from)
			next[to] = best + logp[i*encoder.Roles+to]
		}
		score = next
	}
	last := 0
	for r := range score {
		if score[r] > score[last] {
			last = r
		}
	}
	for i := n - 1; i >= 0; i-- {
		path[i] = encoder.Role(last)
		last = int(back[i*encoder.Roles+last])
	}
}
