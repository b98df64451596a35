package cli

import (
	"context"
	"fmt"
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// member holds on to a source of an article.
func member(ctx context.Context, view ledger.View, m ledger.Member) (ledger.Anchor, error) {
	art, err := view.Article(ctx, m.Article)
	if err != nil {
		return ledger.Anchor{}, err
	}
	reading, err := view.Reading(ctx, art.Revision)
	if err != nil {
		return ledger.Anchor{}, err
	}
	i := slices.IndexFunc(reading.Sources, func(src hearsay.Source) bool { return src.ID == m.Source })
	if i < 0 {
		return ledger.Anchor{}, fmt.Errorf("the article %s no longer has the source %s", m.Article, m.Source)
	}
	return ledger.AnchorSource(reading.Sources[i], art.ID, art.Text), nil
}

func sourceNamed(ctx context.Context, view ledger.View, given string) (ledger.Source, error) {
	src, _, err := report.FindSource(ctx, view, given)
	if err != nil {
		return src, explainID("source", given, "look for it with hearsay search", err)
	}
	return src, nil
}

// onSource holds on to a source of the ledger, by the first article that has it.
func onSource(ctx context.Context, view ledger.View, given string) (ledger.Anchor, error) {
	src, err := sourceNamed(ctx, view, given)
	if err != nil {
		return ledger.Anchor{}, err
	}
	return member(ctx, view, src.Members[0])
}

type editRename struct {
	Source string `arg:"" help:"Name of the source, or its id."`
	Name   string `arg:"" help:"What it is called."`
	correction
}

// Run names a source.
func (c *editRename) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Rename, c.Name, func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		a, err := onSource(ctx, view, c.Source)
		return []ledger.Anchor{a}, err
	})
}

type editJoin struct {
	Source string `arg:"" help:"Name of a source, or its id."`
	Other  string `arg:"" help:"Name or id of the source that is the same."`
	correction
}

// Run joins two sources.
func (c *editJoin) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.JoinSources, "", func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		one, err := sourceNamed(ctx, view, c.Source)
		if err != nil {
			return nil, err
		}
		other, err := sourceNamed(ctx, view, c.Other)
		if err == nil && one.ID == other.ID {
			err = fmt.Errorf("both are the source %s; name two", one.ID)
		}
		if err != nil {
			return nil, err
		}
		return both(one.ID, other.ID, onSource, onSource)(ctx, view)
	})
}

type editPart struct {
	Source  string `arg:"" help:"Name of the source, or its id."`
	Article string `arg:"" help:"Address or id of the article in which somebody else speaks."`
	correction
}

// mostParted is how many articles of a source an edit can name.
const mostParted = 999

// Run parts who speaks in an article from the source.
func (c *editPart) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.PartSources, "", func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		src, err := sourceNamed(ctx, view, c.Source)
		if err != nil {
			return nil, err
		}
		art, err := view.Article(ctx, c.Article)
		if err != nil {
			return nil, explainID("article", c.Article, "look for its words with hearsay search", err)
		}
		var here, elsewhere []ledger.Anchor
		for _, m := range src.Members[:min(len(src.Members), mostParted)] {
			a, err := member(ctx, view, m)
			if err != nil {
				return nil, err
			}
			if m.Article == art.ID {
				here = append(here, a)
			} else {
				elsewhere = append(elsewhere, a)
			}
		}
		switch {
		case len(here) == 0:
			return nil, fmt.Errorf("the source %s does not speak in the article %s; hearsay source shows where it does", src.ID, art.ID)
		case len(elsewhere) == 0:
			return nil, fmt.Errorf("the source %s speaks in no other article, so there is nothing to part", src.ID)
		}
		return append(here[:1], elsewhere...), nil
	})
}

type editPartArticles struct {
	Article string `arg:"" help:"Address or id of the article."`
	Other   string `arg:"" help:"Address or id of the article that it does not rest on."`
	correction
}

// Run says that an article does not rest on another.
func (c *editPartArticles) Run(ctx context.Context, streams Streams) error {
	find := func(ctx context.Context, view ledger.View, id string) (ledger.Anchor, error) {
		art, err := view.Article(ctx, id)
		if err != nil {
			return ledger.Anchor{}, explainID("article", id, "look for its words with hearsay search", err)
		}
		return ledger.AnchorArticle(art.ID), nil
	}
	return c.make(ctx, streams, ledger.PartArticle, "", both(c.Article, c.Other, find, find))
}
