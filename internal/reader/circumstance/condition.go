package circumstance

import (
	"strings"

	"hearsay"
)

// condition finds the clause that a commitment or an urging depends on: first in the content, then right beside it in the rest of its sentence.
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
		if !d.opens(i, lo) || d.belongs(i, s) || d.foreign(i, s) {
			continue
		}
		end := i
		for end < hi && !d.belongs(end, s) {
			end++
		}
		clause := d.clause(i, lo, end)
		if d.beside(i, clause, s) {
			return clause
		}
	}
	return hearsay.Span{}
}

// belongs reports whether token i is one of a saying's own: of its source, its cue or its content.
func (d *doc) belongs(i int, s *saying) bool {
	return d.within(i, s.content) || d.within(i, s.cue) || d.within(i, s.source)
}

// beside reports whether a clause that begins at token i stands right before or behind the words of a saying.
func (d *doc) beside(i int, clause hearsay.Span, s *saying) bool {
	before, behind := i-1, d.behind(clause.End)
	for before > 0 && !d.toks[before].word {
		before--
	}
	for behind < len(d.toks)-1 && !d.toks[behind].word {
		behind++
	}
	return before >= 0 && d.belongs(before, s) || behind < len(d.toks) && d.belongs(behind, s)
}

// foreign reports whether token i belongs to the content of a saying that does not tell of s.
func (d *doc) foreign(i int, s *saying) bool {
	anchor, _ := s.anchor()
	for _, k := range d.nearToken(i) {
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
	case "unless", "assuming":
		return true
	case "provided", "providing":
		return next == "that" || i > from && d.low(i-1) == ","
	case "only":
		return oneOf(next, "when", "after", "if", "once")
	case "as", "so":
		_, measure := count(d.low(i + 3))
		return d.reads(i+1, "long", "as") && !measure
	case "on":
		return d.reads(i+1, "condition", "that") || d.reads(i+1, "the", "condition", "that")
	case "in":
		return oneOf(next, "return", "exchange") && d.low(i+2) == "for" && strings.HasSuffix(d.low(i+3), "ing")
	case "should":
		return d.inverted(i)
	}
	return false
}

// reads reports whether these words stand from token i on.
func (d *doc) reads(i int, words ...string) bool {
	for k, w := range words {
		if d.low(i+k) != w {
			return false
		}
	}
	return true
}

// conditionalIf tells the "if" of a condition from that of an indirect question and of "as if", "even if" and "if not".
func (d *doc) conditionalIf(i int) bool {
	next := d.low(i + 1)
	if next == "," || isClosing(next) || oneOf(next, "not", "any", "anything", "ever") && (i+2 >= len(d.toks) || !d.toks[i+2].word) {
		return false
	}
	if i > 0 && oneOf(d.low(i-1), "as", "even", "what") {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3 && d.toks[k].word; k-- {
		if low := d.low(k); isWondering(low) {
			return k != i-1 && low != "asked" && low != "asking" // "asked him if"
		}
	}
	return true
}

// isWondering knows the words behind which "if" begins an indirect question.
func isWondering(low string) bool {
	switch low {
	case "ask", "asks", "asked", "asking", "see", "know", "knows", "knew", "wonder", "wonders", "wondered", "wondering", "determine",
		"decide", "check", "doubt", "question", "sure", "certain", "clear", "unclear", "say", "tell", "find", "consider", "examine",
		"investigate", "explain", "remember", "learn":
		return true
	}
	return false
}

// inverted reports whether the "should" at token i comes before its subject, as in "should a bomb fall".
func (d *doc) inverted(i int) bool {
	before := d.low(i - 1)
	if oneOf(before, "what", "why", "how", "who", "where", "when", "which", "that", "nor", "neither", "whom") || i+1 >= len(d.toks) || !d.toks[i+1].word {
		return false
	}
	_, hi := d.sentence(i)
	for k := hi - 1; k > i && k >= hi-3; k-- {
		if d.low(k) == "?" {
			return false
		}
	}
	next := &d.toks[i+1]
	if d.toks[i].caps || next.caps && i > 0 && !isSubject(before) {
		return true
	}
	return isDeterminer(next.low) || isSubject(next.low) || isPluralNoun(next.low) || isAdjective(next.low)
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
