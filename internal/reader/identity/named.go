package identity

import (
	"slices"
	"strings"

	"hearsay"
)

// readJoint handles several sources that speak as one: "Koch and Brandt", "the company and its founder".
func (c *cast) readJoint(m *mention) bool {
	t := c.p.toks
	and := c.conjunction(m)
	if and < 0 {
		return false
	}
	names := c.joined(m, and)
	before, after, whole := &t[and-1], &t[and+1], m.end > and
	endsName := slices.ContainsFunc(names, func(k int) bool { return c.endsAt(k, and) })
	starts := func(k int) bool { return c.startsAt(k, and+1) }
	article := whole && after.is(determiner)
	switch {
	case endsName && slices.ContainsFunc(names, starts) && (whole || c.list(m.lo, and)):
	case endsName && article && !before.possessive:
	case article && t[m.lo].low == "the" && and-m.lo <= 4:
	default:
		return false
	}
	m.form, m.plural, m.names, m.end = joint, true, names, m.hi
	m.text = strings.ToLower(c.p.words(m.lo, m.hi))
	return true
}

// joined lists the names within a mention, of which one at least stands before its "and".
func (c *cast) joined(m *mention, and int) []int {
	var names []int
	for k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].hi <= m.hi; k++ {
		if n := &c.names[k]; n.lo >= m.lo && (n.lo < and || len(names) > 0) {
			names = append(names, k)
		}
	}
	return names
}

// endsAt reports whether name k ends before token i, perhaps with a mark between.
func (c *cast) endsAt(k, i int) bool {
	hi := c.names[k].hi
	return hi == i || hi < i && !c.p.toks[i-1].word
}

// startsAt reports whether name k begins at token i, with or without titles and an article.
func (c *cast) startsAt(k, i int) bool {
	n := &c.names[k]
	return n.from == i || n.lo == i || n.lo == i+1 && c.p.toks[i].low == "the"
}

// conjunction finds the first "and" of a mention that is neither in a name nor in a relative clause, -1 if there is none.
func (c *cast) conjunction(m *mention) int {
	t := c.p.toks
	for i := m.lo + 1; i < m.hi-1 && t[i].sent == t[m.lo].sent && (!t[i].is(relative) || t[i].low == "where"); i++ {
		if (t[i].low == "and" || t[i].low == "or") && !c.inName(i) {
			return i
		}
	}
	return -1
}

// list reports whether the tokens [lo, hi) are nothing but names with their titles, parties and commas.
func (c *cast) list(lo, hi int) bool {
	for _, t := range c.p.toks[lo:hi] {
		if t.word && !t.upper && !t.is(role|particle|modifier) && t.low != "the" {
			return false
		}
	}
	return true
}

// readNamed finds the name that a mention consists of or describes: its phrase ends with it, or it follows after a comma.
func (c *cast) readNamed(m *mention) bool {
	for k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].lo < m.hi; k++ {
		n := &c.names[k]
		if n.lo < m.lo && n.hi > m.hi || n.len() == 1 && c.p.toks[n.lo].is(demonym) {
			continue
		}
		if c.bears(m, n) {
			m.form, m.name = named, k
			return true
		}
	}
	return false
}

// bears reports whether the name is the mention's own.
func (c *cast) bears(m *mention, n *name) bool {
	switch {
	case n.hi == m.end || n.lo < m.end && n.hi > m.end: // "Deputy minister Lena Koch", cut short perhaps
		return n.titled() || n.lo == m.lo || !c.adjective(n, m)
	case n.hi < m.end:
		return n.lo == m.lo && strings.HasSuffix(c.p.toks[n.hi].low, "self") || c.namesOutlet(m, n) // "Ford itself", "the IRNA agency"
	case !c.describes(m.lo, m.end, n):
		return false
	}
	return n.from > m.end && c.follows(c.comma(m), n) || c.trails(m, n)
}

// namesOutlet reports whether a name of capitals and the noun for an outlet behind it are all of a phrase, and takes it for an outlet's then.
func (c *cast) namesOutlet(m *mention, n *name) bool {
	e, head := &c.entities[n.entity], &c.p.toks[m.end-1]
	if n.hi != m.end-1 || n.len() != 1 || !c.p.toks[n.lo].caps || !head.is(outlet) || head.is(pluralForm) || e.kind != "" && e.kind != hearsay.Media {
		return false
	}
	e.kind = hearsay.Media
	return true
}

// trails reports whether a person's name ends a description without a comma, as translations have it: "the director of the institute Jan Brandt".
func (c *cast) trails(m *mention, n *name) bool {
	before, after := c.p.tok(n.lo-1), c.p.tok(n.hi)
	return n.lo > m.end && !n.titled() && c.entities[n.entity].kind == person && before.word && !before.is(function) &&
		(n.hi == m.hi || !after.word || after.is(relative))
}

// comma returns the first comma of a mention, -1 if there is none.
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
		if t.is(determiner) && c.p.toks[i+1].is(honorific) {
			continue // "His Excellency"
		}
		if !t.word || t.is(function|saying) || i < n.from-4 {
			return false
		}
	}
	return true
}

// adjective reports whether the name at the end of a phrase is no name but a description, such as a people: "the French", "many Republicans".
func (c *cast) adjective(n *name, m *mention) bool {
	t := &c.p.toks[n.hi-1]
	if n.len() == 1 && t.is(group|unnamed|pluralForm) && !t.is(firstName) && (t.is(pluralForm) || t.first || t.title) {
		return true
	}
	e := &c.entities[n.entity]
	if e.kind == hearsay.Media || e.kind == person || n.lo == m.lo || t.is(firstName|organisation) {
		return false
	}
	return t.is(role) || t.is(group) && len(e.occ) < 2
}

// describes reports whether the phrase [lo, hi) may describe the name that follows it.
func (c *cast) describes(lo, hi int, n *name) bool {
	head := &c.p.toks[hi-1]
	k := c.entities[n.entity].kind
	switch {
	case head.is(pluralForm):
		return false
	case head.is(outlet):
		return k == hearsay.Media || k == ""
	case head.is(role|unnamed) || c.p.toks[lo].low == "one":
		return k == person || k == "" || k == hearsay.Media
	case head.is(body | group):
		return k != person && k != hearsay.Country
	case k != person || !lowerNoun(head):
		return false
	}
	for _, t := range c.p.toks[lo:hi] {
		if t.is(determiner) || t.possessive {
			return true
		}
	}
	return false
}
