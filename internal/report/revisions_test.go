package report

import (
	"slices"
	"strings"
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

// TestSmallEditsAreShown: of two long texts only what changed shows, with some words around it.
func TestSmallEditsAreShown(t *testing.T) {
	const before = "The tanker was seized on Tuesday near the strait, officials of three countries said in the evening, and its crew is well.\nNothing else happened."
	after := strings.Replace(strings.Replace(before, "Tuesday", "Monday", 1), "Nothing else", "Nothing more", 1)
	step := Rewording{Pieces: difference(before, after)}
	if got, want := step.size(), "2 words added, 2 words removed"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	var lines []string
	for _, passage := range step.passages(false) {
		line := ""
		for _, r := range passage {
			line += r.text
		}
		lines = append(lines, line)
	}
	want := []string{"The tanker was seized on [-Tuesday-]{+Monday+} near the strait, officials of three countries said …", "Nothing [-else-]{+more+} happened."}
	if !slices.Equal(lines, want) {
		t.Errorf("it shows %q, want %q", lines, want)
	}
	if all := step.passages(true); len(all) != 2 || !strings.HasSuffix(all[0][len(all[0])-1].text, "its crew is well.") {
		t.Errorf("all of it: %+v", all)
	}
	if got := (Rewording{Pieces: difference("One.\nTwo.", "One. Two.")}).size(); got != "nothing but spaces and line breaks" {
		t.Errorf("a line break is %q", got)
	}
}
