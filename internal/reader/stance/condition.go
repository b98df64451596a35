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
	before, after := "", ""
	if i > 0 {
		before = words[i-1].text
	}
	if i+1 < len(words) {
		after = words[i+1].text
	}
	from := i
	if before == "only" {
		from = i - 1
	}
	switch words[i].text {
	case "if":
		if !meansWhether(before) && !idiom(words, i+1) {
			return from
		}
	case "unless", "provided", "providing":
		if words[i].text == "unless" || after == "that" || before == "," || before == "" {
			return i
		}
	case "when", "once":
		if before == "only" {
			return from
		}
	case "should":
		if inverted(words, i, stance) {
			return i
		}
	case "long": // "as long as", "so long as"
		if (before == "as" || before == "so") && after == "as" {
			return i - 1
		}
	case "condition": // "on condition that"
		if after == "that" && before == "on" {
			return i - 1
		}
	}
	return -1
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

// clause gives the condition whose first word is words[from] and whose conjunction is words[i]. One that opens its sentence ends at the comma before the main
// clause, or before "then"; one that comes later ends where the sentence, the quotation or the content does.
func clause(text string, words []word, from, i, end int) hearsay.Span {
	span := hearsay.Span{Start: words[from].span.Start, End: words[i].span.End}
	if i+1 < len(words) && slices.Contains([]string{"necessary", "needed", "elected", "so", "possible"}, words[i+1].text) {
		return hearsay.Span{Start: span.Start, End: words[i+1].span.End}
	}
	opens := words[from].start || from > 0 && (words[from-1].text == "," || conjunction(words[from-1].text))
	last := -1
	for k := i + 1; k < len(words); k++ {
		w := words[k]
		if w.start && sentenceBreak(text, words[k-1].span.End, w.span.Start) {
			break
		}
		if w.text == "," {
			if !opens && !aside(words, k) || opens && mainClause(words, k) {
				break
			}
			if opens && last < 0 {
				last = span.End // the first comma, if no main clause is ever recognised
			}
			continue
		}
		if opens && (w.text == "then" || k > i+2 && subjectPronoun(w.text) && k+1 < len(words) && (words[k+1].text == "will" || words[k+1].text == "would")) {
			last = -1
			break
		}
		span.End = w.span.End
	}
	if opens && last > 0 && span.End >= words[len(words)-1].span.End {
		span.End = last
	}
	span.End = min(span.End, end)
	return span
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
		case "we", "i", "you", "then", "let", "please", "there", "she", "he", "they", "it", "that", "shove", "do", "open", "give":
			return true
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
