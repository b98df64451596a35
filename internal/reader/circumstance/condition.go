package circumstance

import (
	"strings"

	"hearsay"
)

// condition finds the clause that a commitment or an urging depends on: first in the content, then in the rest of its sentence.
func (d *doc) condition(s *saying) hearsay.Span {
	if s.stance != hearsay.Commits && s.stance != hearsay.Urges {
		return hearsay.Span{}
	}
	for _, c := range s.content {
		lo, hi := d.at(c.Start), d.behind(c.End)
		if sp, ok := d.clauseIn(lo, hi); ok {
			return sp
		}
	}
	lo, hi := d.sentence(s.cueLo)
	for i := max(lo, s.cueLo-reach); i < min(hi, s.cueHi+reach); i++ {
		if !d.opens(i, lo) || d.within(i, s.content) || d.within(i, s.cue) || d.within(i, s.source) || d.foreign(i, s) {
			continue
		}
		end := i
		for end < hi && !d.within(end, s.content) && !d.within(end, s.cue) && !d.within(end, s.source) {
			end++
		}
		clause := d.clause(i, lo, end)
		if d.beside(i, clause, s) {
			return clause
		}
	}
	return hearsay.Span{}
}

// beside reports whether a clause that begins at token i stands right before or behind the words of a saying.
func (d *doc) beside(i int, clause hearsay.Span, s *saying) bool {
	mine := func(k int) bool {
		return k >= 0 && k < len(d.toks) && (d.within(k, s.content) || d.within(k, s.cue) || d.within(k, s.source))
	}
	before, behind := i-1, d.behind(clause.End)
	for before > 0 && !d.toks[before].word {
		before--
	}
	for behind < len(d.toks)-1 && !d.toks[behind].word {
		behind++
	}
	return mine(before) || mine(behind)
}

// foreign reports whether token i belongs to the content of a saying that does not tell of s.
func (d *doc) foreign(i int, s *saying) bool {
	anchor, _ := s.anchor()
	for k := range d.sayings {
		if o := &d.sayings[k]; o != s && d.within(i, o.content) && !covers(o.content, anchor) {
			return true
		}
	}
	return false
}

// clauseIn gives the first conditional clause among the tokens from lo to before hi.
func (d *doc) clauseIn(lo, hi int) (hearsay.Span, bool) {
	for i := lo; i < hi; i++ {
		if d.opens(i, lo) {
			_, end := d.sentence(i)
			return d.clause(i, lo, min(hi, end)), true
		}
	}
	return hearsay.Span{}, false
}

// opens reports whether a conditional clause begins at token i; from is where the passage begins.
func (d *doc) opens(i, from int) bool {
	next := d.low(i + 1)
	switch d.low(i) {
	case "if":
		return d.conditionalIf(i)
	case "unless":
		return true
	case "provided", "providing":
		return next == "that" || i > from && d.low(i-1) == ","
	case "only":
		return next == "when" || next == "after" && d.low(i+2) != "" || next == "if" || next == "once"
	case "as", "so":
		_, measure := count(d.low(i + 3))
		return next == "long" && d.low(i+2) == "as" && !measure
	case "on":
		return next == "condition" && d.low(i+2) == "that" || next == "the" && d.low(i+2) == "condition" && d.low(i+3) == "that"
	case "in":
		return (next == "return" || next == "exchange") && d.low(i+2) == "for" && strings.HasSuffix(d.low(i+3), "ing")
	case "assuming":
		return true
	case "should":
		return d.inverted(i)
	}
	return false
}

// conditionalIf tells the "if" of a condition from that of an indirect question and of "as if", "even if" and "if not".
func (d *doc) conditionalIf(i int) bool {
	switch next := d.low(i + 1); {
	case (next == "not" || next == "any" || next == "anything" || next == "ever") && (i+2 >= len(d.toks) || !d.toks[i+2].word):
		return false
	case next == "," || isClosing(next):
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3 && d.toks[k].word; k-- {
		switch d.low(k) {
		case "as", "even", "what":
			if k == i-1 {
				return false
			}
		case "ask", "asks", "asked", "asking", "see", "know", "knows", "knew", "wonder", "wonders", "wondered", "wondering", "determine", "decide", "check", "doubt",
			"question", "sure", "certain", "clear", "unclear", "say", "tell", "find", "consider", "examine", "investigate", "explain", "remember", "learn":
			return k != i-1 && d.low(k) != "asked" && d.low(k) != "asking"
		}
	}
	return true
}

// inverted reports whether the "should" at token i comes before its subject, as in "should a bomb fall".
func (d *doc) inverted(i int) bool {
	if i > 0 {
		switch d.low(i - 1) {
		case "what", "why", "how", "who", "where", "when", "which", "that", "nor", "neither", "whom":
			return false
		}
	}
	if i+1 >= len(d.toks) || !d.toks[i+1].word {
		return false
	}
	_, hi := d.sentence(i)
	for k := hi - 1; k > i && k >= hi-3; k-- {
		if d.low(k) == "?" {
			return false
		}
	}
	t := d.toks[i+1]
	return isDeterminer(t.low) || isSubject(t.low) || t.caps && i > 0 && !d.toks[i].caps && !isSubject(d.low(i-1)) || d.toks[i].caps || isPluralNoun(t.low) || isAdjective(t.low)
}

// isAdjective knows words that no verb is spelt like, by their endings.
func isAdjective(low string) bool {
	for _, ending := range [...]string{"ial", "ional", "eral", "ical", "ous", "ary", "ible"} {
		if strings.HasSuffix(low, ending) {
			return true
		}
	}
	return low == "further" || low == "more" || low == "new" || low == "additional"
}

// isPluralNoun takes a word on -s for a noun: behind "should" there is no other word that ends so, but for a few verbs and adverbs.
func isPluralNoun(low string) bool {
	if len(low) < 5 || low[len(low)-1] != 's' || low[len(low)-2] == 's' {
		return false
	}
	return low != "always" && low != "focus" && low != "perhaps" && low != "discuss"
}

// clause is the clause that opens at token i and ends before token hi at the latest, without the marks at its ends; from is where its passage begins.
func (d *doc) clause(i, from, hi int) hearsay.Span {
	if i+1 < hi && isNeed(d.low(i+1)) {
		return d.words(i, i+2)
	}
	end := 0
	if d.leads(i, from) {
		end = d.leadingEnd(i, hi)
	} else {
		end = d.trailingEnd(i, hi)
	}
	for end > i+1 && !d.toks[end-1].word && !d.closesOpen(i, end-1) {
		end--
	}
	return d.words(i, end)
}

// isNeed knows what makes a clause of two words: "if necessary".
func isNeed(low string) bool {
	return low == "necessary" || low == "possible" || low == "needed" || low == "required" || low == "appropriate"
}

// closesOpen reports whether token k is a quotation mark whose opening one lies behind token i.
func (d *doc) closesOpen(i, k int) bool {
	if !isQuote(d.low(k)) {
		return false
	}
	open := false
	for j := i; j < k; j++ {
		switch d.low(j) {
		case "“", "‘", "«", "„":
			open = true
		case "\"", "'":
			open = !open
		case "”", "»":
			open = false
		}
	}
	return open
}

// leads reports whether the clause at token i stands before what depends on it: at the start of its passage, of a sentence or a quotation, or after "that" or "but".
func (d *doc) leads(i, from int) bool {
	if d.toks[i].caps || i == from {
		return true
	}
	switch d.low(i - 1) {
	case "that", "but", "and", "\n", "“", "‘", "—", ":", ";":
		return true
	}
	return isStop(d.low(i-1)) || d.low(i-1) == "\"" && i-2 >= 0 && !d.toks[i-2].word
}

// leadingEnd is where a clause before its main clause ends: at the first comma behind which something new begins, or where a subject and "will" follow.
func (d *doc) leadingEnd(i, hi int) int {
	last := -1
	for k := i + 1; k < hi; k++ {
		switch low := d.low(k); {
		case low == "," || low == "—" || low == "–":
			last = k
			if k+1 < hi && !continues(d.low(k+1)) {
				return k
			}
		case low == "then" && k > i+2, low == ";" || low == "\n":
			return k
		case k > i+2 && isSubject(low) && low != "that" && d.low(k-1) != "that" && isModal(d.low(k+1)):
			return k
		}
	}
	if last >= 0 {
		return last
	}
	return hi
}

// continues reports whether what follows a comma still belongs to the clause before.
func continues(low string) bool {
	switch low {
	case "or", "and", "which", "who", "whose", "where", "directly", "including", "especially", "as", "even", "if", "either":
		return true
	}
	return len(low) > 4 && low[len(low)-2:] == "ly"
}

func (d *doc) trailingEnd(i, hi int) int {
	for k := i + 2; k < hi; k++ {
		switch d.low(k) {
		case ";", "\n", ":", "(", "—":
			return k
		case ",", "”", "\"":
			switch d.low(k + 1) {
			case "but", "and", "while", "although", "though", "which", "adding", "saying", "so", "because", "a", "according", "he", "she", "they", "said", "says", "in", "after":
				return k
			}
			if d.low(k) == "," && isClosing(d.low(k+1)) {
				return k
			}
		}
	}
	return hi
}
