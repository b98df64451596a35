package identity

import "hearsay"

// kindOf tells what sort of source a mention without a name is of.
func (c *cast) kindOf(m *mention) kind {
	switch {
	case m.form == noun:
		return c.kindOfNoun(m)
	case m.form == he, m.form == answer:
		return person
	case m.form == it:
		return hearsay.Organisation
	case m.form == which && !m.plural:
		return ""
	}
	return hearsay.Group
}

// kindOfNoun goes by a description's noun and determiner.
func (c *cast) kindOfNoun(m *mention) kind {
	for _, by := range [...]func(*mention) kind{c.kindOfWord, c.kindOfClass} {
		if k := by(m); k != "" {
			return k
		}
	}
	switch {
	case m.plural:
		return hearsay.Group
	case m.part != "" || indefinite(m.det) || m.det == "this":
		return hearsay.Anonymous
	}
	return ""
}

// kindOfClass goes by what the tables know of the noun.
func (c *cast) kindOfClass(m *mention) kind {
	written := m.class&document != 0
	switch {
	case m.class&spokesman != 0 && !m.plural:
		return hearsay.Office
	case m.class&outlet != 0 && m.class&group == 0 && (!written || m.det == "the"):
		return hearsay.Media
	case m.class&(role|unnamed|group) != 0 && !written:
		return c.people(m)
	case written:
		return hearsay.Document
	}
	return called(m.class & body)
}

// kindOfWord knows single words, and descriptions that are a group's or institution's whatever their noun.
func (c *cast) kindOfWord(m *mention) kind {
	switch low := c.p.toks[m.head].low; {
	case m.share, m.det == "both", m.det == "neither":
		return hearsay.Group
	case low == "government", low == "state" && m.det == "the":
		return hearsay.Country
	case low == "city", low == "county", low == "town", low == "hall":
		return hearsay.Office
	case m.det == "the" && m.class&unnamed != 0 && m.class&organisation != 0 && !m.plural: // "the lender"
		return hearsay.Organisation
	}
	return ""
}

func indefinite(determiner string) bool {
	switch determiner {
	case "a", "an", "one", "another", "other":
		return true
	}
	return false
}

// people tells a person, unnamed sources and a group apart.
func (c *cast) people(m *mention) kind {
	switch {
	case m.plural && c.crowd(m):
		return hearsay.Group
	case m.plural:
		return hearsay.Anonymous
	case m.class&unnamed != 0 && !c.holdsOffice(m):
		return hearsay.Anonymous
	case m.class&role == 0:
		return hearsay.Group
	case indefinite(m.det):
		return hearsay.Anonymous
	}
	return person
}

// crowd reports whether people are no unnamed informants but a group: "many officials", "voters".
func (c *cast) crowd(m *mention) bool {
	t := c.p.toks
	if m.vague || t[m.lo].is(many) || m.class&unnamed == 0 {
		return true
	}
	return m.class&group != 0 && !m.quantity && (t[m.head].low != "people" || !m.described())
}

// holdsOffice reports whether a description is of an office or a relation that one at a time has, so that its holder is known although not named.
func (c *cast) holdsOffice(m *mention) bool {
	known := m.det == "the" || m.owner >= 0 && m.det != "a" && m.det != "an"
	return known && m.class&role != 0 && c.p.toks[m.head].is(holder)
}

// finalKind tells what sort of source an entity is in the end. Where its words do not tell, it is what the network thinks, or else what is commonest.
func (r *run) finalKind(e *entity) kind {
	k, sure := r.c.wordedKind(e)
	if sure {
		return k
	}
	return r.seenKind(e, k)
}

// wordedKind tells what an entity's words and what was found around them make it, and whether they leave no doubt.
func (c *cast) wordedKind(e *entity) (k kind, sure bool) {
	switch {
	case e.reports:
		return hearsay.Media, true
	case e.kind != "":
		return e.kind, true
	case e.class == 0 && len(e.tokens) > 0 && c.lex.words[e.tokens[len(e.tokens)-1]]&surname != 0 && !c.article(e):
		return person, true
	case e.class&(body|outlet|document) != 0:
		return called(e.class &^ role), true
	case e.class&role != 0 || e.male+e.female > 0:
		return person, true
	case e.plural:
		return hearsay.Group, false
	case len(e.tokens) > 1 && e.last > e.first && !c.article(e):
		return person, false
	}
	return hearsay.Organisation, false
}

// seenKind is the kind that the network thinks an entity is of, by all that it says; otherwise if the network saw nothing of it.
func (r *run) seenKind(e *entity, otherwise kind) kind {
	var sum [8]float32
	seen := false
	for _, i := range e.said {
		for _, k := range r.mentions[i].attrs {
			if k >= len(r.kinds) || len(r.kinds[k]) != len(sum) {
				continue
			}
			seen = true
			for j, v := range r.kinds[k] {
				sum[j] += v
			}
		}
	}
	if !seen {
		return otherwise
	}
	best := 0
	for j := range sum {
		if sum[j] > sum[best] {
			best = j
		}
	}
	return hearsay.Kinds()[best]
}

// article reports whether "the" stands before the entity's name.
func (c *cast) article(e *entity) bool { return c.p.tok(e.lo-1).low == "the" }
