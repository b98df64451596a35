// Package identity tells who the sources of an article are: "Vedant Patel, a deputy spokesperson", "Patel", "he" and "the spokesman" become one source with
// the fullest name, the role and the affiliation that the article gives. It finds names by capitals, titles and appositions, reads every mention as a name, a
// description or a pronoun, and ranks for each the candidates that it may mean by features of distance, sex, number, nouns and salience, with weights that
// training/identity fitted (a log-linear ranker in the manner of Denis and Baldridge, "A ranking approach to pronoun resolution", 2007).
package identity

import (
	"slices"
	"strconv"
	"strings"

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
// the ids s1, s2 ..., and for each attribution and each span of more the id of its source, "" where there is none.
func (r *Resolver) Resolve(art hearsay.Article, attrs []hearsay.Attribution, more []hearsay.Span) (sources []hearsay.Source, of, ofMore []string) {
	x, index := r.resolve(art, attrs, more, nil)
	return x.sources(art, index, len(attrs))
}

// resolve runs all stages but the last. The index gives the mention of each attribution and span of more, -1 if it has none.
func (r *Resolver) resolve(art hearsay.Article, attrs []hearsay.Attribution, more []hearsay.Span, prepare func(*run)) (x *run, index []int) {
	c := gather(cut(art.Text, r.lex), r.lex, art, attrs)
	x = &run{c: c, weights: r.weights, of: make([]int, len(attrs))}
	where := map[hearsay.Span]int{}
	index = make([]int, len(attrs)+len(more))
	add := func(k int, m mention) {
		i, ok := where[m.span]
		if !ok {
			i = len(x.mentions)
			where[m.span] = i
			m.attr = -1
			x.mentions = append(x.mentions, m)
		}
		index[k] = i
		if o := &x.mentions[i]; k < len(attrs) {
			o.attrs = append(o.attrs, k)
			o.attr = o.attrs[0]
		}
	}
	x.attrs = make([]hearsay.Attribution, len(attrs))
	for k, a := range attrs {
		x.of[k], index[k] = -1, -1
		x.attrs[k].Content = inside(a.Content, len(art.Text))
		if m, ok := c.choosePiece(inside(a.Source, len(art.Text))); ok {
			add(k, m)
		}
	}
	for k, s := range more {
		index[len(attrs)+k] = -1
		if m, ok := c.choosePiece(inside([]hearsay.Span{s}, len(art.Text))); ok {
			add(len(attrs)+k, m)
		}
	}
	x.sort(index)
	for i := range x.mentions {
		if m := &x.mentions[i]; m.form == named {
			c.entities[c.names[m.name].entity].speaks = true
		}
	}
	if prepare != nil {
		prepare(x)
	}
	x.resolve()
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

// choosePiece reads the pieces of a source and returns the one that tells most: a name before a description before a pronoun, else the first.
func (c *cast) choosePiece(pieces []hearsay.Span) (mention, bool) {
	var best mention
	for _, s := range pieces {
		m := mention{span: s}
		c.read(&m)
		if m.form == empty {
			continue
		}
		if best.form == empty || m.form == named && best.form != named || m.form == noun && best.form > noun {
			best = m
		}
	}
	return best, best.form != empty
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

// sources lists the entities that were mentioned, and the ids of all mentions.
func (r *run) sources(art hearsay.Article, index []int, attrs int) (sources []hearsay.Source, of, ofMore []string) {
	ids := make(map[int]int, len(r.mentions))
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.entity < 0 {
			continue
		}
		k, ok := ids[m.entity]
		if !ok {
			k = len(sources)
			ids[m.entity] = k
			s := r.source(art, m.entity)
			s.ID = "s" + strconv.Itoa(k+1)
			sources = append(sources, s)
		}
		sources[k].Mentions = append(sources[k].Mentions, m.span)
	}
	all := make([]string, len(index))
	for k, i := range index {
		if i >= 0 && r.mentions[i].entity >= 0 {
			all[k] = sources[ids[r.mentions[i].entity]].ID
		}
	}
	return sources, all[:attrs:attrs], all[attrs:]
}

// source writes down what the article tells of an entity.
func (r *run) source(art hearsay.Article, i int) hearsay.Source {
	c := r.c
	e := &c.entities[i]
	s := hearsay.Source{Kind: c.finalKind(e), Role: e.role, Affiliation: e.belongs}
	switch {
	case e.outlet && art.Outlet != "":
		s.Name = art.Outlet
	case e.outlet && art.Byline != "":
		s.Name = art.Byline
	case e.lo >= 0:
		if e.tokens == nil {
			r.retitle(e)
		}
		s.Name = strings.Join(strings.Fields(bare(c.p.words(e.lo, e.hi))), " ")
	}
	if t := c.p.toks; e.tokens == nil && e.lo >= 0 && e.owner >= 0 && t[e.lo].class&pronoun != 0 && t[e.lo].class&determiner != 0 && c.entities[e.owner].lo >= 0 && e.hi > e.lo+1 {
		o := &c.entities[e.owner] // "his lawyer"
		s.Name = bare(c.p.words(o.lo, o.hi)) + "'s " + c.p.words(e.lo+1, e.hi)
	}
	if s.Kind == hearsay.Country && c.nations[e.text] == i && e.text != "" {
		s.Name = e.text
	}
	if e.tokens == nil && (s.Kind == hearsay.Anonymous || s.Kind == hearsay.Group) {
		s.Unnamed = r.unnamed(e)
	}
	return s
}

// retitle gives an unnamed entity the first of its descriptions that is no pronoun, or one that says whose it is in place of one that does not.
func (r *run) retitle(e *entity) {
	found := false
	for _, i := range e.said {
		m := &r.mentions[i]
		if m.form != noun || m.part != "" && len(e.said) > 1 {
			continue
		}
		if t := r.c.p.toks; !found || t[e.lo].title && !t[m.lo].title {
			e.lo, e.hi, found = m.lo, m.hi, true
		}
		if t := r.c.p.toks; t[e.lo].class&pronoun != 0 && t[m.lo].class&pronoun == 0 && m.owner >= 0 {
			e.lo, e.hi = m.lo, m.hi
		}
	}
}

// bare is a name without a possessive ending.
func bare(name string) string {
	for _, ending := range [...]string{"'s", "’s", "'", "’"} {
		if short, ok := strings.CutSuffix(name, ending); ok {
			return short
		}
	}
	return name
}
