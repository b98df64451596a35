package identity

import (
	"strings"

	"hearsay"
)

// form is what sort of words a mention consists of.
type form int

const (
	empty    form = iota // no word at all
	named                // a name, alone or with a description
	noun                 // a description without a name
	he                   // he, she and their forms
	it                   // it, its
	they                 // they, their, these, those
	speaker              // I, we and their forms
	you                  // you, your
	which                // who, which, that, whose
	joint                // "Koch and Brandt"
	question             // the Q of "Q: And then?"
	answer               // the A of "A: Nothing."
)

// mention is one place where the article speaks of a source, with what its words tell.
type mention struct {
	span     hearsay.Span
	lo, hi   int // its tokens
	form     form
	entity   int    // resolved, -1 as yet
	name     int    // of named: the index in cast.names
	names    []int  // of joint: the names joined
	head     int    // the noun, a token; -1 if none
	canon    string // the noun in its canonical form
	end      int    // where the noun phrase before its description ends
	det      string // the determiner or number it begins with
	class    class  // of the noun
	plural   bool
	male     bool
	female   bool
	owner    int      // the entity that a possessive or a name beside the noun names, -1 if none
	pron     string   // the pronoun, or the possessive one before the noun
	pronAt   int      // its token
	part     string   // of a part of a group: the whole's noun, "them" where it has none
	quantity bool     // begins with a number or quantifier
	vague    bool     // of an uncertain number: "a number of delegates"
	share    bool     // a share of many: "72 percent of voters"
	within   int      // the attribution in whose content it stands, -1 if none
	attr     int      // the first attribution that it is the source of, -1 if none
	attrs    []int    // all of them
	words    []string // of a description, but the noun
	text     string   // in lower case, without determiner
}

// described reports whether more follows the mention's noun phrase: a relative clause, a prepositional phrase.
func (m *mention) described() bool { return m.hi > m.end }

// at returns a mention of the tokens [lo, hi), not yet read.
func (c *cast) at(lo, hi int) mention {
	span := hearsay.Span{Start: c.p.toks[lo].start, End: c.p.toks[hi-1].end}
	return mention{span: span, lo: lo, hi: hi, head: -1, owner: -1, name: -1, entity: -1, within: -1, attr: -1}
}

// read tells what the words of a span are.
func (c *cast) read(span hearsay.Span) mention {
	t := c.p.toks
	lo, hi := c.p.at(span.Start, span.End)
	for lo < hi && (!t[lo].word || t[lo].is(preposition) && !atLeast(c.p.tok(lo+1))) {
		lo++
	}
	for hi > lo && !t[hi-1].word {
		hi--
	}
	if lo == hi {
		return mention{}
	}
	m := c.at(lo, hi)
	m.span = span
	if c.readLabel(&m) || c.readPronoun(&m) {
		return m
	}
	m.end = c.phraseEnd(m.lo, m.hi)
	for m.end > m.lo+1 && !t[m.end-1].word {
		m.end--
	}
	if !c.readJoint(&m) && !c.readNamed(&m) {
		c.readNoun(&m)
	}
	return m
}

func atLeast(t *token) bool { return t.low == "least" || t.low == "most" }

// readLabel handles the labels of an interview, Q and A.
func (c *cast) readLabel(m *mention) bool {
	if m.hi-m.lo != 1 {
		return false
	}
	switch c.p.label(m.lo) {
	case "q":
		m.form = question
	case "a":
		m.form = answer
	default:
		return false
	}
	return true
}

// label gives the letter of a label of an interview, "q" or "a", if token i is one: it begins a paragraph, and a colon or full stop follows.
func (p *page) label(i int) string {
	t := &p.toks[i]
	letter, stopped := strings.CutSuffix(t.low, ".")
	if !t.upper || p.tok(i-1).para == t.para && i > 0 || !stopped && p.tok(i+1).low != ":" || letter != "q" && letter != "a" {
		return ""
	}
	return letter
}

// readPronoun handles a mention that is one pronoun, perhaps with "himself", "all of" or "both" beside it.
func (c *cast) readPronoun(m *mention) bool {
	t := c.p.toks
	first, last := &t[m.lo], short(t[m.hi-1].low)
	if n := m.hi - m.lo; n <= 3 && (last == "whom" || last == "who" || last == "which" && n > 1 || last == "that" && n == 1) {
		m.form, m.plural = which, n > 1
		return true
	}
	reflexive := strings.HasSuffix(last, "self") || strings.HasSuffix(last, "selves")
	if m.hi-m.lo > 1 && !reflexive && (!first.is(pronoun) || first.is(determiner)) {
		return false
	}
	m.pron = short(first.low)
	return c.pronounForm(m)
}

// short cuts what is joined to a pronoun by an apostrophe: "who've", "I'd".
func short(s string) string {
	if head, _, ok := strings.Cut(s, "'"); ok && head != "" {
		return head
	}
	return s
}

// pronounForm sorts a pronoun.
func (c *cast) pronounForm(m *mention) bool {
	switch m.pron {
	case "he", "him", "his", "himself":
		m.form, m.male = he, true
	case "she", "her", "hers", "herself":
		m.form, m.female = he, true
	case "it", "its", "itself":
		m.form = it
	case "they", "them", "their", "theirs", "themselves":
		m.form, m.plural = they, true
	case "i", "me", "my", "mine":
		m.form = speaker
	case "we", "us", "our", "ours":
		m.form, m.plural = speaker, true
	case "you", "your":
		m.form = you
	case "who", "which", "whose", "whom", "that":
		m.form = which
	default:
		return false
	}
	return true
}

// phraseEnd finds where the noun phrase that begins at lo goes over into a description: a comma, a preposition, a relative clause.
func (c *cast) phraseEnd(lo, hi int) int {
	noun := false
	for i := lo; i < hi; i++ {
		t := &c.p.toks[i]
		switch {
		case i == lo:
		case !t.word && !inner(t.low), t.is(relative), t.low == "that", t.is(preposition) && !c.inName(i):
			return i
		case noun && (t.is(boundary) || c.goesOver(i, hi)):
			return i
		}
		noun = noun || headlike(t)
	}
	return hi
}

// inner reports whether a mark may stand within a noun phrase.
func inner(mark string) bool {
	switch mark {
	case "&", "'", "’", "‘", "\"", "“", "”", "/", "$", "£":
		return true
	}
	return false
}

// goesOver reports whether the word at i, after a noun, begins a description: a participle, a time.
func (c *cast) goesOver(i, hi int) bool {
	t, next := &c.p.toks[i], c.p.tok(i+1)
	if !headlike(&c.p.toks[i-1]) {
		return false
	}
	if t.low == "this" || t.low == "last" || t.low == "next" || t.is(calendar) {
		return true
	}
	if t.upper || t.is(nounClass) || i+1 < hi && headlike(next) && !next.upper {
		return false
	}
	return t.is(participle) || strings.HasSuffix(t.low, "ed") || strings.HasSuffix(t.low, "ing")
}

// headlike reports whether a word may be the head of a noun phrase.
func headlike(t *token) bool {
	return t.word && !t.possessive && (t.is(nounClass) || t.upper && !t.is(function))
}

// inName reports whether token i lies within a name with its titles, not at its beginning.
func (c *cast) inName(i int) bool {
	k := c.nameFrom(i)
	return k < len(c.names) && c.names[k].from < i && i < c.names[k].hi
}

// nameFrom returns the first name that ends after token i.
func (c *cast) nameFrom(i int) int {
	lo, hi := 0, len(c.names)
	for lo < hi {
		m := (lo + hi) / 2
		if c.names[m].hi <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
