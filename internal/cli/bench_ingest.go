package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hearsay"

	"hearsay/internal/desk"
	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/madeup"
	"hearsay/internal/reader"
	"hearsay/internal/reader/encoder"
	"hearsay/models"
)

type benchIngest struct {
	Inputs     []string `arg:"" optional:"" name:"input" help:"Files or folders of articles, as for hearsay read; if there are fewer than --articles, they are varied (default: made-up news)."`
	From       string   `enum:"auto,text,html,jsonl" default:"auto" placeholder:"KIND" help:"As for hearsay read."`
	Articles   count    `default:"240" placeholder:"N" help:"How many articles the feed lists (default: 240; 50,000 at most)."`
	Statements count    `default:"25" placeholder:"N" help:"About how many statements an article of made-up news has (default: 25, as real ones)."`
	Workers    []int    `default:"1,2,4" placeholder:"N" help:"How many articles to read at once, one measurement for each (default: 1,2,4)."`
	Postgres   string   `placeholder:"ADDRESS" help:"Also measure with this PostgreSQL database, postgres://…, in schemas of its own, which are removed again."`
	Log        bool     `help:"Write the log of the run to standard error."`
}

func (c *benchIngest) check(*kong.Context) error {
	if c.Articles > feed.MaxItems || len(c.Workers) == 0 || slices.Min(c.Workers) < 1 {
		return fmt.Errorf("--articles takes a number from 1 to %d, --workers one from 1", feed.MaxItems)
	}
	return nil
}

// Run serves a feed from a server of its own and measures how fast its articles come into a ledger: fetched, read, compared and kept.
func (c *benchIngest) Run(ctx context.Context, all *commands, streams Streams) error {
	at, of, err := c.articles(ctx)
	if err != nil {
		return err
	}
	net, err := all.openNetwork()
	if err != nil {
		return err
	}
	server, err := newStoryServer(ctx, at, int(c.Articles))
	if err != nil {
		return err
	}
	defer server.close()
	sample := make([]hearsay.Article, min(c.Articles, 60))
	words := 0
	for i := range sample {
		sample[i] = at(i)
		words += len(strings.Fields(sample[i].Text))
	}
	out := bufio.NewWriter(streams.Out) // which keeps the first error for the end
	fmt.Fprintf(out, "%s %s, of %d words\n", plural(int(c.Articles), "article"), of, words/len(sample))
	out.Flush() //nolint:errcheck // as above
	for _, n := range c.Workers {
		if err := c.workers(ctx, out, net, server, sample, n, streams.Err); err != nil {
			return err
		}
	}
	if peak, ok := peakMemory(); ok {
		fmt.Fprintf(out, "%-30s %6.0f MB\n", "peak memory, server included", peak)
	}
	return explainOutput(out.Flush())
}

// articles gives what the feed lists, and tells in words what it is.
func (c *benchIngest) articles(ctx context.Context) (at func(n int) hearsay.Article, of string, err error) {
	const ofStory = 3
	if len(c.Inputs) == 0 {
		maker, began := madeup.New(language(models.LoadReader().Vocabulary)).Brief(int(c.Statements)), time.Now().AddDate(0, 0, -30)
		return func(n int) hearsay.Article {
			return maker.Another(n/ofStory, n%ofStory, began.Add(time.Duration(n)*time.Minute)).Article
		}, "made up", nil
	}
	sample := &benchRead{Inputs: c.Inputs, From: c.From, Articles: c.Articles}
	stories, _, err := sample.load(ctx)
	if err != nil {
		return nil, "", err
	}
	return func(n int) hearsay.Article { return varied(stories[n%len(stories)], n/len(stories)) }, "made of " + plural(len(stories), "other"), nil
}

// workers measures with n workers: reading alone, and then everything, with each database.
func (c *benchIngest) workers(
	ctx context.Context, out *bufio.Writer, net *encoder.Network, server *storyServer, sample []hearsay.Article, n int, log io.Writer,
) error {
	worked := spent()
	alone, err := (&benchRead{Rounds: 1}).best(ctx, net, sample, min(n, runtime.NumCPU()))
	if err != nil {
		return err
	}
	tellRate(out, "reading alone", n, len(sample), alone, spent()-worked)
	for _, postgres := range slices.Compact([]bool{false, c.Postgres != ""}) {
		name := "SQLite"
		where, remove, err := scratchFile()
		if postgres {
			name = "PostgreSQL"
			where, remove, err = scratchSchema(ctx, c.Postgres, n)
		}
		if err != nil {
			return err
		}
		worked := spent()
		took, err := c.measure(ctx, net, server, where, n, log)
		if err = errors.Join(err, remove()); err != nil {
			return err
		}
		tellRate(out, name, n, int(c.Articles), took, spent()-worked)
	}
	return nil
}

// tellRate writes how fast it went, and what the cores spent on an article.
func tellRate(out *bufio.Writer, what string, workers, articles int, took, worked time.Duration) {
	fmt.Fprintf(out, "%-14s %-10s %6.1f articles/s  %6.1f s", what, plural(workers, "worker"), float64(articles)/took.Seconds(), took.Seconds())
	if worked > 0 {
		fmt.Fprintf(out, "  %6.0f ms of a core an article", milliseconds(worked)/float64(articles))
	}
	fmt.Fprintln(out)
	out.Flush() //nolint:errcheck // it keeps its first error
}

// scratchFile names a file for a ledger, and gives what removes it.
func scratchFile() (path string, remove func() error, err error) {
	dir, err := os.MkdirTemp("", "hearsay-bench-*")
	return filepath.Join(dir, "ledger.db"), func() error { return os.RemoveAll(dir) }, err
}

// measure has the articles of a server taken into a new ledger by n workers, and gives the time that it took.
func (c *benchIngest) measure(ctx context.Context, net *encoder.Network, server *storyServer, where string, n int, log io.Writer) (
	took time.Duration, err error,
) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(min(n, runtime.NumCPU())))
	l, err := sqlledger.Open(ctx, where, sqlledger.Options{})
	if err != nil {
		return 0, explainLedger(err)
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	k, err := keeper(l)
	if err != nil {
		return 0, err
	}
	store, err := intake.Open(ctx, where, intake.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	logger := slog.New(slog.DiscardHandler)
	if c.Log {
		logger = slog.New(slog.NewTextHandler(log, nil))
	}
	rd := reader.New(net, n)
	d, err := desk.New(ctx, store, desk.Options{
		Roles: []desk.Role{desk.Fetch, desk.Read, desk.Link}, Fetcher: feed.New(feed.Options{AllowPrivate: true}), Keeper: k, Version: readerVersion(),
		Reader: func() (desk.Reader, error) { return rd, nil }, Every: time.Hour, AtOnce: 8, Fetchers: 8, Readers: n, Backlog: 500,
		Backoff: desk.Backoff, Log: logger,
	})
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := store.Update(ctx, func(tx *intake.Tx) error {
		_, _, err := tx.AddFeed(server.address+"/feed.xml", "", "", began)
		return err
	}); err != nil {
		return 0, err
	}
	running, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.Run(running) }()
	took, err = c.await(running, store, began, log)
	stop()
	return took, errors.Join(err, <-ended)
}

// await waits until all articles are kept, and tells how far it is now and then.
func (c *benchIngest) await(ctx context.Context, store *intake.Store, began time.Time, log io.Writer) (time.Duration, error) {
	const every = 500 // articles
	last, lastAt := 0, began
	for {
		var kept, aside int
		var s intake.Status
		if err := store.Update(ctx, func(tx *intake.Tx) (err error) {
			if kept, aside, err = tx.Done(); err == nil && aside > 0 {
				s, err = tx.Status(time.Now())
			}
			return err
		}); err != nil {
			return 0, err
		}
		if aside > 0 {
			return 0, fmt.Errorf("an article was set aside: %s", s.Reasons[0].Words)
		}
		if kept >= int(c.Articles) {
			return time.Since(began), nil
		}
		if kept-last >= every {
			peak, _ := peakMemory()
			fmt.Fprintf(log, "%d of %d articles, lately %.1f a second, at most %.0f MB\n", kept, c.Articles, float64(kept-last)/time.Since(lastAt).Seconds(), peak)
			last, lastAt = kept, time.Now()
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

var _ desk.Reader = (*reader.Reader)(nil)

// varied is an article about others: the story is the same, and all names and numbers in it are different for each n.
func varied(art hearsay.Article, n int) hearsay.Article {
	art.Text, art.Title = otherNames(art.Text, n), otherNames(art.Title, n)
	art.Published.Time = art.Published.Time.AddDate(0, 0, -n%3000)
	return art
}
