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
	entity   int   // resolved, -1 as yet
	name     int   // of named: the index in cast.names
	names    []int // of joint: the names joined
	head     int   // the noun, a token; -1 if none
	end      int   // where the noun phrase before its description ends
	det      string
	class    class
	plural   bool
	male     bool
	female   bool
	owner    int    // the entity that a possessive before the noun names, -1 if none
	pron     string // the possessive pronoun before the noun
	pronAt   int    // its token
	part     string // of a part of a group: the whole's noun, "them" where it has none
	quantity bool   // begins with a number or quantifier
	vague    bool   // of an uncertain number: "a number of delegates"
	share    bool   // a share of many: "72 percent of voters"
	within   int    // the attribution in whose content it stands, -1 if none
	attr     int    // the first attribution that it is the source of, -1 if none
	attrs    []int  // all of them
	words    []string
	text     string // in lower case, without determiner
}

// read tells what a mention's words are.
func (c *cast) read(m *mention) {
	t := c.p.toks
	m.head, m.owner, m.name, m.entity, m.within = -1, -1, -1, -1, -1
	m.lo, m.hi = c.p.at(m.span.Start, m.span.End)
	for m.lo < m.hi && (!t[m.lo].word || t[m.lo].class&preposition != 0 && !(m.lo+1 < m.hi && (t[m.lo+1].low == "least" || t[m.lo+1].low == "most"))) {
		m.lo++
	}
	for m.hi > m.lo && !t[m.hi-1].word {
		m.hi--
	}
	if m.lo == m.hi {
		return
	}
	if c.readLabel(m) || c.readPronoun(m) {
		return
	}
	m.end = c.phraseEnd(m.lo, m.hi)
	for m.end > m.lo+1 && !t[m.end-1].word {
		m.end--
	}
	if c.readJoint(m) || c.readNamed(m) {
		return
	}
	c.readNoun(m)
}

// readLabel handles the labels of an interview, Q and A.
func (c *cast) readLabel(m *mention) bool {
	t := c.p.toks
	if m.hi-m.lo != 1 || !t[m.lo].upper || m.lo > 0 && t[m.lo-1].para == t[m.lo].para {
		return false
	}
	switch strings.TrimRight(t[m.lo].low, ".") {
	case "q":
		m.form = question
	case "a":
		m.form = answer
	default:
		return false
	}
	return true
}

// readPronoun handles a mention that is one pronoun, perhaps with "himself", "all of" or "both" beside it.
func (c *cast) readPronoun(m *mention) bool {
	t := c.p.toks
	last, _, _ := strings.Cut(t[m.hi-1].low, "'")
	if n := m.hi - m.lo; n <= 3 && (last == "whom" || last == "which" && n > 1 || last == "who" || last == "that" && n == 1) {
		m.form, m.plural = which, n > 1
		return true
	}
	if m.hi-m.lo > 1 && !strings.HasSuffix(last, "self") && !strings.HasSuffix(last, "selves") && !(t[m.lo].class&pronoun != 0 && t[m.lo].class&determiner == 0) {
		return false
	}
	m.pron = t[m.lo].low
	if short, _, ok := strings.Cut(m.pron, "'"); ok && short != "" {
		m.pron = short // "who've", "I'd"
	}
	switch m.pron {
	case "he", "him", "his", "himself":
		m.form, m.male = he, true
	case "she", "hers", "herself":
		m.form, m.female = he, true
	case "her":
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
	t := c.p.toks
	noun := false
	for i := lo; i < hi; i++ {
		switch {
		case !t[i].word && t[i].low != "&" && t[i].low != "'" && t[i].low != "’" && t[i].low != "‘" && t[i].low != "\"" && t[i].low != "“" && t[i].low != "”" && t[i].low != "/" && t[i].low != "$" && t[i].low != "£":
			if i > lo {
				return i
			}
		case t[i].class&relative != 0 && i > lo, t[i].low == "that" && i > lo:
			return i
		case t[i].class&preposition != 0 && i > lo && !c.inName(i):
			return i
		case noun && t[i].class&boundary != 0, noun && !t[i].upper && i > lo && (strings.HasSuffix(t[i].low, "ed") || strings.HasSuffix(t[i].low, "ing") || participle(t[i].low)) && t[i].class&nounClass == 0 && headlike(&t[i-1]) && !(i+1 < hi && headlike(&t[i+1]) && !t[i+1].upper),
			noun && i > lo && headlike(&t[i-1]) && (t[i].low == "this" || t[i].low == "last" || t[i].low == "next" || t[i].class&calendar != 0):
			return i
		}
		noun = noun || headlike(&t[i])
	}
	return hi
}

// participle reports whether a word is an irregular participle, after which a description goes on.
func participle(s string) bool {
	switch s {
	case "made", "seen", "taken", "drawn", "sent", "held", "given", "written", "kept", "brought", "led", "known", "shown", "put", "found", "built", "paid", "born", "set", "run":
		return true
	}
	return false
}

func headlike(t *token) bool {
	return t.word && !t.possessive && (t.class&(role|unnamed|group|document|outlet|office|organisation) != 0 || t.upper && t.class&function == 0)
}

// inName reports whether token i lies within a name.
func (c *cast) inName(i int) bool {
	k := c.nameFrom(i)
	return k < len(c.names) && c.names[k].lo < i && i < c.names[k].hi
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

// readJoint handles several sources that speak as one: "Koch and Brandt", "the company and its founder".
func (c *cast) readJoint(m *mention) bool {
	t := c.p.toks
	and := -1
	for i := m.lo + 1; i < m.hi-1; i++ {
		if t[i].class&relative != 0 && t[i].low != "where" || t[i].sent != t[m.lo].sent {
			break
		}
		if (t[i].low == "and" || t[i].low == "or") && !c.inName(i) {
			and = i
			break
		}
	}
	if and < 0 {
		return false
	}
	var names []int
	for k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].hi <= m.hi; k++ {
		if c.names[k].lo >= m.lo && (c.names[k].lo < and || len(names) > 0) {
			names = append(names, k)
		}
	}
	after := &t[and+1]
	endsName, startsName := false, false
	for _, k := range names {
		endsName = endsName || c.names[k].hi == and || c.names[k].hi < and && !t[and-1].word
		startsName = startsName || c.names[k].from == and+1 || c.names[k].lo == and+1 || c.names[k].lo == and+2 && t[and+1].low == "the"
	}
	switch {
	case endsName && startsName && (m.end > and || c.list(m.lo, and)):
	case endsName && after.class&determiner != 0 && m.end > and && !t[and-1].possessive:
	case t[m.lo].low == "the" && after.class&determiner != 0 && m.end > and && and-m.lo <= 4:
	default:
		return false
	}
	m.form, m.plural, m.names, m.end = joint, true, names, m.hi
	m.text = strings.ToLower(c.p.words(m.lo, m.hi))
	return true
}

// list reports whether the tokens [lo, hi) are nothing but names with their titles, parties and commas.
func (c *cast) list(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if t := &c.p.toks[i]; t.word && !t.upper && t.class&(role|particle|modifier) == 0 && t.low != "the" {
			return false
		}
	}
	return true
}

// readNamed finds the name that a mention consists of or describes: its phrase ends with it, or it follows after a comma.
func (c *cast) readNamed(m *mention) bool {
	t := c.p.toks
	found := -1
	for k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].lo < m.hi; k++ {
		n := &c.names[k]
		if n.lo < m.lo && n.hi > m.hi || n.hi-n.lo == 1 && t[n.lo].class&demonym != 0 {
			continue
		}
		switch {
		case n.hi == m.end || n.lo < m.end && n.hi > m.end: // "Deputy minister Lena Koch", cut short perhaps
			if n.from < n.lo || n.lo == m.lo || !c.adjective(n, m) {
				found = k
			}
		case n.hi < m.end && n.lo == m.lo && strings.HasSuffix(t[n.hi].low, "self"):
			found = k // "Ford itself"
		case found < 0 && n.from > m.end && c.follows(c.comma(m), n) && c.describes(m.lo, m.end, n):
			found = k // "its spokesman, Jan Brandt"
		case found < 0 && (n.hi == m.hi || !t[n.hi].word || t[n.hi].class&relative != 0) && n.lo > m.end && n.from == n.lo && c.entities[n.entity].kind == person && t[n.lo-1].class&function == 0 && t[n.lo-1].word && c.describes(m.lo, m.end, n):
			found = k // "the director of the institute Jan Brandt"
		}
		if found >= 0 {
			break
		}
	}
	if found < 0 {
		return false
	}
	m.form, m.name = named, found
	return true
}

// comma returns the first comma of a mention.
func (c *cast) comma(m *mention) int {
	for i := m.lo; i < m.hi; i++ {
		if c.p.toks[i].low == "," {
			return i
		}
	}
	return -1
}

// follows reports whether nothing but titles stands between a comma and the name.
func (c *cast) follows(comma int, n *name) bool {
	if comma < 0 || comma >= n.from {
		return false
	}
	for i := comma + 1; i < n.from; i++ {
		t := &c.p.toks[i]
		if t.class&determiner != 0 && c.p.toks[i+1].class&honorific != 0 {
			continue // "His Excellency"
		}
		if !t.word || t.class&(function|saying) != 0 || i < n.from-4 {
			return false
		}
	}
	return true
}

// adjective reports whether the name at the end of a phrase is no name but a description, such as a people: "the French", "many Republicans".
func (c *cast) adjective(n *name, m *mention) bool {
	t := &c.p.toks[n.hi-1]
	if n.hi-n.lo == 1 && t.class&(group|unnamed|pluralForm) != 0 && t.class&(maleName|femaleName) == 0 && (t.class&pluralForm != 0 || t.first || t.title) {
		return true
	}
	if c.entities[n.entity].kind == hearsay.Media {
		return false
	}
	return n.lo > m.lo && t.class&(group|role) != 0 && t.class&(maleName|femaleName|organisation) == 0 && c.entities[n.entity].kind != person
}

// describes reports whether the phrase [lo, hi) may describe the name that follows it.
func (c *cast) describes(lo, hi int, n *name) bool {
	head := &c.p.toks[hi-1]
	k := c.entities[n.entity].kind
	switch {
	case head.class&pluralForm != 0:
		return false
	case head.class&outlet != 0:
		return k == hearsay.Media || k == ""
	case head.class&(role|unnamed) != 0 || c.p.toks[lo].low == "one":
		return k == person || k == "" || k == hearsay.Media
	case head.class&(organisation|office|group) != 0:
		return k != person && k != hearsay.Country
	}
	if k != person || !lowerNoun(head) {
		return false
	}
	for _, t := range c.p.toks[lo:hi] {
		if t.class&determiner != 0 || t.possessive {
			return true
		}
	}
	return false
}

// readNoun tells the head, number and sex of a description without a name.
func (c *cast) readNoun(m *mention) {
	t := c.p.toks
	m.form = noun
	if t[m.lo].class&(determiner|number) != 0 {
		m.det = t[m.lo].low
	}
	for i := m.lo; i < m.end; i++ {
		if t[i].class&number != 0 || digit(t[i].low) {
			m.quantity = true
		}
	}
	m.head = m.end - 1
	for m.head > m.lo && (!t[m.head].word || t[m.head].class&function != 0 && t[m.head].class&number == 0) {
		m.head--
	}
	c.readMeasure(m)
	for i := m.lo; i < m.head; i++ {
		switch {
		case t[i].possessive:
			if k := c.nameFrom(i); k < len(c.names) && c.names[k].lo <= i {
				m.owner = c.names[k].entity
			}
		case t[i].class&pronoun != 0 && t[i].class&determiner != 0:
			m.pron, m.pronAt = t[i].low, i
		}
	}
	c.readOwner(m)
	h := &t[m.head]
	m.class = h.class
	m.plural = m.share || isPlural(h.low, h.class) && !h.possessive || m.quantity && t[m.lo].low != "one" && t[m.lo].low != "another" && t[m.lo].low != "each"
	if t[m.lo].low == "one" || t[m.lo].low == "another" || t[m.lo].low == "each" {
		m.plural = false
	}
	m.male, m.female = h.class&maleRole != 0, h.class&femaleRole != 0
	c.readPart(m)
	for i := m.lo; i < m.hi; i++ {
		if t[i].word && i != m.head && t[i].class&(function|saying) == 0 {
			m.words = append(m.words, t[i].low)
		}
	}
	from := m.lo
	if t[from].class&determiner != 0 && t[from].class&number == 0 && from+1 < m.hi {
		from++
	}
	m.text = strings.ToLower(c.p.words(from, m.hi))
}

// readMeasure goes from a measure to what it measures: the delegates of "a number of delegates", the voters of "72 percent of voters".
func (c *cast) readMeasure(m *mention) {
	t := c.p.toks
	switch t[m.head].low {
	case "percent", "percentage", "share", "majority", "minority", "half", "third", "quarter":
		m.share = true
	case "number", "mix", "handful", "couple", "host", "range", "variety", "lot", "pair", "trio", "string", "score", "dozens", "hundreds", "thousands", "scores", "millions":
		m.vague = true
	case "excerpt", "excerpts", "copy", "copies", "version", "results", "result", "text", "parts", "pages":
		if m.end < m.hi && (t[m.end].low == "of" || t[m.end].low == "from") {
			c.rehead(m)
		}
		return
	default:
		return
	}
	m.plural, m.quantity = true, true
	if m.end < m.hi && t[m.end].low == "of" {
		c.rehead(m)
	}
}

// rehead goes on to the noun phrase after the preposition at the end of a mention's phrase.
func (c *cast) rehead(m *mention) {
	t := c.p.toks
	end := c.phraseEnd(m.end+1, m.hi)
	head := end - 1
	for head > m.end && !t[head].word {
		head--
	}
	if head > m.end && t[head].class&(function|number) == 0 {
		m.head, m.end = head, end
	}
}

// readOwner finds the name of the body that a description belongs to where no possessive tells: "a Merapi spokeswoman", "a spokesman for Merapi".
func (c *cast) readOwner(m *mention) {
	t := c.p.toks
	if m.owner >= 0 {
		return
	}
	if k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].hi <= m.head && (c.names[k].hi == m.head || t[c.names[k].hi].class&modifier != 0) {
		m.owner = c.names[k].entity
		return
	}
	if m.end+1 < m.hi && t[m.end].class&preposition != 0 && t[m.end].low != "to" && t[m.end].low != "by" {
		if k := c.nameFrom(m.end + 1); k < len(c.names) && c.names[k].from <= m.end+3 && c.names[k].from > m.end {
			m.owner = c.names[k].entity
		}
	}
}

// readPart handles a part of a group: "one of the two officials", "both", "the second", "another".
func (c *cast) readPart(m *mention) {
	t := c.p.toks
	h := &t[m.head]
	if h.class&number == 0 && h.low != "another" && h.low != "other" && h.low != "first" && h.low != "second" && h.low != "third" && h.low != "others" && h.low != "neither" && h.low != "none" && h.low != "member" && h.low != "latter" && h.low != "former" {
		return
	}
	if m.end >= m.hi || t[m.end].low != "of" {
		if h.low != "member" && h.low != "others" {
			m.part = "them"
		}
		return
	}
	k := c.phraseEnd(m.end+1, m.hi)
	if k <= m.end+1 {
		return
	}
	inner := &t[k-1]
	switch {
	case inner.low == "them" || inner.class&(number|relative) != 0 || inner.low == "us" || inner.low == "you":
		m.part = "them"
	default:
		m.part = canonical(inner.low)
		m.class |= inner.class &^ function
	}
}
