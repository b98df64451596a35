package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"text/tabwriter"

	"hearsay"

	"hearsay/internal/eval"
)

type evalCommand struct {
	Attributions evalAttributions `cmd:"" help:"Score source, cue and content spans."`
}

type evalAttributions struct {
	Gold      string `arg:"" help:"JSON lines: id, text, attributions."`
	Predicted string `arg:"" optional:"" help:"JSON lines from hearsay read --format jsonl; without it hearsay reads the gold's texts itself."`
	Worst     int    `default:"10" placeholder:"N" help:"How many of the worst articles to list (default: 10)."`
}

// Run prints the figures, then the worst articles.
func (c *evalAttributions) Run(ctx context.Context, all *commands, streams Streams) error {
	f, err := os.Open(c.Gold)
	if err != nil {
		return explainFile(c.Gold, err)
	}
	defer f.Close()
	gold, err := eval.ReadGold(f)
	if err != nil {
		return explainLines(c.Gold, err)
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
	if c.Predicted == "" {
		return readGold(ctx, all, gold)
	}
	raw, err := os.ReadFile(c.Predicted)
	if err != nil {
		return nil, explainFile(c.Predicted, err)
	}
	predicted, err := eval.ReadPredictions(bytes.NewReader(raw), gold)
	if err != nil {
		return nil, explainLines(c.Predicted, err)
	}
	return predicted, nil
}

// explainLines adds the file's name to what is wrong with its lines, or says why it cannot be read at all.
func explainLines(path string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return explainFile(path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// readGold reads the gold's texts with the embedded reader.
func readGold(ctx context.Context, all *commands, gold []eval.Gold) (map[string][]hearsay.Attribution, error) {
	rd, err := all.openReader()
	if err != nil {
		return nil, err
	}
	predicted := make(map[string][]hearsay.Attribution, len(gold))
	for _, g := range gold {
		reading, err := rd.Read(ctx, hearsay.Article{ID: g.ID, Text: g.Text})
		if err != nil {
			return nil, err
		}
		predicted[g.ID] = attributionsOf(reading)
	}
	return predicted, nil
}

func attributionsOf(reading hearsay.Reading) []hearsay.Attribution {
	spans := make([]hearsay.Attribution, len(reading.Statements))
	for i, stmt := range reading.Statements {
		spans[i] = stmt.Spans
	}
	return spans
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
