package circumstance

import "strings"

// phrase reads the noun phrase that begins at token k: it ends before the content, a mark or a word that begins something new, and before token end at the
// latest.
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
	hi = d.phraseEnd(k, end, s)
	return k, hi, hi > k+1 || low == "both" || !isDeterminer(low)
}

// phraseEnd is where the noun phrase ends that begins at token k.
func (d *doc) phraseEnd(k, end int, s *saying) int {
	hi := k + 1
	for hi < end && !d.within(hi, s.content) && !d.within(hi, s.source) {
		n := d.partOf(hi, end)
		if n == 0 {
			break
		}
		hi += n
	}
	hi = min(hi, end)
	for hi > k+1 && (!d.toks[hi-1].word || d.low(hi-1) == "of" || isDeterminer(d.low(hi-1))) {
		hi--
	}
	return hi
}

// partOf tells how many tokens from token k on go on with the noun phrase before it: 0 if it ends there.
func (d *doc) partOf(k, end int) int {
	t := &d.toks[k]
	switch {
	case t.low == "of" && k+1 < end && d.toks[k+1].word, t.low == "sunday" && k+1 < end && isOutletName(d.low(k+1)):
		return 2
	case !t.word:
		if d.joins(k, end) {
			return 1
		}
		return 0
	case d.toks[k-1].caps && !t.caps && strings.HasSuffix(t.low, "ed"): // "Latchup relied"
		return 0
	case endsPhrase(t.low), isDeterminer(t.low) && !isDeterminer(d.low(k-1)) && d.low(k-1) != "of":
		return 0
	}
	return 1
}

// joins reports whether the mark at token k lies within a noun phrase: the stop of an abbreviation, the apostrophe of a plural, a quotation mark before a name.
func (d *doc) joins(k, end int) bool {
	if k+1 >= end || !d.toks[k-1].word {
		return false
	}
	before, next := &d.toks[k-1], &d.toks[k+1]
	adjacent := before.span.End == d.toks[k].span.Start && d.toks[k].span.End < next.span.Start
	low := d.low(k)
	if low == "." {
		return adjacent && next.word && before.caps && isAbbreviation(before.low)
	}
	if oneOf(low, "’", "'") && adjacent && next.word && !next.caps {
		return strings.HasSuffix(before.low, "s") && !endsPhrase(next.low)
	}
	return isQuote(low) && !adjacent && next.caps
}

// quoted reads a name in quotation marks at token k.
func (d *doc) quoted(k, end int) (lo, hi int, ok bool) {
	if !isQuote(d.low(k)) || k+1 >= end || !d.toks[k+1].caps {
		return 0, 0, false
	}
	hi = k + 1
	for hi < end && hi < k+7 && d.toks[hi].word {
		hi++
	}
	return k + 1, hi, hi < end && isQuote(d.low(hi)) && d.toks[hi-1].caps
}

// goesOn reports whether token k may go on with a noun phrase that a possessive has begun: "her colleagues".
func (d *doc) goesOn(k, end int, s *saying) bool {
	return k < end && d.toks[k].word && !endsPhrase(d.low(k)) && !isDeterminer(d.low(k)) && !d.within(k, s.content)
}

// capitals is the token behind the run of capital words that begins at token k.
func (d *doc) capitals(k int) int {
	for k < len(d.toks) && d.toks[k].caps {
		k++
	}
	return k
}
