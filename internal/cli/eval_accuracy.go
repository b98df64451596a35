package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hearsay/internal/eval"
)

type evalAccuracy struct {
	Data  string `required:"" placeholder:"FOLDER" help:"Folder with polnear/dev.jsonl, labels/dev.jsonl, stories/tanker and stories/breach."`
	Write string `placeholder:"PAGE" xor:"page" help:"Write the figures into this page, each table between its markers."`
	Check string `placeholder:"PAGE" xor:"page" help:"Fail if the figures differ from those in this page by more than rounding."`
}

// Run measures everything and prints it, writes it or compares it.
func (c *evalAccuracy) Run(ctx context.Context, all *commands, streams Streams) error {
	path := c.Write + c.Check
	page := ""
	if path != "" { // before the work: a wrong name should not cost minutes
		var err error
		if page, err = readFile(path, readPage); err != nil {
			return err
		}
	}
	accuracy, err := c.measure(ctx, all)
	if err != nil {
		return err
	}
	switch {
	case c.Check != "":
		if err := eval.CheckPage(page, accuracy.Sections()); err != nil {
			return fmt.Errorf("%s: %w; write it anew with --write", path, err)
		}
		return nil
	case c.Write != "":
		return c.rewrite(page, accuracy)
	default:
		return explainOutput(accuracy.Write(streams.Out))
	}
}

func readPage(r io.Reader) (string, error) {
	raw, err := io.ReadAll(r)
	return string(raw), err
}

func (c *evalAccuracy) rewrite(page string, accuracy eval.Accuracy) error {
	page, err := eval.Rewrite(page, accuracy.Sections())
	if err != nil {
		return fmt.Errorf("%s: %w", c.Write, err)
	}
	if err := os.WriteFile(c.Write, []byte(page), 0o666); err != nil {
		return fmt.Errorf("the figures cannot be written: %w", err)
	}
	return nil
}

// measure reads every article once; the labelled ones are among the annotated ones.
func (c *evalAccuracy) measure(ctx context.Context, all *commands) (eval.Accuracy, error) {
	var accuracy eval.Accuracy
	texts := filepath.Join(c.Data, "polnear", "dev.jsonl")
	gold, err := readFile(texts, eval.ReadGold)
	if err != nil {
		return accuracy, err
	}
	labelled, err := readLabelled(texts, filepath.Join(c.Data, "labels", "dev.jsonl"))
	if err != nil {
		return accuracy, err
	}
	stories, err := readStories([]string{filepath.Join(c.Data, "stories", "tanker"), filepath.Join(c.Data, "stories", "breach")})
	if err != nil {
		return accuracy, err
	}
	rd, err := all.openReader()
	if err != nil {
		return accuracy, err
	}
	readings, err := readTexts(ctx, rd, gold)
	if err != nil {
		return accuracy, err
	}
	accuracy.Attributions = eval.Compare(gold, attributionsOf(readings))
	if accuracy.Labels, err = eval.CompareLabels(labelled, inJSON(readings)); err != nil {
		return accuracy, err
	}
	kept, err := all.keptOf()
	if err != nil {
		return accuracy, err
	}
	for _, story := range stories {
		report, err := scoreStory(ctx, story, kept)
		if err != nil {
			return accuracy, err
		}
		accuracy.Stories = append(accuracy.Stories, report)
	}
	return accuracy, nil
}
