package identity

import (
	"slices"
	"strings"
)

// readNoun tells the head, number and sex of a description without a name.
func (c *cast) readNoun(m *mention) {
	t := c.p.toks
	m.form = noun
	first := &t[m.lo]
	if first.is(determiner | number) {
		m.det = first.low
	}
	m.head = m.end - 1
	for m.head > m.lo && (!t[m.head].word || t[m.head].is(function) && !t[m.head].is(number)) {
		m.head--
	}
	m.quantity = slices.ContainsFunc(t[m.lo:m.end], func(t token) bool { return t.is(number) || digit(t.low) })
	c.readMeasure(m)
	c.readOwner(m)
	c.readHead(m)
	c.readPart(m)
	for i := m.lo; i < m.hi; i++ {
		if t[i].word && i != m.head && !t[i].is(function|saying) {
			m.words = append(m.words, t[i].low)
		}
	}
	from := m.lo
	if first.is(determiner) && !first.is(number) && from+1 < m.hi {
		from++
	}
	m.text = strings.ToLower(c.p.words(from, m.hi))
}

// readHead tells class, sex and number of a description's noun.
func (c *cast) readHead(m *mention) {
	h, first := &c.p.toks[m.head], &c.p.toks[m.lo]
	m.class, m.canon = h.class, c.lex.canonical(h.low)
	m.male, m.female = h.is(maleRole), h.is(femaleRole)
	switch {
	case first.low == "one" || first.low == "another" || first.low == "each":
	case m.share || m.quantity:
		m.plural = true
	default:
		m.plural = isPlural(h.low, h.class) && !h.possessive
	}
}

// readMeasure goes from a measure to what it measures: the delegates of "a number of delegates", the voters of "72 percent of voters", the log of
// "excerpts from a log".
func (c *cast) readMeasure(m *mention) {
	t, after := &c.p.toks[m.head], c.p.tok(m.end)
	of := m.end < m.hi && after.low == "of"
	switch {
	case t.is(share):
		m.share = true
	case t.is(vague):
		m.vague = true
	case t.is(extract):
		if of || m.end < m.hi && after.low == "from" {
			c.rehead(m)
		}
		return
	default:
		return
	}
	m.plural, m.quantity = true, true
	if of {
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
	if head > m.end && !t[head].is(function|number) {
		m.head, m.end = head, end
	}
}

// readOwner finds whom a description belongs to: "Merapi's spokeswoman", "her lawyer", "a Merapi spokeswoman", "a spokesman for Merapi".
func (c *cast) readOwner(m *mention) {
	t := c.p.toks
	for i := m.lo; i < m.head; i++ {
		switch {
		case t[i].possessive:
			if k := c.nameFrom(i); k < len(c.names) && c.names[k].lo <= i {
				m.owner = c.names[k].entity
			}
		case t[i].is(pronoun) && t[i].is(determiner):
			m.pron, m.pronAt = t[i].low, i
		}
	}
	if m.owner < 0 && m.pron == "" {
		c.readOwnerBeside(m)
	}
}

// readOwnerBeside finds a name directly before the noun, or after a preposition.
func (c *cast) readOwnerBeside(m *mention) {
	t := c.p.toks
	if k := c.nameFrom(m.lo); k < len(c.names) && c.names[k].hi <= m.head && (c.names[k].hi == m.head || t[c.names[k].hi].is(modifier)) {
		m.owner = c.names[k].entity
		return
	}
	if after := c.p.tok(m.end); m.end+1 >= m.hi || !after.is(preposition) || after.low == "to" || after.low == "by" {
		return
	}
	if k := c.nameFrom(m.end + 1); k < len(c.names) && c.names[k].from <= m.end+3 && c.names[k].from > m.end {
		m.owner = c.names[k].entity
	}
}

// readPart handles a part of a group: "one of the two officials", "both", "the second", "another".
func (c *cast) readPart(m *mention) {
	t := c.p.toks
	h := &t[m.head]
	if !h.is(number | part) {
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
	if inner.is(number|relative) || inner.low == "them" || inner.low == "us" || inner.low == "you" {
		m.part = "them"
		return
	}
	m.part = c.lex.canonical(inner.low)
	m.class |= inner.class &^ function
}
