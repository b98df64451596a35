package stance

import (
	"testing"

	"hearsay"
)

func TestLinks(t *testing.T) {
	type want struct{ relay, to string }
	cases := []struct {
		in   string
		want []want
	}{
		{"{s1|The Norwich Post} {q1|reported}, {q2|citing} {s2|two officials}, {c1|{c2|that the dam had cracked}}.",
			[]want{{"", ""}, {"The Norwich Post", ""}}},
		{"{c1|{c2|Four had died}}, {s1|the channel} {q1|said}, {q2|quoting} {s2|a nurse}.",
			[]want{{"", ""}, {"the channel", ""}}},
		{"{s1|Radio Skye} {q1|said} {c1|that {s2|the Fell Gazette} {q2|reports} {c2|that {s3|a guard} {q3|saw} {c3|smoke}}}.",
			[]want{{"", ""}, {"Radio Skye", ""}, {"the Fell Gazette … Radio Skye", ""}}},
		{"{s1|The warden} {q1|told} Radio Skye {c1|that the gate was shut}.", []want{{"Radio Skye", ""}}},
		{"{s1|The warden} {q1|told} the magazine Oarlock {c1|that the gate was shut}.", []want{{"Oarlock", ""}}},
		{"{s1|The warden} {q1|told} the Moor Herald {c1|that the gate was shut}.", []want{{"", "the Moor Herald"}}}, // the article's own
		{"{s1|The warden} {q1|told} us {c1|that the gate was shut}.", []want{{"", "us"}}},
		{"{s1|The warden} {q1|told} the parliamentary committee {c1|that the gate was shut}.", []want{{"", "the parliamentary committee"}}},
		{"{s1|The warden} {q1|urged} hikers on Monday {c1|to turn back}.", []want{{"", "hikers"}}},
		{"{s1|The warden} {q1|demanded} {c1|that the council publish the map}.", []want{{"", "the council"}}},
		{"In a letter to the minister, {s1|the warden} {q1|called} {c1|the plan reckless}.", []want{{"", "the minister"}}},
		{"{s1|The warden} {q1|said} in an interview with Radio Skye {c1|that the gate was shut}.", []want{{"Radio Skye", ""}}},
		{"{s1|The owner} {q1|denied} through her lawyer, Ada Finch, {c1|that the gate was shut}.", []want{{"Ada Finch", ""}}},
		// Whoever rejects a report, or cannot confirm it, passes nothing on.
		{"{s1|The owner} {q1|denied} {c1|that {s2|the guard} {q2|had said} {c2|so}}.", []want{{"", ""}, {"", ""}}},
		{"{s1|The owner} {q1|could not confirm} {c1|{s2|the Fell Gazette's} {q2|report} {c2|that it was shut}}.", []want{{"", ""}, {"", ""}}},
		// A speaker is no relay of herself.
		{"{c1|“{s2|I} {q2|asked} him {c2|to wait},”} {s1|the warden} {q1|said}.", []want{{"", ""}, {"", "him"}}},
		{"{s1|The warden} {q1|said} {c1|{s2|she} {q2|had told} the owner {c2|to wait}}.", []want{{"", ""}, {"", "the owner"}}},
		{"{c1|“{s2|The owner} {q2|told} me {c2|to wait},”} {s1|the warden} {q1|said}.", []want{{"", ""}, {"the warden", "the warden"}}},
		{"{s1|The owner} {q1|says} {c1|{c2|nothing} {q2|was told} to her}.", []want{{"", ""}, {"The owner", "nothing"}}},
	}
	rules := New()
	for _, c := range cases {
		text, attrs := marked(t, c.in)
		var stances []hearsay.Stance
		for _, a := range attrs {
			s, _ := rules.Decide(text, a, nil)
			stances = append(stances, s)
		}
		for i, link := range Links(hearsay.Article{Outlet: "The Moor Herald", Text: text}, attrs, stances) {
			if got := (want{words(text, link.Relay), link.Addressee.In(text)}); got != c.want[i] {
				t.Errorf("%s\n%d: got %q, want %q", text, i+1, got, c.want[i])
			}
		}
	}
}

func BenchmarkLinks(b *testing.B) {
	text, attrs := "", []hearsay.Attribution(nil)
	const sentence = "The warden of the park told Radio Skye on Monday that the gate had been shut for a week. "
	for range 40 {
		n := len(text)
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: n, End: n + 22}}, Cue: []hearsay.Span{{Start: n + 23, End: n + 27}},
			Content: []hearsay.Span{{Start: n + 49, End: n + 86}}})
		text += sentence
	}
	for b.Loop() {
		Links(hearsay.Article{Text: text}, attrs, nil)
	}
}
