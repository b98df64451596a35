package circumstance

import "hearsay"

// reach is how many tokens before and behind its cue the words on a saying may stand.
const reach = 80

// carriage is who may stand behind a word that tells how something came.
type carriage int

const (
	nobody carriage = iota
	medium
	proxy
)

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
		if kind == nobody || !in && !d.free(k, s) {
			continue
		}
		end := hi
		if in {
			end = d.endOf(k, s.source)
		}
		a, b, ok := d.phrase(k+1, end, &saying{content: s.content})
		if !ok || !in && d.within(a, s.source) {
			continue
		}
		if carrier, ok := d.carrier(kind, a, b); ok {
			return []hearsay.Span{carrier}
		}
	}
	if s.outer < 0 && d.wasQuoted(s) {
		return d.cited(max(lo, s.cueLo-reach), s) // "in the Post article, she was quoted as saying"
	}
	return d.informed(s)
}

// wasQuoted reports whether the cue is the passive of "quote".
func (d *doc) wasQuoted(s *saying) bool {
	for k := s.cueLo; k < s.cueHi; k++ {
		if d.low(k) == "quoted" && d.passively(k) {
			return true
		}
	}
	return false
}

// free reports whether token k, outside of the source, tells something about the saying: it is neither of its content nor of another saying.
func (d *doc) free(k int, s *saying) bool {
	return (!d.within(k, s.content) || d.within(k, s.cue)) && !d.foreign(k, s) && !d.beyond(k, s)
}

// carrier is the mention of a carrier of the kind in the noun phrase of the tokens from lo to before hi.
func (d *doc) carrier(kind carriage, lo, hi int) (hearsay.Span, bool) {
	if kind == proxy {
		if d.pleader(lo, hi) {
			return d.apposed(lo, hi), true
		}
		return hearsay.Span{}, false
	}
	from, to, ok := d.outlet(lo, hi)
	if !ok || d.own(lo, hi) || d.own(from, to) {
		return hearsay.Span{}, false
	}
	return d.words(from, to), true
}

// carries tells who behind token k may have carried what was said; in is whether the token belongs to the source.
func (d *doc) carries(k int, in bool) carriage {
	before := d.low(k - 1)
	carried := false
	switch d.low(k) {
	case "by":
		for b := k - 1; b > k-4 && !carried; b-- {
			carried = isPublished(d.low(b))
		}
	case "with":
		carried = oneOf(before, "interview", "spoke", "speaking", "talking", "conversation")
	case "on":
		carried = !in && (before == "interview" || d.broadcaster(k+1))
	case "to":
		carried = oneOf(before, "leaked", "spoke", "speaking", "talking") || isMessage(before) && d.message(k)
	case "which":
		carried = oneOf(before, "on", "in") // "papers on which the Post relied"
	case "through", "via":
		return proxy
	}
	if carried {
		return medium
	}
	return nobody
}

// isPublished knows what an outlet does to a document.
func isPublished(low string) bool {
	return oneOf(low, "seen", "obtained", "reviewed", "quoted", "published", "public", "carried", "cited", "broadcast", "aired", "interviewed", "viewed")
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

// pleader reports whether a noun phrase means somebody who speaks for others and is not their mouthpiece.
func (d *doc) pleader(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		switch d.low(k) {
		case "lawyer", "lawyers", "attorney", "attorneys", "solicitor", "intermediary", "intermediaries", "mediator", "mediators",
			"friend", "friends", "government", "embassy", "envoy", "envoys", "diplomats", "ambassador", "go-between", "middleman":
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

// beyond reports whether another cue stands between that of s and token k behind it.
func (d *doc) beyond(k int, s *saying) bool {
	if k < s.cueHi {
		return false
	}
	for _, i := range d.extents.near(d.toks[s.cueHi].span.Start, d.toks[k].span.End) {
		if o := &d.sayings[i]; o != s && len(o.cue) > 0 && o.cueLo >= s.cueHi && o.cueLo <= k && !covers(s.content, o.cue[0]) {
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
