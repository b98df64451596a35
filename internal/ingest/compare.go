package ingest

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking"
	"hearsay/internal/provenance"
)

// Bounds on how much a new article is compared with, whatever the ledger holds. Where they are reached what comes out hangs on the order in which articles
// came: of two that have little in common the later one may find so much else that it is not compared with the earlier one. In ledgers of some
// hundred articles they are never reached.
const (
	many     = 4096 // statements of an article that are compared at all, from its beginning: no paper prints as many in one
	around   = 256  // statements of its own article before it that one is compared with: hardly any article has more
	near     = 256  // statements under one key that are looked at: those nearest in time, before a new one and after it
	likely   = 512  // of all these, those that share the rarest keys with it are looked into
	compared = 512  // of these, the likest are compared with it
	voiced   = 64   // as many if one of the two is a sentence in an article's own voice, which counts only if it says the same
)

// relate finds the articles that a new one rests on and those that rest on it.
func (d *deriver) relate(entry ledger.Entry, placed ledger.Placed) error {
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfArticle, Keys: entry.Article.Keys})
	if err != nil {
		return err
	}
	mine, err := signed(placed.Article, dated(d.at), entry.Article.Data)
	if err != nil {
		return err
	}
	var relations []ledger.Relation
	for _, c := range found {
		if c.Article == placed.Article {
			continue
		}
		theirs, err := signed(c.Article, dated(c.First), c.Data)
		if err != nil {
			return err
		}
		if rel, is := provenance.Relate(mine, theirs); is {
			relations = append(relations, ledger.Relation{Article: rel.Article, Of: rel.Of, Means: ledger.Means(rel.Means), Score: rel.Score, Reason: rel.Reason})
		}
	}
	return d.tx.PutRelations(d.ctx, relations)
}

func signed(article string, at hearsay.Date, data []byte) (provenance.Signed, error) {
	s := provenance.Signed{Article: article, At: at}
	if err := s.UnmarshalBinary(data); err != nil {
		return s, fmt.Errorf("article %s: %w", article, err)
	}
	return s, nil
}

// link compares the statements of a new revision with each other and with those kept, and its own voice with what others say.
func (d *deriver) link(entry ledger.Entry, placed ledger.Placed) error {
	mine, err := d.own(entry, placed)
	if err != nil {
		return err
	}
	said, err := d.stated(entry, placed)
	if err != nil {
		return err
	}
	keys := make([][]string, 0, len(mine)+len(said))
	for i := range mine {
		keys = append(keys, entry.Statements[mine[i].Statement].Keys)
	}
	for i := range said {
		keys = append(keys, entry.Sentences[i].Keys)
	}
	statements, of, err := d.kept(ledger.OfStatement, keys, placed)
	if err != nil {
		return err
	}
	sentences, stating, err := d.kept(ledger.OfSentence, keys[:len(mine)], placed)
	if err != nil {
		return err
	}
	links, voices := make([][]ledger.Link, len(mine)), make([][]ledger.Voice, len(mine)+len(said))
	d.spread(len(voices), func(c *linking.Comparer, i int) {
		if i >= len(mine) {
			for _, k := range d.likest(&said[i-len(mine)], statements, of[i], voiced) {
				voices[i] = voice(c, voices[i], &said[i-len(mine)], &statements[k].Features, placed.Revision)
			}
			return
		}
		for j := max(0, i-around); j < i; j++ {
			links[i] = compare(c, links[i], &mine[i], &mine[j])
		}
		for _, k := range d.likest(&mine[i], statements, of[i], compared) {
			links[i] = compare(c, links[i], &mine[i], &statements[k].Features)
		}
		for _, k := range d.likest(&mine[i], sentences, stating[i], voiced) {
			voices[i] = voice(c, voices[i], &sentences[k].Features, &mine[i], sentences[k].revision)
		}
	})
	if err := d.tx.PutLinks(d.ctx, slices.Concat(links...)); err != nil {
		return err
	}
	return d.tx.PutVoices(d.ctx, slices.Concat(voices...))
}

// spread does n things on all cores, each with what compares on its core.
func (d *deriver) spread(n int, do func(c *linking.Comparer, i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			c := d.linker.Comparer()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(c, i)
			}
		})
	}
	all.Wait()
}

// own are the features of a revision's first statements, under the ledger's names.
func (d *deriver) own(entry ledger.Entry, placed ledger.Placed) ([]linking.Features, error) {
	first := entry.Reading.Statements[:min(len(entry.Reading.Statements), many)]
	all := make([]linking.Features, 0, len(first))
	for _, stmt := range first {
		f, err := d.linker.Unmarshal(entry.Statements[stmt.ID].Data)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", stmt.ID, err)
		}
		f.Ref = hearsay.Ref{Article: placed.Article, Statement: stmt.ID}
		d.linker.Pack(&f)
		all = append(all, f)
	}
	return all, nil
}

// stated are the features of what a revision first states in its own voice.
func (d *deriver) stated(entry ledger.Entry, placed ledger.Placed) ([]linking.Features, error) {
	first := entry.Sentences[:min(len(entry.Sentences), many)]
	all := make([]linking.Features, len(first))
	for i, sent := range first {
		f, err := d.linker.Unmarshal(sent.Data)
		if err != nil {
			return nil, fmt.Errorf("a sentence of article %s: %w", placed.Article, err)
		}
		f.Ref = hearsay.Ref{Article: placed.Article}
		d.linker.Pack(&f)
		all[i] = f
	}
	return all, nil
}

// candidate is a kept statement or sentence of another article.
type candidate struct {
	linking.Features
	revision string
}

// kept finds what other articles have that shares a key with new things, and for each of these which it is.
func (d *deriver) kept(sort ledger.Sort, keys [][]string, placed ledger.Placed) ([]candidate, [][]int, error) {
	matches, err := d.tx.Matching(d.ctx, ledger.Matching{Sort: sort, Keys: keys, At: d.at, Most: near, Limit: likely})
	if err != nil {
		return nil, nil, err
	}
	all, errs := make([]candidate, len(matches.Found)), make([]error, len(matches.Found))
	d.spread(len(all), func(_ *linking.Comparer, i int) {
		c := &matches.Found[i]
		if c.Article == placed.Article {
			return
		}
		if all[i].Features, errs[i] = d.linker.Unmarshal(c.Data); errs[i] != nil {
			errs[i] = fmt.Errorf("article %s, %s: %w", c.Article, c.ID, errs[i])
		}
		all[i].Ref, all[i].revision = hearsay.Ref{Article: c.Article, Statement: c.ID}, c.Revision
	})
	if err := cmp.Or(errs...); err != nil {
		return nil, nil, err
	}
	for i, list := range matches.Of {
		matches.Of[i] = slices.DeleteFunc(list, func(k int) bool { return matches.Found[k].Article == placed.Article })
	}
	return all, matches.Of, nil
}

// likest chooses of kept things those that are worth comparing with a new one.
func (d *deriver) likest(f *linking.Features, all []candidate, of []int, most int) []int {
	if len(of) <= most {
		return of
	}
	likeness := make(map[int]float64, len(of))
	for _, k := range of {
		likeness[k] = d.linker.Likeness(f, &all[k].Features)
	}
	chosen := slices.Clone(of)
	slices.SortFunc(chosen, func(a, b int) int { return cmp.Or(cmp.Compare(likeness[b], likeness[a]), cmp.Compare(a, b)) })
	return chosen[:most]
}

// compare adds how two statements compare, unless they have nothing to do with each other.
func compare(c *linking.Comparer, links []ledger.Link, a, b *linking.Features) []ledger.Link {
	link := c.Compare(a, b)
	if link.Verdict == linking.No {
		return links
	}
	verdict := ledger.Suggested
	switch {
	case c.Joins(link):
		verdict = ledger.Sure
	case link.Verdict == linking.Weak:
		verdict = ledger.Weak
	}
	return append(links, ledger.Link{A: a.Ref, B: b.Ref, Score: link.Score, Verdict: verdict, Reason: link.Reason})
}

// voice adds that a sentence states in its article's own voice what a statement of another article says.
func voice(c *linking.Comparer, voices []ledger.Voice, sent, f *linking.Features, revision string) []ledger.Voice {
	if !telling(f) {
		return voices
	}
	link := c.Voices(sent, f)
	if link.Verdict != linking.Sure {
		return voices
	}
	return append(voices, ledger.Voice{
		Article: sent.Article, Revision: revision, Span: sent.Span, Statement: f.Ref, Score: link.Score, Reason: link.Reason,
	})
}

// telling reports whether a statement puts a claim forward, so that stating it as fact drops a hedge.
func telling(f *linking.Features) bool {
	return f.Stance == hearsay.Asserts || f.Stance == hearsay.Confirms
}
