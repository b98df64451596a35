package identity

import "hearsay"

// antecedent finds whom a relative pronoun means: the mention it stands in, or the noun phrase before it.
func (r *run) antecedent(m *mention) int {
	for i := range r.mentions {
		if o := &r.mentions[i]; o.entity >= 0 && o.lo < m.lo && o.hi >= m.hi {
			return o.entity
		}
	}
	t := r.c.p.toks
	people := t[m.hi-1].low == "who" || t[m.hi-1].low == "whom"
	at := -1
	for i := m.lo - 1; i >= 0 && i > m.lo-16 && t[i].sent == t[m.lo].sent; i-- {
		if n := r.c.nameFrom(i); n < len(r.c.names) && r.c.names[n].hi == i+1 {
			e := r.c.names[n].entity
			k := r.c.entities[e].kind
			if people && (k == person || k == "" && at < 0 && t[i].class&region == 0) || !people && k != person && at < 0 {
				return e
			}
			if at >= 0 {
				break
			}
			i = r.c.names[n].lo
			continue
		}
		if t[i].low == "," && at >= 0 || t[i].class&saying != 0 {
			break
		}
		if at < 0 && t[i].word && t[i].class&(role|unnamed|group|organisation|document|outlet|office) != 0 || t[i].low == "those" {
			at = i
		}
		if at >= 0 && t[i].class&(determiner|number) != 0 {
			if e := r.named(i - 1); e >= 0 && people {
				return e // "Koch, a veteran of the ministry who"
			}
			break
		}
	}
	if at < 0 {
		if m.lo == 0 || !t[m.lo-1].word {
			return r.fresh(m)
		}
		at = m.lo - 1
	}
	return r.phrase(at, m.within)
}

// named returns the person whose name ends before a comma at token i, -1 if there is none.
func (r *run) named(i int) int {
	if i < 1 || r.c.p.toks[i].low != "," {
		return -1
	}
	if n := r.c.nameFrom(i - 1); n < len(r.c.names) && r.c.names[n].hi == i && r.c.entities[r.c.names[n].entity].kind == person {
		return r.c.names[n].entity
	}
	return -1
}

// phrase resolves the noun phrase that ends with the token at, which is no mention of its own.
func (r *run) phrase(at, within int) int {
	t := r.c.p.toks
	lo := at
	for lo > 0 && t[lo-1].word && t[lo-1].sent == t[at].sent && t[lo-1].class&(preposition|relative|saying) == 0 && (t[lo-1].class&function == 0 || t[lo-1].class&(determiner|number) != 0) {
		lo--
		if t[lo].class&determiner != 0 {
			break
		}
	}
	m := mention{span: hearsay.Span{Start: t[lo].start, End: t[at].end}, attr: -1}
	r.c.read(&m)
	m.within = within
	switch m.form {
	case named:
		return r.c.names[m.name].entity
	case noun:
		i := r.pick(&m)
		r.learn(&r.c.entities[i], &m)
		return i
	}
	return r.fresh(&m)
}

// interviewee finds who answers in an interview with the labels Q and A: the person named most often before it, or at all.
func (r *run) interviewee(m *mention) int {
	for i := range r.mentions {
		if o := &r.mentions[i]; o.form == answer && o.entity >= 0 {
			return o.entity
		}
	}
	best, most := -1, 0
	for i := range r.c.entities {
		e := &r.c.entities[i]
		if e.kind != person || len(e.occ) == 0 {
			continue
		}
		n := len(e.occ)
		if e.occ[0] < m.lo {
			n += 100
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
	t := r.c.p.toks
	if m.within >= 0 && r.of[m.within] >= 0 && m.form == speaker {
		i := r.of[m.within]
		e := &r.c.entities[i]
		if m.plural && e.kind == person && e.class&spokesman != 0 && e.owner >= 0 && r.c.entities[e.owner].speaks {
			return e.owner // the body in whose name a spokesman says "we"
		}
		return i
	}
	if m.form == you {
		return r.fresh(m)
	}
	if t[m.lo].quoted {
		best, distance := -1, 1<<30
		for i := range r.mentions {
			o := &r.mentions[i]
			if o.entity < 0 || o.attr < 0 || o.form == speaker || o.form == you {
				continue
			}
			d := max(o.lo-m.lo, m.lo-o.lo)
			if t[o.lo].para != t[m.lo].para {
				d += 1000
			}
			if d < distance {
				best, distance = o.entity, d
			}
		}
		if best >= 0 {
			return best
		}
	}
	return 0
}
