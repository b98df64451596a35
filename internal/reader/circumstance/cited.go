package circumstance

import (
	"strings"

	"hearsay"
)

// citedEnd is where the noun phrase of who is cited ends, which begins at token k, before token hi: k if there is none.
func (d *doc) citedEnd(k, hi int) int {
	const longest = 20
	hi = min(hi, k+longest)
	end, relative := k, false
	for ; end < hi; end++ {
		low := d.low(end)
		if !d.toks[end].word {
			if !d.joins(end, hi) && !d.opensName(k, end) {
				break
			}
			continue
		}
		if oneOf(low, "said", "says", "say", "reported", "reports") && relative {
			return k // "citing officials who said": they are told of as any others
		}
		if relative = relative || low == "who"; endsCited(low, d.low(end-1)) || !relative && isPersonal(low) {
			break
		}
	}
	for end > k && (!d.toks[end-1].word || oneOf(d.low(end-1), "and", "or")) {
		end--
	}
	return end
}

// endsCited knows words that do not belong to who is cited, unless they follow a preposition: "a person familiar with that".
func endsCited(low, before string) bool {
	switch low {
	case "that", "as", "which", "but", "while", "when", "because", "said", "says", "reported", "reports", "how", "what", "why", "whether",
		"i", "we", "you", "there":
		return !oneOf(before, "with", "of", "in", "about", "on", "to", "from", "by", "at")
	}
	return false
}

// opensName reports whether the mark at token end may stand in a noun phrase that began at token k: a quotation mark, the apostrophe of a plural.
func (d *doc) opensName(k, end int) bool {
	low := d.low(end)
	if oneOf(low, "’", "'") {
		return true
	}
	return isQuote(low) && end > k && d.toks[end-1].low != ","
}

// reportedBehind finds the saying that goes on behind who is cited, whose last token stands before end: "the Post, citing two officials, said", "citing
// two officials, the Post said". -1 if there is none before token hi.
func (d *doc) reportedBehind(end, hi int) int {
	best, first := -1, hi
	for _, i := range d.extents.near(d.toks[end-1].span.End, d.toks[hi-1].span.End) {
		s := &d.sayings[i]
		if len(s.cue) == 0 || len(s.content) == 0 || s.cueLo < end {
			continue
		}
		start := s.cueLo
		if len(s.source) > 0 && s.source[0].Start >= d.toks[end-1].span.End {
			start = min(start, d.at(s.source[0].Start))
		}
		if start < first && d.low(start) != "that" && d.goesOnBehind(end, start) {
			best, first = i, start
		}
	}
	return best
}

// goesOnBehind reports whether at token start a sentence goes on that who is cited, up to token end, and perhaps an apposition to it stand in.
func (d *doc) goesOnBehind(end, start int) bool {
	const (
		between = 3  // words between the comma and the cue or its source: "first reported"
		aside   = 12 // tokens of an apposition: "citing Ana Reis, the mayor of Vela, said"
	)
	for k := start - 1; k >= max(end, start-1-between); k-- {
		if oneOf(d.low(k), ",", "-", "–", "—") {
			return k <= end+aside
		}
	}
	return start == end
}

// reportedBefore finds the saying that the word "citing" at token k goes on with, in the sentence that begins at token lo: one whose cue stands right
// before, or else the outermost whose content does. -1 if there is none.
func (d *doc) reportedBefore(lo, k int) (best int, right bool) {
	best, most := -1, 0
	for _, i := range d.extents.near(d.toks[lo].span.Start, d.toks[k].span.End) {
		s := &d.sayings[i]
		if len(s.cue) == 0 || s.cueLo < lo || s.cueHi > k {
			continue
		}
		near := d.rightBefore(s, k)
		if right && !near || !near && !d.contentBefore(s, k) {
			continue
		}
		if n := size(s.content); near && !right || n > most {
			best, most, right = i, n, near
		}
	}
	return best, right
}

// rightBefore reports whether between a saying's cue and token k nothing stands but its source, marks and words on when it was said.
func (d *doc) rightBefore(s *saying, k int) bool {
	for j := s.cueHi; j < k; j++ {
		if d.toks[j].word && !d.within(j, s.source) && !d.tellsWhen(j) {
			return false
		}
	}
	return true
}

// contentBefore reports whether a saying's content reaches token k, or a mark before it.
func (d *doc) contentBefore(s *saying, k int) bool {
	for _, sp := range s.content {
		if sp.End >= d.toks[k].span.End && sp.Start < d.toks[k].span.Start {
			return true
		}
		if last := d.behind(sp.End); last <= k && last >= k-2 && (last == k || !d.toks[last].word) {
			return true
		}
	}
	return false
}

// tellsWhen reports whether token k is a word on when something was said.
func (d *doc) tellsWhen(k int) bool {
	low := d.low(k)
	if _, ok := weekday(low); ok {
		return true
	}
	if _, ok := month(low); ok && d.toks[k].caps {
		return true
	}
	if _, ok := calendarYear(low); ok {
		return d.low(k-1) == "in"
	}
	if isNumber(low) {
		_, before := month(d.low(k - 1))
		_, behind := month(d.low(k + 1))
		return before || behind
	}
	return oneOf(low, "on", "in", "late", "early", "earlier", "later", "today", "yesterday", "this", "last", "week", "month", "year",
		"morning", "afternoon", "evening", "night", "recently", "also")
}

// refuses reports whether the cue of a saying tells that something is not said: nobody is cited for that.
func (d *doc) refuses(i int) bool {
	for k := d.sayings[i].cueLo; k < d.sayings[i].cueHi; k++ {
		low := d.low(k)
		if strings.HasSuffix(low, "n't") || oneOf(low, "not", "never", "cannot", "declined", "declines", "declining", "refused", "refuses", "refusing",
			"denied", "denies") {
			return true
		}
	}
	return false
}

// nameBefore is the noun phrase that ends before token from, marks, adverbs and auxiliaries left aside, and begins at token lo at the earliest.
func (d *doc) nameBefore(lo, from int) []hearsay.Span {
	const longest = 12
	for from > lo && d.passedOver(from-1) {
		from--
	}
	k := from
	for k > lo && d.partBefore(k-1, from) {
		if k--; from-k > longest {
			return nil
		}
	}
	clause := oneOf(d.low(k-1), "which", "who", "what", "whose") // or a question
	for k < from && (d.tellsWhen(k) || !d.toks[k].word) {
		k++
	}
	if clause || k == from || endsPhrase(d.low(k)) && (k+1 < from || !isPersonal(d.low(k))) {
		return nil
	}
	return []hearsay.Span{d.words(k, from)}
}

// passedOver reports whether token k may stand between a subject and its verb.
func (d *doc) passedOver(k int) bool {
	return !d.toks[k].word && !isQuote(d.low(k)) || isAuxiliary(d.low(k)) || d.tellsWhen(k)
}

// partBefore reports whether token k may stand in the noun phrase that ends before token end.
func (d *doc) partBefore(k, end int) bool {
	if !d.toks[k].word {
		return d.low(k) == "&" || k > 0 && oneOf(d.low(k), ".", "’", "'") && d.joins(k, end)
	}
	switch d.low(k) {
	case "that", "but", "while", "after", "before", "because", "when", "if", "as", "although", "though", "where", "who", "which", "and", "said", "says",
		"reported", "reports":
		return false
	}
	return true
}

// speaks reports whether the noun phrase of the tokens from lo to before hi means somebody who says things: people, an outlet, or, for an outlet that
// cites them, a document or whoever has a name. "Citing privacy laws" gives a reason.
func (d *doc) speaks(lo, hi int, citer hearsay.Span) bool {
	byOutlet := d.outletSpan(citer)
	owned, end := d.headOf(lo, hi)
	for k := owned; k < end; k++ {
		if !isSpeaker(d.low(k)) && (!byOutlet || !isRecord(d.low(k))) {
			continue
		}
		if k+1 == hi || !d.toks[k+1].word || d.toks[k+1].caps || endsHead(d.low(k+1)) {
			return true
		}
	}
	_, to, ok := d.outlet(lo, end)
	return ok && to == end || byOutlet && d.toks[end-1].caps
}

// headOf gives the tokens of a noun phrase, from lo to before hi, among which its head stands: before what describes it further, and behind the last
// possessive, as "the mayor's haircut" speaks no more than a haircut.
func (d *doc) headOf(lo, hi int) (owned, end int) {
	owned, end = lo, lo
	for ; end < hi && (end == lo || !endsHead(d.low(end))); end++ {
		if oneOf(d.low(end), "'s", "’", "'") {
			owned = end + 1
		}
	}
	return owned, end
}

// each splits those who are cited, the tokens from lo to before hi: "two officials and a letter" are two. What follows a preposition stays with it.
func (d *doc) each(lo, hi int, citer hearsay.Span) []hearsay.Span {
	for k := lo + 1; k+1 < hi && (d.low(k) == "and" || !endsHead(d.low(k))); k++ {
		if d.low(k) == "and" && isDeterminer(d.low(k+1)) && d.speaks(lo, k, citer) && d.speaks(k+1, hi, citer) {
			return []hearsay.Span{d.words(lo, k), d.words(k+1, hi)}
		}
	}
	return []hearsay.Span{d.words(lo, hi)}
}

// beforeClause is where those who are cited end, the tokens from lo to before hi, if a relative clause behind them tells of a saying of its own: "two
// officials who had been told by the mediators".
func (d *doc) beforeClause(lo, hi int) int {
	for k := lo + 1; k < hi; k++ {
		if d.low(k) == "who" && len(d.toldAt(d.words(k, hi), -1)) > 0 {
			return k
		}
	}
	return hi
}

// endsHead knows the words behind which the head of a noun phrase does not stand.
func endsHead(low string) bool {
	switch low {
	case "familiar", "close", "briefed", "involved", "present", "near", "aware", "knowledgeable", "speaking", "working", "against", "of":
		return true
	}
	return endsPhrase(low)
}
