package sources

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	sameStory  = 3 // names of the story that two articles share
	storyLasts = 120 * 24 * time.Hour
)

// Compare decides whether sources of two articles are one. rests says that one of the articles copies or rewrites the other. The order of both does not matter.
func Compare(a, b Entry, rests bool) Decision {
	p := comparison{a: &a, b: &b, rests: rests}
	p.story = p.sharedStory() >= sameStory || rests
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
	a, b  *Entry
	rests bool
	story bool // both articles belong to one story
}

func (e *Entry) institutional() bool {
	return e.Kind == hearsay.Office || e.Kind == hearsay.Organisation || e.Kind == hearsay.Country
}

// sharedStory counts the names that both stories have, those of the sources themselves left out.
func (p *comparison) sharedStory() int {
	if p.a.At.Precision != hearsay.Unknown && p.b.At.Precision != hearsay.Unknown && p.a.At.Time.Sub(p.b.At.Time).Abs() > storyLasts {
		return 0
	}
	n := 0
	own := append(words(p.a.Name), words(p.b.Name)...)
	for _, h := range p.a.Story {
		if slices.Contains(p.b.Story, h) && !slices.ContainsFunc(own, func(w string) bool { return hash(w) == h }) {
			n++
		}
	}
	return n
}

// people compares two persons.
func (p *comparison) people() Decision {
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
			return Decision{Same, 0.85, fmt.Sprintf("%s and %s are called the same in one story, with the same role", p.a.Name, p.b.Name)}
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

// about gives the words of role and affiliation.
func (e *Entry) about() []string { return append(content(e.Role), content(e.Affiliation)...) }

func (p *comparison) sharedRole() int { return overlap(p.a.about(), p.b.about()) }

// rolesClash reports whether both have a role or affiliation, and these have no word in common.
func (p *comparison) rolesClash() bool {
	return len(p.a.about()) > 0 && len(p.b.about()) > 0 && p.sharedRole() == 0
}

// outlets compares two outlets by their names.
func (p *comparison) outlets() Decision {
	x, y := outletName(p.a.Name), outletName(p.b.Name)
	if len(x) == 0 || len(y) == 0 {
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
	list := content(e.Name)
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
	if p.countriesClash(x, y) {
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
	if letters := words(short.Name); len(letters) == 1 && len(letters[0]) > 1 && letters[0] == acronym(long.Name) {
		return Decision{Same, 0.85, fmt.Sprintf("%s are the initials of %s", short.Name, long.Name)}
	}
	if p.story && subset(x, y) && !(len(x) == 1 && isCountry(x[0])) {
		return Decision{Same, 0.6 + 0.2*float64(len(x))/float64(len(y)), fmt.Sprintf("%s is short for %s", short.Name, long.Name)}
	}
	return Decision{}
}

// countriesClash reports whether both names have a country, and not the same.
func (p *comparison) countriesClash(x, y []string) bool {
	of := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(w string) bool { return !isCountry(w) })
	}
	a, b := of(x), of(y)
	return len(a) > 0 && len(b) > 0 && overlap(a, b) == 0
}
