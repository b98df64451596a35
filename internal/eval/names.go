package eval

import "strings"

// nameWords are the words of a name or clause that count when two are compared: without case, articles and "of".
func nameWords(s string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !inWord(r) }) {
		switch word {
		case "the", "a", "an", "of":
		default:
			set[word] = true
		}
	}
	return set
}

// sameName tells whether two names are of one source: the words of one are all among those of the other ("Koch", "Lena Koch").
func sameName(a, b string) bool {
	inA, inB := nameWords(a), nameWords(b)
	common := commonWords(inA, inB)
	return common > 0 && common == min(len(inA), len(inB))
}

// sameCondition tells whether a predicted condition is right: it shares half the words that it and the gold one have together.
func sameCondition(gold, pred string) bool {
	inGold, inPred := nameWords(gold), nameWords(pred)
	common := commonWords(inGold, inPred)
	return len(inGold) > 0 && 2*common >= len(inGold)+len(inPred)-common
}

func commonWords(a, b map[string]bool) int {
	n := 0
	for word := range a {
		if b[word] {
			n++
		}
	}
	return n
}
