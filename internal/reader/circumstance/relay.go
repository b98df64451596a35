package circumstance

import (
	"strings"

	"hearsay"
)

// nest finds for each saying the one that tells of it.
func (d *doc) nest() {
	for i := range d.sayings {
		best := -1
		for j := range d.sayings {
			if i != j && d.tells(j, i) && (best < 0 || d.nearer(j, best, i)) {
				best = j
			}
		}
		d.sayings[i].outer = best
	}
	for i := range d.sayings { // of two that tell of each other, the later one is told of
		steps := 0
		for j := i; j >= 0; j = d.sayings[j].outer {
			if steps++; steps > len(d.sayings) {
				d.sayings[i].outer = -1
				break
			}
		}
	}
}

// tells reports whether saying j tells of saying i: its content holds the other's cue, or the other's cue only says where j has the same content from.
func (d *doc) tells(j, i int) bool {
	outer, inner := &d.sayings[j], &d.sayings[i]
	if anchor, ok := inner.anchor(); ok && covers(outer.content, anchor) && !d.tellsContent(inner, outer) {
		return true
	}
	return len(outer.source) > 0 && len(inner.cue) > 0 && outer.source[0].Start < inner.cue[0].Start &&
		len(inner.content) > 0 && touches(outer.content, inner.content[0]) && d.citing(inner) && d.toks[d.at(outer.source[0].Start)].sent == d.toks[inner.cueLo].sent
}

// tellsContent reports whether the inner content holds the cue of the outer saying.
func (d *doc) tellsContent(inner, outer *saying) bool {
	return len(outer.cue) > 0 && covers(inner.content, outer.cue[0])
}

// nearer reports whether j tells of i more closely than k does.
func (d *doc) nearer(j, k, i int) bool {
	a, b := &d.sayings[j], &d.sayings[k]
	if x, y := size(a.content), size(b.content); x != y {
		return x < y
	}
	if len(a.source) == 0 || len(b.source) == 0 {
		return len(a.source) > 0
	}
	return a.source[0].Start > b.source[0].Start // both cite the same content: the one before i comes last
}

// citing reports whether the cue only tells where somebody else has the content from: "citing", "on the word of", "as saying".
func (d *doc) citing(s *saying) bool {
	for k := s.cueLo; k < s.cueHi; k++ {
		switch d.low(k) {
		case "citing", "quoting", "attributing", "crediting":
			return true
		case "quoted", "quotes", "cited", "cites":
			return len(s.cue) > 1 || k+1 < s.cueHi
		case "as":
			return k+1 < s.cueHi && d.low(k+1) == "saying"
		case "reading", "relying", "drawing", "based":
			return d.low(k+1) == "from" || d.low(k+1) == "on"
		case "word", "faith", "authority", "basis", "strength":
			return d.low(k+1) == "of"
		case "reference", "referring":
			return d.low(k+1) == "to"
		case "told", "learned", "heard":
			return d.low(k+1) == "by" || d.low(k+1) == "from"
		}
	}
	return false
}

// chain gives the relays of saying i: the outlets that its own sentence names, then whoever tells of it, and through whom that came.
func (d *doc) chain(i int, direct []passage) []hearsay.Span {
	chain := append([]hearsay.Span(nil), direct[i].relay...)
	for k := d.sayings[i].outer; k >= 0; i, k = k, d.sayings[k].outer {
		if d.passesOn(k, i) {
			chain = append(chain, d.mention(k))
		}
		chain = append(chain, direct[k].relay...)
	}
	return d.distinct(chain)
}

// distinct drops what stands twice, and the article's own outlet.
func (d *doc) distinct(chain []hearsay.Span) []hearsay.Span {
	kept := chain[:0]
	for _, s := range chain {
		same := d.ownSpan(s)
		for _, o := range kept {
			same = same || o == s || strings.EqualFold(o.In(d.text), s.In(d.text))
		}
		if !same {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// mention is the source of a saying as one span.
func (d *doc) mention(k int) hearsay.Span {
	best := d.sayings[k].source[0]
	for _, s := range d.sayings[k].source[1:] {
		if s.Len() > best.Len() {
			best = s
		}
	}
	return best
}

// passesOn reports whether the source of saying k passes saying i on. Who denies, doubts, judges or cannot confirm it does not; nor does who only speaks for
// its source: then both have one stance.
func (d *doc) passesOn(k, i int) bool {
	outer, inner := &d.sayings[k], &d.sayings[i]
	if len(outer.source) == 0 || outer.stance != hearsay.Asserts && outer.stance != hearsay.Confirms {
		return false
	}
	if touches(outer.source, d.mentionOr(inner)) {
		return false
	}
	if len(inner.source) == 0 {
		return d.passive(inner) || d.low(inner.cueLo) == "nobody"
	}
	source := d.sayings[i].source[0]
	switch strings.ToLower(source.In(d.text)) {
	case "it", "itself", "she", "he", "they":
		return !d.speaksAlone(outer, inner)
	case "i", "we":
		return false
	}
	return true
}

// speaksAlone reports whether a pronoun before the cue most likely means the outer source itself: "he said he would".
func (d *doc) speaksAlone(outer, inner *saying) bool {
	return len(outer.content) > 0 && len(inner.source) > 0 && inner.source[0].Start-outer.content[0].Start < 6
}

func (d *doc) mentionOr(s *saying) hearsay.Span {
	if len(s.source) == 0 {
		return hearsay.Span{}
	}
	return s.source[0]
}

// carriers finds outlets that carried the saying, where no saying of theirs tells of it: "in an interview with the Post", "a plan seen by the Post".
func (d *doc) carriers(s *saying) []hearsay.Span {
	lo, hi := d.sentence(s.cueLo)
	for k := lo; k < hi; k++ {
		if d.within(k, s.content) && !d.within(k, s.cue) {
			continue
		}
		if !d.carries(k) {
			continue
		}
		if a, b, ok := d.phraseAny(k+1, hi, s); ok && d.isOutlet(a, b) && !d.own(a, b) {
			return []hearsay.Span{d.words(a, b)}
		}
	}
	return nil
}

// carries reports whether an outlet behind token k carried what was said.
func (d *doc) carries(k int) bool {
	switch d.low(k) {
	case "by":
		switch d.low(k - 1) {
		case "seen", "obtained", "reviewed", "quoted", "published", "public", "carried", "cited", "broadcast", "aired", "interviewed":
			return true
		}
	case "with":
		return d.low(k-1) == "interview"
	case "on":
		return d.low(k-1) != "based"
	case "to":
		for b := k - 1; b > k-4; b-- {
			if isMessage(d.low(b)) || d.low(b) == "confirmed" {
				return true
			}
		}
	}
	return false
}

// phraseAny reads a noun phrase that may lie in the source.
func (d *doc) phraseAny(k, end int, s *saying) (lo, hi int, ok bool) {
	bare := saying{content: s.content}
	return d.phrase(k, end, &bare)
}
