package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"
)

// StanceError is a statement that was found and whose stance was read wrongly, and how often the like happened.
type StanceError struct {
	StancePair
	Cue     string // its words, "" if it has none
	Content string
	Article string // the first article where it is so
	Times   int    // statements with the same stances and the same cue
}

func newStanceError(article, text string, a hearsay.Attribution, gold, read hearsay.Stance) StanceError {
	return StanceError{StancePair{gold, read}, wordsIn(text, a.Cue), wordsIn(text, a.Content), article, 1}
}

// wordsIn are the words of spans on one line; pieces that lie apart are joined by an ellipsis.
func wordsIn(text string, spans []hearsay.Span) string {
	parts := make([]string, len(spans))
	for i, sp := range spans {
		parts[i] = strings.Join(strings.Fields(sp.In(text)), " ")
	}
	return strings.Join(parts, " … ")
}

// Telling returns up to n errors that tell most: one of each confusion of stances in turn, the most frequent confusion first, and of each
// the cue that is misread most often. Errors with the same stances and cue are one, and count.
func (r *LabelReport) Telling(n int) []StanceError {
	var confusions [][]StanceError // a list of errors for each pair of stances, without repetition
	for pair := range r.Stances {
		if pair.Gold != pair.Read {
			confusions = append(confusions, r.merged(pair))
		}
	}
	slices.SortFunc(confusions, func(a, b []StanceError) int {
		return cmp.Or(r.Stances[b[0].StancePair]-r.Stances[a[0].StancePair],
			strings.Compare(string(a[0].Gold), string(b[0].Gold)), strings.Compare(string(a[0].Read), string(b[0].Read)))
	})
	var telling []StanceError
	for turn := 0; len(telling) < n; turn++ {
		before := len(telling)
		for _, errs := range confusions {
			if turn < len(errs) && len(telling) < n {
				telling = append(telling, errs[turn])
			}
		}
		if len(telling) == before {
			break
		}
	}
	return telling
}

// merged are the errors of one confusion, the most frequent cue first, then in order of the articles.
func (r *LabelReport) merged(pair StancePair) []StanceError {
	var errs []StanceError
	for _, e := range r.Errors {
		if e.StancePair != pair {
			continue
		}
		i := slices.IndexFunc(errs, func(other StanceError) bool { return strings.EqualFold(other.Cue, e.Cue) })
		if i < 0 {
			errs = append(errs, e)
		} else {
			errs[i].Times++
		}
	}
	slices.SortStableFunc(errs, func(a, b StanceError) int { return b.Times - a.Times })
	return errs
}

// WriteErrors prints errors, two lines each: the stances, the cue and how often; the content and the article.
func WriteErrors(w io.Writer, errs []StanceError) error {
	buf := bufio.NewWriter(w)
	for i, e := range errs {
		fmt.Fprintf(buf, "%3d  %s → %s  %s  (%d ×)\n", i+1, e.Gold, orNone(e.Read), cueWords(e.Cue), e.Times)
		fmt.Fprintf(buf, "     %s: %s\n", e.Article, firstWords(e.Content, contentWords))
	}
	return buf.Flush()
}

// contentWords is how much of a content is shown: enough to see what it is about.
const contentWords = 20

func cueWords(cue string) string {
	if cue == "" {
		return "no cue"
	}
	return "“" + cue + "”"
}

// firstWords are the first n words of s, with an ellipsis where more were.
func firstWords(s string, n int) string {
	words := strings.Fields(s)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + " …"
}
