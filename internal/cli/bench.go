package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/feed"
	"hearsay/internal/present"
	"hearsay/internal/reader"
	"hearsay/internal/reader/encoder"
)

type benchCommand struct {
	Read   benchRead   `cmd:"" help:"Words read a second, from text to JSON; peak memory; time to the first result."`
	Ingest benchIngest `cmd:"" help:"Articles a second from a feed to the ledger."`
	Ledger benchLedger `cmd:"" help:"How long linking an article takes, and questions, in ledgers of made-up news with 10 thousand to a million claims."`
}

type benchRead struct {
	Inputs   []string `arg:"" name:"input" help:"Files or folders to read, as for hearsay read."`
	From     string   `enum:"auto,text,html,jsonl" default:"auto" placeholder:"KIND" help:"As for hearsay read."`
	Rounds   count    `default:"3" placeholder:"N" help:"How often to read everything (default: 3); the best round counts, since other work on the machine only ever slows one."`
	Articles count    `default:"200" placeholder:"N" help:"Read at most this many articles a round (default: 200)."`
}

// benchArticle is short on purpose: what is timed is everything but the reading.
const benchArticle = "The minister denied the report on Monday. “There was no such meeting,” she said, according to two officials."

// Run loads the inputs once, reads them on one core and on all, and prints what it measured.
func (c *benchRead) Run(ctx context.Context, all *commands, streams Streams) error {
	arts, words, err := c.load(ctx)
	if err != nil {
		return err
	}
	net, err := all.openNetwork()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(streams.Out) // which keeps the first error for the end
	fmt.Fprintf(out, "%s, %s, best of %s\n", plural(len(arts), "article"), plural(words, "word"), plural(int(c.Rounds), "round"))
	out.Flush() //nolint:errcheck // as above
	for _, n := range slices.Compact([]int{1, all.workers()}) {
		took, err := c.best(ctx, net, arts, n)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-22s %8.0f words/s  %6.1f articles/s\n", plural(n, "core"), float64(words)/took.Seconds(), float64(len(arts))/took.Seconds())
		out.Flush() //nolint:errcheck // as above
	}
	if peak, ok := peakMemory(); ok {
		fmt.Fprintf(out, "%-22s %8.0f MB\n", "peak memory", peak)
	}
	start, err := c.startUp(ctx, all)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-22s %8.3f s\n", "start to first result", start.Seconds())
	return explainOutput(out.Flush())
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// load gathers the articles; a bad one is an error here, since it would make the figures say less than they seem to.
func (c *benchRead) load(ctx context.Context) ([]hearsay.Article, int, error) {
	in := &inputs{args: c.Inputs, from: c.From, stdin: strings.NewReader(""), fetcher: feed.New(feed.Options{})}
	var arts []hearsay.Article
	var failed error
	words := 0
	in.each(ctx, func(j job) bool {
		var in loaded
		if failed = j.err; failed == nil {
			in, failed = j.load(ctx)
		}
		if failed != nil {
			return false
		}
		arts = append(arts, in.article)
		words += len(strings.Fields(in.article.Text))
		return len(arts) < int(c.Articles)
	})
	if failed == nil && len(arts) == 0 {
		failed = errors.New("there is nothing to read in the inputs")
	}
	return arts, words, failed
}

// best is the shortest time in which everything was read and written as JSON on n cores.
func (c *benchRead) best(ctx context.Context, net *encoder.Network, arts []hearsay.Article, n int) (time.Duration, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
	rd := reader.New(net, n)
	var best time.Duration
	for range c.Rounds {
		began := time.Now()
		if err := readToJSON(ctx, rd, arts, n); err != nil {
			return 0, err
		}
		if took := time.Since(began); best == 0 || took < best {
			best = took
		}
	}
	return best, nil
}

func readToJSON(ctx context.Context, rd *reader.Reader, arts []hearsay.Article, workers int) error {
	shown, err := present.New(present.JSONL, io.Discard, present.Options{})
	if err != nil {
		return err
	}
	in := &preloaded{arts}
	open := func() (*reader.Reader, error) { return rd, nil }
	err = readAll(ctx, in, workers, reading(open), func(r result[hearsay.Reading]) error {
		if r.err != nil {
			return r.err
		}
		return shown.Article(r.value)
	})
	return errors.Join(err, shown.Close())
}

// preloaded are articles already in memory.
type preloaded struct{ arts []hearsay.Article }

func (p *preloaded) each(_ context.Context, yield func(job) bool) {
	for _, art := range p.arts {
		if !yield(job{name: art.ID, load: func(context.Context) (loaded, error) { return loaded{article: art}, nil }}) {
			return
		}
	}
}

// startUp runs this program anew on a short article and gives the median time until it has ended.
func (c *benchRead) startUp(ctx context.Context, all *commands) (time.Duration, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	var times []time.Duration
	for range c.Rounds {
		cmd := exec.CommandContext(ctx, self, "read", "--format", "json", fmt.Sprintf("--cores=%d", all.Cores), "--runtime-dir="+all.RuntimeDir, "-")
		cmd.Stdin = strings.NewReader(benchArticle)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		began := time.Now()
		if err := cmd.Run(); err != nil {
			return 0, fmt.Errorf("starting %s: %w: %s", self, err, stderr.String())
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	return times[len(times)/2], nil
}
