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
		k := d.behind(c.End)
		switch verb := d.low(k - 1); {
		case verb == "on" || verb == "upon" || verb == "to" || verb == "for" || isTelling(verb):
			if verb != "for" {
				lo, hi, ok = d.phrase(k, end, s)
			}
			if !ok {
				lo, hi, ok = d.toDo(k, end, s)
			}
		case isGiving(verb) && isObject(d.low(k)):
			lo, hi, ok = d.phrase(k, end, s)
		case (isAddressing(verb) || isGiving(verb)) && d.low(k) == "to":
			lo, hi, ok = d.phrase(k+1, end, s)
		case verb == "demanded" || verb == "demands" || verb == "demand" || verb == "demanding":
			lo, hi, ok = d.demanded(k)
		}
		if ok {
			return lo, hi, true
		}
	}
	return d.addressed(s, end)
}

// toDo finds who is told where the content begins with them: "called on [the minister to resign]".
func (d *doc) toDo(k, end int, s *saying) (lo, hi int, ok bool) {
	if len(s.content) == 0 || k >= len(d.toks) || d.toks[k].span.Start != s.content[0].Start {
		return 0, 0, false
	}
	lo, hi, ok = d.phrase(k, end, &saying{})
	return lo, hi, ok && (d.low(hi) == "to" || d.low(hi) == "not" && d.low(hi+1) == "to")
}

// demanded finds who shall do what is demanded: "demanded that the company keep the records".
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
	for hi < len(d.toks) && d.toks[hi].caps {
		hi++
	}
	if hi > lo && d.toks[hi-1].caps && d.low(hi) != "'s" {
		return lo, hi, true
	}
	for k := hi; k < hi+3 && k < len(d.toks) && hi > lo && d.toks[k].word; k++ {
		if isBody(d.low(k)) && d.low(k+1) != "'s" {
			return lo, k + 1, true
		}
	}
	return 0, 0, false
}

// passive reports whether the cue is in the passive, so that who was told stands before it: "had been told".
func (d *doc) passive(s *saying) bool {
	be := false
	for k := max(0, s.cueLo-2); k < s.cueHi; k++ {
		switch d.low(k) {
		case "been", "being", "was", "were", "is", "are", "be":
			be = true
		case "told", "asked", "warned", "informed", "notified", "advised", "instructed", "ordered", "given", "assured", "urged", "reminded", "shown":
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
	k := s.cueLo
	for k > from && isAuxiliary(d.low(k-1)) {
		k--
	}
	if k > from && (d.low(k-1) == "who" || d.low(k-1) == "which") {
		k--
		if k > from && d.low(k-1) == "," {
			k--
		}
	}
	hi = k
	for k > from && d.toks[k-1].word && (!endsPhrase(d.low(k-1)) || isSubject(d.low(k-1)) && k == hi) {
		k--
		if isDeterminer(d.low(k)) && !isDeterminer(d.low(k-1)) || isSubject(d.low(k)) {
			break
		}
	}
	if k == hi || d.low(k) == "nobody" || d.low(k) == "that" || d.low(k) == "there" || hi-k > 8 || touches(s.source, d.words(k, hi)) || touches(s.content, d.words(k, hi)) {
		return 0, 0, false
	}
	return k, hi, true
}

// answering finds who answers, in the same sentence, what saying i asks: "Asked by a reporter whether she knew, the mayor said".
func (d *doc) answering(i int) (hearsay.Span, bool) {
	s := &d.sayings[i]
	if len(s.cue) == 0 || d.low(s.cueLo) != "asked" && d.low(s.cueLo) != "pressed" || !d.toks[s.cueLo].caps {
		return hearsay.Span{}, false
	}
	for k := range d.sayings {
		o := &d.sayings[k]
		if k != i && len(o.source) > 0 && o.source[0].Start > s.cue[0].End && d.toks[d.at(o.source[0].Start)].sent == d.toks[s.cueLo].sent && !touches(s.source, o.source[0]) {
			return d.mention(k), true
		}
	}
	return hearsay.Span{}, false
}

// addressed finds the one to whom something was written or sent: "in a letter to the minister", "In a statement to the Post, she said".
func (d *doc) addressed(s *saying, end int) (lo, hi int, ok bool) {
	from, _ := d.sentence(s.cueLo)
	for k := from + 2; k < end; k++ {
		if d.low(k) != "to" || d.within(k, s.content) || k > s.cueHi+16 || !d.message(k) || k < s.cueLo && s.cueLo-k > 16 {
			continue
		}
		if lo, hi, ok = d.phrase(k+1, end, s); ok && !isMatter(d.low(hi-1)) {
			return lo, hi, true
		}
	}
	for _, c := range s.cue { // "had given the figure to foreign diplomats", "confirmed the draft to the Post"
		verb := d.low(d.behind(c.End) - 1)
		if len(s.content) != 1 || !isGiving(verb) && !isAddressing(verb) {
			continue
		}
		k := d.behind(s.content[0].End)
		if k >= end || d.low(k) != "to" {
			continue
		}
		if lo, hi, ok = d.phrase(k+1, end, s); ok {
			if _, _, outlet := d.outlet(lo, hi); outlet || isGiving(verb) {
				return lo, hi, true
			}
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

// phrase reads the noun phrase that begins at token k: it ends before the content, a mark or a word that begins something new.
func (d *doc) phrase(k, end int, s *saying) (lo, hi int, ok bool) {
	if k >= end || d.within(k, s.content) || d.within(k, s.source) {
		return 0, 0, false
	}
	if !d.toks[k].word {
		return d.quoted(k, end)
	}
	low := d.low(k)
	if isObject(low) && (low != "her" || !d.goesOn(k+1, end, s)) {
		return k, k + 1, low != "it"
	}
	if endsPhrase(low) && low != "this" || low == "all" && d.low(k+1) == "along" {
		return 0, 0, false
	}
	for hi = k + 1; hi < end && !d.within(hi, s.content) && !d.within(hi, s.source); hi++ {
		t := &d.toks[hi]
		if t.low == "of" && hi+1 < end && d.toks[hi+1].word || t.low == "sunday" && hi+1 < end && isOutletName(d.low(hi+1)) {
			hi++
			continue
		}
		if !t.word && !d.joins(hi, end) || endsPhrase(t.low) || isDeterminer(t.low) && !isDeterminer(d.low(hi-1)) && d.low(hi-1) != "of" {
			break
		}
	}
	hi = min(hi, end)
	for hi > k+1 && (!d.toks[hi-1].word || d.low(hi-1) == "of" || isDeterminer(d.low(hi-1))) {
		hi--
	}
	if hi == k+1 && isDeterminer(low) && low != "both" {
		return 0, 0, false
	}
	return k, hi, true
}

// joins reports whether the mark at token k lies within a noun phrase: the stop of an abbreviation, the apostrophe of a plural, a quotation mark before a name.
func (d *doc) joins(k, end int) bool {
	if k+1 >= end || !d.toks[k-1].word {
		return false
	}
	adjacent := d.toks[k-1].span.End == d.toks[k].span.Start && d.toks[k].span.End < d.toks[k+1].span.Start
	switch low := d.low(k); {
	case low == ".":
		return adjacent && d.toks[k-1].caps && isAbbreviation(d.low(k-1)) && d.toks[k+1].word
	case (low == "’" || low == "'") && adjacent && d.toks[k+1].word && !d.toks[k+1].caps:
		return strings.HasSuffix(d.low(k-1), "s") && !endsPhrase(d.low(k+1))
	case isQuote(low):
		return !adjacent && d.toks[k+1].caps
	}
	return false
}

// quoted reads a name in quotation marks at token k.
func (d *doc) quoted(k, end int) (lo, hi int, ok bool) {
	if !isQuote(d.low(k)) || k+1 >= end || !d.toks[k+1].caps {
		return 0, 0, false
	}
	for hi = k + 1; hi < end && hi < k+7 && d.toks[hi].word; hi++ {
	}
	return k + 1, hi, hi < end && isQuote(d.low(hi)) && d.toks[hi-1].caps
}

// goesOn reports whether token k may go on with a noun phrase that a possessive has begun: "her colleagues".
func (d *doc) goesOn(k, end int, s *saying) bool {
	return k < end && d.toks[k].word && !endsPhrase(d.low(k)) && !isDeterminer(d.low(k)) && !d.within(k, s.content)
}
