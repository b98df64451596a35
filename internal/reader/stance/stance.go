// Package stance decides what a source does with what it says, and names the words that decide it.
package stance

import (
	"maps"
	"strings"

	"hearsay"
)

// Rules decide stances by a table of cues. Make them once with New; they are safe for use by many goroutines.
type Rules struct {
	rows  []row
	first map[string][]int // word → the rows whose pattern may begin with it
}

// row is one pattern of the table.
type row struct {
	cue
	pattern  pattern
	negation bool // the pattern itself begins with a negation
}

// New compiles the table of cues.
func New() *Rules {
	names := classes()
	maps.Copy(names, evaluations())
	names["act0"] = imperatives()
	r := &Rules{first: map[string][]int{}}
	negations := alternatives("{neg}", names)
	for _, c := range table() {
		for written := range strings.FieldsFuncSeq(c.patterns, func(r rune) bool { return r == '|' || r == '\n' }) {
			p := parse(written, names)
			if len(p) == 0 {
				continue
			}
			entry := row{cue: c, pattern: p}
			for w := range p[0].words {
				entry.negation = entry.negation || negations[w]
				r.first[w] = append(r.first[w], len(r.rows))
			}
			r.rows = append(r.rows, entry)
		}
	}
	return r
}

// Decide tells the stance of attribution a in text, and the words that decided it, in order of the text: none only if a has neither cue nor content.
// logp are the network's log probabilities in the order of hearsay.Stances; with nil, the table decides alone. Cues that cannot mean anything
// else overrule the network; all others are a prior that is added to it.
func (r *Rules) Decide(text string, a hearsay.Attribution, logp []float32) (hearsay.Stance, []hearsay.Span) {
	found := r.find(text, a)
	scores := found.scores()
	stances := hearsay.Stances()
	if len(logp) == len(stances) && !found.certain {
		for i := range scores {
			scores[i] = headWeight*logp[i] + ruleWeight*scores[i]
		}
	}
	best := 0
	for i := range scores {
		if scores[i] > scores[best] {
			best = i
		}
	}
	return stances[best], found.deciding(stances[best], a)
}

// How much the network and the table count where both speak.
const (
	headWeight = 1
	ruleWeight = 0.8
)
