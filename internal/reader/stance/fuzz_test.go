package stance

import (
	"testing"

	"hearsay"
)

// FuzzAll holds that no text and no spans within it make a function fail, and that every span it gives lies in the text.
func FuzzAll(f *testing.F) {
	f.Add("The ministry told Radio Skye on Jan. 4 that it would act if “we” must.", []byte{0, 12, 13, 17, 39, 70})
	f.Add("“No,” he said—won’t say \xff\xc3 should the’ ", []byte{1, 3, 6, 14, 3, 40, 2, 4, 7, 9, 1, 60})
	rules := New()
	published, _ := hearsay.ParseDate("2031-03-06")
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
		stances := make([]hearsay.Stance, len(attrs))
		art := hearsay.Article{Outlet: "The Moor Herald", Published: published, Text: text}
		for i, a := range attrs {
			var why []hearsay.Span
			stances[i], why = rules.Decide(text, a, nil)
			for _, s := range why {
				inside("deciding words", s)
			}
			inside("condition", Condition(text, a, hearsay.Commits))
			Said(art, a)
		}
		for _, l := range Links(art, attrs, stances) {
			inside("addressee", l.Addressee)
			for _, s := range l.Relay {
				inside("relay", s)
			}
		}
	})
}
