package circumstance

import (
	"slices"
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

// FuzzCitations holds Citations to what it promises for any text and any spans: no panic, spans inside the text, and no attribution changed twice.
func FuzzCitations(f *testing.F) {
	f.Add("The Post said, citing two aides and a letter, that “Böll” will stay. Radio Vela quoted him on May 3 as saying so.", []byte{0, 8, 9, 13, 46, 69, 71, 81, 82, 88, 89, 114})
	f.Add("Citing officials, the Post reports it. It, quoting a pilot as saying no,", []byte{18, 26, 27, 34, 35, 37, 39, 41, 43, 50, 51, 71})
	f.Fuzz(func(t *testing.T, text string, cuts []byte) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var attrs []hearsay.Attribution
		for i := 0; i+5 < len(cuts); i += 6 {
			span := func(k int) []hearsay.Span { return []hearsay.Span{{Start: int(cuts[i+k]) - 1, End: int(cuts[i+k+1])}} }
			attrs = append(attrs, hearsay.Attribution{Source: span(0), Cue: span(2), Content: span(4)})
		}
		changed := map[int]bool{}
		for _, c := range Citations(hearsay.Article{Outlet: "The Post", Text: text}, attrs) {
			for _, i := range append(c.Instead, c.Of) {
				if i < 0 || i >= len(attrs) || changed[i] {
					t.Errorf("attribution %d of %d changed twice or not there", i, len(attrs))
				}
				changed[i] = true
			}
			for _, a := range append(c.Inner, c.Outer) {
				for _, s := range slices.Concat(a.Source, a.Cue, a.Content) {
					if s.Start < 0 || s.End <= s.Start || s.End > len(text) || !utf8.ValidString(s.In(text)) {
						t.Errorf("span %v of %d bytes", s, len(text))
					}
				}
			}
		}
	})
}
