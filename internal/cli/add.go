package cli

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"

	"hearsay/internal/feed"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
)

type addCommand struct {
	Inputs       []string `arg:"" name:"input" help:"Files, folders, addresses (http:// or https://), or - for standard input."`
	From         string   `enum:"auto,text,html,jsonl,warc" default:"auto" placeholder:"KIND" help:"What the inputs are, as for hearsay read."`
	AllowPrivate bool     `help:"Also fetch private addresses and ports other than 80 and 443."`
	inLedger
}

// Run reads the inputs and keeps them in their order.
func (c *addCommand) Run(ctx context.Context, all *commands, streams Streams) error {
	l, err := c.make(ctx)
	if err != nil {
		return err
	}
	err = c.add(ctx, all, streams, l)
	return errors.Join(err, l.Close())
}

func (c *addCommand) add(ctx context.Context, all *commands, streams Streams, l ledger.Ledger) error {
	k, err := keeper(l)
	if err != nil {
		return err
	}
	fetcher := feed.New(feed.Options{AllowPrivate: c.AllowPrivate, UserAgent: feed.UserAgent(Version)})
	in := &inputs{args: c.Inputs, from: c.From, stdin: streams.In, fetcher: fetcher}
	bar := newProgress(ctx, streams, in, true)
	kept, err := (&keeping{ledger: l, keeper: k, bar: bar, workers: all.workers()}).all(ctx, in, all.preparing(k, false))
	bar.close()
	if kept.any() {
		_, told := fmt.Fprintln(streams.Out, kept)
		err = errors.Join(err, explainOutput(told))
	}
	return outcome(err, kept.bad)
}

// prepared is an entry, or says that there is no need of one.
type prepared struct {
	entry ledger.Entry
	known bool
}

// preparing makes a worker that reads articles and prepares entries of them; those that the ledger knows already it does not read.
func (all *commands) preparing(k *ingest.Keeper, again bool) func() (worker[prepared], error) {
	return func() (worker[prepared], error) {
		rd, err := all.openReader()
		return func(ctx context.Context, in loaded) (prepared, error) {
			raw := ingest.Raw{
				Bytes: in.raw, Addresses: in.addresses, Fetched: in.at, Modified: in.modified, Notes: in.printed, Reader: readerVersion(), Reread: again,
			}
			if known, err := k.Known(ctx, in.article, raw); known || err != nil {
				return prepared{known: known}, explainLedger(err)
			}
			reading, err := rd.Read(ctx, in.article)
			if err != nil {
				return prepared{}, err
			}
			entry, err := k.Prepare(reading, raw)
			return prepared{entry: entry}, err
		}, err
	}
}

// readerVersion tells later which program read an article.
func readerVersion() string { return "hearsay " + Version }

// keeping takes many articles into a ledger.
type keeping struct {
	ledger  ledger.Ledger
	keeper  *ingest.Keeper
	bar     *progress
	workers int

	kept    *tally
	waiting []ledger.Entry // read and not kept yet
	size    int            // of these, in bytes
}

// What is kept in one transaction: what was read while the one before was under way, up to ingest.AtOnce articles or so many bytes of text and page.
// Keeping many at once is less work than one after another, so whoever falls behind catches up.
const bytesAtOnce = 16 << 20

// all has the jobs of in read on many cores and keeps what was read in their order. A job that fails is told of and counted; a ledger that fails ends it.
func (k *keeping) all(ctx context.Context, in source, open func() (worker[prepared], error)) (*tally, error) {
	k.kept = newTally()
	keep := func() error { return k.keep(ctx) }
	err := readSome(ctx, in, k.workers, open, func(r result[prepared]) error {
		for _, note := range r.notes {
			k.bar.say(r.name + ": note: " + note)
		}
		switch {
		case r.fatal, errors.Is(r.err, context.Canceled):
			return r.err
		case r.err != nil:
			k.kept.bad++
			k.bar.say(r.err.Error())
		case r.value.known:
			k.kept.outcomes[ledger.Unchanged]++
		default:
			entry := r.value.entry
			k.waiting, k.size = append(k.waiting, entry), k.size+len(entry.Raw)+len(entry.Reading.Article.Text)
			if len(k.waiting) == ingest.AtOnce || k.size >= bytesAtOnce {
				return keep()
			}
			return nil
		}
		k.bar.step()
		return nil
	}, keep)
	return k.kept, err
}

// keep keeps what is waiting: all at once, or if that fails one after another, so that the fault of one is that of no other.
func (k *keeping) keep(ctx context.Context) error {
	entries := k.waiting
	k.waiting, k.size = nil, 0
	if len(entries) == 0 {
		return nil
	}
	all, err := k.keeper.KeepAll(ctx, entries)
	if err != nil && len(entries) > 1 && ctx.Err() == nil {
		for _, entry := range entries {
			k.waiting = []ledger.Entry{entry}
			if err := k.keep(ctx); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		return explainLedger(err)
	}
	for _, placed := range all {
		k.bar.step()
		if err := k.kept.count(ctx, k.ledger, placed); err != nil {
			return err
		}
	}
	return nil
}

// mostTouched is how many claims are told apart in counting those that were touched.
const mostTouched = 1 << 20

// tally counts what became of articles.
type tally struct {
	outcomes   map[ledger.Outcome]int
	statements int
	touched    map[uint64]bool // hashes of ids
	bad        int
}

func newTally() *tally { return &tally{outcomes: map[ledger.Outcome]int{}, touched: map[uint64]bool{}} }

func (t *tally) any() bool { return len(t.outcomes) > 0 }

// count takes note of what became of an article, and of its statements and claims.
func (t *tally) count(ctx context.Context, l ledger.Ledger, placed ledger.Placed) error {
	t.outcomes[placed.Outcome]++
	if placed.Outcome == ledger.Unchanged || placed.Outcome == ledger.Noted {
		return nil
	}
	return l.View(ctx, func(view ledger.View) error {
		f := ledger.PositionFilter{Article: placed.Article, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
		return eachOf(&f.Paging, func() (ledger.Page[ledger.Position], error) { return view.Positions(ctx, f) }, func(p ledger.Position) error {
			t.statements++
			if h := fnv.New64a(); p.Claim != "" && len(t.touched) < mostTouched {
				h.Write([]byte(p.Claim))
				t.touched[h.Sum64()] = true
			}
			return nil
		})
	})
}

// String is the count in words: "12 articles added, 1 unchanged; 198 statements, 61 claims touched".
func (t *tally) String() string {
	var parts []string
	for _, o := range []ledger.Outcome{ledger.Added, ledger.Revised, ledger.Reread, ledger.Noted, ledger.Unchanged} {
		if n := t.outcomes[o]; n > 0 && len(parts) == 0 {
			parts = append(parts, plural(n, "article")+" "+string(o))
		} else if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o))
		}
	}
	if len(parts) == 0 {
		return "nothing added"
	}
	sentence := strings.Join(parts, ", ")
	if t.statements > 0 {
		more := map[bool]string{true: "over "}[len(t.touched) == mostTouched]
		sentence += fmt.Sprintf("; %s, %s%s touched", plural(t.statements, "statement"), more, plural(len(t.touched), "claim"))
	}
	return sentence
}

// eachOf goes through all pages of a list.
func eachOf[T any](at *ledger.Paging, page func() (ledger.Page[T], error), f func(T) error) error {
	for {
		p, err := page()
		if err != nil {
			return err
		}
		for _, item := range p.Items {
			if err := f(item); err != nil {
				return err
			}
		}
		if p.Next == "" {
			return nil
		}
		at.After = p.Next
	}
}
