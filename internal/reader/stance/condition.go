package stance

import (
	"slices"
	"strings"

	"hearsay"
)

// Condition gives the clause that a commitment or demand depends on, verbatim, in the content of a or right beside it: "if the claims are
// verified", "unless work resumes", "should a single bomb fall". The zero Span if there is none, or if the stance is neither.
func Condition(text string, a hearsay.Attribution, stance hearsay.Stance) hearsay.Span {
	if stance != hearsay.Commits && stance != hearsay.Urges {
		return hearsay.Span{}
	}
	for k, content := range a.Content {
		end := content.End
		if k == len(a.Content)-1 {
			end = max(end, conditionAfter(text, content.End))
		}
		words := wordsIn(nil, text, hearsay.Span{Start: content.Start, End: end}, false)
		for i := range words {
			if from := conditional(words, i, stance); from >= 0 {
				return clause(text, words, from, i, end)
			}
		}
	}
	return hearsay.Span{}
}

// conditionAfter gives the end of a sentence whose rest, right after a content, is a condition; -1 if it is none.
func conditionAfter(text string, end int) int {
	rest := strings.TrimLeft(text[end:min(len(text), end+12)], " ")
	for _, start := range []string{"if ", "unless ", "provided ", "only if", "only when", "should "} {
		if strings.HasPrefix(rest, start) {
			return sentenceEnd(text, end)
		}
	}
	return -1
}

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

// clause gives the condition whose first word is words[from] and whose conjunction is words[i]. One that opens its sentence ends at the comma
// before the main clause, or before "then"; one that comes later ends where the sentence, the quotation or the content does.
func clause(text string, words []word, from, i, end int) hearsay.Span {
	span := hearsay.Span{Start: words[from].span.Start, End: words[i].span.End}
	if i+1 < len(words) && slices.Contains([]string{"necessary", "needed", "elected", "so", "possible"}, words[i+1].text) {
		return hearsay.Span{Start: span.Start, End: words[i+1].span.End}
	}
	opens, firstComma := opensSentence(words, from), 0
	for k := i + 1; k < len(words); k++ {
		if k > i+1 && clauseEnds(text, words, k, opens, k > i+2) {
			firstComma = 0
			break
		}
		if words[k].text != "," {
			span.End = words[k].span.End
		} else if firstComma == 0 {
			firstComma = span.End
		}
	}
	if opens && firstComma > 0 {
		span.End = firstComma // no main clause was recognised
	}
	span.End = min(span.End, end)
	return span
}

// clauseEnds reports whether a condition ends before words[k]: with its sentence, or where the main clause begins. opens tells whether it comes first;
// pronouns, whether it is long enough for a pronoun to begin the main clause.
func clauseEnds(text string, words []word, k int, opens, pronouns bool) bool {
	w := words[k]
	switch {
	case w.start && sentenceBreak(text, words[k-1].span.End, w.span.Start):
		return true
	case w.text == ",":
		return opens && mainClause(words, k) || !opens && !aside(words, k)
	}
	return opens && (w.text == "then" || pronouns && mainSubject(words, k))
}

// opensSentence reports whether a clause begins at words[from] that comes before its main clause.
func opensSentence(words []word, from int) bool {
	return words[from].start || from > 0 && (words[from-1].text == "," || conjunction(words[from-1].text))
}

// mainSubject reports whether a main clause without a comma before it begins at words[k]: "if I lose I will go home".
func mainSubject(words []word, k int) bool {
	return subjectPronoun(words[k].text) && k+1 < len(words) && (words[k+1].text == "will" || words[k+1].text == "would")
}

func conjunction(w string) bool {
	return w == "that" || w == "and" || w == "but" || w == "because" || w == "so" || w == "or"
}

// aside reports whether the comma at words[k] opens an aside that a later comma closes, as in "if the firm, or its owner, agrees".
func aside(words []word, k int) bool {
	for j := k + 1; j < len(words) && j < k+8; j++ {
		if words[j].text == "," {
			return true
		}
	}
	return false
}

// mainClause reports whether the comma at words[k] is followed by a main clause: a subject and its verb, or an imperative.
func mainClause(words []word, k int) bool {
	if k+1 < len(words) {
		switch words[k+1].text {
		case "we", "i", "you", "then", "let", "please", "there", "she", "he", "they", "it", "that", "do", "open", "give":
			return true
		case "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "does", "and", "or":
			return false // the clause goes on after an aside
		}
	}
	for j := k + 1; j < len(words) && j <= k+9 && words[j].text != ","; j++ {
		switch words[j].text {
		case "will", "would", "shall", "must", "should", "can", "could", "may", "might", "is", "are", "has", "have", "was", "were":
			return true
		}
	}
	return false
}

// sentenceBreak reports whether the text between two words ends a sentence or a quotation.
func sentenceBreak(text string, end, start int) bool {
	between := text[end:start]
	return strings.ContainsAny(between, "?!\n") || strings.Contains(between, ". ") || strings.Contains(between, ".”") || strings.Contains(between, ".\"")
}
