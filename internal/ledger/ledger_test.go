package ledger_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay"
	"hearsay/internal/ledger"
)

func TestCanonicalURL(t *testing.T) {
	for address, want := range map[string]string{
		"http://A.Example:80/x/?utm_source=feed&b=2&a=1#top": "https://a.example/x?a=1&b=2",
		"https://a.example":                            "https://a.example",
		"https://a.example/":                           "https://a.example",
		"https://kim:secret@a.example:8443/x?fbclid=1": "https://a.example:8443/x",
		"https://a.example/caf%C3%A9%2Fx/":             "https://a.example/caf%C3%A9%2Fx",
		"story.txt":                                    "story.txt",
		"ftp://a.example/x#y":                          "ftp://a.example/x#y",
		"http://[::1":                                  "http://[::1",
		"":                                             "",
	} {
		if got := ledger.CanonicalURL(address); got != want {
			t.Errorf("%q is %q, not %q", address, got, want)
		}
		if again := ledger.CanonicalURL(want); again != want {
			t.Errorf("%q, which is canonical, becomes %q", want, again)
		}
	}
}

func TestKnown(t *testing.T) {
	date := func(s string) hearsay.Date {
		d, err := hearsay.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	fetched := date("2031-05-02T12:00:00Z").Time
	for _, test := range []struct {
		published, modified string
		fetched             time.Time
		want                string
	}{
		{"2031-05-01", "2031-05-02", fetched, "2031-05-01T00:00:00Z"},
		{"2039-01-01", "2031-05-02", fetched, "2031-05-02T00:00:00Z"},
		{"2039-01-01", "", fetched, "2031-05-02T12:00:00Z"},
		{"2039-01-01", "", time.Time{}, "2039-01-01T00:00:00Z"},
		{"", "", fetched, "2031-05-02T12:00:00Z"},
		{"", "", time.Time{}, "0001-01-01T00:00:00Z"},
	} {
		if got := ledger.Known(date(test.published), date(test.modified), test.fetched).Format(time.RFC3339); got != test.want {
			t.Errorf("published %q, modified %q, fetched %v: known at %s, not %s", test.published, test.modified, test.fetched, got, test.want)
		}
	}
}

func TestNewEntryGivesTheSameIdsAgain(t *testing.T) {
	span := []hearsay.Span{{Start: 0, End: 3}}
	reading := hearsay.Reading{
		Article: hearsay.Article{Outlet: "A", Text: "Ada said it rains."},
		Sources: []hearsay.Source{{ID: "s1", Name: "Ada", Mentions: span}, {ID: "s2", Name: "Ada", Mentions: span}},
		Statements: []hearsay.Statement{
			{ID: "n1", Source: "s1", Relay: []string{"s2"}, Spans: hearsay.Attribution{Content: span}}, {ID: "n2", Source: "s2", Spans: hearsay.Attribution{Content: span}},
		},
	}
	one, two := ledger.NewEntry(reading), ledger.NewEntry(reading)
	seen := map[string]bool{}
	for i, stmt := range one.Reading.Statements {
		if stmt.ID != two.Reading.Statements[i].ID || seen[stmt.ID] || stmt.Source != one.Reading.Sources[i].ID {
			t.Errorf("statement %d is %q of %q, and the second time %q", i, stmt.ID, stmt.Source, two.Reading.Statements[i].ID)
		}
		seen[stmt.ID] = true
	}
	if relay := one.Reading.Statements[0].Relay; len(relay) != 1 || relay[0] != one.Reading.Sources[1].ID || reading.Statements[0].Relay[0] != "s2" {
		t.Errorf("the relay is %q, and was %q", relay, reading.Statements[0].Relay)
	}
	reading.Article.Outlet = "B"
	if other := ledger.NewEntry(reading).Reading.Statements[0].ID; seen[other] {
		t.Error("a statement of another outlet has the same id")
	}
}

func TestAnchorFindsWhatItMeant(t *testing.T) {
	const text = "Ada said the dock is closed. Bo said the dock is closed. Ada denied it."
	at := func(text, words string, n int) hearsay.Span {
		start := 0
		for ; n > 0; n-- {
			start += strings.Index(text[start:], words) + 1
		}
		start += strings.Index(text[start:], words)
		return hearsay.Span{Start: start, End: start + len(words)}
	}
	read := func(text string, contents ...hearsay.Span) hearsay.Reading {
		r := hearsay.Reading{Article: hearsay.Article{Text: text}}
		for i, c := range contents {
			r.Statements = append(r.Statements, hearsay.Statement{ID: string(rune('a' + i)), Spans: hearsay.Attribution{Content: []hearsay.Span{c}}})
		}
		return r
	}
	before := read(text, at(text, "the dock is closed", 0), at(text, "the dock is closed", 1))
	anchor := ledger.AnchorStatement(before.Statements[1], "a1", text)
	for name, test := range map[string]struct {
		reading hearsay.Reading
		want    string
	}{
		"the same reading":     {before, "b"},
		"a moved text":         {read("It rains. "+text, at("It rains. "+text, "the dock is closed", 0), at("It rains. "+text, "the dock is closed", 1)), "b"},
		"other edges":          {read(text, at(text, "the dock is closed", 0), at(text, "said the dock is closed", 1)), "b"},
		"hardly any in common": {read(text, at(text, "the dock is closed", 0), at(text, "closed. Ada denied it", 0)), ""},
		"other words":          {read("Ada said so.", at("Ada said so.", "so", 0)), ""},
		"nothing":              {read(""), ""},
	} {
		if got := anchor.Find(test.reading); got != test.want {
			t.Errorf("%s: it means %q, not %q", name, got, test.want)
		}
	}
	src := hearsay.Source{ID: "s", Name: "Ada Quill", Mentions: []hearsay.Span{at(text, "Ada", 1)}}
	of := ledger.AnchorSource(src, "a1", text)
	reading := read(text)
	reading.Sources = []hearsay.Source{{ID: "first", Mentions: []hearsay.Span{at(text, "Ada", 0)}}, {ID: "second", Mentions: []hearsay.Span{at(text, "Ada", 1)}}}
	if got := of.Find(reading); got != "second" {
		t.Errorf("the source means %q", got)
	}
}

// TestAnchorsOutliveOtherText: whatever comes before and after, an anchor means the statement that it was made on, as long as its words are there once.
func TestAnchorsOutliveOtherText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-zé]{3,9}( [a-zé]{3,9}){2,5}`).Draw(t, "words")
		build := func(label string) hearsay.Reading {
			before := rapid.StringMatching(`([A-Z]{1,5} ){0,9}`).Draw(t, label+" before")
			after := rapid.StringMatching(`( [A-Z]{1,5}){0,9}`).Draw(t, label+" after")
			content := hearsay.Span{Start: len(before), End: len(before) + len(words)}
			return hearsay.Reading{
				Article:    hearsay.Article{Text: before + words + after},
				Statements: []hearsay.Statement{{ID: label, Spans: hearsay.Attribution{Content: []hearsay.Span{content}}}},
			}
		}
		one, two := build("one"), build("two")
		if got := ledger.AnchorStatement(one.Statements[0], "a", one.Article.Text).Find(two); got != "two" {
			t.Fatalf("it means %q", got)
		}
	})
}

func TestEditsAreChecked(t *testing.T) {
	anchor := ledger.Anchor{Of: ledger.OfStatement, Article: "a", Words: "x"}
	good := ledger.Edit{Kind: ledger.Merge, By: "Kim", At: time.Unix(1, 0), Anchors: []ledger.Anchor{anchor, anchor}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*ledger.Edit){
		"kind":    func(e *ledger.Edit) { e.Kind = "burn" },
		"by":      func(e *ledger.Edit) { e.By = "" },
		"at":      func(e *ledger.Edit) { e.At = time.Time{} },
		"anchors": func(e *ledger.Edit) { e.Anchors = e.Anchors[:1] },
		"sort":    func(e *ledger.Edit) { e.Anchors = []ledger.Anchor{anchor, ledger.AnchorArticle("a")} },
		"value":   func(e *ledger.Edit) { e.Value = "x" },
		"stance":  func(e *ledger.Edit) { e.Kind, e.Value, e.Anchors = ledger.SetStance, "shouts", e.Anchors[:1] },
	} {
		e := good
		spoil(&e)
		if e.Check() == nil {
			t.Errorf("an edit with a wrong %s passes: %+v", name, e)
		}
	}
}
