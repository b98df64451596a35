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
		return vague(sort(e.noun()))
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

// IsDescription reports whether a source's name is a description, such as "a British tabloid" or "the minister".
func IsDescription(name string) bool { return (&Entry{Name: name}).described() }

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
	return compare(newProfile(&a), newProfile(&b), known)
}

func compare(a, b *profile, known Context) Decision {
	p := comparison{Context: known, a: a, b: b}
	p.story = known.Rests || known.Linked || p.sharedStory()
	if a.class() != b.class() {
		return p.namesakes()
	}
	if known.Rests && len(a.content) > 0 && slices.Equal(a.content, b.content) && !a.ofPronoun() {
		return Decision{Same, 0.96, "one article rests on the other and calls it the same"}
	}
	switch a.class() {
	case hearsay.Person:
		return p.people()
	case hearsay.Media:
		return p.outlets()
	case hearsay.Document:
		return p.documents()
	case hearsay.Organisation:
		return p.institutions()
	default:
		return p.unnamed()
	}
}

// class is the kind of an entry, with those as one that articles may take for each other.
func (e *Entry) class() hearsay.Kind {
	switch e.Kind {
	case hearsay.Office, hearsay.Country:
		return hearsay.Organisation
	case hearsay.Group:
		return hearsay.Anonymous
	default:
		return e.Kind
	}
}

// namesakes compares two that articles take for different kinds: a person without a first mention for a company, an outlet for a company.
func (p *comparison) namesakes() Decision {
	name := p.a.full
	if len(name) == 0 || !slices.Equal(name, p.b.full) || len(name) == 1 && (!p.story || p.a.Kind == hearsay.Person || p.b.Kind == hearsay.Person) {
		return Decision{}
	}
	return Decision{Same, 0.9, fmt.Sprintf("both are called %s", p.a.Name)}
}

// fullName gives the words of a proper name, which one of another kind may share; none of what is only described.
func (e *Entry) fullName() []string {
	if e.unnamed() || e.described() {
		return nil
	}
	return outletName(e.Name)
}

type comparison struct {
	Context
	a, b  *profile
	story bool // both articles belong to one story
}

func (e *Entry) institutional() bool {
	return e.class() == hearsay.Organisation
}

// sharedStory reports whether both articles speak of the same names, those of the sources themselves left out.
func (p *comparison) sharedStory() bool {
	if p.a.At.Precision != hearsay.Unknown && p.b.At.Precision != hearsay.Unknown && p.a.At.Time.Sub(p.b.At.Time).Abs() > storyLasts {
		return false
	}
	all, leading := 0, 0
	for i, h := range p.a.Story {
		j := slices.Index(p.b.Story, h)
		if j < 0 || p.a.isCalled(h) || p.b.isCalled(h) {
			continue
		}
		all++
		if i < keyNames && j < keyNames {
			leading++
		}
	}
	return all >= sameStory || leading >= leadingNames
}

// isCalled reports whether a hash is that of a word of the name.
func (e *profile) isCalled(h uint32) bool {
	return slices.ContainsFunc(e.words, func(w string) bool { return hash(w) == h })
}

// people compares two persons.
func (p *comparison) people() Decision {
	if p.a.described || p.b.described {
		return p.described()
	}
	x, y := p.a.person, p.b.person
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
	role := p.a.noun
	if !p.a.described {
		role = p.b.noun
	}
	x, y := p.a.roles(), p.b.roles()
	if !p.story || vague(role) || !slices.Contains(x, role) || !slices.Contains(y, role) || p.a.described && p.b.described && p.a.noun != p.b.noun {
		return Decision{}
	}
	rest := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return w == role || w == "deputy" || w == "state" })
	}
	x, y = rest(x), rest(y)
	if len(x) > 0 && len(y) > 0 && overlap(x, y) == 0 {
		return Decision{}
	}
	return Decision{Same, 0.55 + 0.05*float64(min(overlap(x, y), 3)), fmt.Sprintf("%s and %s have the same role in one story", p.a.Name, p.b.Name)}
}

// roles gives the words of role and affiliation, and those of the name if it is a description.
func (e *profile) roles() []string {
	if e.described {
		return slices.Concat(e.content, e.about)
	}
	return e.about
}

// about gives the words of role and affiliation.
func (e *Entry) about() []string { return append(content(e.Role), content(e.Affiliation)...) }

func (p *comparison) sharedRole() int { return overlap(p.a.about, p.b.about) }

// rolesClash reports whether both have a role or affiliation, and these have no word in common.
func (p *comparison) rolesClash() bool {
	return len(p.a.about) > 0 && len(p.b.about) > 0 && p.sharedRole() == 0
}

// clash reports whether two names both have words of a sort, and none in common.
func clash(x, y []string, sort func(string) bool) bool {
	of := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return !sort(w) })
	}
	a, b := of(x), of(y)
	return len(a) > 0 && len(b) > 0 && overlap(a, b) == 0
}
