package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/madeup"
	"hearsay/internal/report"
	"hearsay/models"
)

type benchLedger struct {
	Claims []int  `default:"10000,100000,1000000" placeholder:"N" help:"How many claims the ledger holds, one measurement for each, in rising order (default: 10000,100000,1000000)."`
	PerDay count  `default:"2000" placeholder:"N" help:"How many articles come in a day, which tells how many of them are near in time to a new one (default: 2000)."`
	Rounds count  `default:"200" placeholder:"N" help:"How many articles to link, and how often to ask each question (default: 200)."`
	Ledger string `placeholder:"FILE" help:"File of the ledger, or address of an empty PostgreSQL database; what is in it afterwards is made up, and is gone on from the next time (default: a file that is removed)."`
}

// Run fills a ledger with made-up news, and measures how long linking takes and questions take at each size.
func (c *benchLedger) Run(ctx context.Context, streams Streams) (err error) {
	where := c.Ledger
	if where == "" {
		dir, err := os.MkdirTemp("", "hearsay-bench-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // it is in the folder for what may be removed
		where = filepath.Join(dir, "ledger.db")
	}
	l, err := sqlledger.Open(ctx, where, sqlledger.Options{})
	if err != nil {
		return explainLedger(err)
	}
	defer func() { err = errors.Join(explainLedger(err), l.Close()) }()
	k, err := keeper(l)
	if err != nil {
		return err
	}
	f, err := madeup.NewFiller(ctx, l, k, madeup.New(language(models.LoadReader().Vocabulary)), int(c.PerDay))
	if err != nil {
		return fmt.Errorf("the ledger %s cannot be filled: %w; name an empty one with --ledger FILE", sqlledger.Name(where), err)
	}
	out := bufio.NewWriter(streams.Out) // which keeps the first error for the end
	var first, last time.Duration
	for _, claims := range c.Claims {
		began := time.Now()
		err := f.Fill(ctx, claims, min(2, runtime.NumCPU()), func(have int) {
			fmt.Fprintf(streams.Err, "%d of %d claims\n", have, claims)
		})
		if err != nil {
			return err
		}
		if err := c.tellSize(ctx, out, l, time.Since(began)); err != nil {
			return err
		}
		if last, err = c.linking(ctx, out, l, k, f); err != nil {
			return err
		}
		if first == 0 {
			first = last
		}
		if err := c.questions(ctx, out, l); err != nil {
			return err
		}
		out.Flush() //nolint:errcheck // it keeps its first error
	}
	fmt.Fprintf(out, "growth of linking from %d to %d claims: %.1f times\n", c.Claims[0], c.Claims[len(c.Claims)-1], float64(last)/float64(first))
	return explainOutput(out.Flush())
}

func (c *benchLedger) check(*kong.Context) error {
	if len(c.Claims) == 0 || slices.Min(c.Claims) < 1 || !slices.IsSorted(c.Claims) {
		return errors.New("--claims takes numbers from 1 in rising order")
	}
	return nil
}

// language is the words among wordpieces, the commonest first.
func language(pieces string) []string {
	var all []string
	for word := range strings.Lines(pieces) {
		if word = strings.TrimSpace(word); len(word) > 2 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" {
			all = append(all, word)
		}
	}
	return all
}

func (c *benchLedger) tellSize(ctx context.Context, out *bufio.Writer, l *sqlledger.Ledger, took time.Duration) error {
	n, err := counts(ctx, l)
	if err != nil {
		return err
	}
	size, err := l.Size(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d claims, %d statements, %d articles: %d MB, %.0f kB an article (filled in %.0f s)\n",
		n.Claims, n.Statements, n.Articles, size>>20, float64(size)/1000/float64(max(1, n.Articles)), took.Seconds())
	return nil
}

// linking has new articles of recent stories compared with what is kept, kept and derived, each in its transaction, and gives the median time.
func (c *benchLedger) linking(ctx context.Context, out *bufio.Writer, l ledger.Ledger, k *ingest.Keeper, f *madeup.Filler) (time.Duration, error) {
	have, err := counts(ctx, l)
	if err != nil {
		return 0, err
	}
	r := rand.New(rand.NewPCG(uint64(have.Articles), 1)) //nolint:gosec // nobody gains by guessing it
	var times []time.Duration
	for i := range int(c.Rounds) {
		entry, err := f.News(r, 2, have.Articles+i) // which was not kept yet
		if err != nil {
			return 0, err
		}
		began := time.Now()
		if _, err := k.Keep(ctx, entry); err != nil {
			return 0, err
		}
		times = append(times, time.Since(began))
	}
	return tellTimes(out, "linking an article", times), nil
}

// tellTimes writes the median and the 99th percentile of times, and gives the median.
func tellTimes(out *bufio.Writer, what string, times []time.Duration) time.Duration {
	slices.Sort(times)
	middle, most := times[len(times)/2], times[len(times)*99/100]
	fmt.Fprintf(out, "    %-24s p50 %8.1f ms   p99 %8.1f ms\n", what, milliseconds(middle), milliseconds(most))
	return middle
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// questions asks what people ask most.
func (c *benchLedger) questions(ctx context.Context, out *bufio.Writer, l ledger.Ledger) error {
	var newest []ledger.Summary
	if err := l.View(ctx, func(v ledger.View) error {
		page, err := v.Claims(ctx, ledger.ClaimFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}})
		newest = page.Items
		return err
	}); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(uint64(len(newest)), 2)) //nolint:gosec // as above
	some := func() ledger.Summary { return newest[r.IntN(len(newest))] }
	word := func() string {
		words := strings.Fields(some().Text)
		return words[r.IntN(len(words))]
	}
	for _, q := range []struct {
		name string
		ask  func(ledger.View) error
	}{
		{"claim", func(v ledger.View) error { _, err := report.ClaimPage(ctx, v, some().ID, time.Time{}, nil); return err }},
		{"claims", func(v ledger.View) error {
			_, err := report.ClaimsPage(ctx, v, ledger.ClaimFilter{}, 20, nil)
			return err
		}},
		{"claims with a word", func(v ledger.View) error {
			_, err := report.ClaimsPage(ctx, v, ledger.ClaimFilter{Words: word()}, 20, nil)
			return err
		}},
		{"search for a word", func(v ledger.View) error {
			_, err := report.SearchPage(ctx, v, ledger.Query{Words: word()}, 20)
			return err
		}},
		{"search for two words", func(v ledger.View) error {
			_, err := report.SearchPage(ctx, v, ledger.Query{Words: word() + " " + word()}, 20)
			return err
		}},
	} {
		var times []time.Duration
		for range c.Rounds {
			began := time.Now()
			if err := l.View(ctx, q.ask); err != nil {
				return err
			}
			times = append(times, time.Since(began))
		}
		tellTimes(out, q.name, times)
	}
	return nil
}
