// Package identity tells who the sources of an article are: "Vedant Patel, a deputy spokesperson", "Patel", "he" and "the spokesman" become one source with
// the fullest name, the role and the affiliation that the article gives. It finds names by capitals, titles and appositions, reads every mention as a name, a
// description or a pronoun, and ranks for each the entities that it may mean by features of distance, sex, number, nouns and salience: a log-linear ranker in
// the manner of Denis and Baldridge (A ranking approach to pronoun resolution, 2007), whose weights training/identity fits.
package identity

import (
	"slices"

	"hearsay"
)

// Resolver resolves who the sources of articles are. It is safe for use by several goroutines.
type Resolver struct {
	lex     *lexicon
	weights *[ranked][features]float32
}

// New reads the embedded tables of words and names.
func New() *Resolver { return &Resolver{newLexicon(), fitted()} }

// Resolve gives every mention of a source in the article a source. The attributions' source spans are mentions; more are others, such as relays and
// addressees. Spans are byte offsets into art.Text; what lies outside of it is no mention. It returns the sources in the order of their first mentions, with
// the ids s1, s2 ..., and for each attribution and each span of more the id of its source, "" where there is none. kinds has what a network thinks of the
// kind of each attribution's source, as log probabilities in the order of hearsay.Kinds; it counts where the words do not tell, and may be nil.
func (r *Resolver) Resolve(art hearsay.Article, attrs []hearsay.Attribution, more []hearsay.Span, kinds [][]float32) (
	sources []hearsay.Source, of, ofMore []string,
) {
	x, index := r.prepare(art, attrs, more)
	x.kinds = kinds
	x.resolve()
	return x.sources(art, index, len(attrs))
}

// prepare runs the stages before resolving. The index gives the mention of each attribution and span of more, -1 if it has none.
func (r *Resolver) prepare(art hearsay.Article, attrs []hearsay.Attribution, more []hearsay.Span) (x *run, index []int) {
	size := len(art.Text)
	x = &run{weights: r.weights, attrs: make([]hearsay.Attribution, len(attrs)), of: make([]int, len(attrs))}
	for k, a := range attrs {
		x.of[k] = -1
		x.attrs[k] = hearsay.Attribution{Source: inside(a.Source, size), Content: inside(a.Content, size)}
	}
	x.c = gather(cut(art.Text, r.lex), r.lex, art, x.attrs)
	where := map[hearsay.Span]int{}
	for k := range len(attrs) + len(more) {
		var pieces []hearsay.Span
		if k < len(attrs) {
			pieces = x.attrs[k].Source
		} else {
			pieces = inside(more[k-len(attrs):][:1], size)
		}
		index = append(index, x.mention(pieces, k, where))
	}
	x.sort(index)
	for i := range x.mentions {
		if m := &x.mentions[i]; m.form == named {
			x.c.entities[x.c.names[m.name].entity].speaks = true
		}
	}
	return x, index
}

// inside keeps the spans that lie within a text of so many bytes and are not empty.
func inside(spans []hearsay.Span, size int) []hearsay.Span {
	kept := make([]hearsay.Span, 0, len(spans))
	for _, s := range spans {
		if 0 <= s.Start && s.Start < s.End && s.End <= size {
			kept = append(kept, s)
		}
	}
	return kept
}

// mention reads the pieces of attribution k's source, or of a further span, and returns the index of the mention; equal spans share one. It is -1 if there
// are no words in them. Of several pieces the one counts that tells most: a name before a description before a pronoun, else the first.
func (r *run) mention(pieces []hearsay.Span, k int, where map[hearsay.Span]int) int {
	var best mention
	for _, s := range pieces {
		m := r.c.read(s)
		if m.form == empty {
			continue
		}
		if best.form == empty || m.form == named && best.form != named || m.form == noun && best.form > noun {
			best = m
		}
	}
	if best.form == empty {
		return -1
	}
	i, ok := where[best.span]
	if !ok {
		i = len(r.mentions)
		where[best.span] = i
		r.mentions = append(r.mentions, best)
	}
	if m := &r.mentions[i]; k < len(r.attrs) {
		m.attrs = append(m.attrs, k)
		m.attr = m.attrs[0]
	}
	return i
}

// sort brings the mentions into the order of the text, and the index with them.
func (r *run) sort(index []int) {
	order := make([]int, len(r.mentions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := r.mentions[a].lo - r.mentions[b].lo; d != 0 {
			return d
		}
		return r.mentions[b].hi - r.mentions[a].hi
	})
	place := make([]int, len(order))
	sorted := make([]mention, len(order))
	for to, from := range order {
		place[from], sorted[to] = to, r.mentions[from]
	}
	r.mentions = sorted
	for k, i := range index {
		if i >= 0 {
			index[k] = place[i]
		}
	}
}
