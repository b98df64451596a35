package circumstance

import (
	"strings"

	"hearsay"
)

// passage is how a saying came out of its source's mouth: who was told, and the outlets through which it came, as far as its own sentence says.
type passage struct {
	addressee hearsay.Span
	relay     []hearsay.Span
}

// passage reads the words around the cue.
func (d *doc) passage(i int) passage {
	s := &d.sayings[i]
	var p passage
	if lo, hi, ok := d.told(s); ok {
		from, to, outlet := d.outlet(lo, hi)
		switch {
		case outlet && !d.own(lo, hi) && !d.own(from, to) && d.toOutlet(s):
			p.relay = append(p.relay, d.words(from, to))
		default:
			p.addressee = d.person(s, lo, hi)
		}
	} else if asked, ok := d.answering(i); ok {
		p.addressee = asked
	}
	if len(p.relay) == 0 {
		p.relay = d.carriers(s)
	}
	if len(p.relay) == 0 && s.outer < 0 && (p.addressee.Len() == 3) && d.confides(s, p.addressee) {
		p.relay = append(p.relay, p.addressee)
	}
	return p
}

// confides reports whether a saying that nobody tells of was told to "him" or "her": who else should have told the article.
func (d *doc) confides(s *saying, to hearsay.Span) bool {
	verb := d.low(s.cueHi - 1)
	low := strings.ToLower(to.In(d.text))
	return (low == "him" || low == "her") && (verb == "told" || verb == "tells" || verb == "assured" || verb == "informed")
}

// toOutlet reports whether telling an outlet passes the content on: it does, unless the outlet is the one that is asked for something.
func (d *doc) toOutlet(s *saying) bool {
	for k := s.cueLo; k < s.cueHi; k++ {
		switch low := d.low(k); {
		case isAsking(low), low == "call", low == "calls", low == "called", low == "demanded", low == "appealed":
			return false
		}
	}
	return true
}

// person is the mention of the tokens from lo to before hi. Where a pronoun most likely means the one who tells of the saying, it is the source of that one:
// "officials said mediators had assured them".
func (d *doc) person(s *saying, lo, hi int) hearsay.Span {
	if hi-lo == 1 && s.outer >= 0 && len(d.sayings[s.outer].source) > 0 && !touches(d.sayings[s.outer].source, d.words(lo, hi)) {
		outer := d.mention(s.outer)
		same := touches(s.source, outer) || len(s.source) > 0 && d.itself(d.at(s.source[0].Start), d.behind(s.source[0].End))
		if !same && agrees(d.low(lo), outer.In(d.text)) {
			return outer
		}
	}
	return d.words(lo, hi)
}

// told finds the noun phrase of the one who is told.
func (d *doc) told(s *saying) (lo, hi int, ok bool) {
	if len(s.cue) == 0 {
		return 0, 0, false
	}
	if d.passive(s) {
		return d.subject(s)
	}
	_, end := d.sentence(s.cueHi - 1)
	for _, c := range s.cue {
		if lo, hi, ok = d.object(d.behind(c.End), end, s); ok {
			return lo, hi, true
		}
	}
	if lo, hi, ok = d.addressed(s, end); ok {
		return lo, hi, true
	}
	return d.presented(s, end)
}

// object finds who is told right behind a piece of the cue, which ends before token k.
func (d *doc) object(k, end int, s *saying) (lo, hi int, ok bool) {
	verb := d.low(k - 1)
	giving := isGiving(verb)
	switch {
	case oneOf(verb, "on", "upon", "to") || isTelling(verb):
		if lo, hi, ok = d.phrase(k, end, s); ok {
			return lo, hi, true
		}
		return d.toDo(k, end, s)
	case verb == "for":
		return d.toDo(k, end, s)
	case giving && isObject(d.low(k)):
		return d.phrase(k, end, s)
	case d.low(k) == "to" && (giving || isAddressing(verb)):
		return d.phrase(k+1, end, s)
	case oneOf(verb, "demand", "demands", "demanded", "demanding"):
		return d.demanded(k)
	}
	return 0, 0, false
}

// toDo finds who is told where the content begins with them: "called on [the minister to resign]".
func (d *doc) toDo(k, end int, s *saying) (lo, hi int, ok bool) {
	if len(s.content) == 0 || k >= len(d.toks) || d.toks[k].span.Start != s.content[0].Start {
		return 0, 0, false
	}
	lo, hi, ok = d.phrase(k, end, &saying{})
	return lo, hi, ok && (d.low(hi) == "to" || d.low(hi) == "not" && d.low(hi+1) == "to")
}

// demanded finds who shall do what is demanded, where "that" is token k: "demanded that the company keep the records".
func (d *doc) demanded(k int) (lo, hi int, ok bool) {
	if d.low(k) != "that" || k+2 >= len(d.toks) {
		return 0, 0, false
	}
	lo = k + 1
	if isQuote(d.low(lo)) {
		lo++
	}
	hi = lo
	if isDeterminer(d.low(hi)) {
		hi++
	}
	if name := d.capitals(hi); name > hi && d.low(name) != "'s" {
		return lo, name, true
	}
	for k := hi; k < hi+3 && k < len(d.toks) && d.toks[k].word; k++ {
		if hi > lo && isBody(d.low(k)) && d.low(k+1) != "'s" {
			return lo, k + 1, true
		}
	}
	return 0, 0, false
}

// passive reports whether the cue is in the passive, so that who was told stands before it: "had been told".
func (d *doc) passive(s *saying) bool {
	be := false
	for k := max(0, s.cueLo-2); k < s.cueHi; k++ {
		switch be = be || isBe(d.low(k)); d.low(k) {
		case "told", "asked", "warned", "informed", "notified", "advised", "instructed", "ordered", "given", "assured", "urged",
			"reminded", "shown":
			if be {
				return true
			}
		}
	}
	return false
}

// subject finds the noun phrase before a passive cue.
func (d *doc) subject(s *saying) (lo, hi int, ok bool) {
	from, _ := d.sentence(s.cueLo)
	hi = s.cueLo
	for hi > from && isAuxiliary(d.low(hi-1)) {
		hi--
	}
	if hi > from && oneOf(d.low(hi-1), "who", "which") {
		hi--
	}
	if hi > from && d.low(hi-1) == "," {
		hi--
	}
	lo = d.phraseBefore(from, hi)
	if lo == hi || hi-lo > 8 || oneOf(d.low(lo), "nobody", "that", "there") {
		return 0, 0, false
	}
	words := d.words(lo, hi)
	return lo, hi, !touches(s.source, words) && !touches(s.content, words)
}

// phraseBefore is where the noun phrase begins that ends before token hi, at token from at the earliest.
func (d *doc) phraseBefore(from, hi int) int {
	lo := hi
	for lo > from && d.toks[lo-1].word {
		low := d.low(lo - 1)
		if endsPhrase(low) && (lo < hi || !isSubject(low)) {
			break
		}
		lo--
		if isSubject(low) || isDeterminer(low) && !isDeterminer(d.low(lo-1)) {
			break
		}
	}
	return lo
}

// answering finds who answers, in the same sentence, what saying i asks: "Asked by a reporter whether she knew, the mayor said".
func (d *doc) answering(i int) (hearsay.Span, bool) {
	s := &d.sayings[i]
	if len(s.cue) == 0 || !oneOf(d.low(s.cueLo), "asked", "pressed") || !d.toks[s.cueLo].caps {
		return hearsay.Span{}, false
	}
	_, end := d.sentence(s.cueLo)
	for _, k := range d.extents.near(s.cue[0].End, d.toks[end-1].span.End) {
		o := &d.sayings[k]
		if len(o.source) == 0 || o.source[0].Start <= s.cue[0].End || touches(s.source, o.source[0]) {
			continue
		}
		if d.toks[d.at(o.source[0].Start)].sent == d.toks[s.cueLo].sent {
			return d.mention(k), true
		}
	}
	return hearsay.Span{}, false
}

// addressed finds the one to whom something was written or sent: "in a letter to the minister", "In a statement to the Post, she said".
func (d *doc) addressed(s *saying, end int) (lo, hi int, ok bool) {
	from, _ := d.sentence(s.cueLo)
	for k := max(from+2, s.cueLo-16); k < min(end, s.cueHi+17); k++ {
		if d.low(k) != "to" || d.within(k, s.content) || !d.message(k) {
			continue
		}
		if lo, hi, ok = d.phrase(k+1, end, s); ok && !isMatter(d.low(hi-1)) {
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// presented finds who was given the content: "had given the figure to foreign diplomats", "confirmed the draft to the Post".
func (d *doc) presented(s *saying, end int) (lo, hi int, ok bool) {
	if len(s.content) != 1 {
		return 0, 0, false
	}
	k := d.behind(s.content[0].End)
	if k >= end || d.low(k) != "to" {
		return 0, 0, false
	}
	lo, hi, ok = d.phrase(k+1, end, s)
	if !ok {
		return 0, 0, false
	}
	_, _, outlet := d.outlet(lo, hi)
	for _, c := range s.cue {
		verb := d.low(d.behind(c.End) - 1)
		if isGiving(verb) || outlet && isAddressing(verb) {
			return lo, hi, true
		}
	}
	return 0, 0, false
}

// message reports whether the "to" at token k belongs to a message: "in a strongly worded letter to".
func (d *doc) message(k int) bool {
	if !isMessage(d.low(k - 1)) {
		return false
	}
	if low := d.low(k - 1); (low == "response" || low == "reply") && d.low(k-2) == "in" {
		return false
	}
	for b := k - 2; b >= 0 && b >= k-6 && d.toks[b].word; b-- {
		switch d.low(b) {
		case "in", "by", "with", "from":
			return true
		}
	}
	return false
}
