package identity

import (
	"strings"

	"hearsay"
)

// describe adds to the entity what stands around one place where it is named: titles, apposition, the outlet it reports for.
func (c *cast) describe(n *name) {
	t := c.p.toks
	e := &c.entities[n.entity]
	if e.kind == hearsay.Country {
		return
	}
	e.reports = e.reports || c.reportsFor(n)
	for k := n.from; k < n.lo; k++ {
		c.title(e, k)
	}
	lo := c.titleStart(n)
	if c.titles(e, n, lo) {
		for k := lo; k < n.from; k++ {
			c.title(e, k)
		}
		c.setRole(e, lo, n.lo, n.lo-1)
		c.ownedBy(e, lo)
	} else if k := c.presiding(n); k >= 0 {
		c.setOffice(e, n, k)
		c.ownedBy(e, n.from)
	} else if k := c.commaBefore(n); k > 0 && (e.kind == person || e.kind == "") {
		c.apposedBefore(e, k)
	}
	if head, lo, hi := c.apposition(n.hi); head >= 0 && agrees(&t[head], e.kind) {
		c.title(e, head)
		c.setRole(e, lo, hi, head)
	}
}

// titleStart finds where the title in small letters before a name, and before its titles with capitals, begins.
func (c *cast) titleStart(n *name) int {
	sent := c.p.toks[n.lo].sent
	lo := n.from
	for lo > 0 && c.titleWord(&c.p.toks[lo-1]) && c.p.toks[lo-1].sent == sent {
		lo--
	}
	if before := c.p.tok(lo - 1); lo < n.lo && before.first && before.is(role|modifier) && before.sent == sent {
		lo-- // the capital of a sentence's beginning
	}
	return lo
}

// presiding finds the title of an institution before a name: the secretary of "U.S. Secretary of State Lena Koch"; -1 if there is none.
func (c *cast) presiding(n *name) int {
	for k := n.from; k < n.lo; k++ {
		if c.p.presides(k) {
			return k
		}
	}
	return -1
}

// reportsFor reports whether an outlet's name in the possessive stands before the name: "NBC's Dana Orr".
func (c *cast) reportsFor(n *name) bool {
	if n.titled() || !c.p.tok(n.lo-1).possessive {
		return false
	}
	k := c.nameFrom(n.lo - 1)
	return c.names[k].hi == n.lo && c.entities[c.names[k].entity].kind == hearsay.Media
}

// titles reports whether the words from lo up to the name are a title of it.
func (c *cast) titles(e *entity, n *name, lo int) bool {
	if lo == n.lo {
		return false
	}
	head := &c.p.toks[n.lo-1]
	if head.is(title) {
		return true
	}
	if lo == n.from {
		return false
	}
	if e.kind == person {
		return lowerNoun(head)
	}
	return head.is(nounClass)
}

// lowerNoun reports whether a word may be a noun that the tables do not know.
func lowerNoun(t *token) bool {
	return t.word && !t.upper && !t.is(function|saying) && !strings.HasSuffix(t.low, "ed") && !strings.HasSuffix(t.low, "ing") && !strings.HasSuffix(t.low, "ly")
}

// titleWord reports whether a word before a name may belong to a title in small letters: "deputy finance minister".
func (c *cast) titleWord(t *token) bool {
	if !t.word || t.upper || t.possessive || digit(t.low) || t.is(function|saying) || strings.HasSuffix(t.low, "ed") {
		return false
	}
	return t.is(role|modifier|body|group) || lowerNoun(t)
}

// agrees reports whether a noun may describe something of that kind.
func agrees(t *token, k kind) bool {
	if k == person {
		return !t.is(nounClass) || t.is(role)
	}
	return k == "" || t.is(nounClass&^role)
}

// title notes what one word of a title tells: sex, role.
func (c *cast) title(e *entity, k int) {
	t := &c.p.toks[k]
	if t.is(maleTitle|maleRole) && !t.is(femaleRole) {
		e.male += 3
	}
	if t.is(femaleTitle | femaleRole) {
		e.female += 3
	}
	if t.is(nounClass) && agrees(t, e.kind) || lowerNoun(t) && !t.is(modifier) {
		e.call(c.lex.canonical(t.low))
		if e.kind != person || t.is(role) {
			e.class |= t.class & (nounClass | spokesman)
		}
		return
	}
	e.word(t.low)
}

// apposition looks at what follows a name that ends before token at: ", the deputy governor of the bank,". It returns the head noun and the phrase's tokens;
// the head is -1 if there is none.
func (c *cast) apposition(at int) (head, lo, hi int) {
	t := c.p.toks
	lo = c.appositionStart(at)
	if first := c.p.tok(lo); lo < 0 || !first.word || first.is(pronoun|preposition|relative) && !first.is(determiner) {
		return -1, at, at
	}
	head, end := c.appositionHead(lo)
	if head < 0 || !t[lo].is(determiner) && head > lo+5 {
		return -1, at, at
	}
	for hi = end; hi < lo+24 && c.p.tok(hi).sent == t[lo].sent && within(&t[hi]); {
		hi++
	}
	if c.p.tok(hi).is(saying) { // no comma closes it: "a letter seen by Reuters, the council warned the governor"
		return -1, at, at
	}
	return head, lo, hi
}

// within reports whether a token may stand in a description after its noun.
func within(t *token) bool {
	return (t.word || t.low == "&" || t.low == "'") && !t.is(relative|saying)
}

// appositionHead finds the head, -1 if there is none, and the end of the noun phrase that begins at lo.
func (c *cast) appositionHead(lo int) (head, end int) {
	t := c.p.toks
	head, end = -1, lo
	for end < lo+14 && c.p.tok(end).sent == t[lo].sent && !c.endsApposition(end, head) {
		if t[end].is(nounClass) && !t[end].possessive {
			head = end
		}
		end++
	}
	if head < 0 && t[lo].is(determiner) && end > lo+1 && end <= lo+8 && lowerNoun(&t[end-1]) { // a noun that no table knows
		head = end - 1
	}
	return head, end
}

// appositionStart finds where a description after a name may begin: after a party in brackets, a comma, an age, "who is". It is -1 if there is no comma.
func (c *cast) appositionStart(at int) int {
	i := at
	if c.p.tok(i).low == "(" {
		for i < at+6 && c.p.tok(i).low != ")" {
			i++
		}
		i++
	}
	if c.p.tok(i).low != "," {
		return -1
	}
	i++
	if digit(c.p.tok(i).low) && c.p.tok(i+1).low == "," {
		i += 2
	}
	if is := c.p.tok(i + 1).low; c.p.tok(i).low == "who" && (is == "is" || is == "was") {
		i += 2
	}
	return i
}

// endsApposition reports whether the noun phrase of an apposition ends before token i.
func (c *cast) endsApposition(i, head int) bool {
	t := &c.p.toks[i]
	switch {
	case !t.word && t.low != "-" && t.low != "’", t.is(relative):
		return true
	case head >= 0 && (t.low == "and" || t.is(preposition)):
		return true
	}
	return t.is(saying|function) && !t.is(determiner|preposition|role|number)
}

// commaBefore returns the comma before a name and its titles, "His Excellency" among them; -1 if there is none.
func (c *cast) commaBefore(n *name) int {
	t := c.p.toks
	k := n.from - 1
	for k > 0 && k > n.from-4 && (c.titleWord(&t[k]) || t[k].is(honorific) || t[k].is(determiner) && t[k+1].is(honorific)) {
		k--
	}
	if k > 0 && t[k].low == "," {
		return k
	}
	return -1
}

// apposedBefore reads what stands before a name and a comma: "the union's president,", "the minister of health,". comma is its token.
func (c *cast) apposedBefore(e *entity, comma int) {
	t := c.p.toks
	head, lo := -1, -1
	for i := comma - 1; i > comma-12 && c.p.tok(i).sent == t[comma].sent && within(&t[i]) && (lo < 0 || lo > head); i-- {
		if t[i].is(role) && !t[i].possessive && (t[i+1].low == "," || t[i+1].is(preposition)) {
			head = i
		}
		if c.opens(i) {
			lo = i
		}
	}
	if head < 0 || lo < 0 || lo > head || t[head].is(pluralForm) {
		return
	}
	c.title(e, head)
	c.setRole(e, lo, comma, head)
}

// opens reports whether a noun phrase may begin with token i: a determiner or a possessive.
func (c *cast) opens(i int) bool {
	t, before := &c.p.toks[i], c.p.tok(i-1)
	return t.is(determiner) || t.possessive && !before.upper && !before.is(determiner)
}

// settle decides what is left open once all places are read: sex by first name, kind by what the entity is called.
func (c *cast) settle(e *entity) {
	if e.kind == person || e.kind == "" {
		sex := c.firstNameSex(e)
		if e.kind == person && len(e.tokens) == 1 {
			switch c.lex.words[e.tokens[0]] & firstName {
			case maleName:
				sex = 1
			case femaleName:
				sex = -1
			}
		}
		e.male += 2 * max(sex, 0)
		e.female += 2 * max(-sex, 0)
	}
	if e.kind == "" {
		e.kind = called(e.class)
		if e.male+e.female > 0 && e.kind != hearsay.Media {
			e.kind = person
		}
	}
	if e.kind != person && e.kind != "" && e.kind != hearsay.Country {
		c.institution(e)
	}
}

// institution gives an institution's name the nouns that it is called by: "agency" for the Police Review Agency.
func (c *cast) institution(e *entity) {
	for k, w := range e.tokens {
		class := c.lex.words[w]
		edge := k == 0 || k == len(e.tokens)-1
		if class&(body|stateHead) != 0 || edge && class&(outlet|outletName|document|group) != 0 {
			e.call(c.lex.canonical(w))
			e.class |= class & (body | outlet | document | group)
		} else {
			e.word(w)
		}
	}
}
