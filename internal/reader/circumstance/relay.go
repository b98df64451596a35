package circumstance

import (
	"strings"

	"hearsay"
)

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

// passesOn reports whether the source of saying k passes saying i on. Who denies, doubts, judges or cannot confirm it does not; nor does who only speaks for
// its source: then both have one stance.
func (d *doc) passesOn(k, i int) bool {
	outer, inner := &d.sayings[k], &d.sayings[i]
	if len(outer.source) == 0 {
		return false
	}
	if len(inner.source) == 0 {
		return d.received(inner) && (outer.stance == hearsay.Asserts || d.firstPerson(inner) || d.apart(outer, inner))
	}
	source := inner.source[0]
	if touches(outer.source, source) {
		return false
	}
	lo, hi := d.at(source.Start), d.behind(source.End)
	pleads, according := d.pleads(outer), d.low(outer.cueLo) == "according"
	if d.itself(lo, hi) && !pleads && !according {
		return false
	}
	if outer.stance != hearsay.Asserts && outer.stance != hearsay.Confirms {
		return (pleads || d.denying(outer, inner, lo) || d.apart(outer, inner)) && inner.stance != hearsay.Judges
	}
	if according && d.voices(outer) && lo <= d.at(outer.content[0].Start)+1 {
		return false // a letter that voices its author
	}
	if isPersonal(d.low(lo)) && hi-lo == 1 && lo <= d.at(outer.content[0].Start)+1 && !isQuote(d.low(d.at(outer.content[0].Start))) {
		return false // "said he would"
	}
	if outer.stance == hearsay.Confirms && d.nominal(inner) {
		return false // "does not contest the marshal's conclusion"
	}
	return true
}

// received reports whether a cue without a source tells of what somebody was told, so that who tells of it had it told: "numbers had been mentioned".
func (d *doc) received(s *saying) bool {
	if d.passive(s) || d.low(s.cueLo) == "nobody" {
		return true
	}
	for k := s.cueLo; k < s.cueHi; k++ {
		switch d.low(k) {
		case "received", "heard", "learned":
			return true
		}
	}
	return s.cueHi-s.cueLo >= 2 && d.low(s.cueHi-2) == "been"
}

// firstPerson reports whether the subject before the cue is who speaks: "I have been given three numbers".
func (d *doc) firstPerson(s *saying) bool {
	switch d.low(s.cueLo - 1) {
	case "i", "we":
		return true
	}
	return false
}

// denying reports whether the outer source takes its stance from one who withholds: "has not been confirmed by any government, he pointed out".
func (d *doc) denying(outer, inner *saying, lo int) bool {
	if inner.stance != hearsay.Withholds {
		return false
	}
	switch d.low(lo) {
	case "any", "no", "even", "nobody", "neither":
		return true
	}
	return d.low(lo-1) == "even" || outer.stance == hearsay.Doubts
}

// apart reports whether the outer content is of several sentences, so that its stance says little about a single one in it.
func (d *doc) apart(outer, inner *saying) bool {
	if len(outer.content) == 0 || len(inner.cue) == 0 {
		return false
	}
	first, last := d.at(outer.content[0].Start), d.behind(outer.content[len(outer.content)-1].End)-1
	return last >= 0 && first < len(d.toks) && d.toks[first].sent != d.toks[last].sent && !d.nominal(inner)
}

// nominal reports whether the cue is a noun behind a possessive: "the marshal's conclusion".
func (d *doc) nominal(s *saying) bool {
	return s.cueLo > 0 && d.low(s.cueLo-1) == "'s" || isPossessive(d.low(s.cueLo-1))
}

// itself reports whether the tokens from lo to before hi mean the one who speaks, or a body of its own: "we", "our statement", "his staff".
func (d *doc) itself(lo, hi int) bool {
	first := d.low(lo)
	switch first {
	case "i", "we", "itself", "himself", "herself", "themselves":
		return true
	}
	if !isPossessive(first) {
		return false
	}
	last := d.low(hi - 1)
	return isBody(last) || last == "staff" || last == "office" || last == "statement" || last == "people" || last == "investigators"
}

// pleads reports whether the source speaks for others as a lawyer does, who passes on what clients say.
func (d *doc) pleads(s *saying) bool {
	text := strings.ToLower(d.mentionOr(s).In(d.text))
	return strings.Contains(text, "lawyer") || strings.Contains(text, "attorney") || strings.Contains(text, "solicitor") || strings.Contains(text, "barrister")
}

// voices reports whether the source is a document that voices its author.
func (d *doc) voices(s *saying) bool {
	lo, hi := d.at(s.source[0].Start), d.behind(s.source[0].End)
	for k := lo; k < hi && k < lo+5; k++ {
		switch d.low(k) {
		case "letter", "statement", "advisory", "filing", "notice", "announcement", "release", "email", "circular", "transcript", "tweet", "post", "speech", "text", "message":
			return true
		}
	}
	return false
}

// mention is the source of a saying as one span, which must have one.
func (d *doc) mention(k int) hearsay.Span { return d.mentionOr(&d.sayings[k]) }

// mentionOr is the longest piece of a source, the zero Span if there is none.
func (d *doc) mentionOr(s *saying) hearsay.Span {
	var best hearsay.Span
	for _, sp := range s.source {
		if sp.Len() > best.Len() {
			best = sp
		}
	}
	return best
}

// reach is how many tokens before and behind its cue the words on a saying may stand.
const reach = 80

// carriers finds those who carried the saying where no saying of theirs tells of it: "in an interview with the Post", "a plan seen by the Post", "through her
// lawyer", "the Post's informant".
func (d *doc) carriers(s *saying) []hearsay.Span {
	lo, hi := d.sentence(s.cueLo)
	if s.outer < 0 && len(s.cue) > 0 && d.citing(s) {
		return d.cited(lo, s)
	}
	for k := max(lo, s.cueLo-reach); k < min(hi, s.cueHi+reach); k++ {
		in := d.within(k, s.source)
		kind := d.carries(k, in)
		if kind == nobody || !in && (d.within(k, s.content) && !d.within(k, s.cue) || d.foreign(k, s) || d.beyond(k, s)) {
			continue
		}
		end := hi
		if in {
			end = d.endOf(k, s.source)
		}
		bare := saying{content: s.content}
		a, b, ok := d.phrase(k+1, end, &bare)
		if !ok || !in && d.within(a, s.source) {
			continue
		}
		if kind == proxy && d.pleader(a, b) {
			return []hearsay.Span{d.apposed(a, b)}
		}
		if from, to, ok := d.outlet(a, b); ok && kind == medium && !d.own(a, b) && !d.own(from, to) {
			return []hearsay.Span{d.words(from, to)}
		}
	}
	return d.informed(s)
}

// cited finds the outlet before a cue such as "citing", where no saying is marked for it; lo is where the sentence begins.
func (d *doc) cited(lo int, s *saying) []hearsay.Span {
	for k := s.cueLo - 1; k >= lo; k-- {
		if !d.toks[k].caps || d.within(k, s.content) || d.within(k, s.source) {
			continue
		}
		from := k
		for from > lo && d.toks[from-1].caps && !d.within(from-1, s.content) {
			from--
		}
		if d.named(from, k+1) && !d.ownNamed(from, k+1) {
			return []hearsay.Span{d.words(from, k+1)}
		}
		k = from
	}
	return nil
}

// beyond reports whether another cue stands between that of s and token k behind it.
func (d *doc) beyond(k int, s *saying) bool {
	if k < s.cueHi {
		return false
	}
	for i := range d.sayings {
		if o := &d.sayings[i]; o != s && len(o.cue) > 0 && o.cueLo >= s.cueHi && o.cueLo <= k && !covers(s.content, o.cue[0]) {
			return true
		}
	}
	return false
}

// carriage is who may stand behind a word that tells how something came.
type carriage int

const (
	nobody carriage = iota
	medium
	proxy
)

// carries tells who behind token k may have carried what was said; in is whether the token belongs to the source.
func (d *doc) carries(k int, in bool) carriage {
	before := d.low(k - 1)
	switch d.low(k) {
	case "by":
		for b := k - 1; b > k-4 && b >= 0; b-- {
			switch d.low(b) {
			case "seen", "obtained", "reviewed", "quoted", "published", "public", "carried", "cited", "broadcast", "aired", "interviewed", "viewed":
				return medium
			}
		}
	case "with":
		if before == "interview" || before == "spoke" || before == "speaking" || before == "talking" || before == "conversation" {
			return medium
		}
	case "on":
		if !in && (before == "interview" || d.broadcaster(k+1)) {
			return medium
		}
	case "to":
		if before == "leaked" || before == "spoke" || before == "speaking" || before == "talking" || isMessage(before) && d.message(k) {
			return medium
		}
	case "which":
		if before == "on" || before == "in" {
			return medium // "papers on which the Post relied"
		}
	case "through", "via":
		return proxy
	}
	return nobody
}

// broadcaster reports whether the capital words from token k on, after a determiner, name a broadcaster.
func (d *doc) broadcaster(k int) bool {
	if isDeterminer(d.low(k)) {
		k++
	}
	for ; k < len(d.toks) && d.toks[k].caps; k++ {
		if isBroadcaster(d.low(k)) {
			return true
		}
	}
	return false
}

// endOf is the token behind the span that token k lies in.
func (d *doc) endOf(k int, spans []hearsay.Span) int {
	for _, s := range spans {
		if s.Start < d.toks[k].span.End && d.toks[k].span.Start < s.End {
			return d.behind(s.End)
		}
	}
	return k + 1
}

// pleader reports whether a noun phrase means somebody who speaks for others and is not their mouthpiece.
func (d *doc) pleader(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		switch d.low(k) {
		case "lawyer", "lawyers", "attorney", "attorneys", "solicitor", "intermediary", "intermediaries", "mediator", "mediators", "friend", "friends",
			"government", "embassy", "envoy", "envoys", "diplomats", "ambassador", "go-between", "middleman":
			return true
		}
	}
	return false
}

// apposed is the name behind the comma that follows a noun phrase, or the phrase itself: "her lawyer, Ana Reis".
func (d *doc) apposed(lo, hi int) hearsay.Span {
	if d.low(hi) != "," {
		return d.words(lo, hi)
	}
	end := hi + 1
	for end < len(d.toks) && d.toks[end].caps {
		end++
	}
	if end == hi+1 {
		return d.words(lo, hi)
	}
	return d.words(hi+1, end)
}

// informed finds the outlet whose informant the source is: "the Post's informant".
func (d *doc) informed(s *saying) []hearsay.Span {
	if len(s.source) == 0 {
		return nil
	}
	lo, hi := d.at(s.source[0].Start), d.behind(s.source[0].End)
	for k := lo; k+1 < hi; k++ {
		if d.low(k) != "'s" {
			continue
		}
		switch d.low(k + 1) {
		case "informant", "source", "sources", "informants":
			if _, _, ok := d.outlet(lo, k); ok && !d.own(lo, k) {
				return []hearsay.Span{d.words(lo, k)}
			}
		}
	}
	return nil
}
