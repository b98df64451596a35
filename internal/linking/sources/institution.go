package sources

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// institution gives the words that name an institution. A country's government is the country; what names no country takes that of its affiliation.
func (e *Entry) institution() []string {
	if letters := initials(e.Name); letters != "" && !isCountry(letters) {
		return []string{letters}
	}
	list := e.countriesNamed()
	if len(list) == 1 && list[0] == "force" {
		return []string{"police"}
	}
	list = slices.DeleteFunc(list, func(w string) bool { return w == "affair" || w == "spokesman" || w == "official" })
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

// countriesNamed gives the words of a name with the country for its capital, where the capital stands for it: "Oslo said", "the presidency in Accra".
func (e *Entry) countriesNamed() []string {
	if name, _ := country(strings.Join(words(e.Name), " ")); name != "" && e.Kind == hearsay.Country {
		return []string{strings.ToLower(name)}
	}
	list := content(e.Name)
	if e.Kind != hearsay.Country && !among("rules", list) {
		return list
	}
	for i, w := range list {
		if name, _ := country(w); name != "" {
			list[i] = strings.ToLower(name)
		}
	}
	return list
}

// institutions compares offices, organisations and countries by their names.
func (p *comparison) institutions() Decision {
	x, y := p.a.institution, p.b.institution
	switch {
	case len(x) == 0 || len(y) == 0:
		return Decision{}
	case clash(x, y, isCountry):
		return Decision{Verdict: Different, Reason: "of two countries"}
	case overlap(x, y) == len(x) && overlap(y, x) == len(y):
		if !p.story && !slices.ContainsFunc(x, func(w string) bool { return !institutionSort(w) }) {
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
	return p.shortened(short, long, x, y)
}

// shortened compares two institutions of which one may be called by a part of its name; x and y are their words.
func (p *comparison) shortened(short, long *profile, x, y []string) Decision {
	u, v := short.proper, long.proper
	if len(u) > len(v) {
		u, v = v, u
	}
	if len(u) > 0 && !subset(u, v) || clash(x, y, field) || !sameType(p.a, p.b, len(u) == 0) {
		return Decision{}
	}
	switch {
	case len(u) > 0 && len(u) == len(v) && (len(u) > 1 || p.story):
		return Decision{Same, 0.85, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	case p.story && (subset(x, y) || len(u) > 1) && !countryAlone(x):
		return Decision{Same, 0.6 + 0.2*float64(len(x))/float64(len(y)), fmt.Sprintf("%s is short for %s", short.Name, long.Name)}
	default:
		return Decision{}
	}
}

// proper leaves out of an institution's name what says only what sort of institution it is, and the country.
func proper(name []string) []string {
	return slices.DeleteFunc(slices.Clone(name), func(w string) bool { return institutionSort(w) || isCountry(w) })
}

// typeNoun is the noun that says what type of institution it is.
func (e *profile) typeNoun() string {
	if (e.noun == "force" || e.noun == "service") && (slices.Contains(e.content, "police") || len(e.content) == 1) {
		return "police"
	}
	return e.noun
}

// sameType reports whether two institutions may be of one type by the nouns that they are called by: no association is a ministry. Where one
// is called by its type only, it must be the same.
func sameType(a, b *profile, only bool) bool {
	x, y := a.typeNoun(), b.typeNoun()
	return x == y || !only && (!institutionType(x) || !institutionType(y))
}
