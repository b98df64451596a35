package circumstance

import "hearsay"

// resume lets what a source goes on to say come through the outlet that the source was said to speak to before, in the same paragraph or the next few:
// "Ana Reis told the Post. ‘Not one,’ she added.", "‘Not one,’ Reis said."
func (d *doc) resume(direct []passage) {
	last := -1
	talks := map[string]int{} // by surname, the saying that told an outlet last, where the source has spoken nowhere else since
	for i := range d.sayings {
		s, p := &d.sayings[i], &direct[i]
		if len(s.source) == 0 || len(s.cue) == 0 {
			continue
		}
		name := d.surname(s)
		if d.elsewhere(s) {
			delete(talks, name)
			name = ""
		}
		if s.outer >= 0 {
			continue
		}
		switch talk, ok := talks[name]; {
		case len(p.relay) > 0:
		case p.addressee != (hearsay.Span{}):
			delete(talks, name)
		case ok && d.goesOnLater(talk, i):
			p.relay = direct[talk].relay
		case last >= 0 && d.goesOnFrom(last, i):
			p.relay = direct[last].relay
		}
		if last = -1; len(p.relay) > 0 {
			last = i
		}
		if last == i && d.mayGoOn(s, name) {
			talks[name] = i
		}
	}
}

// surname is the last word of a source that is a name, with or without titles before it, "" of any other.
func (d *doc) surname(s *saying) string {
	lo, hi := d.at(s.source[0].Start), d.behind(s.source[0].End)
	for k := lo; k < hi; k++ {
		if d.low(k) == "," {
			hi = k
		}
	}
	if hi <= lo || !d.toks[hi-1].caps || isOutletName(d.low(hi-1)) {
		return ""
	}
	return d.low(hi - 1)
}

// goesOnLater reports whether saying i goes on soon behind saying j, whose source has the same name, in the source's own words and nowhere else.
func (d *doc) goesOnLater(j, i int) bool {
	const (
		paragraphs = 6
		farthest   = 1500 // tokens
	)
	a, b := &d.sayings[j], &d.sayings[i]
	if !d.addsOn(b) || b.cueLo > a.cueLo+farthest || len(b.content) == 0 || !isQuote(d.low(d.at(b.content[0].Start))) {
		return false
	}
	breaks := 0
	for k := min(a.cueLo, b.cueLo); k < max(a.cueLo, b.cueLo); k++ {
		if d.low(k) == "\n" && d.low(k-1) != "\n" {
			breaks++
		}
	}
	return breaks <= paragraphs
}

// elsewhere reports whether the words around a saying tell of an occasion other than a talk with an outlet: "in a statement", "at the hearing".
func (d *doc) elsewhere(s *saying) bool {
	lo, hi := d.vicinity(s.cueLo)
	for k := lo; k < hi; k++ {
		if d.within(k, s.content) {
			continue
		}
		switch d.low(k) {
		case "statement", "tweet", "tweeted", "twitter", "rally", "reporters", "hearing", "speech", "briefing", "conference", "testimony", "testified",
			"letter", "email", "court", "facebook", "post", "posted", "wrote":
			return true
		}
	}
	return false
}

// mayGoOn reports whether a talk may go on behind a saying: its source has a name, and it is none that the article only recalls, "he told the Post then".
func (d *doc) mayGoOn(s *saying, name string) bool {
	if _, past := d.when(s); past || name == "" {
		return false
	}
	lo, hi := d.vicinity(s.cueLo)
	for k := lo; k < hi; k++ {
		if !d.within(k, s.content) && oneOf(d.low(k), "then", "earlier", "previously", "once", "ago", "last") {
			return false
		}
	}
	return true
}

// goesOnFrom reports whether saying i goes on in the paragraph of saying j, with a pronoun for its source.
func (d *doc) goesOnFrom(j, i int) bool {
	a, b := &d.sayings[j], &d.sayings[i]
	low := d.low(d.at(b.source[0].Start))
	if low != "he" && low != "she" && low != "they" || b.source[0].Len() > 4 || !d.addsOn(b) {
		return false
	}
	for k := min(a.cueLo, b.cueLo); k < max(a.cueLo, b.cueLo); k++ {
		if d.low(k) == "\n" {
			return false
		}
	}
	return true
}

// addsOn reports whether the cue is one that goes on with what was told before.
func (d *doc) addsOn(s *saying) bool {
	return oneOf(d.low(s.cueHi-1), "said", "says", "added", "adds", "continued", "went", "insisted", "explained", "noted")
}

// again gives an unnamed source that comes back as "one of the employees" the relay through which "two employees" spoke before.
func (d *doc) again(i int, found []Circumstance) []hearsay.Span {
	s := &d.sayings[i]
	if len(s.source) == 0 || s.outer >= 0 {
		return nil
	}
	noun := d.part(s.source[0])
	if noun == "" {
		return nil
	}
	const far = 1000 // sayings that are looked at
	for k := i - 1; k >= max(0, i-far); k-- {
		o := &d.sayings[k]
		if len(o.source) == 0 || !d.holds(o.source[0], noun) {
			continue
		}
		if n := len(found[k].Relay); n > 0 && d.outletSpan(found[k].Relay[n-1]) {
			return found[k].Relay
		}
		return nil
	}
	return nil
}

// part is the noun of a source that is a part of an unnamed group: "employees" of "one of the employees"; "" for any other source.
func (d *doc) part(source hearsay.Span) string {
	k := d.at(source.Start)
	switch d.low(k) {
	case "one", "another", "both", "two", "some":
	default:
		return ""
	}
	if d.low(k+1) != "of" || d.low(k+2) != "the" && d.low(k+2) != "those" {
		return ""
	}
	if k+3 >= len(d.toks) || d.toks[k+3].caps || d.toks[k+3].span.End > source.End {
		return ""
	}
	return d.low(d.behind(source.End) - 1)
}

// holds reports whether the words of a span hold a noun, and no name.
func (d *doc) holds(s hearsay.Span, noun string) bool {
	for k, hi := d.at(s.Start), d.behind(s.End); k < hi; k++ {
		if d.low(k) == noun {
			return true
		}
	}
	return false
}

func (d *doc) outletSpan(s hearsay.Span) bool {
	_, _, ok := d.outlet(d.at(s.Start), d.behind(s.End))
	return ok
}
