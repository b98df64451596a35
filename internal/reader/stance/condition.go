package stance

import "hearsay"

// conditional reports whether words[i] opens a condition, by giving the index of its first word; -1 if it does not.
func conditional(words []word, i int, stance hearsay.Stance) int {
	before, after, from := textAt(words, i-1), textAt(words, i+1), i
	if before == "only" {
		from = i - 1
	}
	opens := false
	switch words[i].text {
	case "if":
		opens = !meansWhether(before) && !idiom(words, i+1)
	case "unless":
		opens = true
	case "provided", "providing":
		opens = after == "that" || before == ","
	case "when", "once":
		opens = before == "only"
	case "should":
		opens = inverted(words, i, stance)
	case "long", "condition": // "as long as", "on condition that"
		from, opens = i-1, phrasal(before+" "+words[i].text+" "+after)
	}
	if !opens {
		return -1
	}
	return from
}

// textAt gives the text of words[k], "" where there is none.
func textAt(words []word, k int) string {
	if k < 0 || k >= len(words) {
		return ""
	}
	return words[k].text
}

// phrasal reports whether three words are a conjunction.
func phrasal(words string) bool {
	return words == "as long as" || words == "so long as" || words == "on condition that"
}

// meansWhether reports whether an "if" after this word asks rather than sets a condition: "see if", "as if".
func meansWhether(w string) bool {
	switch w {
	case "as", "what", "even", "ask", "asked", "asks", "asking", "see", "know", "knows", "knew", "wonder", "wondered", "wonders", "decide", "decided",
		"say", "tell", "doubt", "sure",
		"determine", "check", "find", "out", "matter", "question", "clear", "remember", "imagine":
		return true
	}
	return false
}

// idiom reports whether an "if" before words[i] sets no condition: "if any", "if you will", a mere mention ("an 'if'").
func idiom(words []word, i int) bool {
	if i >= len(words) {
		return true
	}
	if i > 1 && (words[i-2].text == "an" || words[i-2].text == "the") {
		return true
	}
	switch words[i].text {
	case "any", "ever", "not", "at":
		return i+1 == len(words) || words[i+1].text == "," || words[i].text != "any"
	case "you":
		return i+1 < len(words) && words[i+1].text == "will" && (i+2 == len(words) || words[i+2].text == ",")
	}
	return false
}

// inverted reports whether the "should" at words[i] opens a condition: a subject follows it, not a verb.
func inverted(words []word, i int, stance hearsay.Stance) bool {
	if i+1 == len(words) {
		return false
	}
	switch words[i+1].text {
	case "a", "an", "the", "any", "this", "these", "those", "it", "he", "she", "they", "we", "you", "i", "his", "her", "its", "their", "our", "there",
		"one", "such", "another", "some":
		return true
	case "be", "have", "not", "never", "also", "only", "do", "get", "go", "make", "take", "all", "come", "stay", "just", "always", "at", "now", "still",
		"instead", "then":
		return false
	}
	return stance == hearsay.Commits && (words[i].start || !subjectPronoun(words[max(0, i-1)].text))
}

func subjectPronoun(w string) bool {
	switch w {
	case "he", "she", "it", "they", "i", "we", "you":
		return true
	}
	return false
}
