package stance

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// word is a word of the text in lower case, with straight apostrophes. A contraction is two words on one span: "won't" is "will" and "not".
type word struct {
	text  string
	span  hearsay.Span
	start bool // it begins a sentence, a quotation or a content
	cue   bool // it belongs to the cue or to the auxiliaries before it
}

// wordsIn appends the words of text[span] to dst.
func wordsIn(dst []word, text string, span hearsay.Span, cue bool) []word {
	start := true
	for i := span.Start; i < span.End; {
		r, n := utf8.DecodeRuneInString(text[i:span.End])
		if !isWordRune(r) {
			if r == '.' || r == '?' || r == '!' || r == ':' || r == '\n' || isQuote(r) {
				start = true
			}
			if r == '?' {
				dst = append(dst, word{text: "?", span: hearsay.Span{Start: i, End: i + n}, cue: cue})
			}
			if r == ',' || r == ';' || r == '—' || r == '(' {
				dst = append(dst, word{text: ",", span: hearsay.Span{Start: i, End: i + n}, cue: cue})
			}
			i += n
			continue
		}
		end := wordEnd(text, i, span.End)
		dst = appendWord(dst, text, hearsay.Span{Start: i, End: end}, start, cue)
		start, i = false, end
	}
	return dst
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”‘«»", r) }

// wordEnd is where the word that begins at i ends, at limit at the latest: letters and digits, with single apostrophes and hyphens between them.
func wordEnd(text string, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRuneInString(text[i:limit])
		if !isWordRune(r) {
			if r != '\'' && r != '’' && r != '-' {
				return i
			}
			if next, _ := utf8.DecodeRuneInString(text[i+n : limit]); !isWordRune(next) {
				return i
			}
		}
		i += n
	}
	return i
}

// appendWord appends what is written in span: one word, or the two of a contraction.
func appendWord(dst []word, text string, span hearsay.Span, start, cue bool) []word {
	lower := strings.ToLower(span.In(text))
	if strings.Contains(lower, "’") {
		lower = strings.ReplaceAll(lower, "’", "'")
	}
	first, second := split(lower)
	dst = append(dst, word{text: first, span: span, start: start, cue: cue})
	if second != "" {
		dst = append(dst, word{text: second, span: span, cue: cue})
	}
	return dst
}

// split takes a contraction apart. The second word is "" if there is none.
func split(lower string) (first, second string) {
	switch lower {
	case "cannot", "can't":
		return "can", "not"
	case "won't":
		return "will", "not"
	case "ain't":
		return "is", "not"
	case "let's":
		return "let", "us"
	}
	cut := strings.LastIndexByte(lower, '\'')
	if cut <= 0 {
		return lower, ""
	}
	switch lower[cut:] {
	case "'ll":
		return lower[:cut], "will"
	case "'d":
		return lower[:cut], "would"
	case "'m":
		return lower[:cut], "am"
	case "'re":
		return lower[:cut], "are"
	case "'ve":
		return lower[:cut], "have"
	case "'s":
		return lower[:cut], "'s"
	case "'t":
		if lower[cut-1] == 'n' {
			return lower[:cut-1], "not"
		}
	}
	return lower, ""
}
