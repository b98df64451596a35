package sources

import (
	"slices"
	"strings"
)

// personName gives the words of a person's name without titles and suffixes.
func personName(s string) []string {
	list := words(strings.ReplaceAll(s, "-", " "))
	for len(list) > 1 && (titleWord(list[0]) || len(list) > 2 && institutionSort(list[0])) {
		list = list[1:]
	}
	for len(list) > 1 && in("suffix", list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	return list
}

// particle reports whether a word belongs to the surname after it.
func particle(w string) bool { return in("particle", w) }

// nameMatch is how two people's names go together.
type nameMatch int

const (
	otherName nameMatch = iota
	partName            // one is a surname or first name of the other
	sameName            // both have first and last name, and these are the same
)

// matchNames compares two people's names: middle names, initials, short forms of first names and accents aside.
func matchNames(a, b []string) nameMatch {
	if len(a) == 0 || len(b) == 0 {
		return otherName
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if partial(a) {
		if slices.Equal(b[len(b)-len(a):], a) || slices.Equal(b[:len(a)], a) {
			return partName
		}
		return otherName
	}
	if slices.Equal(a, b) || a[len(a)-1] == b[len(b)-1] && firstNames(a[0], b[0]) {
		return sameName
	}
	if overlap(a, b) == len(a) && len(a) > 1 { // "Hassan Abdel Karim", "Abdel Karim"; names in another order
		return sameName
	}
	return otherName
}

// partial reports whether a name lacks the first name: one word, or a surname with its particles.
func partial(name []string) bool { return len(name) == 1 || particle(name[0]) }

// firstNames reports whether two first names may be one person's.
func firstNames(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) == 1 && b[0] == a[0] || len(a) >= 3 && strings.HasPrefix(b, a) || canonical("name", a) == canonical("name", b)
}

// acronym gives the first letters of a name's words, in lower case: "who" of World Health Organization.
func acronym(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		if !in("little", w) || w == "new" {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// initials gives a name that is nothing but capitals, in lower case: "who" of "the WHO". It is "" for other names.
func initials(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(name), "the "), "The ")
	letters := strings.ReplaceAll(name, ".", "")
	if len(letters) < 2 || len(letters) > 6 {
		return ""
	}
	for i := range len(letters) {
		if letters[i] < 'A' || letters[i] > 'Z' {
			return ""
		}
	}
	return strings.ToLower(letters)
}

// outletName gives the words by which an outlet is called: without what many are called at the end.
func outletName(s string) []string {
	list := words(s)
	if len(list) > 1 && (list[0] == "the" || list[0] == "a") {
		list = list[1:]
	}
	return list
}
