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
	"time"

	"hearsay"

	"hearsay/internal/desk"
	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/reader"
	"hearsay/internal/reader/encoder"
)

type benchIngest struct {
	Inputs   []string `arg:"" name:"input" help:"Files or folders of articles to vary, as for hearsay read."`
	Articles int      `default:"240" placeholder:"N" help:"How many articles the feed lists (default: 240)."`
	Workers  []int    `default:"1,2,4" placeholder:"N" help:"How many articles to read at once, one measurement for each (default: 1,2,4)."`
	Postgres string   `placeholder:"ADDRESS" help:"Also measure with this empty PostgreSQL database, postgres://…; what is in it afterwards is of no use."`
	Log      bool     `help:"Write the log of the run to standard error."`
}

// Run serves a feed from a server of its own and measures how fast its articles come into a ledger: fetched, read, compared and kept.
func (c *benchIngest) Run(ctx context.Context, all *commands, streams Streams) error {
	if c.Articles < 1 || len(c.Workers) == 0 {
		return errors.New("--articles and --workers take numbers from 1")
	}
	sample := &benchRead{Inputs: c.Inputs, From: "auto", Articles: c.Articles}
	stories, _, err := sample.load(ctx)
	if err != nil {
		return err
	}
	net, err := all.openNetwork()
	if err != nil {
		return err
	}
	server, err := newStoryServer(ctx, stories, c.Articles)
	if err != nil {
		return err
	}
	defer server.close()
	out := bufio.NewWriter(streams.Out) // which keeps the first error for the end
	fmt.Fprintf(out, "%s made of %s, %s\n", plural(c.Articles, "article"), plural(len(stories), "other"), server.words())
	dir, err := os.MkdirTemp("", "hearsay-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // it is in the folder for what may be removed
	wheres := []string{filepath.Join(dir, "ledger.db")}
	if c.Postgres != "" {
		wheres = append(wheres, c.Postgres)
	}
	for i, where := range wheres {
		for _, n := range c.Workers {
			if i == 0 {
				where = filepath.Join(dir, fmt.Sprintf("ledger-%d.db", n))
			}
			took, err := c.measure(ctx, net, server, where, n, streams.Err)
			if err != nil {
				return err
			}
			name := map[bool]string{true: "SQLite", false: "PostgreSQL"}[i == 0]
			rate := float64(c.Articles) / took.Seconds()
			fmt.Fprintf(out, "%-12s %-10s %6.1f articles/s  %6.1f s\n", name, plural(n, "worker"), rate, took.Seconds())
			out.Flush() //nolint:errcheck // it keeps its first error
		}
	}
	if peak, ok := peakMemory(); ok {
		fmt.Fprintf(out, "%-23s %6.0f MB\n", "peak memory", peak)
	}
	return explainOutput(out.Flush())
}

// measure has the articles of a server taken into a new ledger by n workers, and gives the time that it took.
func (c *benchIngest) measure(ctx context.Context, net *encoder.Network, server *storyServer, where string, n int, log io.Writer) (
	took time.Duration, err error,
) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(min(n, runtime.NumCPU())))
	l, err := sqlledger.Open(ctx, where, sqlledger.Options{})
	if err != nil {
		return 0, err
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
	took, err = c.await(running, store, began)
	stop()
	return took, errors.Join(err, <-ended)
}

// await waits until all articles are kept.
func (c *benchIngest) await(ctx context.Context, store *intake.Store, began time.Time) (time.Duration, error) {
	for {
		var s intake.Status
		if err := store.Update(ctx, func(tx *intake.Tx) (err error) {
			s, err = tx.Status(time.Now())
			return err
		}); err != nil {
			return 0, err
		}
		if s.SetAside > 0 {
			return 0, fmt.Errorf("an article was set aside: %s", s.Reasons[0].Words)
		}
		if s.Kept[24*time.Hour] >= c.Articles {
			return time.Since(began), nil
		}
		select {
		case <-time.After(200 * time.Millisecond):
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
