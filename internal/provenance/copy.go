package provenance

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"hearsay"
)

// Signed is an article's signature with what tells which of two came first.
type Signed struct {
	Article string // Article.ID
	At      hearsay.Date
	Signature
}

// When two texts are one, or one tells the other.
const (
	copyAlike    = 0.5 // Jaccard likeness of two texts that are one, or
	copyShare    = 0.8 // the share of the shorter text, or with a credit
	creditShare  = 0.6 // the share of the text that gives the credit, if
	partAlike    = 0.3 // both are at least so much alike
	copyFacts    = 0.6 // of the shorter text's names and numbers stand in the same order in the other: templates differ in these
	leastShared  = 30  // shingles
	rewriteGrams = 8   // of quotes, in the same order
	rewriteShare = 0.6 // of the rewrite's quotes that are the original's
	rewriteFacts = 0.7 // of the rewrite's names and numbers that stand in the same order in the original
	relayFacts   = 0.3 // the same with a credit
	rewriteDays  = 4
)

// Relate tells whether one of two articles copies or rewrites the other, or retells it and says so, and which one: who is credited is the original, else
// who was first. Of the same two articles it says the same in either order.
func Relate(a, b Signed) (Relation, bool) {
	if a.Article == b.Article {
		return Relation{}, false
	}
	by, of, credited := direct(a, b)
	facts := inOrder(by.Facts, of.Facts)
	if rel, is := copied(by, of, credited, facts); is {
		return rel, true
	}
	return rewritten(by, of, credited, facts)
}

// direct tells which of two articles would rest on the other, and whether it credits it.
func direct(a, b Signed) (by, of Signed, credited bool) {
	if x, y := credits(a, b), credits(b, a); x != y {
		if x {
			return a, b, true
		}
		return b, a, true
	}
	if cmp.Or(compareDates(a.At, b.At), strings.Compare(a.Article, b.Article)) > 0 {
		return a, b, false
	}
	return b, a, false
}

func copied(by, of Signed, credited bool, facts int) (Relation, bool) {
	shared := common(by.Sample, of.Sample)
	if shared*keepOneOf < leastShared {
		return Relation{}, false
	}
	alike := float64(shared) / float64(len(by.Sample)+len(of.Sample)-shared)
	share, shorter := float64(shared)/float64(len(by.Sample)), float64(shared)/float64(min(len(by.Sample), len(of.Sample)))
	same := float64(facts) / float64(max(1, min(len(by.Facts), len(of.Facts))))
	whole := alike >= copyAlike || alike >= partAlike && (shorter >= copyShare || credited && share >= creditShare)
	if !whole || same < copyFacts {
		return Relation{}, false
	}
	text := fmt.Sprintf("shares %d %% of its text with article %s", int(math.Round(100*share)), of.Article)
	if credited {
		text = "credits " + of.Outlet + " and " + text
	}
	return Relation{Article: by.Article, Of: of.Article, Means: Copy, Score: share, Reason: text}, true
}

func rewritten(by, of Signed, credited bool, facts int) (Relation, bool) {
	if by.Outlet == of.Outlet || len(by.Facts) == 0 || apart(by.At, of.At) > rewriteDays*24*time.Hour {
		return Relation{}, false
	}
	grams, quotes := inOrder(by.Grams, of.Grams), inOrder(by.Quotes, of.Quotes)
	share := float64(facts) / float64(len(by.Facts))
	if grams < rewriteGrams || facts < rewriteGrams {
		return Relation{}, false
	}
	percent := int(math.Round(100 * share))
	if credited && share >= relayFacts {
		text := fmt.Sprintf("credits %s and has quotes and %d %% of its names and numbers in the same order as article %s", of.Outlet, percent, of.Article)
		return Relation{Article: by.Article, Of: of.Article, Means: Relay, Score: share, Reason: text}, true
	}
	if quotes < 2 || share < rewriteFacts || float64(grams) < rewriteShare*float64(len(by.Grams)) {
		return Relation{}, false
	}
	text := fmt.Sprintf("has the same %d quotes in the same order as article %s, and %d %% of its names and numbers", quotes, of.Article, percent)
	return Relation{Article: by.Article, Of: of.Article, Means: Rewrite, Score: share, Reason: text}, true
}

// apart is the time between two dates; none if one is unknown.
func apart(a, b hearsay.Date) time.Duration {
	if a.Precision == hearsay.Unknown || b.Precision == hearsay.Unknown {
		return 0
	}
	return a.Time.Sub(b.Time).Abs()
}

// common counts what two ascending lists share.
func common(a, b []uint32) int {
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

// inOrder is the length of the longest common subsequence.
func inOrder(a, b []uint32) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// credits reports whether article a names the outlet of b where sources of a text are credited.
func credits(a, b Signed) bool {
	if b.Outlet == "" || strings.EqualFold(a.Outlet, b.Outlet) {
		return false
	}
	words := strings.FieldsFunc(a.Credit, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if initials := acronym(b.Outlet); len(initials) > 1 && slices.Contains(words, initials) {
		return true
	}
	name := telling(b.Outlet)
	for i := range words {
		if i+len(name) <= len(words) && len(name) > 0 && slices.EqualFunc(words[i:i+len(name)], name, strings.EqualFold) && capital(words[i]) {
			return true
		}
	}
	return false
}

func capital(w string) bool {
	for _, r := range w {
		return unicode.IsUpper(r)
	}
	return false
}

// acronym gives the capitals of a name of two words or more: "MPW".
func acronym(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if capital(w) && !strings.EqualFold(w, "the") {
			b.WriteString(w[:1])
		}
	}
	return b.String()
}

// telling gives the words of an outlet's name by which it is credited: without article, and without what many are called at the end.
func telling(outlet string) []string {
	words := strings.FieldsFunc(outlet, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	common := []string{"newswire", "wire", "news", "agency", "press", "service", "bureau", "information"}
	for len(words) > 1 && slices.Contains(common, strings.ToLower(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	return words
}
