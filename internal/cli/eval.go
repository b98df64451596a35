package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"hearsay"

	"hearsay/internal/eval"
	"hearsay/internal/reader"
)

type evalCommand struct {
	Attributions evalAttributions `cmd:"" help:"Score source, cue and content spans."`
	Labels       evalLabels       `cmd:"" help:"Score stances, sources, relays and conditions in labelled articles."`
	Stories      evalStories      `cmd:"" help:"Score a ledger against stories whose ledger is known."`
	Extraction   evalExtraction   `cmd:"" help:"Score how articles are found in web pages."`
	Accuracy     evalAccuracy     `cmd:"" help:"Measure all figures of docs/accuracy.md."`
}

type evalAttributions struct {
	Gold      string `arg:"" help:"JSON lines: id, text, attributions."`
	Predicted string `arg:"" optional:"" help:"JSON lines from hearsay read --format jsonl; without it hearsay reads the gold's texts itself."`
	Worst     int    `default:"10" placeholder:"N" help:"How many of the worst articles to list (default: 10)."`
}

// Run prints the figures, then the worst articles.
func (c *evalAttributions) Run(ctx context.Context, all *commands, streams Streams) error {
	gold, err := readFile(c.Gold, eval.ReadGold)
	if err != nil {
		return err
	}
	predicted, err := c.predictions(ctx, all, gold)
	if err != nil {
		return err
	}
	report := eval.Compare(gold, predicted)
	if err := report.Write(streams.Out); err != nil {
		return explainOutput(err)
	}
	return explainOutput(writeWorst(streams.Out, report.Worst(c.Worst)))
}

func (c *evalAttributions) predictions(ctx context.Context, all *commands, gold []eval.Gold) (map[string][]hearsay.Attribution, error) {
	if c.Predicted != "" {
		return readFile(c.Predicted, func(r io.Reader) (map[string][]hearsay.Attribution, error) { return eval.ReadPredictions(r, gold) })
	}
	rd, err := all.openReader()
	if err != nil {
		return nil, err
	}
	readings, err := readTexts(ctx, rd, gold)
	return attributionsOf(readings), err
}

// readFile opens a file and parses it; an error names the file.
func readFile[T any](path string, parse func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(path)
	if err != nil {
		return none, explainFile(path, err)
	}
	defer f.Close()
	parsed, err := parse(f)
	if err != nil {
		return none, explainParts(path, err)
	}
	return parsed, nil
}

// explainParts adds the file's name to what is wrong with a part of it, or says why it cannot be read at all.
func explainParts(path string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return explainFile(path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// readTexts reads the gold's texts and returns the readings by article id.
func readTexts(ctx context.Context, rd *reader.Reader, gold []eval.Gold) (map[string]hearsay.Reading, error) {
	readings := make(map[string]hearsay.Reading, len(gold))
	for _, g := range gold {
		reading, err := rd.Read(ctx, hearsay.Article{ID: g.ID, Text: g.Text})
		if err != nil {
			return nil, err
		}
		readings[g.ID] = reading
	}
	return readings, nil
}

func attributionsOf(readings map[string]hearsay.Reading) map[string][]hearsay.Attribution {
	all := make(map[string][]hearsay.Attribution, len(readings))
	for id, reading := range readings {
		all[id] = make([]hearsay.Attribution, len(reading.Statements))
		for i, stmt := range reading.Statements {
			all[id][i] = stmt.Spans
		}
	}
	return all
}

func writeWorst(w io.Writer, worst []eval.Article) error {
	if len(worst) == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\nThe %d worst articles by attributed F1:\n", len(worst)); err != nil {
		return err
	}
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tab, "F1\tright\tfound\tgold\t  article")
	for _, a := range worst {
		n := a.Attributed
		fmt.Fprintf(tab, "%.1f\t%d\t%d\t%d\t  %s\n", 100*n.F1(), n.Right, n.Predicted, n.Gold, a.ID)
	}
	return tab.Flush()
}
