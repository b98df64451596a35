package identity

import (
	"slices"

	"hearsay"
)

// run is the resolving of one article.
type run struct {
	c           *cast
	weights     *[ranked][features]float32
	attrs       []hearsay.Attribution
	mentions    []mention   // in order of the text
	kinds       [][]float32 // what the network thinks of the kind of each attribution's source
	of          []int       // the entity of each attribution's source, -1 if none
	contents    []extent    // in order of the text
	speakers    [3]int      // the entities that spoke last
	speakerPara int         // where the last did
	heard       []int       // the mentions that speak, other than of themselves, in order of the text
	vicinity    vicinity    // of the present mention
	headCount   int         // of entities that the present mention's noun fits
	classCount  int         // of speakers with a name that are of its class
	scratch     []feature
	choose      func(m *mention, candidates []int, given [][]feature) int // replaces the choice in training, where it is not below zero; nil otherwise
}

// extent is a stretch of content, in tokens.
type extent struct{ lo, hi, attr int }

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
		if m := &r.mentions[i]; m.entity >= 0 && m.attr >= 0 {
			r.heard = append(r.heard, i)
		}
	}
	for i := range r.mentions {
		if m := &r.mentions[i]; m.form == speaker || m.form == you {
			m.entity = r.self(m)
			r.settle(i)
		}
	}
}

// deep is how many contents or mentions before a place are looked at for those that it stands in.
const deep = 40

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
		for _, e := range r.contents[max(0, reach-deep):reach] {
			if e.hi >= m.hi && e.attr != m.attr && (best == 0 || e.hi-e.lo <= best) {
				best, m.within = e.hi-e.lo, e.attr
			}
		}
	}
}

// inContent reports whether token i stands in the content of an attribution.
func (r *run) inContent(attr, i int) bool {
	at := r.c.p.toks[i].start
	return slices.ContainsFunc(r.attrs[attr].Content, func(s hearsay.Span) bool { return s.Start <= at && at < s.End })
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
		e.learn(m)
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
func (e *entity) learn(m *mention) {
	e.class |= m.class & (nounClass | spokesman)
	if m.part == "" {
		if m.class&function == 0 {
			e.call(m.canon)
		}
		for _, w := range m.words {
			e.word(w)
		}
	}
	if e.owner < 0 {
		e.owner = m.owner
	}
	if e.kind == "" {
		e.kind = called(m.class)
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
	for _, i := range r.nearby(m.lo) {
		e := &r.c.entities[i]
		if e.kind == hearsay.Group && e.tokens == nil && (e.text == m.text || len(members) > 1 && slices.Equal(e.members, members)) {
			return i
		}
	}
	i := r.fresh(m)
	r.c.entities[i].members = members
	return i
}
