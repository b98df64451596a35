package present

import (
	"strings"
	"testing"

	"hearsay"
)

// at finds each of some words in a text, one after the other.
func at(t testing.TB, text string, words ...string) []hearsay.Span {
	t.Helper()
	return after(t, text, 0, words...)
}

// after is at, from an offset on.
func after(t testing.TB, text string, from int, words ...string) []hearsay.Span {
	t.Helper()
	var spans []hearsay.Span
	for _, w := range words {
		i := strings.Index(text[from:], w)
		if i < 0 {
			t.Fatalf("%q is not in the text", w)
		}
		spans = append(spans, hearsay.Span{Start: from + i, End: from + i + len(w)})
		from += i + len(w)
	}
	return spans
}

// hostile is all that may go wrong in one article: nested and crossing marks, a mark over two paragraphs, graphemes of several
// characters, wide ones, markup, formulas, escape sequences, and characters that turn text around.
func hostile(t testing.TB) hearsay.Reading {
	const text = "“Cafe\u0301 owners,” José Núñez said 👩‍👧‍👦, “will <b>pay</b>.”\r\n\r\n" +
		"中国外交部发言人 told Xinhua that Anna said the port was shut\n\nuntil Monday, & no later.\n \n" +
		"=HYPERLINK(\"x\") claims @minister\x1b]8;;http://evil.example\x1b\\, \x1b[31mred\x1b[0m, \u009b2J and \u202egnp.exe\u202c.\n" +
		"Nobody\u2066 knows\u2069 more\x00\x7f\u2028than </span></p><script>alert(1)</script>."
	date, err := hearsay.ParseDate("2026-11-25T09:30+01:00")
	if err != nil {
		t.Fatal(err)
	}
	in := func(words ...string) []hearsay.Span { return at(t, text, words...) }
	return hearsay.Reading{
		Article: hearsay.Article{
			ID: "a<1>", URL: "javascript:alert(1)", Outlet: "The \x1b[1mHerald\u202e", Published: date,
			Title: "=Ports & \"cafés\" <shut>\x1b]0;owned\x07", Byline: "Ann O'Hara\nand 王芳", Text: text,
		},
		Sources: []hearsay.Source{
			{ID: "p1", Name: "José Núñez", Kind: hearsay.Person, Role: "=chair\x1b[2J", Affiliation: "Cafés & <i>Bars</i>\u202e"},
			{ID: "p2", Name: "中国外交部发言人", Kind: hearsay.Office, Affiliation: "中国外交部"},
			{ID: "p3", Name: "Anna \x1b[5m<i>", Kind: "\x1b[7mkind</span>"},
			{ID: "p4", Name: "two of them", Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{
				Count: "two", What: "officials\n", Of: "<u>Port</u>", Reason: "because of \x1b]0;x\x07"}},
			{ID: "p5", Name: "@Xinhua\u2066", Kind: hearsay.Media},
		},
		Statements: []hearsay.Statement{
			{ID: "s1", Source: "p1", Quotation: hearsay.Direct, Stance: hearsay.Commits, Deciding: in("will"), Spans: hearsay.Attribution{
				Source: in("José Núñez"), Cue: in("said"), Content: in("“Cafe\u0301 owners,”", "“will <b>pay</b>.”")}},
			{ID: "s2", Source: "p2", Quotation: hearsay.Indirect, Stance: hearsay.Urges, Deciding: in("told"), Addressee: "p5", Past: true,
				Condition: in("Anna said the port")[0], Spans: hearsay.Attribution{
					Source: in("中国外交部发言人"), Cue: in("told"), Content: in("that Anna said the port was shut")}},
			{ID: "s3", Source: "p3", Quotation: hearsay.Indirect, Stance: hearsay.Denies, Deciding: in("shut\n\nuntil"), Relay: []string{"p2", "p5", "p\x1b9"},
				Said: date, Spans: hearsay.Attribution{Source: in("Anna"), Content: in("port was shut\n\nuntil Monday")}},
			{ID: "s4", Quotation: hearsay.Mixed, Stance: "\x1b[1mshouts<b>", Deciding: in("@minister\x1b]8;;http"), Spans: hearsay.Attribution{
				Cue: in("claims"), Content: in("=HYPERLINK(\"x\")", "@minister\x1b]8;;http://evil.example\x1b\\, \x1b[31mred\x1b[0m, \u009b2J and \u202egnp.exe\u202c")}},
			{ID: "s5", Source: "p4", Quotation: hearsay.Indirect, Stance: hearsay.Withholds, Deciding: in("Nobody"), Spans: hearsay.Attribution{Cue: in("knows")}},
		},
	}
}

// bare is a reading as one without stances has it: sources have only a name.
func bare(reading hearsay.Reading) hearsay.Reading {
	out := hearsay.Reading{Article: reading.Article}
	for _, src := range reading.Sources {
		out.Sources = append(out.Sources, hearsay.Source{ID: src.ID, Name: src.Name})
	}
	for _, stmt := range reading.Statements {
		out.Statements = append(out.Statements, hearsay.Statement{ID: stmt.ID, Spans: stmt.Spans, Quotation: stmt.Quotation, Source: stmt.Source})
	}
	return out
}

// silent is an article in which nobody says anything, and of which little is known.
func silent() hearsay.Reading {
	return hearsay.Reading{Article: hearsay.Article{ID: "b", Text: "It rained.\n"}}
}
