package cli

import (
	"context"

	"hearsay/internal/ledger"
)

type editRename struct {
	Source string `arg:"" help:"Name of the source, or its id."`
	Name   string `arg:"" help:"What it is called."`
	correction
}

// Run names a source.
func (c *editRename) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Rename, c.Name, c.Source)
}

type editJoin struct {
	Source string `arg:"" help:"Name of a source, or its id."`
	Other  string `arg:"" help:"Name or id of the source that is the same."`
	correction
}

// Run joins two sources.
func (c *editJoin) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.JoinSources, "", c.Source, c.Other)
}

type editPart struct {
	Source  string `arg:"" help:"Name of the source, or its id."`
	Article string `arg:"" help:"Address or id of the article in which somebody else speaks; or another source that is not this one, whatever it is called on a claim."`
	correction
}

// Run parts who speaks in an article from the source.
func (c *editPart) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.PartSources, "", c.Source, c.Article)
}

type editPartArticles struct {
	Article string `arg:"" help:"Address or id of the article."`
	Other   string `arg:"" help:"Address or id of the article that it does not rest on."`
	correction
}

// Run says that an article does not rest on another.
func (c *editPartArticles) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.PartArticle, "", c.Article, c.Other)
}
