package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// Bodies tells for whom sources of the ledger speak: an office-holder or owner for the government, company or organisation, if it is among the
// sources; an own statement, letter or notice for its author. The map leads from source ID to source ID; who speaks for nobody else is not in it.
func Bodies(all []hearsay.Source) map[string]string {
	r := roll{list: slices.Clone(all)}
	slices.SortFunc(r.list, func(a, b hearsay.Source) int { return strings.Compare(a.ID, b.ID) })
	for i := range r.list {
		src := &r.list[i]
		r.names = append(r.names, content(src.Name))
		r.countries = append(r.countries, countriesIn(append(slices.Clone(r.names[i]), content(src.Affiliation)...)))
	}
	bodies := map[string]string{}
	for i := range r.list {
		if body := r.bodyOf(i); body >= 0 {
			bodies[r.list[i].ID] = r.list[body].ID
		}
	}
	for id, body := range bodies { // a statement by somebody who speaks for another
		if next := bodies[body]; next != "" && next != id {
			bodies[id] = next
		}
	}
	return bodies
}

// roll is a list of sources with the words of their names.
type roll struct {
	list      []hearsay.Source
	names     [][]string
	countries [][]string // in name and affiliation
}

func countriesIn(words []string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return !isCountry(w) })
}

// bodyOf finds the source for which source i speaks, -1 if it is none of the list.
func (r *roll) bodyOf(i int) int {
	src := &r.list[i]
	switch {
	case src.Kind == hearsay.Person && SpeaksFor(src.Role):
		return r.institution(i, src.Affiliation, src.Role)
	case src.Kind == hearsay.Document && OwnWords(src.Name):
		return r.author(i)
	case src.Kind == hearsay.Office && (isSpokesOffice(src.Name) || isSpokesOffice(src.Role)):
		return r.institution(i, src.Affiliation, "")
	default:
		return -1
	}
}

// isSpokesOffice reports whether an office is a voice only: "a spokesman for the ministry", "the office of Governor Hale".
func isSpokesOffice(name string) bool {
	w := content(name)
	return slices.Contains(w, "spokesman") || len(w) > 0 && w[0] == "office"
}

// institution finds the institution that an affiliation names. A minister of a country speaks for the ministry if that is among the sources, else
// for the country.
func (r *roll) institution(self int, affiliation, role string) int {
	belongs := content(affiliation)
	if len(belongs) == 0 {
		belongs = institutionIn(role)
	}
	department := ministry(role, belongs)
	belongs = slices.DeleteFunc(belongs, func(w string) bool { return slices.Contains(department, w) })
	wanted := [][]string{belongs}
	if department != nil {
		wanted = [][]string{slices.Concat(department, belongs), belongs, department}
	}
	mine := countriesIn(slices.Clone(belongs))
	if len(belongs) > 1 && in("rules", belongs[len(belongs)-1]) {
		for _, w := range mine { // "Iranian foreign ministry": Iran, if the ministry is no source
			wanted = append(wanted, []string{w})
		}
	}
	for _, words := range wanted {
		if best := r.named(self, words, mine, governsPlace(role)); best >= 0 {
			return best
		}
	}
	return -1
}

// named finds the institution that some words name best, -1 if none, or several by a part of their names. It must not be of another country than mine.
func (r *roll) named(self int, words, mine []string, place bool) int {
	best, score, tied := -1, 0.0, false
	for j := range r.list {
		kind := r.list[j].Kind
		if j == self || !isInstitution(kind) || len(mine) > 0 && len(r.countries[j]) > 0 && overlap(mine, r.countries[j]) == 0 {
			continue
		}
		if s := alike(words, r.names[j], place); s > 0 && s >= score && (kind != hearsay.Media || s == 1) {
			best, score, tied = j, s, s == score
		}
	}
	if tied && score < 1 {
		return -1
	}
	return best
}

// governsPlace reports whether a role is one in the government of a place, so that its affiliation names a place and no company.
func governsPlace(role string) bool { return among("placerole", content(role)) }

func isInstitution(k hearsay.Kind) bool {
	return k == hearsay.Organisation || k == hearsay.Office || k == hearsay.Country || k == hearsay.Group || k == hearsay.Media
}

// alike tells how well the words of an affiliation name an institution, 0 to 1: the same words, or all of the one in the other. If the affiliation
// is a place, the rest of the name must say no more than that it is its government.
func alike(belongs, name []string, place bool) float64 {
	both := overlap(belongs, name)
	switch {
	case both == 0: // also if the affiliation has no words
		return 0
	case both == len(belongs) && overlap(name, belongs) == len(name):
		return 1
	case both == len(belongs):
		for _, w := range name {
			if !slices.Contains(belongs, w) && (place || countryAlone(belongs)) && !in("governs", w) {
				return 0
			}
		}
		return float64(both) / float64(len(name))
	case both == len(name) && !countryAlone(name):
		return float64(both) / float64(len(belongs))
	default:
		return 0
	}
}

func countryAlone(name []string) bool { return len(name) == 1 && isCountry(name[0]) }

// institutionIn gives the words of an institution that a role names: "federation president".
func institutionIn(role string) []string {
	return slices.DeleteFunc(content(role), func(w string) bool { return !institutionType(w) && w != "city" })
}

// ministry gives the words of the ministry that a minister heads, or of what somebody is the head of, nil if the role is no such one. The field may be
// given as affiliation: "Minister" of "Health".
func ministry(role string, belongs []string) []string {
	w := content(role)
	at := slices.Index(w, "minister")
	if at < 0 || slices.Contains(w, "prime") || slices.Contains(w, "former") {
		if at = slices.Index(w, "head"); at >= 0 && len(w) > at+1 {
			return w[at+1:]
		}
		return nil
	}
	var of []string
	for _, word := range slices.Concat(w, belongs) {
		if word != "minister" && word != "deputy" && word != "state" && word != "vice" && !isCountry(word) && (field(word) || slices.Contains(w, word)) {
			of = append(of, word)
		}
	}
	if len(of) == 0 {
		return nil
	}
	return append(of, "ministry")
}

// author finds whose own words a document is: its affiliation, or whom its name says it is by or from.
func (r *roll) author(self int) int {
	src := &r.list[self]
	if src.Affiliation != "" {
		if j := r.institution(self, src.Affiliation, ""); j >= 0 {
			return j
		}
	}
	by := content(authorPhrase(src.Name, src.Affiliation))
	best, most := -1, 0
	for j := range r.list {
		if j == self || r.list[j].Kind == hearsay.Document || r.list[j].Kind == hearsay.Media {
			continue
		}
		for _, name := range [][]string{r.names[j], content(r.list[j].Role)} {
			if n := len(name); n > most && subset(name, by) && (n > 1 || isInstitution(r.list[j].Kind) && n == len(by)) {
				best, most = j, n
			}
		}
	}
	return best
}

// authorPhrase cuts from a document's name whose it is: "letter from a former clerk to the board" is by a former clerk.
func authorPhrase(name, affiliation string) string {
	if affiliation != "" {
		return affiliation
	}
	name = fold(name)
	for _, by := range []string{" posted by ", " written by ", " sent by ", " by ", " from ", " of "} {
		if _, after, found := strings.Cut(name, by); found {
			after, _, _ = strings.Cut(after, " to ")
			after, _, _ = strings.Cut(after, " dated ")
			return after
		}
	}
	if before, _, found := strings.Cut(name, "'s "); found {
		return before
	}
	return ""
}

// Authored reports whether a document publishes the findings of a body, so that the body's own assertion of the same is no second one.
func Authored(doc, body hearsay.Source) bool {
	if doc.Kind != hearsay.Document || OwnWords(doc.Name) {
		return false
	}
	if w := content(doc.Name); among("private", w) || !among("findings", w) {
		return false
	}
	by := content(authorPhrase(doc.Name, doc.Affiliation))
	return len(by) > 0 && alike(by, content(body.Name), false) > 0.5
}

// Named reports whether a text names a source or the body that it belongs to.
func Named(src hearsay.Source, text string) bool {
	said := content(text)
	return slices.ContainsFunc(append(content(src.Name), content(src.Affiliation)...), func(w string) bool {
		return !institutionSort(w) && slices.Contains(said, w)
	})
}
