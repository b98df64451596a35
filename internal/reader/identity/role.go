package identity

// setRole keeps the role and the affiliation that the phrase [lo, hi) gives, if it tells more than what is known; its words describe the entity.
func (c *cast) setRole(e *entity, lo, hi, head int) {
	t := c.p.toks
	for k := lo; k < hi; k++ {
		if t[k].word && !t[k].is(function|saying) {
			e.word(t[k].low)
		}
	}
	start, belongs := c.affiliation(lo, hi, head)
	if !t[head].is(role) && t[head].is(title) {
		return
	}
	better := e.role == "" || t[head].is(spokesman) || e.class&spokesman == 0
	if words := c.p.words(start, head+1); better && len(words) > len(e.role) {
		e.role = words
	}
	if e.belongs != "" || belongs == "" {
		return
	}
	e.belongs = belongs
	if k := c.nameFrom(lo); k < len(c.names) && c.names[k].hi <= hi && c.entities[c.names[k].entity].kind != person {
		e.owner = c.names[k].entity
	}
}

// setOffice keeps the role of who presides over an institution, with its name, by the title at head before the entity's name: "Deputy Secretary of State".
func (c *cast) setOffice(e *entity, n *name, head int) {
	t := c.p.toks
	for k := n.from; k < n.lo; k++ {
		if t[k].word && !t[k].is(function|saying) {
			e.word(t[k].low)
		}
	}
	start := head
	for start > n.from && t[start-1].is(title|modifier|role) {
		start--
	}
	end := n.lo
	for end > head+3 && (!t[end-1].word || t[end-1].is(title|honorific|abbreviation)) {
		end-- // "Gen."
	}
	if words := c.p.words(start, end); len(words) > len(e.role) {
		e.role = words
	}
	if e.belongs == "" && start > n.from {
		e.belongs = bare(c.p.words(n.from, start))
	}
}

// ownedBy keeps as affiliation whose the title at lo is, if a name in the possessive stands before it: "Ukraine's Defence Minister Lena Koch".
func (c *cast) ownedBy(e *entity, lo int) {
	if e.belongs != "" || !c.p.tok(lo-1).possessive {
		return
	}
	k := c.nameFrom(lo - 1)
	if n := &c.names[k]; n.hi == lo && c.entities[n.entity].kind != person {
		e.belongs, e.owner = bare(c.p.words(n.lo, n.hi)), n.entity
	}
}

// affiliation finds whose the head of the phrase [lo, hi) is: "the union's president", "president of the union", "Pentagon spokesman"; and where the role
// without it begins.
func (c *cast) affiliation(lo, hi, head int) (start int, belongs string) {
	t := c.p.toks
	start = lo
	for start < head && t[start].is(determiner) {
		start++
	}
	for k := start; k < head; k++ {
		if t[k].possessive {
			belongs = bare(c.p.words(start, k+1))
			start = k + 1
		}
	}
	if belongs == "" && head+2 < hi && t[head+1].is(preposition) {
		belongs = c.affiliationAfter(head+1, hi)
	}
	if belongs != "" || start >= head || !t[start].upper || t[start].is(title|modifier) {
		return start, belongs
	}
	k := start + 1
	for k < head && t[k].upper && !t[k].is(role|modifier|honorific) {
		k++
	}
	return k, c.p.words(start, k)
}

// affiliationAfter is the name after the preposition at i: "of the Harbour Union".
func (c *cast) affiliationAfter(i, hi int) string {
	t := c.p.toks
	switch t[i].low {
	case "of", "for", "at", "with", "in", "to", "from":
	default:
		return ""
	}
	i++
	for i < hi && t[i].is(determiner) {
		i++
	}
	if i == hi || !t[i].upper {
		return ""
	}
	return c.p.words(i, hi)
}
