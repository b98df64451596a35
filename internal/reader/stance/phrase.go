package stance

import (
	"strings"

	"hearsay"
)

// nounPhrase gives the noun phrase that begins at i in text, at limit at the latest; the zero Span if none begins there.
// It ends before punctuation, prepositions other than "of", clauses and words of time.
func nounPhrase(text string, i, limit int) hearsay.Span {
	var phrase hearsay.Span
	at := i + len(text[i:limit]) - len(strings.TrimLeft(text[i:limit], " \"“‘'"))
	for at < limit {
		end := wordEnd(text, at, limit)
		w, first := strings.ToLower(text[at:end]), phrase.End == 0
		switch {
		case end == at:
			return phrase
		case first && pronounObject(w):
			return hearsay.Span{Start: at, End: end}
		case !first && (w == "of" || w == "and" && capital(text[phrase.Start:end]) && capital(text[nextWord(text, end, limit):limit])):
			// The phrase goes on if another word of it follows.
		case phraseEnds(w, first):
			return phrase
		case first:
			phrase = hearsay.Span{Start: at, End: end}
		default:
			phrase.End = end
		}
		next := nextWord(text, end, limit)
		if !joined(text, at, end, next) {
			break
		}
		at = next
	}
	return phrase
}

// joined reports whether the word [at, end) and the one at next can belong to one phrase, by what stands between them.
func joined(text string, at, end, next int) bool {
	switch strings.TrimRight(text[end:next], " ") {
	case "", "’":
		return true
	case ".":
		return abbreviation(text[at:end])
	}
	return false
}

// nextWord is where the next word begins at or after i; limit if there is none.
func nextWord(text string, i, limit int) int {
	for k, r := range text[i:limit] {
		if isWordRune(r) {
			return i + k
		}
	}
	return limit
}

func abbreviation(w string) bool {
	switch w {
	case "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Rev", "Prof", "St", "U.S", "U.N", "Capt", "Cmdr", "Maj", "Hon", "Jr", "Sr",
		"Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Co", "Corp", "Inc", "Ltd", "No", "a.m", "p.m", "vs":
		return true
	}
	return len(w) == 1
}

func pronounObject(w string) bool {
	switch w {
	case "me", "us", "him", "her", "them", "you", "himself", "herself", "themselves", "everyone", "everybody":
		return true
	}
	return false
}

// phraseEnds reports whether a word cannot be part of a noun phrase: as its first word, or later.
func phraseEnds(w string, first bool) bool {
	switch w {
	case "that", "whether", "if", "what", "how", "why", "when", "where", "who", "whom", "which", "to", "in", "on", "at", "for", "from", "by", "with",
		"about", "as", "after",
		"before", "while", "because", "during", "via", "through", "over", "under", "against", "into", "not", "is", "are", "was", "were", "be", "been",
		"has", "have", "had", "will",
		"would", "could", "can", "should", "may", "might", "must", "but", "or", "so", "then", "there", "monday", "tuesday", "wednesday", "thursday",
		"friday", "saturday", "sunday",
		"yesterday", "today", "tonight", "tomorrow", "earlier", "later", "recently", "again", "and", "of", "it", "he", "she", "they", "i", "we", "said",
		"says", "also", "late",
		"early", "only", "just", "ahead", "amid", "without", "than", "since", "until", "here", "exactly", "outside", "inside", "near", "repeatedly",
		"publicly", "privately", "up",
		"out", "off", "down", "back", "away":
		return true
	case "last", "next", "this":
		return !first
	}
	return !first && strings.HasSuffix(w, "ly") && len(w) > 5 && w != "family" && w != "assembly" && w != "daily" && w != "weekly" && w != "monthly"
}
