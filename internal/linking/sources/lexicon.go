package sources

import (
	_ "embed" // the tables
	"slices"
	"strings"
	"sync"
)

// lexiconText holds the lists of words; it says itself what they are.
//
//go:embed lexicon.txt
var lexiconText string

// countriesText has a line for each word for a country, its people or its capital, in order: "berlin|Germany*", "german|Germany".
//
//go:embed countries.txt
var countriesText string

// tables are the lists as they are looked up.
type tables struct {
	lists     map[string]map[string]bool   // list → its words
	first     map[string]map[string]string // list of words that are one → word → the first word of its line
	countries map[string]string
}

// lexicon reads the lists once: names and roles are looked up by the thousand for each article.
var lexicon = sync.OnceValue(readTables) //nolint:gochecknoglobals // made once out of what is embedded, and never changed

func readTables() tables {
	t := tables{map[string]map[string]bool{}, map[string]map[string]string{}, map[string]string{}}
	for line := range strings.Lines(lexiconText) {
		list, text, found := strings.Cut(line, ":")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(text)
		if t.first[list] == nil {
			t.lists[list], t.first[list] = map[string]bool{}, map[string]string{}
			for _, w := range words {
				t.lists[list][w] = true
			}
		}
		for _, w := range words {
			if t.first[list][w] == "" {
				t.first[list][w] = words[0]
			}
		}
	}
	for line := range strings.Lines(countriesText) {
		word, name, _ := strings.Cut(strings.TrimSpace(line), "|")
		t.countries[word] = name
	}
	return t
}

// in reports whether a word is in a list of the lexicon.
func in(list, word string) bool { return lexicon().lists[list][word] }

// among reports whether any of some words is in a list of the lexicon.
func among(list string, words []string) bool {
	of := lexicon().lists[list]
	return slices.ContainsFunc(words, func(w string) bool { return of[w] })
}

// canonical gives the first word of the line of a list that has a word; the word itself if none has.
func canonical(list, word string) string {
	if first, listed := lexicon().first[list][word]; listed {
		return first
	}
	return word
}

// country returns the country that words in lower case stand for, "" if none; capital says that they name its capital, which is a city as well.
func country(words string) (name string, capital bool) {
	return strings.CutSuffix(lexicon().countries[words], "*")
}

func isCountry(word string) bool {
	name, capital := country(word)
	return name != "" && !capital
}

// institutionType reports whether a word names a type of institution, field whether it says what one is for, institutionSort whether it says only
// what sort of institution it is.
func institutionType(w string) bool { return in("institution", w) }

func field(w string) bool { return in("field", w) }

func institutionSort(w string) bool { return institutionType(w) || field(w) || in("adjective", w) }

// outletSort reports whether a word of an outlet's name says only what sort of outlet it is.
func outletSort(w string) bool { return in("outlet", w) }

// titleWord reports whether a word before a name is a title.
func titleWord(w string) bool { return in("title", w) }

// IsRole reports whether a word, in lower case and singular, is the role of somebody who speaks for others.
func IsRole(w string) bool { return in("role", w) }

// SpeaksFor reports whether somebody of this role speaks for the body that it belongs to.
func SpeaksFor(role string) bool {
	w := content(role)
	return !among("norole", w) && among("role", w)
}

// IsExpert reports whether a role is that of an independent expert, who alone confirms nothing.
func IsExpert(role string) bool { return among("expert", content(role)) }

// SpeaksOfPress reports whether a group is outlets in general: "foreign media", "the press", "social media".
func SpeaksOfPress(name string) bool { return among("press", content(name)) }

// OwnWords reports whether a document of this name is its author's own saying, such as a statement or a letter, and not a finding, record or leak.
func OwnWords(name string) bool {
	w := content(name)
	return among("ownwords", w) && !among("private", w) && !among("hidden", w)
}
