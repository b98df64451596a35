package madeup

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hearsay"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
)

// Filler fills a ledger with stories that are made up, and with what linking would have made of them: what is the same is known beforehand, so
// that nothing is compared.
type Filler struct {
	ledger ledger.Ledger
	keeper *ingest.Keeper
	maker  *Maker
	pace   time.Duration     // between the beginnings of two stories
	bodies map[string]string // name → source of the ledger: of those who speak in many stories
	next   int               // the number of the next story
}

// NewFiller makes ready to fill a ledger that is empty, or to go on with one that was filled in part; perDay is how many articles come in a day.
func NewFiller(ctx context.Context, l ledger.Ledger, k *ingest.Keeper, m *Maker, perDay int) (*Filler, error) {
	const articles = 3 // of a story
	f := &Filler{ledger: l, keeper: k, maker: m, pace: 24 * time.Hour * articles / time.Duration(perDay), bodies: map[string]string{}}
	return f, l.View(ctx, func(v ledger.View) error { return f.resume(ctx, v) })
}

// resume finds out where to go on.
func (f *Filler) resume(ctx context.Context, v ledger.View) error {
	page, err := v.Articles(ctx, ledger.ArticleFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}})
	if err != nil {
		return err
	}
	for _, art := range page.Items {
		var outlet, story, n int
		if _, err := fmt.Sscanf(art.URL, addresses, &outlet, &story, &n); err != nil {
			return fmt.Errorf("it holds articles that are not made up, such as %s", art.URL)
		}
		f.next = max(f.next, story+1)
	}
	sources := ledger.SourceFilter{Kind: hearsay.Organisation, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		page, err := v.Sources(ctx, sources)
		if err != nil {
			return err
		}
		for _, src := range page.Items {
			f.bodies[src.Name] = src.ID
		}
		if sources.After = page.Next; page.Next == "" {
			return nil
		}
	}
}

// at is when a story begins.
func (f *Filler) at(story int) time.Time {
	return time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(story) * f.pace)
}

// News prepares a further article of one of the latest stories, one of as many as days have; no two have the same number i, which counts from 0.
func (f *Filler) News(r *rand.Rand, days, i int) (ledger.Entry, error) {
	latest := int(24 * time.Hour * time.Duration(days) / f.pace)
	return f.entry(f.maker.Another(max(0, f.next-1-r.IntN(latest)), longest+i, f.at(f.next)))
}

// prepared is a story that is ready to be kept.
type prepared struct {
	told    []Told
	entries []ledger.Entry
	err     error
}

// prepare makes ready so many stories on a number of cores, in order. Whoever reads them reads all, or ends ctx.
func (f *Filler) prepare(ctx context.Context, from, stories, cores int) <-chan chan prepared {
	waiting := make(chan chan prepared, 2*cores)
	todo := make(chan func(), 2*cores)
	for range cores {
		go func() {
			for do := range todo {
				do()
			}
		}()
	}
	go func() {
		defer close(waiting)
		defer close(todo)
		for n := from; n < from+stories; n++ {
			done := make(chan prepared, 1)
			select {
			case waiting <- done:
				todo <- func() { done <- f.story(n) }
			case <-ctx.Done():
				return
			}
		}
	}()
	return waiting
}

func (f *Filler) story(n int) prepared {
	p := prepared{told: f.maker.Story(n, f.at(n))}
	for _, told := range p.told {
		entry, err := f.entry(told)
		if err != nil {
			return prepared{err: err}
		}
		p.entries = append(p.entries, entry)
	}
	return p
}

// entry prepares an article with what a page of one would weigh.
func (f *Filler) entry(told Told) (ledger.Entry, error) {
	return f.keeper.Prepare(told.Reading, ingest.Raw{Bytes: []byte(told.Article.Text), Fetched: told.Article.Published.Time, Reader: "made up"})
}

// Fill keeps stories until the ledger has so many claims, preparing them on a number of cores. It tells how many it has, now and then.
func (f *Filler) Fill(ctx context.Context, claims, cores int, tell func(claims int)) error {
	const batch = 50 // stories in a transaction
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
		var have ledger.Counts
		if err := f.ledger.View(ctx, func(v ledger.View) (err error) {
			have, err = v.Counts(ctx)
			return err
		}); err != nil || have.Claims >= claims {
			return err
		}
		tell(have.Claims)
		stories := min(40*batch, max(1, (claims-have.Claims)/storyClaims))
		waiting := f.prepare(ctx, f.next, stories, cores)
		for kept := 0; kept < stories; kept += batch {
			if err := f.keep(ctx, waiting, min(batch, stories-kept)); err != nil {
				return err
			}
		}
		f.next += stories
	}
}

// storyClaims is how many claims a story has at most, about: with it, a ledger is filled up to a number without passing it by much.
const storyClaims = 60

// keep keeps so many stories in one transaction.
func (f *Filler) keep(ctx context.Context, waiting <-chan chan prepared, stories int) error {
	var all []prepared
	for range stories {
		done, open := <-waiting
		if !open {
			return ctx.Err()
		}
		p := <-done
		if p.err != nil {
			return p.err
		}
		all = append(all, p)
	}
	return f.ledger.Update(ctx, func(tx ledger.Tx) error {
		for _, p := range all {
			if err := f.keepStory(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// position is a statement of a story as the ledger has it.
type position struct {
	ref    hearsay.Ref
	member ledger.Member
	text   string
	at     hearsay.Date
}

func (f *Filler) keepStory(ctx context.Context, tx ledger.Tx, p prepared) error {
	names, members := []string{}, map[string][]ledger.Member{} // of sources
	kinds, of := map[string]hearsay.Kind{}, map[ledger.Member]string{}
	things := map[int][]position{}
	var order []int
	for i, entry := range p.entries {
		placed, err := tx.Put(ctx, entry)
		if err != nil {
			return err
		}
		for _, src := range entry.Reading.Sources {
			if members[src.Name] == nil {
				names, kinds[src.Name] = append(names, src.Name), src.Kind
			}
			m := ledger.Member{Article: placed.Article, Source: src.ID}
			members[src.Name], of[m] = append(members[src.Name], m), src.Name
		}
		art := entry.Reading.Article
		for j, stmt := range entry.Reading.Statements {
			thing := p.told[i].Says[j]
			if things[thing] == nil {
				order = append(order, thing)
			}
			things[thing] = append(things[thing], position{
				hearsay.Ref{Article: placed.Article, Statement: stmt.ID}, ledger.Member{Article: placed.Article, Source: stmt.Source},
				stmt.Spans.Content[0].In(art.Text), art.Published,
			})
		}
	}
	sources, err := f.keepSources(ctx, tx, names, kinds, members)
	if err != nil {
		return err
	}
	var claims []hearsay.Claim
	var links []ledger.Link
	for n, thing := range order {
		all := things[thing]
		claims = append(claims, claimOf(all, func(m ledger.Member) string { return sources[of[m]] }))
		for i := range all[1:] {
			links = append(links, ledger.Link{A: all[i].ref, B: all[i+1].ref, Score: 0.9, Verdict: ledger.Sure, Reason: reason})
		}
		for _, other := range order[max(0, n-doubts):n] {
			links = append(links, ledger.Link{A: all[0].ref, B: things[other][0].ref, Score: 0.4, Verdict: ledger.Suggested, Reason: reason})
		}
	}
	if err := tx.PutLinks(ctx, links); err != nil {
		return err
	}
	return tx.ReplaceClaims(ctx, nil, claims)
}

const (
	reason = "both speak of what is made up (40 %)" // as long as real ones
	doubts = 8                                      // doubtful links of a claim, as many as real ones have
)

// claimOf is the claim of statements about one thing.
func claimOf(all []position, source func(ledger.Member) string) hearsay.Claim {
	first := all[0]
	c := hearsay.Claim{ID: ledger.ClaimID(first.ref), Text: first.text, Wording: first.ref}
	c.History = []hearsay.Change{{Status: hearsay.Reported, At: first.at, Cause: first.ref}}
	at := map[string]int{}
	for _, p := range all {
		c.Positions = append(c.Positions, p.ref)
		name := source(p.member)
		i, known := at[name]
		if !known {
			i, at[name] = len(c.Origins), len(c.Origins)
			c.Origins = append(c.Origins, hearsay.Origin{Source: name})
		}
		o := &c.Origins[i]
		if n := len(o.Articles); n == 0 || o.Articles[n-1] != p.ref.Article {
			o.Articles = append(o.Articles, p.ref.Article)
			o.Reasons = append(o.Reasons, hearsay.Reason{Article: p.ref.Article, Text: reason})
		}
	}
	return c
}

// keepSources makes sources of the ledger of members by name, and tells of each name which it is. Bodies speak in many stories.
func (f *Filler) keepSources(ctx context.Context, tx ledger.Tx, names []string, kinds map[string]hearsay.Kind, members map[string][]ledger.Member) (
	map[string]string, error,
) {
	sources := map[string]string{}
	var fresh []ledger.Source
	for _, name := range names {
		body := kinds[name] == hearsay.Organisation
		if id := f.bodies[name]; body && id != "" {
			if _, err := tx.AddMembers(ctx, id, members[name]); err != nil {
				return nil, fmt.Errorf("source %s: %w", name, err)
			}
			sources[name] = id
			continue
		}
		src := ledger.Source{ID: ledger.SourceID(members[name][0]), Name: name, Kind: kinds[name], Members: members[name]}
		if body {
			f.bodies[name] = src.ID
		}
		sources[name], fresh = src.ID, append(fresh, src)
	}
	return sources, tx.ReplaceSources(ctx, nil, fresh)
}
