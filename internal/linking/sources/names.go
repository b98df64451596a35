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
	for len(list) > 1 && slices.Contains([]string{"jr", "sr", "ii", "iii", "mp", "qc", "kc", "md", "phd"}, list[len(list)-1]) {
		list = list[:len(list)-1]
	}
	return list
}

func titleWord(w string) bool {
	switch w {
	case "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "president", "minister", "senator", "sen", "rep", "gov", "governor", "gen", "general",
		"col", "colonel", "capt", "captain", "lt", "sgt", "sergeant", "judge", "justice", "mayor", "sheriff", "chief", "deputy", "king", "queen", "prince", "princess",
		"pope", "rev", "father", "sister", "brother", "the", "m", "mme", "herr", "frau", "signor", "don", "ambassador", "commissioner", "secretary", "chancellor", "prime", "vice",
		"foreign", "constable", "officer", "detective", "inspector", "superintendent", "marshal", "admiral", "major", "private", "spokesman", "spokeswoman", "former":
		return true
	default:
		return false
	}
}

// particle reports whether a word belongs to the surname after it.
func particle(w string) bool {
	return slices.Contains([]string{"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin", "ibn", "st", "ter", "ten", "mc", "o"}, w)
}

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
			if partial(b) && len(a) == len(b) {
				return partName
			}
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
	return a == b || len(a) == 1 && b[0] == a[0] || len(a) >= 3 && strings.HasPrefix(b, a) || longForm(a) == longForm(b)
}

// longForm gives the long form of a first name's short one.
func longForm(s string) string {
	switch s {
	case "joe":
		return "joseph"
	case "bill", "billy", "will":
		return "william"
	case "bob", "rob", "bobby":
		return "robert"
	case "dick", "rick":
		return "richard"
	case "jim", "jimmy":
		return "james"
	case "mike":
		return "michael"
	case "tom":
		return "thomas"
	case "dave":
		return "david"
	case "liz", "beth", "betty":
		return "elizabeth"
	case "kate", "katie", "kathy":
		return "katherine"
	case "tony":
		return "anthony"
	case "ted", "ed":
		return "edward"
	case "jack":
		return "john"
	case "chuck":
		return "charles"
	case "peggy", "meg":
		return "margaret"
	}
	return s
}

// acronym gives the first letters of a name's words, in lower case: "who" of World Health Organization.
func acronym(name string) string {
	var b strings.Builder
	for _, w := range words(name) {
		if !little(w) || w == "new" {
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

// outletSort reports whether a word of an outlet's name says only what sort of outlet it is.
func outletSort(w string) bool {
	return slices.Contains([]string{"the", "daily", "news", "newspaper", "agency", "press", "wire", "newswire", "service", "tv", "television", "radio", "weekly", "online", "magazine",
		"times", "post", "journal", "website", "site", "broadcaster", "channel", "paper", "tabloid", "bureau", "information", "media", "report", "com", "local", "national", "state"}, w)
}
