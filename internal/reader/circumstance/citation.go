package circumstance

import (
	"slices"
	"strings"

	"hearsay"
)

// Citation is an attribution that tells from whom it has its content: "the Post reported, citing two officials, that the dam is cracked". Both who
// reports and who is cited say it, each with a cue of its own. Where somebody "was quoted as saying" it, there is but one.
type Citation struct {
	Of      int                   // which of the attributions it is
	Outer   hearsay.Attribution   // the same attribution, with who reports as its source and without the words about who is cited
	Inner   []hearsay.Attribution // each with one who is cited, "citing" or "as saying", and the content
	Instead []int                 // other attributions, made of the words about who is cited
}

// Citations finds the attributions of an article that tell from whom they have their content. All spans that come out lie inside the text.
func Citations(art hearsay.Article, attrs []hearsay.Attribution) []Citation {
	if len(attrs) == 0 || !mayCite(art.Text) {
		return nil
	}
	d := newDoc(art)
	for _, a := range attrs {
		d.sayings = append(d.sayings, d.newSaying(a, hearsay.Asserts))
	}
	d.extents = newExtents(d.sayings)
	d.reporters()
	var all []Citation
	for k := range d.toks {
		if c, ok := d.citationAt(k); ok && !slices.ContainsFunc(all, c.clashes) {
			all = append(all, c)
		}
	}
	return all
}

// citationAt reads the one that token k tells of, if it is a word that does so.
func (d *doc) citationAt(k int) (Citation, bool) {
	switch passive := d.passively(k); d.low(k) {
	case "citing", "quoting":
		if c, ok := d.quotation(k); ok || passive && d.low(k) == "citing" { // "was citing" tells of it as of any act
			return c, ok
		}
		return d.citation(k)
	case "quoted":
		if passive {
			return d.whoWasQuoted(k)
		}
		return d.quotation(k)
	case "quotes", "cited", "cites":
		if !passive {
			return d.quotation(k)
		}
	}
	return Citation{}, false
}

// mayCite reports whether a text has one of the words that citations are found by.
func mayCite(text string) bool {
	for _, stem := range [...]string{"iting ", "uoting ", "uoted ", "uotes ", "ited ", "ites "} {
		if strings.Contains(text, stem) {
			return true
		}
	}
	return false
}

// clashes reports whether two citations would change the same attribution.
func (c Citation) clashes(o Citation) bool {
	return c.Of == o.Of || slices.Contains(c.Instead, o.Of) || slices.Contains(o.Instead, c.Of) ||
		slices.ContainsFunc(c.Instead, func(i int) bool { return slices.Contains(o.Instead, i) })
}

// citation reads the one that the word "citing" at token k tells of.
func (d *doc) citation(k int) (Citation, bool) {
	lo, hi := d.vicinity(k)
	end := d.citedEnd(k+1, hi)
	if end == k+1 {
		return Citation{}, false
	}
	of, right := d.reportedBefore(lo, k)
	behind := -1
	if !right {
		behind = d.reportedBehind(end, hi)
	}
	from := k
	switch {
	case behind >= 0:
		of = behind
	case of >= 0:
		from = d.sayings[of].cueLo
	default:
		return Citation{}, false
	}
	words := d.words(k, end)
	c := Citation{Of: of, Instead: d.toldAt(d.toks[k].span, of)}
	c.Outer = hearsay.Attribution{Source: d.citer(c, words), Cue: slices.Clone(d.sayings[of].cue), Content: d.toldContent(c, words)}
	if len(c.Outer.Source) == 0 {
		c.Outer.Source = d.nameBefore(lo, from)
	}
	if len(c.Outer.Source) == 0 || d.refuses(of) || !d.speaks(k+1, end, c.Outer.Source[0]) {
		return Citation{}, false
	}
	for _, cited := range d.each(k+1, d.beforeClause(k+1, end), c.Outer.Source[0]) {
		c.add(cited, d.toks[k].span)
	}
	return c, c.sound()
}

// quotation reads the one that the word "quoted" or "cited" at token k tells of, where "as saying" follows.
func (d *doc) quotation(k int) (Citation, bool) {
	lo, hi := d.vicinity(k)
	as := d.asSaying(k+1, hi)
	end := as
	for end > k+1 && (!d.toks[end-1].word && !isQuote(d.low(end-1)) || d.tellsWhen(end-1)) {
		end--
	}
	if end <= k+1 || oneOf(d.low(k+1), "by", "in") {
		return Citation{}, false
	}
	words := d.words(k, as+2)
	told := d.toldAt(words, -1)
	if len(told) == 0 {
		return Citation{}, false
	}
	c := Citation{Of: told[0], Instead: told[1:]}
	c.Outer = hearsay.Attribution{Source: d.citer(c, words), Cue: []hearsay.Span{d.toks[k].span}, Content: d.toldContent(c, words)}
	if i, _ := d.reportedBefore(lo, k); len(c.Outer.Source) == 0 && oneOf(d.low(k), "quoting", "citing") && i >= 0 {
		c.Outer.Source = slices.Clone(d.sayings[i].source)
	}
	if len(c.Outer.Source) == 0 {
		c.Outer.Source = d.nameBefore(lo, k)
	}
	c.add(d.words(k+1, end), d.words(as, as+2))
	return c, c.sound()
}

// whoWasQuoted gives an attribution whose cue is the passive "was quoted", with token k, its subject for a source, if it has none or the one behind "by".
func (d *doc) whoWasQuoted(k int) (Citation, bool) {
	told := d.toldAt(d.toks[k].span, -1)
	if len(told) == 0 {
		return Citation{}, false
	}
	s := &d.sayings[told[0]]
	if len(s.source) > 0 && s.source[0].Start < d.toks[k].span.End {
		return Citation{}, false
	}
	lo, _ := d.vicinity(k)
	source := d.nameBefore(lo, k)
	if len(source) == 0 || touches(s.cue, source[0]) {
		return Citation{}, false
	}
	content := d.without(s.content, source[0])
	return Citation{Of: told[0], Outer: hearsay.Attribution{Source: source, Cue: slices.Clone(s.cue), Content: content}}, len(content) > 0
}

// asSaying finds "as saying" from token k to before hi, in a few words' reach; -1 if it is not there.
func (d *doc) asSaying(k, hi int) int {
	const farthest = 25
	for as := k; as+1 < hi && as < k+farthest; as++ {
		switch d.low(as) {
		case "as":
			if oneOf(d.low(as+1), "saying", "writing") {
				return as
			}
		case "citing", "quoting", "quoted", "quotes", "cited", "cites":
			return -1
		}
	}
	return -1
}

// add adds one who is cited.
func (c *Citation) add(source, cue hearsay.Span) {
	c.Inner = append(c.Inner, hearsay.Attribution{Source: []hearsay.Span{source}, Cue: []hearsay.Span{cue}, Content: slices.Clone(c.Outer.Content)})
}

// sound reports whether a citation has all it needs, and nobody cites himself.
func (c *Citation) sound() bool {
	if len(c.Outer.Source) == 0 || len(c.Outer.Cue) == 0 || len(c.Outer.Content) == 0 || len(c.Inner) == 0 {
		return false
	}
	for _, in := range c.Inner {
		if touches(c.Outer.Source, in.Source[0]) || touches(c.Outer.Cue, in.Source[0]) || touches(c.Outer.Cue, in.Cue[0]) {
			return false
		}
	}
	return true
}

// toldAt lists the sayings whose cues touch words, but for one.
func (d *doc) toldAt(words hearsay.Span, but int) []int {
	var all []int
	for _, i := range d.extents.near(words.Start, words.End) {
		if i != but && touches(d.sayings[i].cue, words) {
			all = append(all, i)
		}
	}
	return all
}

// toldContent is what who reports and who is cited say: the longest content of the attributions, without words and the marks around them. That of the
// reporting one counts unless another goes on from it.
func (d *doc) toldContent(c Citation, words hearsay.Span) []hearsay.Span {
	words = d.withMarks(words)
	best := d.without(d.sayings[c.Of].content, words)
	for _, i := range c.Instead {
		other := d.without(d.sayings[i].content, words)
		for _, cue := range d.sayings[c.Of].cue {
			other = d.without(other, cue)
		}
		if size(other) > size(best) && (len(best) == 0 || covers(other, best[0])) {
			best = other
		}
	}
	return best
}

// citer is who reports: the source of one of the attributions, unless that is among the words about who is cited.
func (d *doc) citer(c Citation, words hearsay.Span) []hearsay.Span {
	if source := d.sayings[c.Of].source; len(source) > 0 && !touches(source, words) {
		return slices.Clone(source)
	}
	for _, i := range c.Instead {
		if source := d.sayings[i].source; len(source) > 0 && source[0].End <= words.Start {
			return slices.Clone(source)
		}
	}
	return nil
}

// withMarks widens words by the marks around them.
func (d *doc) withMarks(words hearsay.Span) hearsay.Span {
	if k := d.at(words.Start) - 1; oneOf(d.low(k), ",", "-", "–", "—") {
		words.Start = d.toks[k].span.Start
	}
	if k := d.behind(words.End); d.low(k) == "," {
		words.End = d.toks[k].span.End
	}
	return words
}

// without is what spans have beside words, without white space at its ends.
func (d *doc) without(spans []hearsay.Span, words hearsay.Span) []hearsay.Span {
	var left []hearsay.Span
	for _, s := range spans {
		for _, part := range [...]hearsay.Span{{Start: s.Start, End: min(s.End, words.Start)}, {Start: max(s.Start, words.End), End: s.End}} {
			if lo, hi := d.at(part.Start), min(d.behind(part.End), len(d.toks)); part.Len() > 0 && lo < hi {
				left = append(left, d.words(lo, hi))
			}
		}
	}
	return left
}
