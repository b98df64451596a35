package cli

import (
	"context"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

type sourceCommand struct {
	Source string `arg:"" help:"Name of the source, or its id."`
	shown
}

// Run shows everything that a source said.
func (c *sourceCommand) Run(ctx context.Context, streams Streams) error {
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) {
		page, err := report.SpeakerPage(ctx, view, c.Source)
		if err != nil {
			return nil, explainID("source", c.Source, "look for its words with hearsay search", err)
		}
		return page, nil
	})
}

type articleCommand struct {
	Article   string `arg:"" help:"Address of the article, or its id."`
	Revisions bool   `help:"Show word by word what changed from each of its revisions to the next."`
	shown
}

// Run shows a kept article, or what changed in it.
func (c *articleCommand) Run(ctx context.Context, streams Streams) error {
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) {
		var page report.Page
		var err error
		if c.Revisions {
			page, err = report.ChangesPage(ctx, view, c.Article)
		} else {
			page, err = report.ArticlePage(ctx, view, c.Article)
		}
		if err != nil {
			return nil, explainID("article", c.Article, "look for its words with hearsay search", err)
		}
		return page, nil
	})
}

type searchCommand struct {
	Words  []string `arg:"" help:"All of these words; \"words in quotation marks\" in this order; a last word with * at its end is a beginning."`
	In     []string `enum:"statement,claim,article" placeholder:"SORT" help:"Where to look: statement, claim or article; several with commas (default: all)."`
	Outlet string   `placeholder:"NAME" help:"Only in articles of this outlet."`
	Since  when     `placeholder:"TIME" help:"Only what was published then or later, such as 2026-11-25."`
	Until  when     `placeholder:"TIME" help:"Only what was published by then."`
	Limit  int      `default:"20" placeholder:"N" help:"How many to show (default: 20); 0 shows all."`
	shown
}

// Run shows what has the words.
func (c *searchCommand) Run(ctx context.Context, streams Streams) error {
	q := ledger.Query{Words: strings.Join(c.Words, " "), Outlet: c.Outlet, Period: ledger.Period{Since: c.Since.begin(), Until: c.Until.last()}}
	for _, sort := range c.In {
		q.Sorts = append(q.Sorts, ledger.Found(sort))
	}
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) { return report.SearchPage(ctx, view, q, most(c.Limit)) })
}
