package identity

import (
	"sort"

	"hearsay"
)

// byRule decides descriptions that leave no doubt: the article's own outlet, a country's people or government, an institution's spokesman. It is -1 otherwise.
func (r *run) byRule(m *mention) int {
	h := &r.c.p.toks[m.head]
	if h.is(outlet) && (m.det == "this" || m.pron == "our") {
		return 0
	}
	if i := r.government(m); i >= 0 {
		return i
	}
	if m.class&spokesman == 0 || m.plural || m.owner < 0 {
		return -1
	}
	if o := &r.c.entities[m.owner]; o.kind != person && (o.speaks || o.tokens == nil) {
		return m.owner
	}
	return -1
}

// government finds the country in "the French", "the Belarusian side" and "Chad's government", -1 if the description is of none.
func (r *run) government(m *mention) int {
	t := r.c.p.toks
	h := &t[m.head]
	if m.described() {
		return -1
	}
	if h.is(demonym) && m.head == m.lo+1 && t[m.lo].low == "the" {
		return r.c.nation(r.c.lex.countries[h.low], m.lo, m.hi)
	}
	switch h.low {
	case "government", "side", "republic", "authorities":
	default:
		return -1
	}
	before := r.c.p.tok(m.head - 1)
	if m.head > m.lo && before.is(demonym) {
		return r.c.nation(r.c.lex.countries[before.low], m.lo, m.hi)
	}
	if m.owner >= 0 && r.c.entities[m.owner].kind == hearsay.Country && before.possessive {
		return m.owner
	}
	return -1
}

// antecedent finds whom a relative pronoun means: the mention it stands in, or the noun phrase before it.
func (r *run) antecedent(m *mention) int {
	behind := sort.Search(len(r.mentions), func(i int) bool { return r.mentions[i].lo >= m.lo })
	for i := max(0, behind-deep); i < behind; i++ {
		if o := &r.mentions[i]; o.entity >= 0 && o.hi >= m.hi {
			return o.entity
		}
	}
	t := r.c.p.toks
	people := t[m.hi-1].low == "who" || t[m.hi-1].low == "whom"
	const far = 16 // tokens that are looked at
	for i := m.lo - 1; i > m.lo-far && r.c.p.tok(i).sent == t[m.lo].sent && !t[i].is(saying); i-- {
		if n := r.endingAt(i + 1); n != nil {
			if r.relates(n.entity, people, &t[i]) {
				return n.entity
			}
			i = n.lo
			continue
		}
		if t[i].is(nounClass) || t[i].low == "those" {
			return r.related(i, m.within, people)
		}
	}
	if r.c.p.tok(m.lo - 1).word {
		return r.phrase(m.lo-1, m.within)
	}
	return r.fresh(m)
}

// related finds whom a relative pronoun after the noun at means: the person whom the noun phrase describes, or the noun itself.
func (r *run) related(at, within int, people bool) int {
	if n := r.apposedTo(at); n != nil && people {
		return n.entity
	}
	return r.phrase(at, within)
}

// apposedTo returns the person's name before a comma and a noun phrase with the noun at: "Koch, a veteran of the ministry who"; nil if there is none.
func (r *run) apposedTo(at int) *name {
	t := r.c.p.toks
	for i := at; i > 0 && t[i].sent == t[at].sent && t[i].word && !t[i].is(saying); i-- {
		if i < at && r.endingAt(i+1) != nil {
			return nil
		}
		if !t[i].is(determiner | number) {
			continue
		}
		if n := r.endingAt(i - 1); n != nil && t[i-1].low == "," && r.c.entities[n.entity].kind == person {
			return n
		}
		return nil
	}
	return nil
}

// endingAt returns the name that ends before token i, nil if there is none.
func (r *run) endingAt(i int) *name {
	if i <= 0 {
		return nil
	}
	if k := r.c.nameFrom(i - 1); k < len(r.c.names) && r.c.names[k].hi == i {
		return &r.c.names[k]
	}
	return nil
}

// relates reports whether "who", or another relative pronoun, may be said of an entity whose name ends with last.
func (r *run) relates(entity int, people bool, last *token) bool {
	k := r.c.entities[entity].kind
	if people {
		return k == person || k == "" && !last.is(region)
	}
	return k != person
}

// phrase resolves the noun phrase that ends with the token at, which is no mention of its own.
func (r *run) phrase(at, within int) int {
	t := r.c.p.toks
	lo := at
	for lo > 0 && t[lo-1].sent == t[at].sent && modifies(&t[lo-1]) {
		lo--
		if t[lo].is(determiner) {
			break
		}
	}
	m := r.c.read(hearsay.Span{Start: t[lo].start, End: t[at].end})
	m.within, m.attr = within, -1
	switch m.form {
	case empty:
		m = r.c.at(lo, at+1)
	case named:
		return r.c.names[m.name].entity
	case noun:
		i := r.pick(&m)
		r.c.entities[i].learn(&m)
		return i
	}
	return r.fresh(&m)
}

// modifies reports whether a word may stand within a noun phrase, before its noun.
func modifies(t *token) bool {
	return t.word && !t.is(preposition|relative|saying) && (!t.is(function) || t.is(determiner|number))
}

// interviewee finds who answers in an interview with the labels Q and A: the person named most often, before it if somebody is.
func (r *run) interviewee(m *mention) int {
	for i := range r.mentions {
		if o := &r.mentions[i]; o.form == answer && o.entity >= 0 {
			return o.entity
		}
	}
	best, most := -1, 0
	for i := range r.c.entities {
		e := &r.c.entities[i]
		n := len(e.occ)
		if e.kind != person || n == 0 {
			continue
		}
		if e.occ[0] < m.lo {
			n += len(r.c.p.toks)
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return r.fresh(m)
	}
	return best
}

// self finds who "I", "we" or "you" is: whoever is quoted there; outside of quotations the outlet.
func (r *run) self(m *mention) int {
	if m.form == you {
		return r.fresh(m)
	}
	if m.within >= 0 && r.of[m.within] >= 0 {
		i := r.of[m.within]
		e := &r.c.entities[i]
		if m.plural && e.kind == person && e.class&spokesman != 0 && e.owner >= 0 && r.c.entities[e.owner].speaks {
			return e.owner // the body in whose name a spokesman says "we"
		}
		return i
	}
	if r.c.p.toks[m.lo].quoted {
		if i := r.speakerNear(m); i >= 0 {
			return i
		}
	}
	return 0
}

// speakerNear finds the source of an attribution nearest to the mention, in its paragraph if there is one; -1 if there is none at all.
func (r *run) speakerNear(m *mention) int {
	t := r.c.p.toks
	best, distance := -1, 0
	behind := sort.Search(len(r.heard), func(k int) bool { return r.mentions[r.heard[k]].lo >= m.lo })
	for _, i := range r.heard[max(0, behind-1):min(behind+1, len(r.heard))] { // the last before and the first behind
		o := &r.mentions[i]
		d := max(o.lo-m.lo, m.lo-o.lo)
		if t[o.lo].para != t[m.lo].para {
			d += len(t)
		}
		if best < 0 || d < distance {
			best, distance = o.entity, d
		}
	}
	return best
}
