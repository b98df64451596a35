package cli

import (
	"context"
	"errors"
	"fmt"

	"hearsay/internal/ledger"
)

type rereadCommand struct {
	inLedger
}

// Run reads every text of every kept article again.
func (c *rereadCommand) Run(ctx context.Context, all *commands, streams Streams) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	err = c.reread(ctx, all, streams, l)
	return errors.Join(err, l.Close())
}

func (c *rereadCommand) reread(ctx context.Context, all *commands, streams Streams, l ledger.Ledger) error {
	k, err := keeper(l)
	if err != nil {
		return err
	}
	in := &keptTexts{ledger: l}
	bar := newProgress(ctx, streams, in, true)
	kept, err := (&keeping{ledger: l, keeper: k, bar: bar, workers: all.workers()}).all(ctx, in, all.preparing(k, true))
	bar.close()
	if kept.any() || err == nil {
		_, told := fmt.Fprintln(streams.Out, kept)
		err = errors.Join(err, explainOutput(told))
	}
	return outcome(err, kept.bad)
}

// keptTexts are the texts of a ledger as jobs, in order of ids. Articles are listed page by page, so that nothing of the ledger is held while others write.
type keptTexts struct{ ledger ledger.Ledger }

func (in *keptTexts) each(ctx context.Context, yield func(job) bool) {
	f := ledger.ArticleFilter{Paging: ledger.Paging{Limit: 200}}
	for {
		var revisions []keptText
		err := in.ledger.View(ctx, func(view ledger.View) error {
			page, err := view.Articles(ctx, f)
			if err != nil {
				return err
			}
			revisions, f.After = nil, page.Next
			for _, art := range page.Items {
				all, err := view.Revisions(ctx, art.ID)
				if err != nil {
					return err
				}
				for _, r := range all {
					revisions = append(revisions, keptText{art.ID, art.Given, r.ID})
				}
			}
			return nil
		})
		if err != nil {
			yield(failing("the ledger", explainLedger(err)))
			return
		}
		for _, r := range revisions {
			if !yield(job{name: r.article, load: func(ctx context.Context) (loaded, error) { return in.load(ctx, r) }}) {
				return
			}
		}
		if f.After == "" {
			return
		}
	}
}

// keptText names a text of the ledger.
type keptText struct{ article, given, revision string }

// load gives a text as it once came.
func (in *keptTexts) load(ctx context.Context, k keptText) (loaded, error) {
	var out loaded
	err := in.ledger.View(ctx, func(view ledger.View) error {
		r, err := view.Revision(ctx, k.revision)
		if err != nil {
			return err
		}
		out = loaded{at: r.Fetched, modified: r.Modified, printed: r.Notes}
		out.article.ID, out.article.URL, out.article.Outlet, out.article.Published = k.given, r.URL, r.Outlet, r.Published
		out.article.Title, out.article.Byline, out.article.Text = r.Title, r.Byline, r.Text
		return nil
	})
	return out, explainLedger(err)
}

// count is how many texts there are.
func (in *keptTexts) count() int64 {
	var n int
	// Where it cannot be told there is no bar; what is wrong is told when the texts are read.
	_ = in.ledger.View(context.Background(), func(view ledger.View) error {
		counts, err := view.Counts(context.Background())
		n = counts.Revisions
		return err
	})
	return int64(n)
}
