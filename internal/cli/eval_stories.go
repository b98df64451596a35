package cli

import (
	"context"
	"fmt"

	"hearsay/internal/eval"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/reader"
)

type evalStories struct {
	Dirs     []string `arg:"" name:"dir" help:"Folders of story sets: a marked article a file, and gold.json."`
	Ledger   string   `placeholder:"FILE" xor:"ledger" help:"Score this ledger, as JSON, which read the stories' articles; without it hearsay takes them into one that it throws away."`
	Readings bool     `xor:"ledger" help:"Score what was read in each article alone, without claims and with sources of its own."`
}

// Run prints the figures of each story, and their mean if there are several.
func (c *evalStories) Run(ctx context.Context, all *commands, streams Streams) error {
	stories, err := readStories(c.Dirs)
	if err != nil {
		return err
	}
	ledger, err := c.ledger(all)
	if err != nil {
		return err
	}
	reports := make([]eval.StoryReport, len(stories))
	for i, story := range stories {
		if reports[i], err = scoreStory(ctx, story, ledger); err != nil {
			return err
		}
		if err := reports[i].Write(streams.Out); err != nil {
			return explainOutput(err)
		}
	}
	if len(reports) == 1 {
		return nil
	}
	return explainOutput(eval.WriteMean(streams.Out, reports))
}

// ledgerOf gives the ledger that a story is scored by.
type ledgerOf func(context.Context, eval.Story) (ledgerjson.Document, error)

func (c *evalStories) ledger(all *commands) (ledgerOf, error) {
	switch {
	case c.Ledger != "":
		doc, err := readFile(c.Ledger, ledgerjson.Decode)
		return func(context.Context, eval.Story) (ledgerjson.Document, error) { return doc, nil }, err
	case c.Readings:
		rd, err := all.openReader()
		return readingsOf(rd), err
	default:
		return all.keptOf()
	}
}

func readStories(dirs []string) ([]eval.Story, error) {
	stories := make([]eval.Story, len(dirs))
	for i, dir := range dirs {
		var err error
		if stories[i], err = eval.ReadStory(dir); err != nil {
			return nil, explainParts(dir, err)
		}
	}
	return stories, nil
}

func scoreStory(ctx context.Context, story eval.Story, ledger ledgerOf) (eval.StoryReport, error) {
	doc, err := ledger(ctx, story)
	if err != nil {
		return eval.StoryReport{}, err
	}
	report, err := eval.ScoreStory(story, doc)
	if err != nil {
		return report, fmt.Errorf("%s: %w", story.Name, err)
	}
	return report, nil
}

// readingsOf keeps a ledger of readings: each article's sources stay its own, and there are no claims yet.
func readingsOf(rd *reader.Reader) ledgerOf {
	return func(ctx context.Context, story eval.Story) (ledgerjson.Document, error) {
		readings := make([]ledgerjson.Reading, len(story.Articles))
		for i, art := range story.Articles {
			reading, err := rd.Read(ctx, art.Article)
			if err != nil {
				return ledgerjson.Document{}, err
			}
			readings[i] = ledgerjson.Of(reading)
		}
		return ledgerjson.Join(readings), nil
	}
}
