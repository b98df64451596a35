package linking

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// TestOnlyTheArticleItselfHasAVoice: what stands in quotation marks, is asked, or is said of oneself is no assertion of the article, even where nobody is said to speak.
func TestOnlyTheArticleItselfHasAVoice(t *testing.T) {
	l := newTestLinker(t)
	text := strings.Join([]string{
		`The mine had been shut since March. "It was never safe. Nobody there cared about it," the letter goes on.`,
		`“The owners knew of the fault.`,
		`We can do much better than that. Who knew of it first? The fault was “known to all” in the valley.`,
		`The US sent two engineers.`,
		`Mine shut after fault`,
		`WATCH: Miners walk out ...`,
		`A. Miner (@miner) The owners sold the mine.`,
		`(Two of them left in May.)`,
	}, "\n\n")
	var said []string
	for _, f := range l.Assertions(hearsay.Reading{Article: hearsay.Article{ID: "a", Outlet: "The Lantern", Title: "Mine", Text: text}}) {
		said = append(said, strings.TrimSpace(f.Span.In(text)))
	}
	want := []string{"The mine had been shut since March.", "The fault was “known to all” in the valley.", "The US sent two engineers.", "(Two of them left in May.)"}
	if !slices.Equal(said, want) {
		t.Errorf("the article asserts %q", said)
	}
}

func TestProposes(t *testing.T) {
	for text, want := range map[string]bool{
		"The owners closed the mine in May":         true,
		"The mine is to be sold":                    true,
		"Two engineers led the miners out":          true,
		"The owners didn’t know of the fault":       true,
		"Will of the owners":                        false,
		"The planned sale of the mine":              false,
		"A newly opened mine":                       false,
		"The committee, led by Ida Moss of Norland": false,
		"Talks held by the owners":                  false,
		"The owners who closed the mine":            false,
		"The mine when she left it":                 false,
		"Ida Moss of Norland":                       false,
	} {
		if proposes(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
