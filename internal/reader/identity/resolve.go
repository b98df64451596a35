package identity

import (
	"slices"

	"hearsay"
)

// run is the resolving of one article.
type run struct {
	c           *cast
	attrs       []hearsay.Attribution
	mentions    []mention
	of          []int // the entity of each attribution's source, -1 if none
	speakers    [3]int
	speakerPara int
	headCount   int // of entities that the present mention's noun fits
	present     int // the entity that is being compared
	classCount  int // of speakers with a name that are of its class
	weights     *[ranked][features]float32
	choose      func(m *mention, candidates []int, given [][]feature) int // replaces the choice in training; nil otherwise
	contents    []extent
	scratch     []feature
}

// extent is a stretch of content, in tokens.
type extent struct{ lo, hi, attr int }

// The forms that the scorer ranks candidates for, each with weights of its own.
const (
	rankHe = iota
	rankIt
	rankThey
	rankNoun
	rankPart
	ranked
)

func (m *mention) rank() int {
	switch {
	case m.form == he:
		return rankHe
	case m.form == it:
		return rankIt
	case m.form == they:
		return rankThey
	case m.part != "":
		return rankPart
	}
	return rankNoun
}

// resolve finds the entity of every mention: those with names first to last, then those who speak of themselves.
func (r *run) resolve() {
	r.speakers = [3]int{-1, -1, -1}
	r.enclose()
	for i := range r.mentions {
		m := &r.mentions[i]
		switch m.form {
		case empty, speaker, you:
			continue
		case named:
			m.entity = r.c.names[m.name].entity
		case joint:
			m.entity = r.joint(m)
		case which:
			m.entity = r.antecedent(m)
		case question:
			m.entity = 0
		case answer:
			m.entity = r.interviewee(m)
		default:
			m.entity = r.pick(m)
		}
		r.settle(i)
	}
	for i := range r.mentions {
		if m := &r.mentions[i]; m.form == speaker || m.form == you {
			m.entity = r.self(m)
			r.settle(i)
		}
	}
}

// enclose finds for each mention the innermost attribution in whose content it stands.
func (r *run) enclose() {
	for k, a := range r.attrs {
		for _, s := range a.Content {
			lo, hi := r.c.p.at(s.Start, s.End)
			r.contents = append(r.contents, extent{lo, hi, k})
		}
	}
	slices.SortStableFunc(r.contents, func(a, b extent) int { return a.lo - b.lo })
	reach := 0
	for i := range r.mentions {
		m := &r.mentions[i]
		for reach < len(r.contents) && r.contents[reach].lo <= m.lo {
			reach++
		}
		best := 0
		for k := reach - 1; k >= 0 && k >= reach-40; k-- {
			if e := r.contents[k]; e.hi >= m.hi && e.attr != m.attr && (best == 0 || e.hi-e.lo < best) {
				best, m.within = e.hi-e.lo, e.attr
			}
		}
	}
}

// inContent reports whether token i stands in the content of an attribution.
func (r *run) inContent(attr, i int) bool {
	at := r.c.p.toks[i].start
	for _, s := range r.attrs[attr].Content {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

// settle keeps what the resolved mention tells of its entity.
func (r *run) settle(i int) {
	m := &r.mentions[i]
	if m.entity < 0 {
		return
	}
	e := &r.c.entities[m.entity]
	e.said = append(e.said, i)
	e.at = m.lo
	if m.male {
		e.male++
	}
	if m.female {
		e.female++
	}
	if m.form == noun {
		r.learn(e, m)
	}
	if m.attr < 0 {
		return
	}
	for _, k := range m.attrs {
		r.of[k] = m.entity
	}
	r.speakerPara = r.c.p.toks[m.lo].para
	if r.speakers[0] != m.entity {
		if r.speakers[1] != m.entity {
			r.speakers[2] = r.speakers[1]
		}
		r.speakers[1] = r.speakers[0]
		r.speakers[0] = m.entity
	}
}

// learn adds a description's noun and words to the entity.
func (r *run) learn(e *entity, m *mention) {
	if m.part == "" && m.class&function == 0 {
		e.call(r.c.p.toks[m.head].low)
	}
	e.class |= m.class & (role | spokesman | unnamed | group | office | organisation | outlet | document)
	if m.part == "" {
		for _, w := range m.words {
			e.word(w)
		}
	}
	if e.owner < 0 {
		e.owner = m.owner
	}
	if e.kind == "" {
		e.kind = called(&entity{class: m.class & nounClass})
	}
}

// fresh makes an entity of a mention that is of none before.
func (r *run) fresh(m *mention) int {
	e := newEntity()
	e.lo, e.hi, e.plural, e.text = m.lo, m.hi, m.plural, m.text
	e.kind = r.c.kindOf(m)
	return r.c.add(e)
}

// joint finds or makes the entity of several that speak as one.
func (r *run) joint(m *mention) int {
	var members []int
	for _, k := range m.names {
		if e := r.c.names[k].entity; !slices.Contains(members, e) {
			members = append(members, e)
		}
	}
	for i := range r.c.entities {
		if e := &r.c.entities[i]; len(e.members) > 0 && (e.text == m.text || len(members) > 1 && slices.Equal(e.members, members)) {
			return i
		}
	}
	i := r.fresh(m)
	e := &r.c.entities[i]
	e.members, e.plural, e.kind = members, true, hearsay.Group
	if len(members) == 0 {
		e.members = []int{-1}
	}
	return i
}

// pick chooses the entity that a pronoun or description most likely means, or makes a new one.
func (r *run) pick(m *mention) int {
	if m.form == noun {
		r.possessor(m)
		if i := r.byRule(m); i >= 0 {
			return i
		}
	}
	var candidates []int
	var views []view
	r.headCount, r.classCount = 0, 0
	for i := range r.c.entities {
		v := r.c.entities[i].look(m.lo)
		if r.possible(m, i, v) {
			candidates, views = append(candidates, i), append(views, v)
			if e := &r.c.entities[i]; m.form == noun && e.tokens != nil && e.speaks && !e.outlet && classFit(m.class, e) {
				r.classCount++
			}
			if m.form == noun && slices.Contains(r.c.entities[i].heads, canonical(r.c.p.toks[m.head].low)) {
				r.headCount++
			}
		}
	}
	ranks := r.nearness(m, candidates, views)
	w := &r.weights[m.rank()]
	var given [][]feature
	best, top := -1, float32(0)
	for k, i := range append(candidates, -1) {
		r.scratch = r.scratch[:0]
		if i < 0 {
			if m.form == he && len(candidates) > 0 {
				continue
			}
			r.scratch = r.newFeatures(r.scratch, m)
		} else {
			r.scratch = r.features(r.scratch, m, i, views[k], ranks[k])
		}
		s := float32(0)
		for _, f := range r.scratch {
			s += w[f]
		}
		if best < 0 || s > top {
			best, top = k, s
		}
		if r.choose != nil {
			given = append(given, slices.Clone(r.scratch))
		}
	}
	if r.choose != nil {
		if k := r.choose(m, candidates, given); k >= 0 {
			best = k
		}
	}
	if best >= len(candidates) {
		return r.fresh(m)
	}
	return candidates[best]
}

// settled reports whether the owner of a description is named in it, not found by a pronoun.
func (r *run) settled(m *mention) bool { return m.pron == "" }

// possessor finds whom the pronoun in "his lawyer" means.
func (r *run) possessor(m *mention) {
	if m.pron == "" || m.owner >= 0 {
		return
	}
	o := mention{lo: m.pronAt, hi: m.pronAt + 1, end: m.pronAt + 1, head: -1, owner: -1, attr: -1, entity: -1, within: m.within}
	t := &r.c.p.toks[m.pronAt]
	o.span = hearsay.Span{Start: t.start, End: t.end}
	if r.c.readPronoun(&o) && (o.form == he || o.form == it || o.form == they) {
		if i := r.pick(&o); i >= 0 && i < len(r.c.entities) && (r.c.entities[i].tokens != nil || len(r.c.entities[i].said) > 0) {
			m.owner = i
		}
	}
}

// possible reports whether entity i may be what the mention means at all.
func (r *run) possible(m *mention, i int, v view) bool {
	e := &r.c.entities[i]
	if v.before < 0 && v.after < 0 && !e.outlet || m.owner == i || m.owner >= 0 && e.owner >= 0 && m.owner != e.owner && e.tokens == nil && r.settled(m) {
		return false
	}
	switch m.form {
	case he:
		return e.sexFit(m) >= 0 && (e.kind == person || e.kind == hearsay.Anonymous || e.kind == hearsay.Office && e.tokens == nil || e.kind == "" && e.placed*2 <= e.count) && !e.plural && len(e.members) == 0
	case it:
		return e.kind != person && v.before >= 0
	case they:
		return v.before >= 0 && (e.kind != person || e.plural)
	}
	return e.sexFit(m) >= 0
}

// nearness ranks the candidates that fit by how recently they were mentioned: 0 for the nearest, 3 for none of the nearest three.
func (r *run) nearness(m *mention, candidates []int, views []view) []int {
	ranks := make([]int, len(candidates))
	var top [3]int
	for k := range top {
		top[k] = -1
	}
	for k, i := range candidates {
		ranks[k] = 3
		e := &r.c.entities[i]
		if views[k].before < 0 || m.form == noun && !slices.Contains(e.heads, canonical(r.c.p.toks[m.head].low)) || m.form == he && e.kind != person && e.kind != hearsay.Anonymous {
			continue
		}
		for x, j := 0, k; x < 3 && j >= 0; x++ {
			if top[x] < 0 || views[j].before > views[top[x]].before {
				top[x], j = j, top[x]
			}
		}
	}
	for x, k := range top {
		if k >= 0 {
			ranks[k] = x
		}
	}
	return ranks
}

// byRule decides descriptions that leave no doubt: the article's own outlet, a country's people or government, an institution's spokesman. It is -1 otherwise.
func (r *run) byRule(m *mention) int {
	t := r.c.p.toks
	h := &t[m.head]
	if m.det == "this" && h.class&outlet != 0 || m.pron == "our" && h.class&outlet != 0 {
		return 0
	}
	if government(h.low) && m.owner >= 0 && r.c.entities[m.owner].kind == hearsay.Country && m.hi == m.end && t[m.head-1].possessive {
		return m.owner
	}
	if m.hi == m.end && (h.class&demonym != 0 && t[m.lo].low == "the" && m.head == m.lo+1 || government(h.low) && m.head > m.lo && t[m.head-1].class&demonym != 0) {
		d := m.head
		if h.class&demonym == 0 {
			d--
		}
		return r.c.nation(r.c.lex.countries[t[d].low], m.lo, m.hi)
	}
	if m.class&spokesman != 0 && !m.plural && m.owner >= 0 && r.c.entities[m.owner].kind != person && (r.c.entities[m.owner].speaks || r.c.entities[m.owner].tokens == nil) {
		return m.owner
	}
	return -1
}

// government reports whether a noun stands for a country's government.
func government(s string) bool {
	return s == "government" || s == "side" || s == "republic" || s == "authorities"
}

// nation finds or makes the entity of a country.
func (c *cast) nation(country string, lo, hi int) int {
	if country == "" {
		return -1
	}
	if i, ok := c.nations[country]; ok {
		return i
	}
	e := newEntity()
	e.kind, e.lo, e.hi, e.text = hearsay.Country, lo, hi, country
	e.call("government")
	i := c.add(e)
	c.nations[country] = i
	return i
}
