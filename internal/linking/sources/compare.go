package sources

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay"
)

// Verdict is what comparing two sources comes to.
type Verdict int

// The verdicts.
const (
	Unsure    Verdict = iota // nothing tells that they are one, nor that they are not
	Same                     // they are one source
	Different                // they are not, and may not become one through others
)

// Decision says whether two entries are one source, and why.
type Decision struct {
	Verdict Verdict
	Score   float64 // of Same: how sure, 0 to 1
	Reason  string  // of Same and Different, in words
}

const (
	sameStory    = 3 // names that two articles of one story share, or
	leadingNames = 2 // of those that both name most
	storyLasts   = 120 * 24 * time.Hour
)

// sure is the score from which a link joins by itself; below it, a vague entry must have one candidate only.
const sure = 0.75

// vague reports whether an entry by itself could mean many: a surname alone, "the minister", "the company", "the officials".
func (e *Entry) vague() bool {
	switch {
	case e.Kind == hearsay.Person:
		return e.described() || partial(personName(e.Name))
	case e.Kind == hearsay.Media:
		return e.described()
	case e.institutional():
		list := e.institution()
		return len(list) == 1 && !isCountry(list[0]) || !slices.ContainsFunc(list, func(w string) bool { return !institutionSort(w) })
	default:
		return vague(e.head())
	}
}

// described reports whether an entry's name is a description: "the sheriff", "a British tabloid".
func (e *Entry) described() bool {
	first, rest, _ := strings.Cut(strings.TrimSpace(e.Name), " ")
	switch strings.ToLower(first) {
	case "a", "an", "one", "its", "their", "his", "her", "our":
		return true
	case "the":
		first, rest, _ = strings.Cut(rest, " ")
	}
	for w := range strings.FieldsSeq(first + " " + rest) {
		if name, _ := country(strings.Join(words(w), " ")); capitalised(w) && name == "" && !titleWord(fold(w)) {
			return false
		}
	}
	return true
}

func capitalised(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}

// Context is what is known of two entries beside themselves.
type Context struct {
	Rests  bool // one of the articles copies or rewrites the other
	Linked bool // the articles have statements on one claim
	Common int  // claims that both sources assert
	Fewer  int  // the number of claims that the later of them asserts, or the one of them that says less
}

// Compare decides whether sources of two articles are one. The order of both does not matter.
func Compare(a, b Entry, known Context) Decision {
	p := comparison{Context: known, a: &a, b: &b}
	p.story = known.Rests || known.Linked || p.sharedStory()
	switch {
	case a.Kind == hearsay.Person && b.Kind == hearsay.Person:
		return p.people()
	case a.Kind == hearsay.Media && b.Kind == hearsay.Media:
		return p.outlets()
	case a.Kind == hearsay.Document && b.Kind == hearsay.Document:
		return p.documents()
	case a.institutional() && b.institutional():
		return p.institutions()
	case a.unnamed() && b.unnamed() && (a.Kind == hearsay.Document) == (b.Kind == hearsay.Document):
		return p.unnamed()
	}
	return Decision{}
}

type comparison struct {
	Context
	a, b  *Entry
	story bool // both articles belong to one story
}

func (e *Entry) institutional() bool {
	return e.Kind == hearsay.Office || e.Kind == hearsay.Organisation || e.Kind == hearsay.Country
}

// sharedStory reports whether both articles speak of the same names, those of the sources themselves left out.
func (p *comparison) sharedStory() bool {
	if p.a.At.Precision != hearsay.Unknown && p.b.At.Precision != hearsay.Unknown && p.a.At.Time.Sub(p.b.At.Time).Abs() > storyLasts {
		return false
	}
	all, leading := 0, 0
	own := append(words(p.a.Name), words(p.b.Name)...)
	for i, h := range p.a.Story {
		j := slices.Index(p.b.Story, h)
		if j < 0 || slices.ContainsFunc(own, func(w string) bool { return hash(w) == h }) {
			continue
		}
		all++
		if i < keyNames && j < keyNames {
			leading++
		}
	}
	return all >= sameStory || leading >= leadingNames
}

// people compares two persons.
func (p *comparison) people() Decision {
	if p.a.described() || p.b.described() {
		return p.described()
	}
	x, y := personName(p.a.Name), personName(p.b.Name)
	switch matchNames(x, y) {
	case sameName:
		if !p.story && p.rolesClash() {
			return Decision{}
		}
		score := 0.9
		if slices.Equal(x, y) {
			score = 0.97
		}
		return Decision{Same, score, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	case partName:
		roles := p.sharedRole()
		switch {
		case p.story && roles > 0:
			return Decision{Same, 0.74, fmt.Sprintf("%s and %s are called the same in one story, with the same role", p.a.Name, p.b.Name)}
		case p.story && !p.rolesClash():
			return Decision{Same, 0.7, fmt.Sprintf("%s and %s are called the same in one story", p.a.Name, p.b.Name)}
		}
	case otherName:
		if !partial(x) && !partial(y) {
			return Decision{Verdict: Different, Reason: "two full names"}
		}
	}
	return Decision{}
}

// described compares people of whom one at least is called by a role only, which in one story may be enough.
func (p *comparison) described() Decision {
	if !p.story || p.a.Kind != hearsay.Person {
		return Decision{}
	}
	of := func(e *Entry) (head string, about []string) {
		if e.described() {
			return e.noun(), append(content(e.Name), e.about()...)
		}
		return "", e.about()
	}
	h, x := of(p.a)
	g, y := of(p.b)
	role := h
	if role == "" {
		role = g
	}
	if h != "" && g != "" && h != g || !slices.Contains(x, role) || !slices.Contains(y, role) || vague(role) {
		return Decision{}
	}
	others := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return w == role || w == "deputy" || w == "state" })
	}
	if x, y = others(x), others(y); len(x) > 0 && len(y) > 0 && overlap(x, y) == 0 {
		return Decision{}
	}
	return Decision{Same, 0.55 + 0.05*float64(min(overlap(x, y), 3)), fmt.Sprintf("%s and %s have the same role in one story", p.a.Name, p.b.Name)}
}

// about gives the words of role and affiliation.
func (e *Entry) about() []string { return append(content(e.Role), content(e.Affiliation)...) }

func (p *comparison) sharedRole() int { return overlap(p.a.about(), p.b.about()) }

// rolesClash reports whether both have a role or affiliation, and these have no word in common.
func (p *comparison) rolesClash() bool {
	return len(p.a.about()) > 0 && len(p.b.about()) > 0 && p.sharedRole() == 0
}

// outlets compares two outlets by their names.
func (p *comparison) outlets() Decision {
	if p.a.described() != p.b.described() {
		return p.citedOutlet()
	}
	x, y := outletName(p.a.Name), outletName(p.b.Name)
	if len(x) == 0 || len(y) == 0 || p.a.described() {
		return Decision{}
	}
	if slices.Equal(x, y) || slices.Equal(telling(x), telling(y)) && len(telling(x)) > 0 && (len(x) == len(telling(x)) || len(y) == len(telling(y))) {
		return Decision{Same, 0.95, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	}
	short, long := p.a, p.b
	if len(x) > len(y) {
		short, long, x, y = p.b, p.a, y, x
	}
	initials := len(x) == 1 && len(x[0]) > 1 && x[0] == acronym(strings.TrimPrefix(fold(long.Name), "the "))
	if p.story && (subset(x, y) || initials) {
		return Decision{Same, 0.8, fmt.Sprintf("%s is short for %s", short.Name, long.Name)}
	}
	if !subset(telling(x), y) && !initials && len(telling(x)) > 0 && len(telling(y)) > 0 {
		return Decision{Verdict: Different, Reason: "two outlets' names"}
	}
	return Decision{}
}

// citedOutlet compares "a newspaper" with an outlet whose own article came before and is on the same claims.
func (p *comparison) citedOutlet() Decision {
	cited, own := p.a, p.b
	if own.described() {
		cited, own = own, cited
	}
	if own.ID != "" || p.Common == 0 || compareDates(own.At, cited.At) > 0 || outletsAlike(own.Name, cited.Outlet) || !sameMedium(cited.head(), own.Name) {
		return Decision{}
	}
	return Decision{Same, 0.4 + 0.3*float64(p.Common)/float64(max(p.Fewer, p.Common)), fmt.Sprintf("%s had before what %q is cited for", own.Name, cited.Name)}
}

// sameMedium reports whether a word for an outlet may be used of one of this name.
func sameMedium(word, name string) bool {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return slices.Contains(words(name), part) })
	}
	on := has("radio", "television", "tv", "channel", "canal", "broadcasting", "broadcaster")
	wire := has("agency", "wire", "newswire", "service")
	switch word {
	case "newspaper", "paper", "daily", "tabloid", "broadsheet", "weekly":
		return !on && !wire
	case "broadcaster", "channel", "station", "network":
		return on
	case "agency", "wire", "newswire":
		return wire
	default:
		return true
	}
}

// telling leaves out of an outlet's name what says only what sort of outlet it is.
func telling(name []string) []string {
	var list []string
	for _, w := range name {
		if !outletSort(w) {
			list = append(list, w)
		}
	}
	return list
}

// institution gives the words that name an institution. A country's government is the country; what names no country takes that of its affiliation.
func (e *Entry) institution() []string {
	if letters := initials(e.Name); letters != "" && !isCountry(letters) {
		return []string{letters}
	}
	list := content(e.Name)
	if slices.ContainsFunc(list, func(w string) bool {
		return w == "government" || w == "presidency" || w == "ministry" || w == "parliament"
	}) {
		for i, w := range list { // "the presidency in N'Djamena"
			if name, capital := country(w); capital {
				list[i] = strings.ToLower(name)
			}
		}
	}
	list = slices.DeleteFunc(list, func(w string) bool { return w == "affair" || w == "spokesman" || w == "official" })
	if e.Kind == hearsay.Country {
		for i, w := range list {
			if name, _ := country(w); name != "" {
				list[i] = strings.ToLower(name)
			}
		}
		if name, _ := country(strings.Join(words(e.Name), " ")); name != "" {
			list = []string{strings.ToLower(name)}
		}
	}
	if slices.ContainsFunc(list, isCountry) {
		return slices.DeleteFunc(list, func(w string) bool { return len(list) > 1 && (w == "government" || w == "state") })
	}
	for _, w := range content(e.Affiliation) {
		if isCountry(w) {
			return append(list, w)
		}
	}
	return list
}

// institutions compares offices, organisations and countries by their names.
func (p *comparison) institutions() Decision {
	x, y := p.a.institution(), p.b.institution()
	if len(x) == 0 || len(y) == 0 {
		return Decision{}
	}
	if clash(x, y, isCountry) {
		return Decision{Verdict: Different, Reason: "of two countries"}
	}
	if overlap(x, y) == len(x) && overlap(y, x) == len(y) {
		if !slices.ContainsFunc(x, func(w string) bool { return !institutionSort(w) }) && !p.story {
			return Decision{} // "the police", "the ministry"
		}
		return Decision{Same, 0.95, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	}
	short, long := p.a, p.b
	if len(x) > len(y) {
		short, long, x, y = p.b, p.a, y, x
	}
	if letters := initials(short.Name); letters != "" && letters == acronym(long.Name) {
		return Decision{Same, 0.85, fmt.Sprintf("%s are the initials of %s", short.Name, long.Name)}
	}
	u, v := proper(x), proper(y)
	if len(u) > len(v) {
		u, v = v, u
	}
	if !subset(u, v) && len(u) > 0 || clash(x, y, field) || !sameType(p.a, p.b, len(u) == 0) {
		return Decision{}
	}
	switch {
	case len(u) > 0 && len(u) == len(v) && (len(u) > 1 || p.story):
		return Decision{Same, 0.85, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	case p.story && (subset(x, y) || len(u) > 1) && !(len(x) == 1 && isCountry(x[0])):
		return Decision{Same, 0.6 + 0.2*float64(len(x))/float64(len(y)), fmt.Sprintf("%s is short for %s", short.Name, long.Name)}
	}
	return Decision{}
}

// proper leaves out of an institution's name what says only what sort of institution it is, and the country.
func proper(name []string) []string {
	return slices.DeleteFunc(slices.Clone(name), func(w string) bool { return institutionSort(w) || isCountry(w) })
}

// typeNoun is the noun that says what type of institution it is.
func (e *Entry) typeNoun() string {
	if noun := e.noun(); noun != "force" && noun != "service" {
		return noun
	}
	if w := content(e.Name); slices.Contains(w, "police") || len(w) == 1 {
		return "police"
	}
	return e.noun()
}

// sameType reports whether two institutions may be of one type by the nouns that they are called by: no association is a ministry. Where one
// is called by its type only, it must be the same.
func sameType(a, b *Entry, only bool) bool {
	x, y := a.typeNoun(), b.typeNoun()
	return x == y || !only && (!institutionType(x) || !institutionType(y))
}

// clash reports whether two names both have words of a sort, and none in common.
func clash(x, y []string, sort func(string) bool) bool {
	of := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return !sort(w) })
	}
	a, b := of(x), of(y)
	return len(a) > 0 && len(b) > 0 && overlap(a, b) == 0
}
