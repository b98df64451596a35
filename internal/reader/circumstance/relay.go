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
	apart := d.apart(outer, inner)
	if len(inner.source) == 0 {
		return d.received(inner) && (apart || outer.stance == hearsay.Asserts || oneOf(d.low(inner.cueLo-1), "i", "we"))
	}
	if touches(outer.source, inner.source[0]) {
		return false
	}
	pleads := d.pleads(outer)
	if !pleads && d.oneself(outer, inner, apart) {
		return false
	}
	switch outer.stance {
	case hearsay.Asserts:
		return true
	case hearsay.Confirms:
		return !d.nominal(inner) // "does not contest the marshal's conclusion"
	}
	return (pleads || apart || d.denying(outer, inner)) && inner.stance != hearsay.Judges
}

// oneself reports whether the inner source is the outer one itself, or a body that it speaks for; apart is whether the inner saying is only one of several
// sentences.
func (d *doc) oneself(outer, inner *saying, apart bool) bool {
	lo, hi := d.at(inner.source[0].Start), d.behind(inner.source[0].End)
	start := d.at(outer.content[0].Start)
	if d.low(outer.cueLo) == "according" {
		return d.voices(outer) && lo <= start+1 // a letter that voices its author
	}
	if !apart && isPersonal(d.low(lo)) && hi-lo == 1 && lo <= start+1 && !isQuote(d.low(start)) {
		return true // "said he would"
	}
	return d.itself(lo, hi)
}

// received reports whether a cue without a source tells of what somebody was told, so that who tells of it had it told: "numbers had been mentioned".
func (d *doc) received(s *saying) bool {
	if d.passive(s) || d.low(s.cueLo) == "nobody" {
		return true
	}
	for k := s.cueLo; k < s.cueHi; k++ {
		if oneOf(d.low(k), "received", "heard", "learned") {
			return true
		}
	}
	return s.cueHi-s.cueLo >= 2 && d.low(s.cueHi-2) == "been"
}

// denying reports whether the outer source takes its stance from one who withholds: "has not been confirmed by any government, he pointed out".
func (d *doc) denying(outer, inner *saying) bool {
	if inner.stance != hearsay.Withholds {
		return false
	}
	lo := d.at(inner.source[0].Start)
	return outer.stance == hearsay.Doubts || oneOf(d.low(lo), "any", "no", "even", "nobody", "neither") || d.low(lo-1) == "even"
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
	first, last := d.low(lo), d.low(hi-1)
	if isPossessive(first) {
		return isBody(last) || oneOf(last, "staff", "office", "statement", "people", "investigators")
	}
	return oneOf(first, "i", "we", "itself", "himself", "herself", "themselves")
}

// pleads reports whether the source speaks for others as a lawyer does, who passes on what clients say.
func (d *doc) pleads(s *saying) bool {
	for _, sp := range s.source {
		for k, hi := d.at(sp.Start), d.behind(sp.End); k < hi; k++ {
			if oneOf(d.low(k), "lawyer", "lawyers", "attorney", "attorneys", "solicitor", "solicitors", "barrister") {
				return true
			}
		}
	}
	return false
}

// voices reports whether the source is a document that voices its author.
func (d *doc) voices(s *saying) bool {
	lo, hi := d.at(s.source[0].Start), d.behind(s.source[0].End)
	for k := lo; k < hi && k < lo+5; k++ {
		switch d.low(k) {
		case "letter", "statement", "advisory", "filing", "notice", "announcement", "release", "email", "circular", "transcript", "tweet",
			"post", "speech", "text", "message":
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
