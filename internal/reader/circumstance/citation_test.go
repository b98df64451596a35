package circumstance

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
)

// words are the words of spans.
func words(text string, spans []hearsay.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, s.In(text))
	}
	return strings.Join(all, " … ")
}

func inWords(text string, a hearsay.Attribution) string {
	return strings.Join([]string{words(text, a.Source), words(text, a.Cue), words(text, a.Content)}, " / ")
}

func TestCitations(t *testing.T) {
	cases := []struct {
		name, marks string
		want        []string // who reports, then who is cited: source / cue / content
		instead     []int
	}{
		{
			"both have one source", `{s:1|{s:2|The Harbour Post}} {q:1|reported}, {q:2|citing} {c:2|two officials}, {c:1|that the dam is cracked}.`,
			[]string{"The Harbour Post / reported / that the dam is cracked", "two officials / citing / that the dam is cracked"}, []int{1},
		},
		{
			"who is cited has no content", `{c:1|The dam is cracked}, {s:1|Radio Vela} {q:1|said} on Monday, {q:2|citing} {s:2|an engineer familiar with the plans}.`,
			[]string{"Radio Vela / said / The dam is cracked", "an engineer familiar with the plans / citing / The dam is cracked"}, []int{1},
		},
		{
			"who is cited has the report", `The Harbour Post, citing {s:1|people briefed on the plan}, {q:1|said} {c:1|the dam is cracked}.`,
			[]string{"The Harbour Post / said / the dam is cracked", "people briefed on the plan / citing / the dam is cracked"}, nil,
		},
		{
			"the content holds the words", `{s:1|Radio Vela} {q:1|reported} {c:1|the dam is cracked, citing an engineer}.`,
			[]string{"Radio Vela / reported / the dam is cracked", "an engineer / citing / the dam is cracked"}, nil,
		},
		{
			"first who is cited", `{q:2|Citing} {s:2|court records}, {s:1|the Harbour Post} {q:1|reports} {c:1|that the dam is cracked}.`,
			[]string{"the Harbour Post / reports / that the dam is cracked", "court records / Citing / that the dam is cracked"}, []int{1},
		},
		{
			"two are cited", `{s:1|Radio Vela} {q:1|said}, citing two pilots and a letter, {c:1|that the dam is cracked}.`,
			[]string{
				"Radio Vela / said / that the dam is cracked", "two pilots / citing / that the dam is cracked", "a letter / citing / that the dam is cracked",
			}, nil,
		},
		{
			"who is cited was told", `{s:1|Radio Vela} {q:1|said}, citing envoys who {q:2|had been told} by {s:2|the port}, {c:1|{c:2|that the dam is cracked}}.`,
			[]string{"Radio Vela / said / that the dam is cracked", "envoys / citing / that the dam is cracked"}, nil,
		},
		{
			"quoted as saying", `On Monday {s:1|the Harbour Post} {q:1|quoted} {c:1|Mayor Ana Reis on Sunday as saying the dam is cracked}.`,
			[]string{"the Harbour Post / quoted / the dam is cracked", "Mayor Ana Reis / as saying / the dam is cracked"}, nil,
		},
		{
			"quoted behind the words", `{c:1|“It is cracked,”} the Harbour Post {q:1|quotes} {s:1|a welder} {q:1|as saying}.`,
			[]string{"the Harbour Post / quotes / “It is cracked,”", "a welder / as saying / “It is cracked,”"}, nil,
		},
		{
			"quoting as a report goes on", `{s:1|Radio Vela} {q:1|said} {c:1|the port is shut}, {q:2|quoting} {c:2|a pilot as saying nobody was hurt}.`,
			[]string{"Radio Vela / quoting / nobody was hurt", "a pilot / as saying / nobody was hurt"}, nil,
		},
		{
			"cited as saying", `{s:1|Radio Vela} {q:1|cited} {c:1|a pilot as saying nobody was hurt}.`,
			[]string{"Radio Vela / cited / nobody was hurt", "a pilot / as saying / nobody was hurt"}, nil,
		},
		{
			"citing as saying", `{s:1|Radio Vela} {q:1|said} {c:1|the port is shut}, {q:2|citing} {c:2|a pilot as saying nobody was hurt}.`,
			[]string{"Radio Vela / citing / nobody was hurt", "a pilot / as saying / nobody was hurt"}, nil,
		},
		{"a reason", `{s:1|The Harbour Post} {q:1|said} {c:1|it would close}, citing rising costs.`, nil, nil},
		{"somebody's affairs", `{s:1|The Harbour Post} {q:1|said} {c:1|it would close}, citing the mayor’s letterbox.`, nil, nil},
		{"a person names nobody who speaks", `{s:1|Ana Reis} {q:1|said} {c:1|the dam is cracked}, citing Galatians.`, nil, nil},
		{"a refusal", `{s:1|Radio Vela} {q:1|declined to say} {c:1|who wrote it}, citing lawyers.`, nil, nil},
		{"no report", `Radio Vela, citing two officials, moved its tower. {s:1|It} {q:1|said} {c:1|no more}.`, nil, nil},
		{"it is being cited", `{s:1|She} {q:1|said} {c:1|he was citing an engineer}.`, nil, nil},
		{"they said it themselves", `Radio Vela, citing officials {s:1|who} {q:1|said} {c:1|the dam is cracked}, sent a reporter.`, nil, nil},
		{
			"the subject is in the content", `{c:1|“It is cracked,” Vela’s chief engineer} {q:1|was quoted as saying} by Radio Vela.`,
			[]string{"Vela’s chief engineer / was quoted as saying / “It is cracked,”"}, nil,
		},
		{
			"who quotes for who is quoted", `{c:1|“It is cracked,”} Ana Reis {q:1|is quoted as saying} by {s:1|Radio Vela}.`,
			[]string{"Ana Reis / is quoted as saying / “It is cracked,”"}, nil,
		},
		{"nobody named was quoted", `{c:1|Which welder} {q:1|was quoted as saying} {c:1|it is cracked}?`, nil, nil},
		{"quoted by nobody named", `{s:1|Ana Reis} {q:1|was quoted as saying} {c:1|the dam is cracked}.`, nil, nil},
		{"quoted himself", `{c:1|“It is cracked,”} {s:1|she} {q:1|quoted as saying}.`, nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text, attrs := marked(t, c.marks)
			var got []string
			var instead []int
			for _, found := range Citations(hearsay.Article{Text: text}, attrs) {
				got, instead = append(got, inWords(text, found.Outer)), append(instead, found.Instead...)
				for _, in := range found.Inner {
					got = append(got, inWords(text, in))
				}
			}
			if !slices.Equal(got, c.want) || !slices.Equal(instead, c.instead) {
				t.Errorf("%s\ngot  %q instead of %v\nwant %q instead of %v", c.marks, got, instead, c.want, c.instead)
			}
		})
	}
}

func TestCitationsOfOneAttribution(t *testing.T) {
	text, attrs := marked(t, `{s:1|Radio Vela} {q:1|said}, citing officials, citing envoys, {c:1|that the dam is cracked}.`)
	if all := Citations(hearsay.Article{Text: text}, attrs); len(all) != 1 {
		t.Errorf("one attribution has %d citations", len(all))
	}
}
