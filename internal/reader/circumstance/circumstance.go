// Package circumstance finds the circumstances of statements: the clause a commitment depends on, through whom the content came, who was told, and when
// it was said; and whom a report cites, which makes two attributions of one. It works on the words around the spans of attributions, and hands people
// back as mentions, which package identity turns into sources.
package circumstance

import (
	"unicode/utf8"

	"hearsay"
)

// Circumstance is what surrounds one statement. Spans are mentions in the article's text; a zero Span or Date means that the text tells nothing.
type Circumstance struct {
	Condition hearsay.Span   // of commits and urges: the clause it depends on ("if these claims are verified")
	Relay     []hearsay.Span // who stands between the source and this article, nearest to the source first
	Addressee hearsay.Span   // who was told; the article's own outlet is one, another outlet through which the content came is a relay instead
	Said      hearsay.Date   // when it was said, resolved against the article's date
	Past      bool           // a past position retold
}

// Find gives each attribution of the article its circumstance. Stances are those of the attributions, in the same order: without one, an attribution counts
// as asserting. Spans that do not lie inside the text on the borders of characters, or hold only white space, are passed over. All spans that come out lie
// inside the text.
func Find(art hearsay.Article, attrs []hearsay.Attribution, stances []hearsay.Stance) []Circumstance {
	if len(attrs) == 0 {
		return nil
	}
	d := newDoc(art)
	for i, a := range attrs {
		stance := hearsay.Asserts
		if i < len(stances) && stances[i] != "" {
			stance = stances[i]
		}
		d.sayings = append(d.sayings, d.newSaying(a, stance))
	}
	d.extents = newExtents(d.sayings)
	d.reporters()
	d.findOther()
	d.nest()
	found := make([]Circumstance, len(attrs))
	direct := make([]passage, len(attrs))
	for i := range d.sayings {
		direct[i] = d.passage(i)
		found[i].Addressee = direct[i].addressee
		found[i].Said, found[i].Past = d.when(&d.sayings[i])
		found[i].Condition = d.condition(&d.sayings[i])
	}
	d.resume(direct)
	for i := range d.sayings {
		found[i].Relay = d.chain(i, direct)
	}
	for i := range d.sayings {
		if len(found[i].Relay) == 0 {
			found[i].Relay = d.again(i, found)
		}
		if len(found[i].Relay) == 0 {
			found[i].Relay = d.polled(i)
		}
	}
	return found
}

// saying is an attribution in terms of its article.
type saying struct {
	source, cue, content []hearsay.Span
	stance               hearsay.Stance
	outer                int // the saying that tells of this one, -1 if the article itself does
	cueLo, cueHi         int // the tokens from the first of the cue to the one behind its last; where there is no cue, both are where the source ends
}

func (d *doc) newSaying(a hearsay.Attribution, stance hearsay.Stance) saying {
	s := saying{source: d.inside(a.Source), cue: d.inside(a.Cue), content: d.inside(a.Content), stance: stance, outer: -1}
	switch {
	case len(s.cue) > 0:
		s.cueLo, s.cueHi = d.at(s.cue[0].Start), d.behind(s.cue[len(s.cue)-1].End)
	case len(s.source) > 0:
		s.cueLo = d.behind(s.source[len(s.source)-1].End)
		s.cueHi = s.cueLo
	case len(s.content) > 0:
		s.cueLo = d.at(s.content[0].Start)
		s.cueHi = s.cueLo
	}
	s.cueHi = max(s.cueLo, s.cueHi)
	return s
}

// inside keeps the spans that lie inside the text on the borders of characters and hold more than white space.
func (d *doc) inside(spans []hearsay.Span) []hearsay.Span {
	for k, s := range spans {
		if !d.sound(s) {
			kept := spans[:k:k]
			for _, s := range spans[k:] {
				if d.sound(s) {
					kept = append(kept, s)
				}
			}
			return kept
		}
	}
	return spans
}

func (d *doc) sound(s hearsay.Span) bool {
	if s.Start < 0 || s.Start >= s.End || s.End > len(d.text) || !utf8.RuneStart(d.text[s.Start]) || s.End < len(d.text) && !utf8.RuneStart(d.text[s.End]) {
		return false
	}
	k := d.at(s.Start)
	return k < len(d.toks) && d.toks[k].span.Start < s.End
}

// anchor is the place where a saying stands: its cue, or what there is of it.
func (s *saying) anchor() (hearsay.Span, bool) {
	for _, spans := range [...][]hearsay.Span{s.cue, s.source, s.content} {
		if len(spans) > 0 {
			return spans[0], true
		}
	}
	return hearsay.Span{}, false
}

// covers reports whether one of the spans holds s.
func covers(spans []hearsay.Span, s hearsay.Span) bool {
	for _, o := range spans {
		if o.Start <= s.Start && s.End <= o.End {
			return true
		}
	}
	return false
}

// touches reports whether one of the spans shares a byte with s.
func touches(spans []hearsay.Span, s hearsay.Span) bool {
	for _, o := range spans {
		if o.Start < s.End && s.Start < o.End {
			return true
		}
	}
	return false
}

func size(spans []hearsay.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}
