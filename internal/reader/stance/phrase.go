package stance

import (
	"strings"

	"hearsay"
)

// nounPhrase gives the noun phrase that begins at i in text, at limit at the latest; the zero Span if none begins there.
// It ends before punctuation, prepositions other than "of", clauses and words of time.
func nounPhrase(text string, i, limit int) hearsay.Span {
	i += len(text[i:limit]) - len(strings.TrimLeft(text[i:limit], " \"“‘'"))
	var phrase hearsay.Span
	first := true
	for at := i; at < limit; {
		end := wordEnd(text, at, limit)
		if end == at {
			break
		}
		w := strings.ToLower(text[at:end])
		switch {
		case first && pronounObject(w):
			return hearsay.Span{Start: at, End: end}
		case w == "of" && !first, w == "and" && !first && capital(text[nextWord(text, end, limit):limit]) && capital(text[phrase.Start:end]):
			// The phrase goes on if a word of it follows.
		case phraseEnds(w, first):
			return phrase
		default:
			if phrase.End == 0 {
				phrase.Start = at
			}
			phrase.End = end
		}
		first = false
		next := nextWord(text, end, limit)
		if next < 0 || strings.TrimRight(text[end:next], " ") != "" && text[end:next] != "’ " && text[end:next] != ". " {
			break
		}
		if text[end:next] == ". " && !abbreviation(text[at:end]) {
			break
		}
		at = next
	}
	return phrase
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
	case "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Rev", "Prof", "St", "U.S", "U.N", "Capt", "Cmdr", "Maj", "Hon", "Jr", "Sr":
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
