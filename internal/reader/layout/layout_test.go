package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/reader/layout"
)

// found writes attributions as "source: content / content".
func found(text string) []string {
	var all []string
	for _, a := range layout.Find(text) {
		var contents []string
		for _, c := range a.Content {
			contents = append(contents, c.In(text))
		}
		all = append(all, a.Source[0].In(text)+": "+strings.Join(contents, " / "))
	}
	return all
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"Q and A", "Q: Is it leaking?\n\nA: Yes. Since May.\n\nQ: Who knew?\n\nA: We all did.\n\nThe mayor left.", []string{"A: Yes. Since May.", "A: We all did."}},
		{"full stops", "Q. Is it leaking?\nA. Yes.\nQ. Since when?\nA. May.\n", []string{"A: Yes.", "A: May."}},
		{"names", "The Post: Is it leaking?\n\nOrla Brandt: Yes.\n\nIt has been since May.\n\nThe Post: Who knew?\n\nOrla Brandt: Nobody.\n\nShe left.",
			[]string{"Orla Brandt: Yes. / It has been since May.", "Orla Brandt: Nobody."}},
		{"questions without a label", "Is it leaking?\n\nBRANDT: Yes.\n\nSo they say.\n\nWho knew?\n\nBRANDT: Nobody.\n\nWhat now?\n\nBRANDT: Buckets.",
			[]string{"BRANDT: Yes.", "BRANDT: Nobody.", "BRANDT: Buckets."}},
		{"lines broken within a paragraph", "Q: Is it\nleaking?\nA: Yes,\nsince May.\nQ: Who knew?\nA: I did.\n", []string{"A: Yes,\nsince May.", "A: I did."}},
		{"an answer that is a question", "Q: Is it leaking?\nA: Who says?\nQ: They do.\nA: Not me.\nQ: Then who?\nA: The rain. It comes in.\nQ: When?\nA: Now.",
			[]string{"A: Who says?", "A: Not me.", "A: The rain. It comes in.", "A: Now."}},
		{"a list of facts", "Age: 45\nParty: Green\nAge: 52\nParty: Blue\nAge: 38\nParty: None\n", nil},
		{"one label", "Who knew?\n\nNote: nobody asked.\n\nWhy?", nil},
		{"times", "14:05 Is it leaking?\n\n14:10 Yes.\n\n14:20 Who knew?\n\n14:30 Nobody.", nil},
		{"a press release", "Members said:\n\n“We keep our word.” -Commissioner Greta Lind\n\n\"The rest follows,\" – Otto Rahm, Vice-President for Ports\n",
			[]string{"Commissioner Greta Lind: “We keep our word.”", "Otto Rahm, Vice-President for Ports: \"The rest follows,\""}},
		{"a name on a line of its own", "“We keep our word.\nWe always did.”\n— Greta Lind\n\nThe Commission meets today.", []string{"Greta Lind: “We keep our word.\nWe always did.”"}},
		{"a title of an article", "“How the ferry sank” – The Post\n", nil},
		{"a dash that goes on", "“We keep our word.” – Nobody believed him. He left.\n", nil},
		{"nothing", "", nil},
	} {
		if got := found(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Q: Is it?\n\nA: Yes.\n\nQ: Why?\nA: \n")
	f.Add("“We keep our word.” -Commissioner Greta Lind\r\n\u00a0A. B\n\n\n- X")
	f.Fuzz(func(t *testing.T, text string) {
		last := -1
		for _, a := range layout.Find(text) {
			for _, s := range append(slices.Clone(a.Source), a.Content...) {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%v lies outside of %d bytes, or is empty", s, len(text))
				}
			}
			if len(a.Source) != 1 || len(a.Content) == 0 || len(a.Cue) > 0 || a.Source[0].Start <= last {
				t.Errorf("%+v, after a source at %d", a, last)
			}
			last = a.Source[0].Start
		}
	})
}

func BenchmarkFind(b *testing.B) {
	var text strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&text, "Q: Is it leaking, for the %dth time?\n\nBrandt: Yes. “It is,” and it will be.\n\n", i)
	}
	b.SetBytes(int64(text.Len()))
	var all []hearsay.Attribution
	for b.Loop() {
		all = layout.Find(text.String())
	}
	b.ReportMetric(float64(len(all)), "answers")
}
