package identity

import (
	"slices"
	"strings"

	"hearsay"
)

// kind is what a named or unnamed entity is; the vocabulary's kinds and a few that are no sources yet.
type kind = hearsay.Kind

const person = hearsay.Person

// entity is somebody or something that the article speaks of: everything that is called by one name, or an unnamed source.
type entity struct {
	tokens  []string // of its fullest name; nil if it has none
	lo, hi  int      // the tokens of the text where the fullest name, or the description, stands
	kind    kind     // "" while nothing tells
	male    int      // evidence for each
	female  int
	plural  bool
	heads   []string // nouns that it is called by: "minister", "agency"
	words   []string // what else describes it
	class   class    // of its heads
	occ     []int    // tokens where the text names it, in order
	said    []int    // mentions resolved to it, in order
	role    string   // as the article words it
	belongs string   // its affiliation, likewise
	owner   int      // the entity it belongs to, -1 if none
	members []int    // of a joint source
	outlet  bool     // the article's own outlet
	reports bool     // is called an outlet's: "NBC's Dana Orr"
	speaks  bool     // is named in a source span
	first   int      // how often it is called by its first word alone
	last    int      // and by its last
	placed  int      // how often "in", "near" or "from" stands before it
	count   int      // how often it is named
	at      int      // where the last resolved mention stands, a token; -1 if none
	text    string   // the wording of an unnamed entity in lower case
}

func newEntity() entity { return entity{owner: -1, at: -1, lo: -1, hi: -1} }

// cast is the article's entities and the names that lead to them.
type cast struct {
	p        *page
	lex      *lexicon
	entities []entity
	names    []name
	known    map[string][]int // a word of a name → the entities
	nations  map[string]int   // a country → its entity
}

// gather makes entities of the article's names: first of names of two words and more, then of those that are no part of another.
func gather(p *page, lex *lexicon, art hearsay.Article, attrs []hearsay.Attribution) *cast {
	c := &cast{p: p, lex: lex, known: map[string][]int{}, nations: map[string]int{}, names: p.findNames(lex)}
	c.addOutlet(art)
	spans := sourceSpans(attrs)
	for i := range c.names {
		n := &c.names[i]
		if country := c.country(n); country != "" && n.hi-n.lo > 1 {
			n.entity = c.nation(country, n.lo, n.hi)
		} else if n.hi-n.lo > 1 {
			n.entity = c.full(n)
			start := p.toks[n.lo].start
			for len(spans) > 0 && spans[0].End <= start {
				spans = spans[1:]
			}
			if e := &c.entities[n.entity]; len(spans) > 0 && spans[0].Start <= start {
				e.speaks = true
			}
		}
	}
	for i := range c.names {
		if n := &c.names[i]; n.entity < 0 {
			n.entity = c.short(n)
		}
	}
	c.names = append(c.names, p.namesInTitles(c.known, c.entities, c.names)...)
	slices.SortStableFunc(c.names, func(a, b name) int { return a.lo - b.lo })
	for i := range c.names {
		n := &c.names[i]
		e := &c.entities[n.entity]
		e.occ = append(e.occ, n.lo)
		e.count++
		if n.from > 0 && place(p.toks[n.from-1].low) {
			e.placed++
		}
		c.describe(n)
	}
	for i := range c.entities {
		c.settle(i)
	}
	return c
}

// place reports whether a preposition is one that names of places follow.
func place(s string) bool {
	switch s {
	case "in", "near", "from", "at", "outside", "around", "across":
		return true
	}
	return false
}

// sourceSpans lists all source spans in the order of the text.
func sourceSpans(attrs []hearsay.Attribution) []hearsay.Span {
	var spans []hearsay.Span
	for _, a := range attrs {
		spans = append(spans, a.Source...)
	}
	slices.SortFunc(spans, func(a, b hearsay.Span) int { return a.Start - b.Start })
	return spans
}

// addOutlet makes the first entity: the article's own outlet.
func (c *cast) addOutlet(art hearsay.Article) {
	e := newEntity()
	e.outlet, e.kind, e.class = true, hearsay.Media, outlet
	e.text = art.Outlet
	e.tokens = lowerWords(art.Outlet)
	if len(e.tokens) > 0 && e.tokens[0] == "the" {
		e.tokens = e.tokens[1:]
	}
	c.add(e)
}

// lowerWords cuts a name into its words, in lower case.
func lowerWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWord(r) && r != '\'' && r != '&' && r != '.' })
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

func (c *cast) lows(lo, hi int) []string {
	s := make([]string, 0, hi-lo)
	for _, t := range c.p.toks[lo:hi] {
		s = append(s, t.low)
	}
	return s
}

// publishes reports whether the words of a name are an outlet's: "Harbour Post", "Radio Alta", "Palatine News Agency".
func (c *cast) publishes(n *name) bool {
	toks := c.p.toks[n.lo:n.hi]
	first, last := &toks[0], &toks[len(toks)-1]
	if last.low == "agency" || last.low == "service" {
		before := toks[len(toks)-2].low
		return before == "news" || before == "press" || before == "telegraph"
	}
	if last.class&(outlet|outletName) != 0 {
		return true
	}
	return first.class&outletName != 0 && (first.caps || last.class&(organisation|office|role|surname) == 0) && first.class&(maleName|femaleName|role|organisation) == 0
}

// seat reports whether a name is that of a house or street for the office in it.
func seat(s string) bool {
	switch s {
	case "white house", "downing street", "kremlin", "pentagon", "whitehall", "foreign office", "scotland yard", "city hall", "elysee", "élysée", "quai d'orsay", "capitol":
		return true
	}
	return false
}

// country returns the country that a name, its people's or its capital's, stands for; "" if none.
func (c *cast) country(n *name) string {
	if n.hi-n.lo > 6 || n.from < n.lo && c.p.toks[n.lo-1].class&(honorific|maleTitle|femaleTitle) != 0 {
		return ""
	}
	t := c.p.toks
	switch n.hi - n.lo {
	case 1:
		return c.lex.countries[t[n.lo].low]
	case 2:
		if realm(t[n.lo+1].low) && t[n.lo].class&demonym != 0 { // "the Russian Federation"
			return c.lex.countries[t[n.lo].low]
		}
	}
	for k := n.lo + 1; k < n.hi-1; k++ { // "the Islamic Republic of Iran"
		if t[k].low == "of" && realm(t[k-1].low) {
			return c.lex.countries[strings.Join(c.lows(k+1, n.hi), " ")]
		}
	}
	return c.lex.countries[strings.Join(c.lows(n.lo, n.hi), " ")]
}

// realm reports whether a noun is one of the official names of states.
func realm(s string) bool {
	return s == "republic" || s == "kingdom" || s == "federation" || s == "emirate" || s == "state" || s == "commonwealth"
}

// full finds or makes the entity of a name of several words.
func (c *cast) full(n *name) int {
	tokens := c.lows(n.lo, n.hi)
	k := c.guess(n)
	for _, i := range c.known[tokens[len(tokens)-1]] {
		e := &c.entities[i]
		if same(e.tokens, tokens, e.kind == person || k == person) {
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
	}
	for _, i := range c.known[tokens[0]] { // the short form of a longer name before
		if e := &c.entities[i]; e.kind != person && k != person && len(e.tokens) > len(tokens) && slices.Equal(e.tokens[:len(tokens)], tokens) {
			return i
		}
	}
	e := newEntity()
	e.tokens, e.lo, e.hi, e.kind = tokens, n.lo, n.hi, k
	return c.add(e)
}

// same reports whether two names of several words are one's: the same last word, and for people first names of which one may stand for the other.
func same(a, b []string, people bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if slices.Equal(a, b) {
		return true
	}
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = b, a
	}
	if !people && len(short[0]) != 2 {
		return slices.Equal(long[len(long)-len(short):], short)
	}
	if len(short) == 1 || slices.Equal(long[len(long)-len(short):], short) {
		return true
	}
	x, y := a[0], b[0]
	return x == y || len(x) <= 2 && x[0] == y[0] || len(y) <= 2 && x[0] == y[0] || len(x) >= 3 && len(y) >= 3 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x) || nickname(x) == nickname(y))
}

// nickname returns the long form of a first name's short one.
func nickname(s string) string {
	switch s {
	case "joe", "joey":
		return "joseph"
	case "bill", "billy", "will":
		return "william"
	case "bob", "rob", "bobby":
		return "robert"
	case "dick", "rick":
		return "richard"
	case "jim", "jimmy":
		return "james"
	case "mike", "mick":
		return "michael"
	case "tony":
		return "anthony"
	case "ted", "teddy":
		return "edward"
	case "jack", "johnny":
		return "john"
	case "chuck", "charlie":
		return "charles"
	case "hank", "harry":
		return "henry"
	case "liz", "beth", "betty":
		return "elizabeth"
	case "kate", "kathy", "cathy":
		return "katherine"
	case "peggy", "meg":
		return "margaret"
	case "steve", "steven":
		return "stephen"
	case "jeff", "geoff":
		return "jeffrey"
	}
	return s
}

// guess tells the kind of a name from its words and what stands around it, "" if nothing tells.
func (c *cast) guess(n *name) kind {
	toks := c.p.toks
	last, first := &toks[n.hi-1], &toks[n.lo]
	var all class
	plain := true
	for _, t := range toks[n.lo:n.hi] {
		all |= t.class
		plain = plain && t.class&(preposition) == 0 && t.low != "&"
	}
	head := n.hi - 1
	for k := n.lo + 1; k < n.hi; k++ {
		if toks[k].class&preposition != 0 {
			head = k - 1
			break
		}
	}
	before := class(0)
	if k := n.from - 1; k > 0 && !toks[k].word && (toks[k].low == "\"" || toks[k].low == "“") {
		before = toks[k-1].class & (outlet | organisation)
	} else if k >= 0 && !toks[k].upper && !toks[k].possessive {
		before = toks[k].class & (outlet | organisation)
	}
	titled := n.from < n.lo || n.from > 0 && toks[n.from-1].class&role != 0 && !toks[n.from-1].upper && toks[n.from-1].class&(group|outlet|pluralForm) == 0
	switch {
	case seat(strings.Join(c.lows(n.lo, n.hi), " ")):
		return hearsay.Office
	case before&outlet != 0:
		return hearsay.Media
	case n.hi-n.lo == 1 && last.class&outletName != 0 && !titled:
		return hearsay.Media
	case last.class&group != 0 && last.class&pluralForm != 0 && last.class&(maleName|femaleName) == 0:
		return hearsay.Group
	case n.hi-n.lo == 1 && last.class&region != 0:
		return hearsay.Country
	case titled && plain && last.class&(organisation|office|document) == 0:
		return person
	case plain && first.class&(maleName|femaleName) != 0 && n.hi-n.lo > 1 && n.hi-n.lo <= 4 && last.class&(organisation|office|document|group|outlet) == 0 && (last.class&outletName == 0 || c.ages(n)):
		return person
	case n.hi-n.lo > 1 && c.publishes(n):
		return hearsay.Media
	case toks[head].class&(office|stateHead) != 0:
		return hearsay.Office
	case before != 0 && n.from == n.lo && first.class&(maleName|femaleName) == 0:
		return hearsay.Organisation
	case last.class&document != 0 && n.hi-n.lo > 1 && last.class&organisation == 0:
		return hearsay.Document
	case all&organisation != 0:
		return hearsay.Organisation
	case c.ages(n), plain && n.hi < len(toks) && toks[n.hi].low == "," && n.hi+1 < len(toks) && toks[n.hi+1].low == "who":
		return person
	case n.hi-n.lo == 2 && plain && last.class&surname != 0 && last.class&(nounClass|region) == 0:
		return person
	case n.hi-n.lo >= 2 && n.hi-n.lo <= 3 && plain && c.apposed(n):
		return person
	}
	return ""
}

// ages reports whether an age follows the name: "Lena Koch, 54,".
func (c *cast) ages(n *name) bool {
	t := c.p.toks
	return n.hi+2 < len(t) && t[n.hi].low == "," && len(t[n.hi+1].low) == 2 && t[n.hi+1].low[0] >= '1' && t[n.hi+1].low[0] <= '9' && !t[n.hi+2].word
}

// apposed reports whether a description as a person follows the name: "Lena Koch, a farmer from".
func (c *cast) apposed(n *name) bool {
	head, _, _ := c.apposition(n.hi)
	return head >= 0 && c.p.toks[head].class&role != 0 && c.p.toks[head].class&pluralForm == 0
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
		best = c.initialled(n)
	}
	if best >= 0 {
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
	e := newEntity()
	e.tokens, e.lo, e.hi, e.kind = []string{t.low}, n.lo, n.hi, c.guess(n)
	return c.add(e)
}

// surnamed reports whether a country's name is a surname here, as in "Jordan" for Jim Jordan.
func (c *cast) surnamed(n *name) bool {
	if n.from > 0 && place(c.p.toks[n.from-1].low) {
		return false
	}
	for _, i := range c.known[c.p.toks[n.lo].low] {
		if e := &c.entities[i]; e.kind == person && e.tokens[len(e.tokens)-1] == c.p.toks[n.lo].low {
			return true
		}
	}
	return false
}

// fits scores how well a name of one word may stand for the entity: 0 if it cannot.
func (c *cast) fits(e *entity, n *name) int {
	t := &c.p.toks[n.lo]
	k := slices.Index(e.tokens, t.low)
	titled := n.from < n.lo && c.p.toks[n.lo-1].class&(role|honorific|maleTitle|femaleTitle) != 0
	if len(e.tokens) == 1 {
		return 50
	}
	if t.class&(country|demonym|capital|region|calendar) != 0 && (e.kind != person || k != len(e.tokens)-1) {
		return 0
	}
	switch {
	case e.kind == person || e.kind == "" && titled:
		s := 0
		if k == len(e.tokens)-1 {
			s = 20
		} else if k == 0 || k > 0 && len(t.low) > 3 && k == len(e.tokens)-2 {
			s = 8
			if titled {
				s = 2
			}
		} else {
			return 0
		}
		if titled {
			before := c.p.toks[n.lo-1].class
			if before&maleTitle != 0 && c.genderOf(e) < 0 || before&femaleTitle != 0 && c.genderOf(e) > 0 {
				return 0
			}
		}
		if e.lo < n.lo {
			s += 10
		}
		if e.speaks {
			s += 5
		}
		return s
	case titled:
		return 0
	case k == 0, k == len(e.tokens)-1 && (t.class&^(surname|outletName|outlet|organisation|office) == 0 || e.outlet):
		s := 6
		if e.kind == "" {
			s = 7
		}
		if e.lo >= 0 && e.lo < n.lo {
			s += 3
		}
		if e.speaks {
			s += 2
		}
		return s
	}
	return 0
}

// genderOf is above zero for men, below for women, from the first names alone.
func (c *cast) genderOf(e *entity) int {
	for _, w := range e.tokens[:max(len(e.tokens)-1, 0)] {
		switch k := c.lex.words[w]; {
		case k&(maleName|femaleName) == maleName|femaleName:
			return 0
		case k&maleName != 0:
			return 1
		case k&femaleName != 0:
			return -1
		}
	}
	return 0
}

// initialled finds the institution of which a word of capitals has the initials.
func (c *cast) initialled(n *name) int {
	low := strings.ReplaceAll(c.p.toks[n.lo].low, ".", "")
	for i := range c.entities {
		if e := &c.entities[i]; len(e.tokens) > 1 && e.kind != person && acronym(e.tokens) == low {
			return i
		}
	}
	return -1
}
