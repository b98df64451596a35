package identity

import "hearsay"

// kindOf tells what sort of source a description without a name is of.
func (c *cast) kindOf(m *mention) kind {
	if m.form == joint {
		return hearsay.Group
	}
	if m.form != noun {
		switch {
		case m.form == he:
			return person
		case m.form == it:
			return hearsay.Organisation
		case m.form == which && !m.plural:
			return ""
		}
		return hearsay.Group
	}
	h := &c.p.toks[m.head]
	switch {
	case h.low == "percent" || m.det == "both" || m.det == "neither":
		return hearsay.Group
	case h.low == "government", h.low == "state" && m.det == "the":
		return hearsay.Country
	case h.low == "city" || h.low == "county" || h.low == "town" || h.low == "hall":
		return hearsay.Office
	case m.share:
		return hearsay.Group
	case m.det == "the" && m.class&unnamed != 0 && m.class&organisation != 0 && !m.plural:
		return hearsay.Organisation
	}
	switch {
	case m.class&spokesman != 0 && !m.plural:
		return hearsay.Office
	case m.class&outlet != 0 && (m.class&document == 0 || m.det == "the") && m.class&group == 0:
		return hearsay.Media
	case m.class&(role|unnamed|group) != 0 && m.class&document == 0:
		return c.people(m)
	case m.class&document != 0:
		return hearsay.Document
	case m.class&office != 0:
		return hearsay.Office
	case m.class&organisation != 0:
		return hearsay.Organisation
	case m.plural:
		return hearsay.Group
	}
	switch m.det {
	case "a", "an", "one", "another", "other", "this":
		return hearsay.Anonymous
	}
	if m.part != "" {
		return hearsay.Anonymous
	}
	return ""
}

// people tells a person, unnamed sources and a group apart.
func (c *cast) people(m *mention) kind {
	t := c.p.toks
	if m.plural {
		if m.vague {
			return hearsay.Group
		}
		switch t[m.lo].low {
		case "many", "most", "some", "all", "hundreds", "thousands", "dozens":
			return hearsay.Group
		}
		if m.class&unnamed == 0 || m.class&group != 0 && !m.quantity && (t[m.head].low != "people" || m.hi == m.end) {
			return hearsay.Group
		}
		return hearsay.Anonymous
	}
	if m.class&unnamed != 0 && !(m.class&role != 0 && (m.det == "the" || m.owner >= 0 && m.det != "a" && m.det != "an") && officeHolder(t[m.head].low)) {
		return hearsay.Anonymous
	}
	if m.class&role != 0 {
		if m.det == "a" || m.det == "an" || m.det == "one" || m.det == "another" {
			return hearsay.Anonymous
		}
		return person
	}
	return hearsay.Group
}

// officeHolder reports whether a noun names an office that one at a time holds, so that its holder is known although not named.
func officeHolder(s string) bool {
	switch s {
	case "senator", "minister", "president", "governor", "mayor", "congressman", "congresswoman", "chairman", "chairwoman", "chief", "commander", "boss", "executive", "lawyer", "attorney", "director",
		"head", "leader", "sheriff", "coroner", "judge", "coach", "captain", "prosecutor", "secretary", "ambassador", "premier", "chancellor", "commissioner",
		"mother", "father", "wife", "husband", "widow", "son", "daughter", "brother", "sister", "successor", "predecessor":
		return true
	}
	return false
}

// finalKind tells what sort of source an entity is in the end.
func (c *cast) finalKind(e *entity) kind {
	switch {
	case e.reports:
		return hearsay.Media
	case e.kind != "":
		return e.kind
	case len(e.tokens) > 0 && e.class == 0 && c.lex.words[e.tokens[len(e.tokens)-1]]&surname != 0 && !c.article(e):
		return person
	case e.class&outlet != 0:
		return hearsay.Media
	case e.class&office != 0:
		return hearsay.Office
	case e.class&organisation != 0:
		return hearsay.Organisation
	case e.class&document != 0:
		return hearsay.Document
	case e.class&role != 0 || e.male+e.female > 0:
		return person
	case e.plural:
		return hearsay.Group
	case len(e.tokens) > 1 && e.last > e.first && !c.article(e):
		return person
	}
	return hearsay.Organisation
}

// article reports whether "the" stands before the entity's name.
func (c *cast) article(e *entity) bool { return e.lo > 0 && c.p.toks[e.lo-1].low == "the" }
