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
	country
	demonym
	capital
	function // words that neither begin nor end a name
	determiner
	preposition
	relative
	pronoun
	number // how many: "two", "several", "both"
	saying
	calendar
	particle // of names: "van", "bin"
	pluralForm
	singularForm
	boundary // words after which a noun phrase goes on with a description: "familiar", "close"
	region   // a state of a union, a province: no person
	surname
)

// title is what may stand before a name.
const title = role | honorific | maleTitle | femaleTitle

// lexicon knows words. It is never changed once made.
type lexicon struct {
	words     map[string]class
	countries map[string]string // names, peoples and capitals in lower case → the country
}

// newLexicon reads the embedded tables.
func newLexicon() *lexicon {
	lex := &lexicon{words: make(map[string]class, 12000), countries: make(map[string]string, 700)}
	sections := map[string]class{
		"abbreviation": abbreviation, "honorific-male": maleTitle, "honorific-female": femaleTitle, "honorific": honorific, "role": role, "role-male": maleRole | role,
		"role-female": femaleRole | role, "modifier": modifier, "spokesman": spokesman, "unnamed": unnamed, "group": group, "office": office, "organisation": organisation,
		"government-head": stateHead, "outlet": outlet, "outlet-name": outletName, "document": document, "male": maleName, "surname": surname, "unisex": maleName | femaleName,
		"female":   femaleName,
		"function": function, "determiner": determiner | function, "preposition": preposition | function, "relative": relative | function, "pronoun": pronoun | function,
		"number": number | function, "saying": saying, "calendar": calendar, "particle": particle, "boundary": boundary, "state": region,
	}
	lex.read(lexiconText, sections)
	lex.read(personNamesText, sections)
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

// read adds the words of a table: sections in brackets, comments after #, a plus for a word that also has a regular plural.
func (lex *lexicon) read(table string, sections map[string]class) {
	var c class
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			c = sections[strings.Trim(line, "[]")]
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

// irregular tells the number of a head noun from its form where the table does not.
func isPlural(word string, c class) bool {
	switch {
	case c&pluralForm != 0:
		return true
	case c&singularForm != 0:
		return false
	}
	switch word {
	case "people", "men", "women", "police", "media", "those", "these", "they", "children", "others", "clergy", "troops", "both", "many", "several", "few", "youth", "none":
		return true
	case "press", "congress", "status", "campus", "news", "boss", "witness", "waitress", "actress", "congressman", "whatsapp", "headquarters", "series", "analysis", "class", "business":
		return false
	}
	if strings.HasSuffix(word, "men") && len(word) > 5 {
		return true
	}
	return len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is")
}
