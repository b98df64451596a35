package eval

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// token is a run of letters, digits and underscores, or one other character that is no space.
type token struct {
	hearsay.Span
	word bool // begins with a letter or digit; only these count in a score
}

// tokens cuts a text as the regular expression \w+|[^\w\s] does in Python.
func tokens(text string) []token {
	var toks []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case inWord(r):
			for end < len(text) {
				next, size := utf8.DecodeRuneInString(text[end:])
				if !inWord(next) {
					break
				}
				end += size
			}
			toks = append(toks, token{hearsay.Span{Start: i, End: end}, alphanumeric(r)})
		case !space(r):
			toks = append(toks, token{hearsay.Span{Start: i, End: end}, false})
		}
		i = end
	}
	return toks
}

// alphanumeric is Python's str.isalnum of one character: every letter and every number, roman and circled ones included, but no mark.
func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func inWord(r rune) bool { return r == '_' || alphanumeric(r) }

// space is Python's str.isspace of one character, which counts the four separators of ASCII; Go's does not.
func space(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// words is a set of words of a text: indices of tokens, ascending, each once.
type words []int

// wordsOf finds the words that the spans touch.
func wordsOf(spans []hearsay.Span, toks []token) words {
	var set words
	for _, sp := range spans {
		i, _ := slices.BinarySearchFunc(toks, sp.Start, func(t token, at int) int { return t.Start - at })
		if i > 0 && toks[i-1].End > sp.Start {
			i--
		}
		for ; i < len(toks) && toks[i].Start < sp.End; i++ {
			if toks[i].word {
				set = append(set, i)
			}
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// shared counts the words that are in both sets.
func shared(a, b words) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// overlap is the Jaccard index of two sets: what they share of what they cover. Two empty sets are alike.
func overlap(a, b words) float64 {
	both := shared(a, b)
	if all := len(a) + len(b) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 1
}
