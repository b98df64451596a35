package linking

import (
	"fmt"
	"math"
	"sort"
	"strings"
)

// Verdict is what is made of two statements.
type Verdict string

// The verdicts on a link.
const (
	Sure     Verdict = "sure"     // they are about one claim
	Doubtful Verdict = "doubtful" // they may be: people decide
	No       Verdict = "no"       // they are not
)

// Link says how two statements compare. It is the same whichever is named first.
type Link struct {
	Score   float64 // how likely they are about one claim, 0 to 1
	Verdict Verdict
	Reason  string // in words
}

// Compare tells whether two statements are about one claim, whatever their stances: of two articles or of one.
func (l *Linker) Compare(a, b Features) Link {
	if less(b, a) {
		a, b = b, a
	}
	x := l.measure(&a, &b)
	score := l.model.Pair.score(x[:])
	if clash := conflict(&a, &b); clash != "" {
		return Link{Score: min(score, 0.05), Verdict: No, Reason: clash}
	}
	link := Link{Score: score, Verdict: No}
	switch {
	case score >= l.model.Sure:
		link.Verdict = Sure
	case score >= l.model.Doubtful:
		link.Verdict = Doubtful
	}
	link.Reason = reason(&a, &b, link)
	return link
}

// Joins reports whether a link would join two statements that have no other.
func (l *Linker) Joins(link Link) bool { return link.Verdict != No && link.Score >= l.model.Enough }

// less orders features by article and place.
func less(a, b Features) bool {
	if a.Article != b.Article {
		return a.Article < b.Article
	}
	if a.Span != b.Span {
		return a.Span.Start < b.Span.Start || a.Span.Start == b.Span.Start && a.Span.End < b.Span.End
	}
	return a.Statement < b.Statement
}

// conflict says what forbids that two contents are one claim, "" if nothing does: numbers of one thing that cannot both be meant.
func conflict(a, b *Features) string {
	agree := false
	var clash string
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			if q.agree(r) {
				agree = true
			} else if q.unit == r.unit && q.unit != "" && clash == "" {
				clash = fmt.Sprintf("%s against %s", q, r)
			}
		}
	}
	if agree {
		return ""
	}
	return clash
}

// reason says in words what links two statements, or keeps them apart.
func reason(a, b *Features, link Link) string {
	shared := common(a.reach, b.reach)
	sort.SliceStable(shared, func(i, j int) bool { return shared[i].weight > shared[j].weight })
	var words []string
	for _, t := range shared[:min(4, len(shared))] {
		words = append(words, t.stem)
	}
	said := "hardly a word in common"
	if len(words) > 0 {
		said = "both speak of " + strings.Join(words, ", ")
	}
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			if q.value == r.value {
				return fmt.Sprintf("%s; both say %s (%.0f %%)", said, q, 100*link.Score)
			}
		}
	}
	return fmt.Sprintf("%s (%.0f %%)", said, 100*link.Score)
}

// common gives the terms of a that b has as well.
func common(a, b bag) []term {
	var out []term
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
