package identity_test

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/reader/identity"
)

// In a text far longer than a stretch of it, names must lead to one source from its beginning to its end, and pronouns to whom was last spoken of.
func TestALongTextHasTheSourcesOfAShortOne(t *testing.T) {
	art, attrs, want := mark(t, "[1 Jonas Abelard, deputy spokesman for the Harbour Ministry], said on Monday that it was over. [1 Abelard] said so twice.\n"+
		"[2 Tessa Okafor, a farmer from Goss], objected. [2 She] said that it was not. [3 The Coastal Safety Agency] agreed with [2 her].\n")
	const times = 1200 // some 60,000 words
	var long strings.Builder
	var many []hearsay.Attribution
	for range times {
		for _, a := range attrs {
			s := a.Source[0]
			many = append(many, hearsay.Attribution{Source: []hearsay.Span{{Start: s.Start + long.Len(), End: s.End + long.Len()}}})
		}
		long.WriteString(art.Text)
	}
	art.Text = long.String()
	sources, of, _ := identity.New().Resolve(art, many, nil, nil)
	if len(sources) != 3 {
		t.Errorf("there are %d sources, want 3", len(sources))
	}
	for i, id := range of {
		if id != "s"+want[i%len(want)] {
			t.Fatalf("mention %d, repetition %d: got %s, want s%s", i%len(want)+1, i/len(want)+1, id, want[i%len(want)])
		}
	}
}

// Who has not been spoken of for two stretches of a text is not meant by a noun alone any more; a name still means the one it names.
func TestNobodyIsMeantFromFarAway(t *testing.T) {
	const first, behind = "Two officials said so. Lena Koch agreed.\n", "The officials said more. Koch did not.\n"
	text := first + strings.Repeat("It rained on the quay all day. ", 8000) + "\n" + behind
	var attrs []hearsay.Attribution
	for _, words := range []string{"Two officials", "Lena Koch", "The officials", "Koch did"} {
		at := strings.LastIndex(text, words)
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: at, End: at + len(strings.TrimSuffix(words, " did"))}}})
	}
	_, of, _ := identity.New().Resolve(hearsay.Article{Text: text}, attrs, nil, nil)
	if want := []string{"s1", "s2", "s3", "s2"}; !slices.Equal(of, want) {
		t.Errorf("got %v, want %v", of, want)
	}
}
