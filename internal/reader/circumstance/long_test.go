package circumstance

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
)

// A text of any length must give all its repetitions the circumstances of the first.
func TestALongTextIsReadLikeAShortOne(t *testing.T) {
	text, attrs := marked(t, strings.Join([]string{
		`{s:1|The Daily Anchor} {q:1|reported}, {q:2|citing} {s:2|two officials}, {c:1|{c:2|that the dam is cracked}}.`,
		`{s:3|Ancla} {q:3|says} {c:3|that {s:4|Radio Vela} {q:4|quotes} {c:4|{s:5|a welder} {q:5|who said} {c:5|the dam is cracked}}}.`,
		`{q:6|Asked} by {s:6|a reporter} {c:6|whether she knew}, {s:7|the mayor} {q:7|said} last week {c:7|that she did not}.`,
		`{s:8|The union} {q:8|will} {c:8|strike} if the port closes.`,
	}, "\n"))
	text += "\n"
	stances := make([]hearsay.Stance, len(attrs))
	stances[len(stances)-1] = hearsay.Commits
	day := hearsay.Date{Time: time.Date(2031, 3, 5, 6, 30, 0, 0, time.UTC), Precision: hearsay.Second}
	want := Find(hearsay.Article{Text: text, Published: day}, attrs, stances)
	if len(want[1].Relay) != 1 || len(want[4].Relay) != 2 || want[5].Addressee.Len() == 0 || want[6].Said.Precision == hearsay.Unknown || want[7].Condition.Len() == 0 {
		t.Fatalf("the paragraphs show too little: %+v", want)
	}

	const times = 200
	var many []hearsay.Attribution
	for n := range times {
		for _, a := range attrs {
			many = append(many, hearsay.Attribution{
				Source: shifted(a.Source, n*len(text)), Cue: shifted(a.Cue, n*len(text)), Content: shifted(a.Content, n*len(text)),
			})
		}
	}
	got := Find(hearsay.Article{Text: strings.Repeat(text, times), Published: day}, many, slices.Repeat(stances, times))
	for i, g := range got {
		w, by := want[i%len(want)], i/len(want)*len(text)
		same := g.Said == w.Said && g.Past == w.Past && slices.Equal(g.Relay, shifted(w.Relay, by)) &&
			g.Condition == shift(w.Condition, by) && g.Addressee == shift(w.Addressee, by)
		if !same {
			t.Fatalf("attribution %d, repetition %d: got %+v, want %+v moved by %d", i%len(want)+1, i/len(want)+1, g, w, by)
		}
	}
}

func shifted(spans []hearsay.Span, by int) []hearsay.Span {
	var all []hearsay.Span
	for _, s := range spans {
		all = append(all, shift(s, by))
	}
	return all
}

// shift moves a span, but none that is zero.
func shift(s hearsay.Span, by int) hearsay.Span {
	if s == (hearsay.Span{}) {
		return s
	}
	return hearsay.Span{Start: s.Start + by, End: s.End + by}
}
