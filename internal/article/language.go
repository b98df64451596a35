package article

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
)

// English tells whether a text may be English. Only a text that is clearly in another language is not:
// little text says little about its language, and an English article may quote others at length.
//
// Function words decide where there are any, since they show the language of the sentences and not of the names in them.
// Trigrams decide for the languages whose function words are not listed here, and only for texts long enough to trust them.
func English(text string) bool {
	const most = 100_000 // bytes; more would not change the answer
	if len(text) > most {
		text = text[:most]
	}
	text = strings.ToLower(text)
	if mostlyNotLatin(text) {
		return false
	}
	words, english, foreign := countWords(text)
	switch {
	case english > 0 && english*10 >= words && english*2 >= foreign:
		return true
	case foreign > english && foreign*10 >= words:
		return false
	case words >= 25 && english*25 < words:
		return false
	case words < 12:
		return true
	}
	guess := whatlanggo.Detect(text[:min(len(text), 8192)])
	return guess.Lang == whatlanggo.Eng || guess.Confidence < 0.9
}

// mostlyNotLatin tells whether most letters are of other scripts.
func mostlyNotLatin(text string) bool {
	latin, others := 0, 0
	for _, r := range text {
		if unicode.Is(unicode.Latin, r) {
			latin++
		} else if unicode.IsLetter(r) {
			others++
		}
	}
	return others > latin
}

// countWords counts the words of a lower-case text, and among them the function words of English and of other languages.
func countWords(text string) (words, english, foreign int) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		words++
		if strings.Contains(englishWords, " "+word+" ") {
			english++
		} else if strings.Contains(foreignWords, " "+word+" ") {
			foreign++
		}
	}
	return words, english, foreign
}

// englishWords are frequent words of English that are no frequent words of its neighbours: "in", "on", "an", "die" or "was" say nothing.
const englishWords = " the of and to that with said says say saying told is by from has have which this be are it she they will would not who but" +
	" their been for at his her its were after about when there than could should into more out or we you your what our as because while where" +
	" before officials people "

// foreignWords are frequent words of other languages in Latin script that are no frequent words of English.
const foreignWords = " der das und nicht ist ein eine einen den von mit auf für dem sich wurde auch werden wird bei zum zur" + // German
	" le la les des une est et dans pour que qui du sur au pas ont par avec cette été aux ses" + // French
	" el los las una por con del para se su y es como más lo fue sus al" + // Spanish
	" il di che per non della sono gli nel alla anche dei delle" + // Italian
	" os um uma não com da dos das em mais foi pela" + // Portuguese
	" het een van niet dat zijn voor met ook aan naar bij" + // Dutch
	" och att är som det på av för inte den ett og ikke til på med av har" + // Swedish, Danish, Norwegian, whose many "at" are no English
	" fra han skal vil kan eller om ingen blev ble efter etter" +
	" się nie że na jest jak przez" + // Polish
	" ve bir bu için ile olarak" + // Turkish
	" ng mga ang hindi siya" + // Tagalog
	" yang dan untuk dengan dari pada tidak ini itu " // Indonesian, Malay
