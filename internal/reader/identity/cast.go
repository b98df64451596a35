package identity

import (
	"slices"
	"strings"

	"hearsay"
)

// cast is the article's entities and the names that lead to them.
type cast struct {
	p        *page
	lex      *lexicon
	entities []entity
	names    []name           // in order of the text
	known    map[string][]int // a word of a name → the entities
	nations  map[string]int   // a country → its entity
	initials map[string]int   // of an institution → the first entity with them
}

// gather makes entities of the article's names: first of names of two words and more, then of those that are no part of another.
func gather(p *page, lex *lexicon, art hearsay.Article, attrs []hearsay.Attribution) *cast {
	c := &cast{p: p, lex: lex, known: map[string][]int{}, nations: map[string]int{}, initials: map[string]int{}, names: p.findNames()}
	c.addOutlet(art)
	c.addFull(attrs)
	c.addInitials()
	for i := range c.names {
		if n := &c.names[i]; n.entity < 0 {
			n.entity = c.short(n)
		}
	}
	c.names = append(c.names, c.namesInTitles(c.names)...)
	slices.SortStableFunc(c.names, func(a, b name) int { return a.lo - b.lo })
	for i := range c.names {
		n := &c.names[i]
		e := &c.entities[n.entity]
		e.occ = append(e.occ, n.lo)
		if p.tok(n.from - 1).is(placing) {
			e.placed++
		}
		c.describe(n)
	}
	for i := range c.entities {
		c.settle(&c.entities[i])
	}
	return c
}

// addOutlet makes the first entity: the article's own outlet.
func (c *cast) addOutlet(art hearsay.Article) {
	e := newEntity()
	e.outlet, e.kind, e.class = true, hearsay.Media, outlet
	e.text = art.Outlet
	e.tokens = strings.FieldsFunc(strings.ToLower(art.Outlet), func(r rune) bool { return !isWord(r) && r != '\'' && r != '&' && r != '.' })
	if len(e.tokens) > 0 && e.tokens[0] == "the" {
		e.tokens = e.tokens[1:]
	}
	c.add(e)
}

func (c *cast) add(e entity) int {
	i := len(c.entities)
	c.entities = append(c.entities, e)
	for _, t := range e.tokens {
		if list := c.known[t]; len(list) == 0 || list[len(list)-1] != i {
			c.known[t] = append(list, i)
		}
	}
	return i
}

// addFull makes the entities of names of several words, and marks those that speak.
func (c *cast) addFull(attrs []hearsay.Attribution) {
	var spans []hearsay.Span
	for _, a := range attrs {
		spans = append(spans, a.Source...)
	}
	slices.SortFunc(spans, func(a, b hearsay.Span) int { return a.Start - b.Start })
	for i := range c.names {
		n := &c.names[i]
		if n.len() < 2 {
			continue
		}
		if country := c.country(n); country != "" {
			n.entity = c.nation(country, n.lo, n.hi)
			continue
		}
		n.entity = c.full(n)
		start := c.p.toks[n.lo].start
		for len(spans) > 0 && spans[0].End <= start {
			spans = spans[1:]
		}
		if len(spans) > 0 && spans[0].Start <= start {
			c.entities[n.entity].speaks = true
		}
	}
}

// nation finds or makes the entity of a country, which the tokens [lo, hi) name.
func (c *cast) nation(country string, lo, hi int) int {
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

// full finds or makes the entity of a name of several words.
func (c *cast) full(n *name) int {
	tokens := c.p.lows(n.lo, n.hi)
	k := c.guess(n)
	for _, i := range c.known[tokens[len(tokens)-1]] {
		e := &c.entities[i]
		if !c.same(e.tokens, tokens, e.kind == person || k == person) {
			continue
		}
		if len(tokens) > len(e.tokens) {
			e.tokens, e.lo, e.hi = tokens, n.lo, n.hi
		} else if e.lo < 0 {
			e.lo, e.hi = n.lo, n.hi
		}
		if e.kind == "" {
			e.kind = k
		}
		return i
	}
	for _, i := range c.known[tokens[0]] { // the short form of a longer name before
		e := &c.entities[i]
		if e.kind != person && k != person && len(e.tokens) > len(tokens) && slices.Equal(e.tokens[:len(tokens)], tokens) {
			return i
		}
	}
	e := newEntity()
	e.tokens, e.lo, e.hi, e.kind = tokens, n.lo, n.hi, k
	return c.add(e)
}

// same reports whether two names of several words are one's: the same last word, and for people first names of which one may stand for the other.
func (c *cast) same(a, b []string, people bool) bool {
	if len(a) == 0 || len(b) == 0 || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = b, a
	}
	if slices.Equal(long[len(long)-len(short):], short) {
		return true
	}
	return (people || len(short[0]) == 2) && (len(short) == 1 || c.firstNames(a[0], b[0]))
}

// firstNames reports whether one of two first names may stand for the other: an initial, a shortened or a pet name.
func (c *cast) firstNames(x, y string) bool {
	if x == y || (len(x) <= 2 || len(y) <= 2) && x[0] == y[0] {
		return true
	}
	if len(x) < 3 || len(y) < 3 {
		return false
	}
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || c.lex.nickname(x) == c.lex.nickname(y)
}

// short finds or makes the entity of a name of one word: a surname, a first name, the short form or initials of an institution.
func (c *cast) short(n *name) int {
	t := &c.p.toks[n.lo]
	if country := c.country(n); country != "" && !c.surnamed(n) {
		return c.nation(country, n.lo, n.hi)
	}
	best, score := -1, 0
	for _, i := range c.known[t.low] {
		if s := c.fits(&c.entities[i], n); s > score {
			best, score = i, s
		}
	}
	if best < 0 && t.caps && len(t.low) > 1 && len(t.low) < 7 {
		best = c.initialled(t.low)
	}
	if best < 0 {
		e := newEntity()
		e.tokens, e.lo, e.hi, e.kind = []string{t.low}, n.lo, n.hi, c.guess(n)
		return c.add(e)
	}
	e := &c.entities[best]
	if e.lo < 0 {
		e.lo, e.hi = n.lo, n.hi
	}
	switch k := slices.Index(e.tokens, t.low); {
	case len(e.tokens) < 2:
	case k == 0:
		e.first++
	case k == len(e.tokens)-1:
		e.last++
	}
	return best
}

// surnamed reports whether a country's name is a surname here, as in "Jordan" for Jim Jordan.
func (c *cast) surnamed(n *name) bool {
	low := c.p.toks[n.lo].low
	return !c.p.tok(n.from-1).is(placing) && slices.ContainsFunc(c.known[low], func(i int) bool {
		e := &c.entities[i]
		return e.kind == person && e.tokens[len(e.tokens)-1] == low
	})
}

// fits scores how well a name of one word may stand for the entity: 0 if it cannot.
func (c *cast) fits(e *entity, n *name) int {
	t := &c.p.toks[n.lo]
	k, last := slices.Index(e.tokens, t.low), len(e.tokens)-1
	titled := n.titled() && c.p.toks[n.lo-1].is(title)
	s := 0
	switch {
	case last == 0:
		return 50
	case t.is(placeName|calendar) && (e.kind != person || k != last):
		return 0
	case e.kind == person || e.kind == "" && titled:
		s = c.fitsPerson(e, n, k, titled)
	case !titled:
		s = fitsBody(e, t, k)
	}
	if s == 0 {
		return 0
	}
	if e.lo >= 0 && e.lo < n.lo {
		s += 10
	}
	if e.speaks {
		s += 5
	}
	return s
}

// fitsBody scores word k of an institution's name as a short form of it: its first word, or its last if that is no common noun.
func fitsBody(e *entity, t *token, k int) int {
	distinct := t.class&^(surname|outletName|outlet|organisation|office) == 0
	switch {
	case k != 0 && (k != len(e.tokens)-1 || !distinct && !e.outlet):
		return 0
	case e.kind == "":
		return 13
	}
	return 12
}

// fitsPerson scores word k of a person's name as a short form of it.
func (c *cast) fitsPerson(e *entity, n *name, k int, titled bool) int {
	last := len(e.tokens) - 1
	before := c.p.tok(n.lo - 1)
	switch {
	case titled && (before.is(maleTitle) && c.firstNameSex(e) < 0 || before.is(femaleTitle) && c.firstNameSex(e) > 0):
		return 0
	case k == last:
		return 20
	case k > 0 && (k < last-1 || len(c.p.toks[n.lo].low) <= 3):
		return 0
	case titled:
		return 2
	}
	return 8
}

// firstNameSex is above zero for men, below for women, from the first names alone.
func (c *cast) firstNameSex(e *entity) int {
	for _, w := range e.tokens[:max(len(e.tokens)-1, 0)] {
		switch c.lex.words[w] & firstName {
		case firstName:
			return 0
		case maleName:
			return 1
		case femaleName:
			return -1
		}
	}
	return 0
}

// addInitials notes the initials of the institutions.
func (c *cast) addInitials() {
	for i := range c.entities {
		e := &c.entities[i]
		if len(e.tokens) < 2 || e.kind == person {
			continue
		}
		letters := c.acronym(e.tokens)
		if _, taken := c.initials[letters]; !taken {
			c.initials[letters] = i
		}
	}
}

// initialled finds the institution of which a word in capitals has the initials, -1 if none.
func (c *cast) initialled(low string) int {
	if i, ok := c.initials[strings.ReplaceAll(low, ".", "")]; ok {
		return i
	}
	return -1
}

// acronym returns the initials of a name: "mpw" of "maritime press wire".
func (c *cast) acronym(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		if t != "&" && c.lex.words[t]&function == 0 {
			b.WriteByte(t[0])
		}
	}
	return b.String()
}
