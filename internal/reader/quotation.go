package reader

import (
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// directShare is the share of a content's letters in quotation marks from which it counts as direct: a stray word outside is no paraphrase.
const directShare = 0.95

// quotation tells how a content is rendered, from the quotation marks that open within it or right before it. Marks around a larger passage in which
// the content is nested do not count: what a quoted person tells of others is told in her words.
func quotation(text string, content []hearsay.Span) hearsay.Quotation {
	var inside, all int
	for _, sp := range content {
		i, n := countQuoted(text, sp)
		inside, all = inside+i, all+n
	}
	switch {
	case inside == 0:
		return hearsay.Indirect
	case float64(inside) >= directShare*float64(all):
		return hearsay.Direct
	default:
		return hearsay.Mixed
	}
}

// countQuoted counts a span's letters and digits, and those of them inside quotation marks.
func countQuoted(text string, sp hearsay.Span) (inside, all int) {
	before, _ := utf8.DecodeLastRuneInString(text[:sp.Start])
	open := opening(before) || before == '"'
	previous := before
	for i, r := range sp.In(text) {
		next, _ := utf8.DecodeRuneInString(text[sp.Start+i+utf8.RuneLen(r):])
		switch {
		case r == '"':
			open = !open
		case opening(r):
			open = true
		case r == '”' || r == '»' || r == '’' && closesSingle(previous, next):
			open = false
		case r == '\n':
			open = false // a quotation that goes on in the next paragraph opens anew there
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			all++
			if open {
				inside++
			}
		}
		previous = r
	}
	return inside, all
}

func opening(r rune) bool { return r == '“' || r == '«' || r == '‘' || r == '„' }

// closesSingle tells a closing single mark from an apostrophe, which has a letter on either side or ends a plural.
func closesSingle(previous, next rune) bool {
	return unicode.IsPunct(previous) || !unicode.IsLetter(next) && !unicode.IsDigit(next) && previous != 's'
}
