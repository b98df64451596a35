package attribution

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/reader/encoder"
)

// emptyLine is what divides paragraphs.
var emptyLine = regexp.MustCompile(`\n\s*\n`)

// keepToParagraphs cuts off what lies in another paragraph: headlines have no full stop, and a network that reads on makes one sentence of them and
// what follows. Only a quotation goes on in the next paragraph. The roles of the wordpieces are those of what is left.
func (a *Found) keepToParagraphs(text string, pieces []encoder.Piece) {
	source, cutSource := nearest(text, a.Source, a.Cue, false)
	content, cutContent := nearest(text, a.Content, a.Cue, true)
	if !cutSource && !cutContent {
		return
	}
	a.Source, a.Content = source, content
	for k, r := range a.path {
		if r != encoder.Cue {
			a.path[k] = encoder.None
		}
	}
	paint(a.path, pieces, a.Source, encoder.BSource, encoder.ISource)
	paint(a.path, pieces, a.Content, encoder.BContent, encoder.IContent)
}

// nearest gives of each span the part that is next to the cue, with what goes on with it if it is a quotation that may.
func nearest(text string, spans, cue []hearsay.Span, quotation bool) (kept []hearsay.Span, cut bool) {
	for _, s := range spans {
		parts := paragraphsOf(text, s)
		if len(parts) > 1 {
			lo, hi := 0, 1
			if len(cue) > 0 && cue[0].Start >= s.End {
				lo, hi = len(parts)-1, len(parts)
			}
			for quotation && hi < len(parts) && (unclosed(parts[hi-1].In(text)) || opensQuote(parts[hi].In(text))) {
				hi++
			}
			for quotation && lo > 0 && unclosed(parts[lo-1].In(text)) {
				lo--
			}
			cut = cut || hi-lo < len(parts)
			s = hearsay.Span{Start: parts[lo].Start, End: parts[hi-1].End}
		}
		kept = append(kept, s)
	}
	return kept, cut
}

// paragraphsOf divides a span where paragraphs end.
func paragraphsOf(text string, s hearsay.Span) []hearsay.Span {
	var parts []hearsay.Span
	start := s.Start
	if strings.Contains(s.In(text), "\n") {
		for _, b := range emptyLine.FindAllStringIndex(s.In(text), -1) {
			parts = append(parts, hearsay.Span{Start: start, End: s.Start + b[0]})
			start = s.Start + b[1]
		}
	}
	return append(parts, hearsay.Span{Start: start, End: s.End})
}

// opensQuote reports whether a paragraph begins with a quotation mark that may open a quotation.
func opensQuote(part string) bool {
	first, _ := utf8.DecodeRuneInString(part)
	return strings.ContainsRune("\"“‘«„'", first)
}

// unclosed reports whether a quotation that was opened in a paragraph is still open at its end: those that go on in the next are not closed.
func unclosed(part string) bool {
	if straight := strings.Count(part, `"`); straight > 0 {
		return straight%2 == 1
	}
	return strings.Count(part, "“")+strings.Count(part, "«") > strings.Count(part, "”")+strings.Count(part, "»")
}
