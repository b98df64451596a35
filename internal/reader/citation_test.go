package reader

import (
	"slices"
	"strings"
	"testing"

	"hearsay"

	"hearsay/internal/reader/attribution"
)

// TestCite gives the one attribution that the network makes of a report to who reports and to who is cited, and leaves out the other.
func TestCite(t *testing.T) {
	const text = "The Harbour Post, citing two officials, said the dam is cracked. It leaks, she said."
	spans := func(words string) []hearsay.Span {
		at := strings.Index(text, words)
		return []hearsay.Span{{Start: at, End: at + len(words)}}
	}
	ofOfficials, ofPost := []float32{1}, []float32{2}
	found := []attribution.Found{
		{Attribution: hearsay.Attribution{Source: spans("The Harbour Post"), Cue: spans("citing"), Content: spans("two officials")}, Kind: ofPost},
		{
			Attribution: hearsay.Attribution{Source: spans("two officials"), Cue: spans("said the")[:1], Content: spans("the dam is cracked")},
			Stance:      []float32{3}, Kind: ofOfficials, Vector: []float32{4},
		},
		{Attribution: hearsay.Attribution{Source: spans("she"), Cue: spans("said."), Content: spans("It leaks")}},
	}
	found[1].Cue[0].End -= len(" the")
	got := cite(hearsay.Article{Text: text}, slices.Clone(found))
	want := []struct {
		source, cue, content string
		kind                 []float32
	}{{"she", "said.", "It leaks", nil}, {"The Harbour Post", "said", "the dam is cracked", ofPost}, {"two officials", "citing", "the dam is cracked", ofOfficials}}
	if len(got) != len(want) {
		t.Fatalf("%d attributions, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if g.Source[0].In(text) != w.source || g.Cue[0].In(text) != w.cue || g.Content[0].In(text) != w.content || !slices.Equal(g.Kind, w.kind) {
			t.Errorf("%d: %q %q %q, kind %v; want %v", i, g.Source[0].In(text), g.Cue[0].In(text), g.Content[0].In(text), g.Kind, w)
		}
		if i > 0 && (!slices.Equal(g.Stance, found[1].Stance) || !slices.Equal(g.Vector, found[1].Vector)) {
			t.Errorf("%d has stance %v and vector %v, not those of the report", i, g.Stance, g.Vector)
		}
	}
	if plain := cite(hearsay.Article{Text: text}, found[2:]); len(plain) != 1 {
		t.Errorf("%d attributions of a sentence that cites nobody", len(plain))
	}
}

// TestCiteLeavesOut what tells neither who speaks nor what is said, unless it says who reports.
func TestCiteLeavesOut(t *testing.T) {
	const text = "Radio Vela reported, citing a pilot, that the dam is cracked. She declined. It leaks."
	span := func(words string) []hearsay.Span {
		at := strings.Index(text, words)
		return []hearsay.Span{{Start: at, End: at + len(words)}}
	}
	var found []attribution.Found
	for _, a := range []hearsay.Attribution{
		{Cue: span("reported")},
		{Source: span("a pilot"), Cue: span("citing"), Content: span("that the dam is cracked")},
		{Source: span("She"), Cue: span("declined")},
		{Cue: span("cracked")},
		{Source: span("She")},
		{Content: span("It leaks")},
	} {
		found = append(found, attribution.Found{Attribution: a})
	}
	var got []string
	for _, f := range cite(hearsay.Article{Text: text}, found) {
		for _, s := range slices.Concat(f.Source, f.Cue, f.Content) {
			got = append(got, s.In(text))
		}
	}
	want := []string{
		"She", "declined", "It leaks", "Radio Vela", "reported", "that the dam is cracked", "a pilot", "citing", "that the dam is cracked",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
