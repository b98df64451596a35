package identity

import (
	"strings"

	"hearsay"
)

// guess tells the kind of a name from its words and what stands around it, "" if nothing tells.
func (c *cast) guess(n *name) kind {
	toks := c.p.toks
	last := &toks[n.hi-1]
	introduced := c.introduced(n)
	titled := n.titled() || c.roleBefore(n)
	switch {
	case c.lex.seats[strings.Join(c.p.lows(n.lo, n.hi), " ")] != "":
		return hearsay.Office
	case introduced&outlet != 0:
		return hearsay.Media
	case last.is(group) && last.is(pluralForm) && !last.is(firstName):
		return hearsay.Group
	case n.len() == 1 && !titled && last.is(outletName|region):
		if last.is(outletName) {
			return hearsay.Media
		}
		return hearsay.Country
	case titled && c.plain(n) && !last.is(body|document), c.personal(n):
		return person
	}
	return c.guessBody(n, introduced)
}

// guessBody goes on with names that are neither an outlet's nor surely a person's.
func (c *cast) guessBody(n *name, introduced class) kind {
	toks := c.p.toks
	last, first := &toks[n.hi-1], &toks[n.lo]
	switch {
	case n.len() > 1 && c.publishes(n):
		return hearsay.Media
	case toks[c.nameHead(n)].is(office | stateHead):
		return hearsay.Office
	case introduced != 0 && !n.titled() && !first.is(firstName):
		return hearsay.Organisation
	case last.is(document) && n.len() > 1 && !last.is(organisation):
		return hearsay.Document
	case c.p.any(n.lo, n.hi, organisation):
		return hearsay.Organisation
	case c.ages(n) || c.described(n):
		return person
	}
	return ""
}

// plain reports whether a name consists of nothing but words, as people's do.
func (c *cast) plain(n *name) bool {
	for _, t := range c.p.toks[n.lo:n.hi] {
		if t.is(preposition) || t.low == "&" {
			return false
		}
	}
	return true
}

// nameHead is the noun of a name: the last word before a preposition.
func (c *cast) nameHead(n *name) int {
	for k := n.lo + 1; k < n.hi; k++ {
		if c.p.toks[k].is(preposition) {
			return k - 1
		}
	}
	return n.hi - 1
}

// introduced gives the classes of a noun before the name that tells what it is: the site of "the site Dockside" or "the site “Dockside”".
func (c *cast) introduced(n *name) class {
	t := c.p.tok(n.from - 1)
	if t.low == "\"" || t.low == "“" {
		return c.p.tok(n.from-2).class & (outlet | organisation)
	}
	if t.upper || t.possessive {
		return 0
	}
	return t.class & (outlet | organisation)
}

// roleBefore reports whether a role in small letters stands before the name: "spokesman Jan Brandt".
func (c *cast) roleBefore(n *name) bool {
	t := c.p.tok(n.from - 1)
	return t.is(role) && !t.upper && !t.is(group|outlet|pluralForm)
}

// personal reports whether the words of the name are a person's: a first name and others.
func (c *cast) personal(n *name) bool {
	first, last := &c.p.toks[n.lo], &c.p.toks[n.hi-1]
	if n.len() < 2 || n.len() > 4 || !first.is(firstName) || !c.plain(n) || last.is(body|document|group|outlet) {
		return false
	}
	return !last.is(outletName) || c.ages(n)
}

// described reports whether what follows the name, or its surname, is a person's: ", who", ", a farmer".
func (c *cast) described(n *name) bool {
	if !c.plain(n) {
		return false
	}
	if c.p.tok(n.hi).low == "," && c.p.tok(n.hi+1).low == "who" {
		return true
	}
	if last := &c.p.toks[n.hi-1]; n.len() == 2 && last.is(surname) && !last.is(nounClass|region) {
		return true
	}
	if n.len() < 2 || n.len() > 3 {
		return false
	}
	head, _, _ := c.apposition(n.hi)
	return head >= 0 && c.p.toks[head].is(role) && !c.p.toks[head].is(pluralForm)
}

// ages reports whether an age follows the name: "Lena Koch, 54,".
func (c *cast) ages(n *name) bool {
	age, after := c.p.tok(n.hi+1), c.p.tok(n.hi+2)
	return c.p.tok(n.hi).low == "," && len(age.low) == 2 && digit(age.low) && !after.word && after.low != ""
}

// publishes reports whether the words of a name are an outlet's: "Harbour Post", "Radio Alta", "Palatine News Agency".
func (c *cast) publishes(n *name) bool {
	toks := c.p.toks[n.lo:n.hi]
	first, last := &toks[0], &toks[len(toks)-1]
	if last.low == "agency" || last.low == "service" {
		before := toks[len(toks)-2].low
		return before == "news" || before == "press" || before == "telegraph"
	}
	if last.is(outlet | outletName) {
		return true
	}
	return first.is(outletName) && !first.is(firstName|role|organisation) && (first.caps || !last.is(body|role|surname))
}

// country returns the country that a name, its people's or its capital's, stands for; "" if none.
func (c *cast) country(n *name) string {
	t := c.p.toks
	switch {
	case n.len() > 6 || n.titled() && t[n.lo-1].is(honorific|maleTitle|femaleTitle):
		return ""
	case n.len() == 1, n.len() == 2 && t[n.lo+1].is(realm) && t[n.lo].is(demonym): // "the Russian Federation"
		return c.lex.countries[t[n.lo].low]
	}
	lo := n.lo
	for k := n.lo + 1; k < n.hi-1; k++ { // "the Islamic Republic of Iran"
		if t[k].low == "of" && t[k-1].is(realm) {
			lo = k + 1
			break
		}
	}
	return c.lex.countries[strings.Join(c.p.lows(lo, n.hi), " ")]
}
