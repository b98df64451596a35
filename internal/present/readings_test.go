package present

import (
	"strings"
	"testing"

	"hearsay"
)

// at finds each of some words in a text, one after the other.
func at(t testing.TB, text string, words ...string) []hearsay.Span {
	t.Helper()
	var spans []hearsay.Span
	from := 0
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
		Sources: []hearsay.Source{{ID: "p1", Name: "José Núñez"}, {ID: "p2", Name: "中国外交部发言人"}, {ID: "p3", Name: "Anna \x1b[5m<i>"}},
		Statements: []hearsay.Statement{
			{ID: "s1", Source: "p1", Quotation: hearsay.Direct, Spans: hearsay.Attribution{
				Source: in("José Núñez"), Cue: in("said"), Content: in("“Cafe\u0301 owners,”", "“will <b>pay</b>.”")}},
			{ID: "s2", Source: "p2", Quotation: hearsay.Indirect, Spans: hearsay.Attribution{
				Source: in("中国外交部发言人"), Cue: in("told"), Content: in("that Anna said the port was shut")}},
			{ID: "s3", Source: "p3", Quotation: hearsay.Indirect, Spans: hearsay.Attribution{
				Source: in("Anna"), Content: in("port was shut\n\nuntil Monday")}},
			{ID: "s4", Quotation: hearsay.Mixed, Spans: hearsay.Attribution{
				Cue: in("claims"), Content: in("=HYPERLINK(\"x\")", "@minister\x1b]8;;http://evil.example\x1b\\, \x1b[31mred\x1b[0m, \u009b2J and \u202egnp.exe\u202c")}},
			{ID: "s5", Source: "p1", Quotation: hearsay.Indirect, Spans: hearsay.Attribution{Cue: in("knows")}},
		},
	}
}

// silent is an article in which nobody says anything, and of which little is known.
func silent() hearsay.Reading {
	return hearsay.Reading{Article: hearsay.Article{ID: "b", Text: "It rained.\n"}}
}
