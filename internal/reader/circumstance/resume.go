package circumstance

import "hearsay"

// resume lets what a source goes on to say in the same paragraph come through the outlet that the source was said to speak to before: "she told the Post. ‘Not
// one,’ she added."
func (d *doc) resume(direct []passage) {
	last := -1
	for i := range d.sayings {
		s := &d.sayings[i]
		if s.outer >= 0 || len(s.source) == 0 || len(s.cue) == 0 {
			continue
		}
		p := &direct[i]
		if len(p.relay) == 0 && p.addressee == (hearsay.Span{}) && last >= 0 && d.goesOnFrom(last, i) {
			p.relay = direct[last].relay
		}
		last = -1
		if len(p.relay) > 0 {
			last = i
		}
	}
}

// goesOnFrom reports whether saying i goes on in the paragraph of saying j, with a pronoun for its source.
func (d *doc) goesOnFrom(j, i int) bool {
	a, b := &d.sayings[j], &d.sayings[i]
	low := d.low(d.at(b.source[0].Start))
	if low != "he" && low != "she" && low != "they" || b.source[0].Len() > 4 {
		return false
	}
	switch d.low(b.cueHi - 1) {
	case "said", "says", "added", "adds", "continued", "went", "insisted", "explained", "noted":
	default:
		return false
	}
	for k := min(a.cueLo, b.cueLo); k < max(a.cueLo, b.cueLo); k++ {
		if d.low(k) == "\n" {
			return false
		}
	}
	return true
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
