// Package reader reads an article: it finds who is said to have said what. It composes the stages and alone knows their order.
package reader

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"hearsay"

	"hearsay/internal/reader/attribution"
	"hearsay/internal/reader/encoder"
)

// Reader reads articles. It is safe for use by many goroutines; together they use as many cores as it was given.
type Reader struct {
	net    *encoder.Network
	finder *attribution.Finder
	cores  chan struct{} // one token a window being read
}

// New makes a Reader on a network, which must stay open. cores is how many windows it reads at once; 0 means all cores there are.
func New(net *encoder.Network, cores int) *Reader {
	if cores <= 0 {
		cores = runtime.GOMAXPROCS(0)
	}
	return &Reader{net: net, finder: attribution.New(net), cores: make(chan struct{}, cores)}
}

// Read reads one article, whose text must be valid UTF-8. The same article always gives the same reading. It ends early, with ctx's error,
// when ctx is done.
func (r *Reader) Read(ctx context.Context, art hearsay.Article) (hearsay.Reading, error) {
	pieces := r.net.Cut(art.Text)
	windows := encoder.Windows(pieces, encoder.WindowSize, encoder.WindowOverlap)
	parts := make([][]hearsay.Attribution, len(windows))
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
			parts[i], err = r.finder.Window(pieces, w)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return hearsay.Reading{}, fmt.Errorf("reading %s: %w", art.ID, err)
	}
	return compose(art, slices.Concat(parts...)), nil
}

// compose makes entries of attributions: statements in order of the text, and a source for each wording of one.
func compose(art hearsay.Article, attributions []hearsay.Attribution) hearsay.Reading {
	slices.SortStableFunc(attributions, func(a, b hearsay.Attribution) int { return cmp.Compare(start(a), start(b)) })
	reading := hearsay.Reading{Article: art}
	known := map[string]string{}
	for i, a := range attributions {
		stmt := hearsay.Statement{ID: fmt.Sprintf("n%d", i+1), Spans: a, Quotation: quotation(art.Text, a.Content)}
		if len(a.Source) > 0 {
			name := strings.Join(strings.Fields(a.Source[0].In(art.Text)), " ")
			key := strings.ToLower(name)
			if known[key] == "" {
				known[key] = fmt.Sprintf("s%d", len(known)+1)
				reading.Sources = append(reading.Sources, hearsay.Source{ID: known[key], Name: name})
			}
			stmt.Source = known[key]
		}
		reading.Statements = append(reading.Statements, stmt)
	}
	return reading
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
