package present

import (
	"testing"

	"hearsay"
)

// TestNamelessOutlet: "told this newspaper" in an article of which nobody says whose it is has no name to show, and no id either.
func TestNamelessOutlet(t *testing.T) {
	const text = "It is shut, she told us. We say so."
	reading := hearsay.Reading{
		Article: hearsay.Article{Text: text},
		Sources: []hearsay.Source{{ID: "s1", Name: "Ana Reis", Kind: hearsay.Person}, {ID: "s2", Kind: hearsay.Media}},
		Statements: []hearsay.Statement{
			{ID: "n1", Source: "s1", Addressee: "s2", Relay: []string{"s2"}, Spans: hearsay.Attribution{Content: []hearsay.Span{{Start: 0, End: 10}}}},
			{ID: "n2", Source: "s2", Spans: hearsay.Attribution{Source: []hearsay.Span{{Start: 25, End: 27}}}},
		},
	}
	all := entries(reading)
	if got := all[0].to.Name; got != "the outlet" {
		t.Errorf("told to %q", got)
	}
	if got := all[0].route(" → "); got != "the outlet" {
		t.Errorf("it came through %q", got)
	}
	if got := all[1].who.Name; got != "We" {
		t.Errorf("where the article has words for it, it is %q", got)
	}
}
