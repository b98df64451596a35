package circumstance

import (
	"testing"
	"time"
	"unicode/utf8"

	"hearsay"
)

// FuzzFind holds Find to what it promises for any text and any spans: no panic, and spans inside the text on the borders of characters.
func FuzzFind(f *testing.F) {
	f.Add("“If it rains, we will stay,” Mayor Ana Böll told the Harbour Post on Tuesday, citing two aides.", []byte{30, 42, 43, 47, 0, 28, 80, 90, 73, 79, 0, 28})
	f.Add("Über should the 4 May ’ ago", []byte{0, 2, 3, 4, 5, 30, 1, 9})
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var spans []hearsay.Span
		for i := 0; i+1 < len(cuts); i += 2 {
			spans = append(spans, hearsay.Span{Start: int(cuts[i]) - 1, End: int(cuts[i+1])})
		}
		var attrs []hearsay.Attribution
		var stances []hearsay.Stance
		for i := 0; i < len(spans); i += 3 {
			a := hearsay.Attribution{Source: spans[i : i+1]}
			if i+2 < len(spans) {
				a.Cue, a.Content = spans[i+1:i+2], spans[i+2:i+3]
			}
			attrs = append(attrs, a)
			stances = append(stances, hearsay.Stances()[i%9])
		}
		art := hearsay.Article{Outlet: "The Post", Text: text, Published: hearsay.Date{Time: time.Date(2030, 3, 5, 0, 0, 0, 0, time.UTC), Precision: hearsay.Day}}
		found := Find(art, attrs, stances)
		if len(found) != len(attrs) {
			t.Fatalf("%d circumstances of %d attributions", len(found), len(attrs))
		}
		for _, c := range found {
			for _, s := range append([]hearsay.Span{c.Condition, c.Addressee}, c.Relay...) {
				if s.Start < 0 || s.End < s.Start || s.End > len(text) || !utf8.ValidString(s.In(text)) {
					t.Errorf("span %v of %d bytes", s, len(text))
				}
			}
		}
	})
}
