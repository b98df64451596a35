// Package eval scores what was read against gold, number for number as the project's reference scorers do: attributions by words covered, by whole
// spans and matched one to one (attributions.py); stances, sources, relays and conditions of labelled articles (labels.py); ledgers of whole
// stories (stories.py). It also makes the page of figures, docs/accuracy.md.
package eval

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"hearsay"
)

// Count is what a score is made of: how many were right, how many were predicted, how many the gold has.
type Count struct{ Right, Predicted, Gold int }

// Precision is the share of the predicted that is right, 0 if nothing was predicted.
func (c Count) Precision() float64 { return share(c.Right, c.Predicted) }

// Recall is the share of the gold that was found, 0 if the gold is empty.
func (c Count) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is the harmonic mean of precision and recall, 0 if both are.
func (c Count) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func (c *Count) add(right, predicted, gold int) {
	c.Right, c.Predicted, c.Gold = c.Right+right, c.Predicted+predicted, c.Gold+gold
}

// Tally adds up counts over articles. The zero Tally is empty and ready. All but the last three measures look at one role alone.
type Tally struct {
	SourceWords, SourceSpans   Count // words covered by any source; sources that cover the same words
	CueWords, CueSpans         Count
	ContentWords, ContentSpans Count

	Found      Count // attributions whose content (the cue, if there is none) overlaps a gold one's by half or more
	Attributed Count // found, and the source is right: overlapping by half, or the one within the other
	Identical  Count // found, and all three roles cover the same words
}

// Row is one line of the table: a measure with its shares from 0 to 1.
type Row struct {
	Name                  string
	Precision, Recall, F1 float64
}

// Table lists every measure in the order of the reference scorer.
func (t *Tally) Table() []Row {
	named := []struct {
		name string
		Count
	}{
		{"source tok", t.SourceWords}, {"source exact", t.SourceSpans},
		{"cue tok", t.CueWords}, {"cue exact", t.CueSpans},
		{"content tok", t.ContentWords}, {"content exact", t.ContentSpans},
		{"attr found", t.Found}, {"attr attributed", t.Attributed}, {"attr identical", t.Identical},
	}
	rows := make([]Row, len(named))
	for i, n := range named {
		rows[i] = Row{n.name, n.Precision(), n.Recall(), n.F1()}
	}
	return rows
}

// Write prints the table in per cent, after an empty line, byte for byte as the reference scorer does.
func (t *Tally) Write(w io.Writer) error {
	buf := bufio.NewWriter(w)
	fmt.Fprintln(buf)
	for _, r := range t.Table() {
		fmt.Fprintf(buf, "  %-18s P %5.1f R %5.1f F1 %5.1f\n", r.Name, 100*r.Precision, 100*r.Recall, 100*r.F1)
	}
	return buf.Flush()
}

// Merge adds the counts of another tally.
func (t *Tally) Merge(other Tally) {
	mine := t.counts()
	for i, c := range other.counts() {
		mine[i].add(c.Right, c.Predicted, c.Gold)
	}
}

func (t *Tally) counts() []*Count {
	return []*Count{&t.SourceWords, &t.SourceSpans, &t.CueWords, &t.CueSpans, &t.ContentWords, &t.ContentSpans, &t.Found, &t.Attributed, &t.Identical}
}

// Add scores the attributions predicted for one text against its gold ones. Spans are bytes into the text.
func (t *Tally) Add(text string, gold, pred []hearsay.Attribution) {
	toks := tokens(text)
	g, p := covers(gold, toks), covers(pred, toks)
	addRole(&t.SourceWords, &t.SourceSpans, g, p, func(c cover) words { return c.source })
	addRole(&t.CueWords, &t.CueSpans, g, p, func(c cover) words { return c.cue })
	addRole(&t.ContentWords, &t.ContentSpans, g, p, func(c cover) words { return c.content })

	found, attributed, identical := 0, 0, 0
	for _, m := range match(g, p) {
		found++
		if sameSource(g[m.gold].source, p[m.pred].source) {
			attributed++
		}
		if g[m.gold].equal(p[m.pred]) {
			identical++
		}
	}
	t.Found.add(found, len(p), len(g))
	t.Attributed.add(attributed, len(p), len(g))
	t.Identical.add(identical, len(p), len(g))
}

// addRole counts one role: the words that any attribution covers with it, and the spans that cover exactly the same words.
func addRole(inWords, inSpans *Count, gold, pred []cover, role func(cover) words) {
	gs, gu := collect(gold, role)
	ps, pu := collect(pred, role)
	inWords.add(shared(gu, pu), len(pu), len(gu))
	inSpans.add(sharedSets(gs, ps), len(ps), len(gs))
}

// collect returns the role of each attribution that has it, and all their words together.
func collect(all []cover, role func(cover) words) (sets []words, union words) {
	for _, c := range all {
		if set := role(c); len(set) > 0 {
			sets, union = append(sets, set), append(union, set...)
		}
	}
	slices.Sort(union)
	return sets, slices.Compact(union)
}

// sharedSets counts the sets that are in both lists; a set that is twice in one must be twice in the other to count twice.
func sharedSets(a, b []words) int {
	slices.SortFunc(a, slices.Compare[words])
	slices.SortFunc(b, slices.Compare[words])
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch order := slices.Compare(a[i], b[j]); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
