package stance

import (
	"testing"

	"hearsay"
)

func TestSaid(t *testing.T) {
	cases := []struct {
		in, want string
		past     bool
	}{
		{"{s1|She} {q1|said} on Tuesday {c1|it rained}.", "2031-03-04", false},
		{"{s1|She} {q1|said} Thursday {c1|it rained}.", "2031-03-06", false},
		{"{s1|She} {q1|said} on Friday {c1|it rained}.", "2031-02-28", false},
		{"On Monday, {s1|she} {q1|said} {c1|it rained}.", "2031-03-03", false},
		{"{s1|She} {q1|said yesterday} {c1|it rained}.", "2031-03-05", false},
		{"{s1|She} {q1|said} in a statement on Jan. 4 {c1|it rained}.", "2031-01-04", true},
		{"{s1|She} {q1|said} on 30 December {c1|it rained}.", "2030-12-30", true},
		{"{s1|She} {q1|said} on March 4, 2029, {c1|that it rained}.", "2029-03-04", true},
		{"{s1|She} {q1|wrote} in 2014 {c1|that it rained}.", "2014", true},
		{"{s1|She} {q1|said} in February {c1|it rained}.", "2031-02", false},
		{"{s1|She} {q1|said} last year {c1|it rained}.", "2030", true},
		{"{s1|She} {q1|said} two days ago {c1|it rained}.", "2031-03-04", false},
		{"{s1|She} {q1|had previously said} {c1|it rained}.", "", true},
		{"{s1|She} {q1|once called} {c1|him a liar}.", "", true},
		{"{s1|She} {q1|had said} {c1|it rained}.", "", false},
		{"{s1|She} {q1|said} {c1|it rained on Tuesday}.", "", false},
		{"{s1|She} {q1|said} {c1|it rained}.", "", false},
		{"{c1|It rained}", "", false},
	}
	published, err := hearsay.ParseDate("2031-03-06T10:00:00Z") // a Thursday
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		text, attrs := marked(t, c.in)
		said, past := Said(hearsay.Article{Text: text, Published: published}, attrs[0])
		if said.String() != c.want || past != c.past {
			t.Errorf("%s\ngot %q, past %v, want %q, %v", text, said, past, c.want, c.past)
		}
	}
}

func TestSaidWithoutArticleDate(t *testing.T) {
	for in, want := range map[string]string{
		"{s1|She} {q1|said} on Tuesday {c1|it rained}.":               "",
		"{s1|She} {q1|said} on Jan. 4 {c1|it rained}.":                "",
		"{s1|She} {q1|said} on January 4, 2031, {c1|that it rained}.": "2031-01-04",
		"{s1|She} {q1|wrote} in 2014 {c1|that it rained}.":            "2014",
	} {
		text, attrs := marked(t, in)
		if said, _ := Said(hearsay.Article{Text: text}, attrs[0]); said.String() != want {
			t.Errorf("%s\ngot %q, want %q", text, said, want)
		}
	}
}
