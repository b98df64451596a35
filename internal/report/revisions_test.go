package report

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDifferenceLosesNothing: what is kept and taken out is the text before, what is kept and added the text after.
func TestDifferenceLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"the ", "tanker ", "was ", "not ", "seized", ".\n\n", "é", "日本", "“", "!", "  "}), 0, 60)
		before, after := "", ""
		for _, w := range words.Draw(t, "before") {
			before += w
		}
		for _, w := range words.Draw(t, "after") {
			after += w
		}
		was, is := "", ""
		for _, p := range difference(before, after) {
			if p.How != Added {
				was += p.Words
			}
			if p.How != Removed {
				is += p.Words
			}
		}
		if was != before || is != after {
			t.Fatalf("%q became %q, and %q became %q", before, was, after, is)
		}
	})
}

func TestDifferenceIsOfWords(t *testing.T) {
	got := difference("The tanker was seized on Tuesday.", "The tanker was boarded on Tuesday.")
	want := []Changed{{"The tanker was ", Kept}, {"seized", Removed}, {"boarded", Added}, {" on Tuesday.", Kept}}
	if len(got) != len(want) {
		t.Fatalf("the difference is %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("piece %d is %+v, not %+v", i, got[i], want[i])
		}
	}
}
