package cli

import (
	"context"
	"fmt"
	"io"

	"hearsay"

	"hearsay/internal/eval"
	"hearsay/internal/ledgerjson"
)

type evalLabels struct {
	Texts     string `arg:"" help:"JSON lines: id, text, attributions."`
	Labels    string `arg:"" help:"JSON lines: id, sources, labels (one for each attribution: n, source, stance, condition, relay)."`
	Predicted string `arg:"" optional:"" help:"JSON lines from hearsay read --format jsonl; without it hearsay reads the labelled texts itself."`
	Errors    int    `default:"0" placeholder:"N" help:"List the N most telling errors of stance, with the words (default: 0)."`
	Confusion bool   `help:"Show which stances were taken for which."`
}

// Run prints the figures, then what was asked for besides.
func (c *evalLabels) Run(ctx context.Context, all *commands, streams Streams) error {
	gold, err := readLabelled(c.Texts, c.Labels)
	if err != nil {
		return err
	}
	readings, err := c.readings(ctx, all, gold)
	if err != nil {
		return err
	}
	report, err := eval.CompareLabels(gold, readings)
	if err != nil {
		return err
	}
	return explainOutput(c.write(streams.Out, &report))
}

func (c *evalLabels) write(w io.Writer, report *eval.LabelReport) error {
	if err := report.Write(w); err != nil {
		return err
	}
	if c.Confusion {
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
		if err := report.Stances.Write(w); err != nil {
			return err
		}
	}
	telling := report.Telling(c.Errors)
	if len(telling) == 0 {
		return nil
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return eval.WriteErrors(w, telling)
}

// readLabelled reads labels and the texts that they are of.
func readLabelled(texts, labels string) ([]eval.Labelled, error) {
	gold, err := readFile(texts, eval.ReadGold)
	if err != nil {
		return nil, err
	}
	return readFile(labels, func(r io.Reader) ([]eval.Labelled, error) { return eval.ReadLabels(r, gold) })
}

func (c *evalLabels) readings(ctx context.Context, all *commands, gold []eval.Labelled) (map[string]ledgerjson.Reading, error) {
	if c.Predicted != "" {
		return readFile(c.Predicted, func(r io.Reader) (map[string]ledgerjson.Reading, error) { return eval.ReadReadings(r, gold) })
	}
	rd, err := all.openReader()
	if err != nil {
		return nil, err
	}
	texts := make([]eval.Gold, len(gold))
	for i, art := range gold {
		texts[i] = art.Gold
	}
	readings, err := readTexts(ctx, rd, texts)
	return inJSON(readings), err
}

func inJSON(readings map[string]hearsay.Reading) map[string]ledgerjson.Reading {
	all := make(map[string]ledgerjson.Reading, len(readings))
	for id, reading := range readings {
		all[id] = ledgerjson.Of(reading)
	}
	return all
}
