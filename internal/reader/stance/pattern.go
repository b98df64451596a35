package stance

import (
	"strings"
	"unicode"
)

// A pattern is a row of elements that words are held against one after another, written with spaces between them:
//
//	deny       this word as it stands
//	deny*      any form of this verb, or the plural of this noun: denies, denied, denying
//	say/tell   one of these
//	{neg}      one of the words of a class (see classes)
//	*ing       any word with this ending
//	..         up to three words of any kind
//	...        up to eight
//	....       up to twenty
type pattern []element

// element is a set of words, any word with an ending, or a gap of up to gap words.
type element struct {
	words  map[string]bool
	ending string
	gap    int
}

// speaker stands for a pronoun that means the source itself: "I" and "we" in a direct quotation, "she" and "they" elsewhere.
const speaker = "@"

// condition stands for the conjunction that opens a condition: "if" where it does not mean "whether", "unless", an inverted "should".
const condition = "@if"

func (e element) fits(w string) bool {
	return e.words[w] || e.ending != "" && len(w) > len(e.ending)+2 && strings.HasSuffix(w, e.ending)
}

// parse makes a pattern of its written form.
func parse(written string, classes map[string]string) pattern {
	var p pattern
	for field := range strings.FieldsSeq(written) {
		switch field {
		case "..":
			p = append(p, element{gap: 3})
		case "...":
			p = append(p, element{gap: 8})
		case "....":
			p = append(p, element{gap: 20})
		case "*ing":
			p = append(p, element{ending: "ing"})
		default:
			p = append(p, element{words: alternatives(field, classes)})
		}
	}
	return p
}

// alternatives spreads out what one element of a pattern stands for.
func alternatives(field string, classes map[string]string) map[string]bool {
	words := map[string]bool{}
	for alt := range strings.FieldsFuncSeq(field, func(r rune) bool { return r == '/' || unicode.IsSpace(r) }) {
		if name, isClass := strings.CutPrefix(alt, "{"); isClass {
			for w := range alternatives(classes[strings.TrimSuffix(name, "}")], classes) {
				words[w] = true
			}
			continue
		}
		verb, inflected := strings.CutSuffix(alt, "*")
		words[verb] = true
		if inflected {
			for _, form := range forms(verb) {
				words[form] = true
			}
		}
	}
	return words
}

// match holds the pattern against words[i:]. It gives the number of words that it covers, gaps included; 0 if it does not fit.
// A gap takes as few words as it can.
func (p pattern) match(words []word, i int) int {
	at := i
	for k, e := range p {
		if e.gap > 0 {
			for skip := 0; skip <= e.gap && at+skip < len(words); skip++ {
				if n := p[k+1:].match(words, at+skip); n > 0 {
					return at + skip + n - i
				}
			}
			return 0
		}
		if at == len(words) || !e.fits(words[at].text) {
			return 0
		}
		at++
	}
	return at - i
}

// forms gives the inflected forms of a verb: the third person, the past, the participles.
func forms(verb string) []string {
	if irregulars := irregularForms(verb); irregulars != "" {
		return append(strings.Fields(irregulars), verb+"s", gerund(verb))
	}
	n := len(verb)
	last := verb[n-1]
	switch {
	case last == 'e':
		return []string{verb + "s", verb + "d", gerund(verb)}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(verb[n-2])):
		return []string{verb[:n-1] + "ies", verb[:n-1] + "ied", verb + "ing"}
	case strings.HasSuffix(verb, "s") || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") || last == 'x':
		return []string{verb + "es", verb + "ed", verb + "ing"}
	case doubles(verb):
		return []string{verb + "s", verb + string(last) + "ed", verb + string(last) + "ing"}
	}
	return []string{verb + "s", verb + "ed", verb + "ing"}
}

func gerund(verb string) string {
	switch {
	case strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee"):
		return verb[:len(verb)-1] + "ing"
	case doubles(verb):
		return verb + verb[len(verb)-1:] + "ing"
	}
	return verb + "ing"
}

// doubles reports whether the verb doubles its last letter: those of the table that do.
func doubles(verb string) bool {
	switch verb {
	case "admit", "commit", "plan", "beg", "slam", "scrap", "get", "let", "put", "pan", "rip", "stop", "drop", "cut", "refer", "opt",
		"bar", "shun", "rebut", "brag", "chat", "quip", "run", "sit", "win", "set":
		return true
	}
	return false
}

// irregularForms gives the forms of irregular verbs that are not made with -s and -ing; "" for a regular one.
func irregularForms(verb string) string {
	for line := range strings.Lines(irregular) {
		first, forms, _ := strings.Cut(strings.TrimSpace(line), " ")
		if first == verb {
			return forms
		}
	}
	return ""
}

// irregular lists irregular verbs, each with its forms.
const irregular = `
		say said
		tell told
		write wrote written
		speak spoke spoken
		think thought
		find found
		know knew known
		show showed shown
		give gave given
		take took taken
		withdraw withdrew withdrawn
		swear swore sworn
		stand stood
		bear bore borne
		seek sought
		hold held
		keep kept
		leave left
		feel felt
		put put
		cast cast
		cut cut
		set set
		draw drew drawn
		be is are was were been am 's
		have has had
		do does did done
		go goes went gone
		get got
		make made
		see saw seen
		hear heard
		choose chose chosen
		shake shook shaken
		rebut rebutted
		forbid forbade forbidden
		fight fought
		run ran
`
