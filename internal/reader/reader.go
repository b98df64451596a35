// Package reader reads an article: it finds who is said to have said what. It composes the stages and alone knows their order.
package reader

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"hearsay"

	"hearsay/internal/reader/attribution"
	"hearsay/internal/reader/circumstance"
	"hearsay/internal/reader/encoder"
	"hearsay/internal/reader/identity"
	"hearsay/internal/reader/layout"
	"hearsay/internal/reader/stance"
)

// Reader reads articles. It is safe for use by many goroutines; together they use as many cores as it was given.
type Reader struct {
	net    *encoder.Network
	finder *attribution.Finder
	rules  *stance.Rules
	people *identity.Resolver
	cores  chan struct{} // one token a window being read
}

// New makes a Reader on a network, which must stay open. cores is how many windows it reads at once; 0 means all cores there are.
func New(net *encoder.Network, cores int) *Reader {
	if cores <= 0 {
		cores = runtime.GOMAXPROCS(0)
	}
	return &Reader{net: net, finder: attribution.New(net), rules: stance.New(), people: identity.New(), cores: make(chan struct{}, cores)}
}

// Read reads one article, whose text must be valid UTF-8. The same article always gives the same reading. It ends early, with ctx's error,
// when ctx is done.
func (r *Reader) Read(ctx context.Context, art hearsay.Article) (hearsay.Reading, error) {
	pieces := r.net.Cut(art.Text)
	windows := encoder.Windows(pieces, encoder.WindowSize, encoder.WindowOverlap)
	parts, known := make([][]attribution.Found, len(windows)), layout.Find(art.Text)
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(cap(r.cores))
	for i, w := range windows {
		group.Go(func() (err error) {
			select {
			case r.cores <- struct{}{}:
				defer func() { <-r.cores }()
			case <-running.Done():
				return running.Err()
			}
			if err := running.Err(); err != nil {
				return err
			}
			parts[i], err = r.finder.Window(art.Text, pieces, w, known)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return hearsay.Reading{}, fmt.Errorf("reading %s: %w", art.ID, err)
	}
	return r.compose(art, cite(art, slices.Concat(parts...))), nil
}

// compose makes entries of attributions: statements in order of the text, each with its stance and circumstances, and one source for whoever is meant.
func (r *Reader) compose(art hearsay.Article, found []attribution.Found) hearsay.Reading {
	slices.SortStableFunc(found, func(a, b attribution.Found) int { return cmp.Compare(start(a.Attribution), start(b.Attribution)) })
	attrs := make([]hearsay.Attribution, len(found))
	stances, kinds := make([]hearsay.Stance, len(found)), make([][]float32, len(found))
	reading := hearsay.Reading{Article: art, Statements: make([]hearsay.Statement, len(found))}
	for i, f := range found {
		stmt := hearsay.Statement{ID: fmt.Sprintf("n%d", i+1), Spans: f.Attribution, Quotation: quotation(art.Text, f.Content), Vector: f.Vector}
		if f.Verbatim {
			stmt.Quotation = hearsay.Direct
		}
		stmt.Stance, stmt.Deciding = r.rules.Decide(art.Text, f.Attribution, f.Stance)
		attrs[i], stances[i], kinds[i], reading.Statements[i] = f.Attribution, stmt.Stance, f.Kind, stmt
	}
	around := circumstance.Find(art, attrs, stances)
	var mentions []hearsay.Span
	for _, c := range around {
		mentions = append(append(mentions, c.Addressee), c.Relay...)
	}
	sources, speakers, mentioned := r.people.Resolve(art, attrs, mentions, kinds)
	reading.Sources = sources
	for i, c := range around {
		stmt := &reading.Statements[i]
		stmt.Source, stmt.Condition, stmt.Said, stmt.Past = speakers[i], c.Condition, c.Said, c.Past
		stmt.Addressee, stmt.Relay = between(speakers[i], mentioned[0], mentioned[1:1+len(c.Relay)])
		mentioned = mentioned[1+len(c.Relay):]
	}
	return reading
}

// between tells who was told and through whom a statement came, once it is known who is who: nobody stands between a source and itself, nobody
// passes on twice, and who passes on is not the one told.
func between(source, addressee string, chain []string) (told string, relay []string) {
	for _, id := range chain {
		if id != "" && id != source && !slices.Contains(relay, id) {
			relay = append(relay, id)
		}
	}
	if addressee == source || slices.Contains(relay, addressee) {
		addressee = ""
	}
	return addressee, relay
}

// start is where an attribution begins in the text, whichever role comes first.
func start(a hearsay.Attribution) int {
	first := -1
	for _, spans := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
		if len(spans) > 0 && (first < 0 || spans[0].Start < first) {
			first = spans[0].Start
		}
	}
	return first
}
