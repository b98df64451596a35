package identity

import (
	"strconv"
	"strings"

	"hearsay"
)

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
	e := &r.c.entities[i]
	s := hearsay.Source{Name: r.name(art, i), Kind: r.finalKind(e), Role: e.role, Affiliation: e.belongs}
	if e.tokens == nil && (s.Kind == hearsay.Anonymous || s.Kind == hearsay.Group) {
		s.Unnamed = r.unnamed(e)
	}
	return s
}

// name is the fullest name of an entity, or its description.
func (r *run) name(art hearsay.Article, i int) string {
	e := &r.c.entities[i]
	switch {
	case e.outlet && art.Outlet != "":
		return art.Outlet
	case e.outlet && art.Byline != "":
		return art.Byline
	case e.kind == hearsay.Country && e.text != "" && r.c.nations[e.text] == i:
		return e.text
	case e.lo < 0:
		return ""
	case e.tokens == nil:
		return r.description(e)
	}
	return tidy(r.c.p.words(e.lo, e.hi))
}

// tidy is a name or description without a possessive ending and line breaks.
func tidy(s string) string { return strings.Join(strings.Fields(bare(s)), " ") }

// description words an unnamed entity: by the first of its descriptions that is no pronoun, no bare noun and in no headline, if there is such. A possessive
// pronoun gives way to a name: "Koch's lawyer" for "her lawyer".
func (r *run) description(e *entity) string {
	t := r.c.p.toks
	lo, hi := r.wording(e)
	words := tidy(r.c.p.words(lo, hi))
	if e.owner < 0 || hi == lo+1 || !t[lo].is(pronoun) || !t[lo].is(determiner) {
		return words
	}
	if o := &r.c.entities[e.owner]; o.tokens != nil && o.lo >= 0 {
		return tidy(r.c.p.words(o.lo, o.hi)) + "'s " + tidy(r.c.p.words(lo+1, hi))
	}
	return words
}

// wording finds the tokens of the description that words an unnamed entity.
func (r *run) wording(e *entity) (lo, hi int) {
	lo, hi = e.lo, e.hi
	found := false
	for _, i := range e.said {
		m := &r.mentions[i]
		if m.form != noun || m.part != "" && len(e.said) > 1 {
			continue
		}
		if !found || r.wordsBetter(m, lo, hi) {
			lo, hi, found = m.lo, m.hi, true
		}
	}
	return lo, r.c.closed(lo, hi)
}

// wordsBetter reports whether a mention words an entity better than the tokens from lo to before hi do.
func (r *run) wordsBetter(m *mention, lo, hi int) bool {
	t := r.c.p.toks
	whose := t[lo].is(pronoun) && !t[m.lo].is(pronoun) && m.owner >= 0
	bareNoun := hi == lo+1 && !t[lo].is(pluralForm)
	return t[lo].title && !t[m.lo].title || whose || bareNoun && t[m.lo].is(determiner)
}

// closed is where the words end that begin at token lo, with the mark that closes them: "52%", "half of them (52%)", "a “senior aide”".
func (c *cast) closed(lo, hi int) int {
	for range 2 {
		next := c.p.tok(hi)
		if hi == lo || next.start != c.p.toks[hi-1].end || !closes(next.low, c.p.words(lo, hi)) {
			break
		}
		hi++
	}
	return hi
}

// closes reports whether a mark belongs to the words right before it.
func closes(mark, words string) bool {
	switch mark {
	case "%":
		return true
	case ")":
		return strings.Count(words, "(") > strings.Count(words, ")")
	case "”":
		return strings.Count(words, "“") > strings.Count(words, "”")
	case `"`:
		return strings.Count(words, `"`)%2 == 1
	}
	return false
}
