package identity

import (
	"slices"

	"hearsay"
)

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

// pick chooses the entity that a pronoun or description most likely means, or makes a new one.
func (r *run) pick(m *mention) int {
	if m.form == noun {
		r.possessor(m)
		if i := r.byRule(m); i >= 0 {
			return i
		}
	}
	candidates, views := r.candidates(m)
	ranks := r.nearness(m, candidates, views)
	weights := &r.weights[m.rank()]
	var given [][]feature
	best, top := len(candidates), float32(0)
	for k := 0; k <= len(candidates); k++ {
		switch {
		case k < len(candidates):
			r.scratch = r.compare(r.scratch[:0], m, candidates[k], views[k], ranks[k])
		case m.form == he && k > 0:
			continue // never somebody new
		default:
			r.scratch = r.compareNew(r.scratch[:0], m)
		}
		s := float32(0)
		for _, f := range r.scratch {
			s += weights[f]
		}
		if k == 0 || s > top {
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
	if best == len(candidates) {
		return r.fresh(m)
	}
	return candidates[best]
}

// candidates lists the entities that a mention may mean, and counts those that its noun fits.
func (r *run) candidates(m *mention) ([]int, []view) {
	var list []int
	var views []view
	r.headCount, r.classCount = 0, 0
	for _, i := range r.nearby(m.lo) {
		e := &r.c.entities[i]
		v := e.look(m.lo)
		if !r.possible(m, i, v) {
			continue
		}
		list, views = append(list, i), append(views, v)
		if m.form != noun {
			continue
		}
		if e.nameSpeaks() && m.class&callable(e.kind) != 0 {
			r.classCount++
		}
		if slices.Contains(e.heads, m.canon) {
			r.headCount++
		}
	}
	return list, views
}

// possible reports whether entity i may be what the mention means at all.
func (r *run) possible(m *mention, i int, v view) bool {
	e := &r.c.entities[i]
	if v.before < 0 && v.after < 0 && !e.outlet || m.owner == i {
		return false
	}
	switch m.form {
	case he:
		return i > 0 && e.sexFit(m) >= 0 && e.individual() // 0 is the outlet
	case it:
		return e.kind != person && v.before >= 0
	case they:
		return v.before >= 0 && (e.kind != person || e.plural)
	}
	return e.sexFit(m) >= 0 && !r.apart(m, e)
}

// apart reports whether an entity without a name cannot be what a description tells of.
func (r *run) apart(m *mention, e *entity) bool {
	return e.tokens == nil && (e.elsewhere(m) || r.otherShare(m, e))
}

// otherShare reports whether a description and an entity are different shares of many: "36 percent", "58% of them".
func (r *run) otherShare(m *mention, e *entity) bool {
	a, b := r.c.percent(m.lo, m.hi), ""
	if a != "" && e.lo >= 0 {
		b = r.c.percent(e.lo, e.hi)
	}
	return b != "" && a != b
}

// percent is the number that the tokens from lo to before hi begin with as a percentage, "" if they do not.
func (c *cast) percent(lo, hi int) string {
	const front = 4 // "less than 46 percent"
	for k := lo; k < min(hi, lo+front); k++ {
		if next := c.p.tok(k + 1); next.low == "percent" || next.low == "%" || next.low == "per" {
			return c.p.toks[k].low
		}
	}
	return ""
}

// elsewhere reports whether the entity and the description belong to different owners, both named.
func (e *entity) elsewhere(m *mention) bool {
	return m.owner >= 0 && e.owner >= 0 && m.owner != e.owner && m.pron == ""
}

// individual reports whether the entity may be a single human being.
func (e *entity) individual() bool {
	if e.plural || len(e.members) > 0 {
		return false
	}
	switch e.kind {
	case person, hearsay.Anonymous:
		return true
	case hearsay.Office:
		return e.tokens == nil
	}
	return e.kind == "" && !e.place()
}

// nearness ranks the candidates that fit by how recently they were mentioned: 0 for the nearest, 3 for none of the nearest three.
func (r *run) nearness(m *mention, candidates []int, views []view) []int {
	ranks := make([]int, len(candidates))
	top := [3]int{-1, -1, -1}
	for k, i := range candidates {
		ranks[k] = 3
		e := &r.c.entities[i]
		if views[k].before < 0 || m.form == noun && !slices.Contains(e.heads, m.canon) || m.form == he && e.kind != person && e.kind != hearsay.Anonymous {
			continue
		}
		for x, j := 0, k; x < len(top) && j >= 0; x++ {
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

// possessor finds whom the pronoun in "his lawyer" means.
func (r *run) possessor(m *mention) {
	if m.pron == "" || m.owner >= 0 {
		return
	}
	o := r.c.at(m.pronAt, m.pronAt+1)
	o.end, o.within = o.hi, m.within
	if !r.c.readPronoun(&o) || o.form != he && o.form != it && o.form != they {
		return
	}
	i := r.pick(&o)
	if e := &r.c.entities[i]; e.tokens != nil || len(e.said) > 0 {
		m.owner = i
	}
}
