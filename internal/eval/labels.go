package eval

import (
	"bufio"
	"fmt"
	"io"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// Figure is a score with its name, from 0 to 1.
type Figure struct {
	Name  string
	Share float64
}

// LabelReport is how readings scored against labelled articles.
type LabelReport struct {
	Articles, Gold, Scored int       // articles, attributions in them, those of them that were found and are not odd
	Stances                Confusion // of the scored ones
	Errors                 []StanceError

	identity                []item
	sources                 int // of the scored ones: those with a source
	names, kinds            int // those whose source has the right name, the right kind
	conditional, conditions int // those with a condition in the gold or as read, those where it is right
	relayed, relays         int // the same of relays
}

// CompareLabels scores readings, by article id, against the labelled articles. Labelled attributions and statements are matched by their
// content, one to one; what is not matched is counted but not scored. Readings of other articles do not count. A span
// outside the article's text is an error.
func CompareLabels(gold []Labelled, readings map[string]ledgerjson.Reading) (LabelReport, error) {
	rep := LabelReport{Articles: len(gold), Stances: Confusion{}}
	for _, art := range gold {
		rep.Gold += len(art.Labels)
		if err := rep.article(art, readings[art.ID]); err != nil {
			return rep, fmt.Errorf("article %s: %w", art.ID, err)
		}
	}
	return rep, nil
}

// article adds one article.
func (r *LabelReport) article(art Labelled, reading ledgerjson.Reading) error {
	toks := tokens(art.Text)
	spans, err := inBytes(spansOf(reading.Statements), art.Text)
	if err != nil {
		return err
	}
	both := sides{sourcesByID(art.Sources), sourcesByID(reading.Sources)}
	for _, m := range matchReaches(reaches(art.Attributions, toks), reaches(spans, toks)) {
		label, stmt := art.Labels[m.gold], reading.Statements[m.pred]
		if label.Odd {
			continue
		}
		r.Scored++
		r.Stances[StancePair{label.Stance, stmt.Stance}]++
		if label.Stance != stmt.Stance {
			r.Errors = append(r.Errors, newStanceError(art.ID, art.Text, art.Attributions[m.gold], label.Stance, stmt.Stance))
		}
		r.source(art.ID, label, stmt, both)
		r.rest(label, stmt, both)
	}
	return nil
}

// sides are the sources of the gold and of the reading, by id.
type sides struct{ gold, found map[string]ledgerjson.Source }

func sourcesByID(sources []ledgerjson.Source) map[string]ledgerjson.Source {
	byID := make(map[string]ledgerjson.Source, len(sources))
	for _, src := range sources {
		byID[src.ID] = src
	}
	return byID
}

func (r *LabelReport) source(article string, label Label, stmt ledgerjson.Statement, by sides) {
	if label.Source == "" {
		return
	}
	r.sources++
	found := cluster(string(stmt.Source), r.sources)
	if stmt.Source != "" {
		found = article + "/" + found
	}
	r.identity = append(r.identity, item{article + "/" + label.Source, found})
	gold, read := by.gold[label.Source], by.found[string(stmt.Source)]
	r.kinds += one(gold.Kind == read.Kind)
	r.names += one(sameName(gold.Name, read.Name))
}

// rest scores condition and relay.
func (r *LabelReport) rest(label Label, stmt ledgerjson.Statement, by sides) {
	if takesCondition(label.Stance) && (label.Condition != "" || stmt.Condition != "") {
		r.conditional++
		r.conditions += one(sameCondition(label.Condition, stmt.Condition))
	}
	if len(label.Relay) > 0 || len(stmt.Relay) > 0 {
		r.relayed++
		r.relays += one(sameChain(label.Relay, stmt.Relay, func(gold, found string) bool {
			return sameName(by.gold[gold].Name, by.found[found].Name)
		}))
	}
}

// takesCondition tells the stances whose conditions count.
func takesCondition(stance hearsay.Stance) bool {
	return stance == hearsay.Commits || stance == hearsay.Urges
}

// sameChain tells whether two lists of relays are as long and alike hop by hop.
func sameChain(gold, found []string, same func(gold, found string) bool) bool {
	if len(gold) != len(found) {
		return false
	}
	for i := range gold {
		if !same(gold[i], found[i]) {
			return false
		}
	}
	return true
}

func one(right bool) int {
	if right {
		return 1
	}
	return 0
}

// Figures lists the scores in the order of the reference scorer.
func (r *LabelReport) Figures() []Figure {
	return []Figure{
		{"stance", r.Stances.Accuracy()},
		{"stance macro F1", r.Stances.MacroF1()},
		{"source identity B3", bCubed(r.identity)},
		{"source name", share(r.names, r.sources)},
		{"source kind", share(r.kinds, r.sources)},
		{"conditions", share(r.conditions, r.conditional)},
		{"relay chains", share(r.relays, r.relayed)},
	}
}

// Write prints the figures in per cent, byte for byte as the reference scorer does.
func (r *LabelReport) Write(w io.Writer) error {
	buf := bufio.NewWriter(w)
	fmt.Fprintf(buf, "%d articles, %d gold attributions, %d matched and scored\n", r.Articles, r.Gold, r.Scored)
	for _, stance := range r.Stances.stances() {
		fmt.Fprintf(buf, "    %-10s %5.1f F1 of %d\n", stance, 100*r.Stances.F1(stance), r.Stances.Gold(stance))
	}
	for _, f := range r.Figures() {
		fmt.Fprintf(buf, "  %-20s %5.1f\n", f.Name, 100*f.Share)
	}
	return buf.Flush()
}
