package identity

import (
	_ "embed"
	"strings"
)

//go:embed lexicon.txt
var lexiconText string

//go:embed personnames.txt
var personNamesText string

//go:embed countries.txt
var countriesText string

//go:embed synonyms.txt
var synonymsText string

// class is a set of things that a word may be.
type class uint64

const (
	abbreviation class = 1 << iota
	maleTitle
	femaleTitle
	honorific
	role
	maleRole
	femaleRole
	modifier
	spokesman
	unnamed
	group
	office
	organisation
	stateHead
	outlet
	outletName
	document
	maleName
	femaleName
	surname
	country
	demonym
	capital
	region   // a state of a union, a province: no person
	function // words that neither begin nor end a name
	determiner
	preposition
	placing // prepositions that names of places follow
	relative
	pronoun
	number // how many: "two", "several", "both"
	saying
	calendar
	particle   // of names: "van", "bin"
	boundary   // words after which a noun phrase goes on with a description: "familiar", "close"
	participle // irregular ones, likewise
	realm      // the official names of states: "republic"
	share      // a part of many: "percent"
	vague      // a number without telling how many: "handful"
	extract    // a part of a document
	part       // of a group: "another", "second"
	holder     // of an office
	many       // of no certain number
	cause      // "because", "citing"
	pluralForm
	singularForm
)

const (
	firstName = maleName | femaleName
	title     = role | honorific | maleTitle | femaleTitle // what may stand before a name
	body      = organisation | office
	placeName = country | demonym | capital | region
	nounClass = role | body | outlet | group | document | unnamed                                      // what may be the head of a description
	compound  = role | maleRole | femaleRole | unnamed | group | spokesman | pluralForm | singularForm // what a compound has of its last word
)

// sections gives the classes of the words in each section of the tables.
func sections() map[string]class {
	return map[string]class{
		"abbreviation": abbreviation, "honorific-male": maleTitle, "honorific-female": femaleTitle, "honorific": honorific,
		"role": role, "role-male": maleRole | role, "role-female": femaleRole | role, "modifier": modifier, "spokesman": spokesman,
		"unnamed": unnamed, "group": group, "office": office, "organisation": organisation, "government-head": stateHead,
		"outlet": outlet, "outlet-name": outletName, "document": document,
		"male": maleName, "female": femaleName, "unisex": firstName, "surname": surname,
		"function": function, "determiner": determiner | function, "preposition": preposition | function, "relative": relative | function,
		"pronoun": pronoun | function, "number": number | function, "saying": saying, "calendar": calendar, "particle": particle,
		"boundary": boundary, "participle": participle, "state": region, "placing": placing, "realm": realm, "share": share, "vague": vague,
		"extract": extract, "part": part, "holder": holder, "many": many, "cause": cause, "plural": pluralForm, "singular": singularForm,
	}
}

// lexicon knows words. It is never changed once made.
type lexicon struct {
	words     map[string]class
	countries map[string]string // names, peoples and capitals in lower case → the country
	same      map[string]string // a noun → the one that is used for all that mean the same
	kin       map[string]string // a noun → the sort of nouns it belongs to
	nicknames map[string]string // a short first name → the long one
	seats     map[string]string // houses and streets that stand for the office in them
}

// newLexicon reads the embedded tables.
func newLexicon() *lexicon {
	lex := &lexicon{
		words: make(map[string]class, 16000), countries: make(map[string]string, 700),
		same: map[string]string{}, kin: map[string]string{}, nicknames: map[string]string{}, seats: map[string]string{},
	}
	lex.readWords(lexiconText)
	lex.readWords(personNamesText)
	lex.readSynonyms(synonymsText)
	for line := range strings.Lines(countriesText) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 3 {
			continue
		}
		lex.place(strings.ToLower(cells[0]), cells[0], country)
		for _, word := range strings.Fields(cells[1]) {
			lex.place(word, cells[0], demonym)
		}
		for _, word := range strings.Fields(cells[2]) {
			lex.place(strings.ReplaceAll(word, "-", " "), cells[0], capital)
		}
	}
	return lex
}

func (lex *lexicon) place(word, name string, c class) {
	if lex.countries[word] == "" {
		lex.countries[word] = name
	}
	lex.words[word] |= c
}

// readWords adds the words of a table: sections in brackets, comments after #, a plus for a word that also has a regular plural.
func (lex *lexicon) readWords(table string) {
	classes := sections()
	var c class
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			c = classes[strings.Trim(line, "[]")]
			continue
		}
		for _, word := range strings.Fields(line) {
			stem, plural := strings.CutSuffix(word, "+")
			lex.words[stem] |= c
			if plural {
				lex.words[stem] |= singularForm
				lex.words[stem+"s"] |= c | pluralForm
			}
		}
	}
}

// readSynonyms adds lines "word: others", each to the map of its section.
func (lex *lexicon) readSynonyms(table string) {
	maps := map[string]map[string]string{"[same]": lex.same, "[kin]": lex.kin, "[nickname]": lex.nicknames, "[seat]": lex.seats}
	var into map[string]string
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if m, ok := maps[line]; ok {
			into = m
			continue
		}
		if word, others, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			for _, other := range strings.Fields(others) {
				into[strings.ReplaceAll(other, "|", " ")] = word
			}
		}
	}
}

// canonical folds nouns that name the same role or thing: "spokeswoman" and "spokesman", plural and singular.
func (lex *lexicon) canonical(s string) string {
	if same, ok := lex.same[s]; ok {
		return same
	}
	if n := len(s); n > 4 && s[n-1] == 's' && s[n-2] != 's' && s[n-2] != 'u' && s[n-2] != 'i' {
		return s[:n-1]
	}
	return s
}

// nickname returns the long form of a first name.
func (lex *lexicon) nickname(s string) string {
	if long, ok := lex.nicknames[s]; ok {
		return long
	}
	return s
}

// isPlural tells the number of a head noun, from its form where the tables do not know it.
func isPlural(word string, c class) bool {
	switch {
	case c&singularForm != 0:
		return false
	case c&pluralForm != 0, strings.HasSuffix(word, "men") && len(word) > 5:
		return true
	}
	for _, ending := range [...]string{"ss", "us", "is"} {
		if strings.HasSuffix(word, ending) {
			return false
		}
	}
	return len(word) > 3 && strings.HasSuffix(word, "s")
}
