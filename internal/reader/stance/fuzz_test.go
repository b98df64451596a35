package stance

import (
	"testing"

	"hearsay"
)

// FuzzDecide holds that no text and no spans within it make a decision fail, and that every span it gives lies in the text.
func FuzzDecide(f *testing.F) {
	f.Add("The ministry told Radio Skye on Jan. 4 that it would act if “we” must.", []byte{0, 12, 13, 17, 39, 70})
	f.Add("“No,” he said—won’t say \xff\xc3 should the’ ", []byte{1, 3, 6, 14, 3, 40, 2, 4, 7, 9, 1, 60})
	rules := New()
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		var attrs []hearsay.Attribution
		span := func(a, b byte) []hearsay.Span {
			start, end := int(a)%(len(text)+1), int(b)%(len(text)+1)
			if start >= end {
				return nil
			}
			return []hearsay.Span{{Start: start, End: end}}
		}
		for ; len(cuts) >= 6 && len(attrs) < 8; cuts = cuts[6:] {
			attrs = append(attrs, hearsay.Attribution{Source: span(cuts[0], cuts[1]), Cue: span(cuts[2], cuts[3]), Content: span(cuts[4], cuts[5])})
		}
		inside := func(what string, s hearsay.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%s %v lies outside a text of %d bytes", what, s, len(text))
			}
		}
		for _, a := range attrs {
			_, why := rules.Decide(text, a, nil)
			for _, s := range why {
				inside("deciding words", s)
			}
		}
	})
}
