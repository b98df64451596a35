package eval

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// Labelled is an article in which a person said of every attribution who speaks and with what stance.
type Labelled struct {
	Gold
	Sources []ledgerjson.Source
	Labels  []Label // one for each of the attributions, in their order
}

// Label is what is so of one attribution.
type Label struct {
	Source    string // Source.ID, "" where the text names none
	Stance    hearsay.Stance
	Condition string   // of commits and urges: the words of the clause that it depends on
	Relay     []string // Source.IDs, nearest to the source first
	Odd       bool     // hardly an attribution; not scored
}

// labelLine is a label in the file. N counts the article's attributions from 1.
type labelLine struct {
	N         int             `json:"n"`
	Source    ledgerjson.Link `json:"source"`
	Stance    hearsay.Stance  `json:"stance"`
	Condition string          `json:"condition"`
	Relay     []string        `json:"relay"`
	Odd       bool            `json:"odd"`
}

// ReadLabels reads JSON lines that label articles of texts: "id", "sources" and "labels", of which each has the number "n" of an attribution
// of the article, from 1, its "source", "stance", "condition" and "relay", and perhaps "odd". Every attribution must have a label.
// The articles come in the order of the lines.
func ReadLabels(r io.Reader, texts []Gold) ([]Labelled, error) {
	known := make(map[string]Gold, len(texts))
	for _, g := range texts {
		known[g.ID] = g
	}
	var all []Labelled
	seen := map[string]bool{}
	err := eachLine(r, func(l line) error {
		g, ok := known[*l.ID]
		switch {
		case seen[*l.ID]:
			return errors.New("the same id is on an earlier line")
		case !ok:
			return errors.New("there is no such article among the texts")
		}
		seen[*l.ID] = true
		labels, err := labelsOf(l, len(g.Attributions))
		if err != nil {
			return err
		}
		all = append(all, Labelled{g, l.Sources, labels})
		return nil
	})
	return all, err
}

// labelsOf puts the labels of a line in the order of the article's attributions.
func labelsOf(l line, attributions int) ([]Label, error) {
	sources := sourceIDs(l.Sources)
	labels, given := make([]Label, attributions), make([]bool, attributions)
	for _, x := range l.Labels {
		if x.N < 1 || x.N > attributions {
			return nil, fmt.Errorf("label %d: the article has %d attributions", x.N, attributions)
		}
		if !slices.Contains(hearsay.Stances(), x.Stance) {
			return nil, fmt.Errorf("label %d: %q is no stance", x.N, x.Stance)
		}
		for _, id := range append([]string{string(x.Source)}, x.Relay...) {
			if id != "" && !sources[id] {
				return nil, fmt.Errorf(`label %d: the source %q is not in "sources"`, x.N, id)
			}
		}
		labels[x.N-1], given[x.N-1] = Label{string(x.Source), x.Stance, x.Condition, x.Relay, x.Odd}, true
	}
	if i := slices.Index(given, false); i >= 0 {
		return nil, fmt.Errorf("attribution %d has no label", i+1)
	}
	return labels, nil
}

func sourceIDs(sources []ledgerjson.Source) map[string]bool {
	ids := make(map[string]bool, len(sources))
	for _, src := range sources {
		ids[src.ID] = true
	}
	return ids
}

// ReadReadings reads what was read in the labelled articles, by article id: JSON lines with "id", "sources" and "statements" in the form of
// ledgerjson.Reading, as `hearsay read --format jsonl` writes them. A line whose own "text" differs from the gold text is an error.
// Articles that have no labels are passed over.
func ReadReadings(r io.Reader, gold []Labelled) (map[string]ledgerjson.Reading, error) {
	texts := make(map[string]string, len(gold))
	for _, g := range gold {
		texts[g.ID] = g.Text
	}
	readings := map[string]ledgerjson.Reading{}
	err := eachLine(r, func(l line) error {
		text, wanted := texts[*l.ID]
		if !wanted {
			return nil
		}
		if _, twice := readings[*l.ID]; twice {
			return errors.New("the same id is on an earlier line")
		}
		if l.Statements == nil {
			return errors.New(`it has no "statements", so it is no reading`)
		}
		if l.Text != nil && !sameText(*l.Text, text) {
			return errors.New("its text differs from the gold text, so the offsets do not fit")
		}
		sources, at := sourceIDs(l.Sources), ledgerjson.Offsets(text)
		for i, stmt := range l.Statements {
			if err := stmt.Check(at, sources); err != nil {
				return fmt.Errorf("statement %d: %w", i+1, err)
			}
		}
		readings[*l.ID] = ledgerjson.Reading{Article: ledgerjson.Article{ID: *l.ID, Text: text}, Sources: l.Sources, Statements: l.Statements}
		return nil
	})
	return readings, err
}
