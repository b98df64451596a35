package ledgerjson

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"hearsay"
)

const ledger = `{
 "articles": [{"id": "a1", "url": "https://quay.example/1", "text": "Né 👩 said so.", "copy_of": null}, {"id": "a2", "text": "", "copy_of": "a1"}],
 "sources": [{"id": "s1", "name": "Né", "kind": "person", "more": 1}],
 "claims": [{"id": "c1", "text": "so", "origins": [{"source": "s1", "articles": ["a1"]}], "status": [{"article": "a1", "at": "", "status": "reported"}]}],
 "statements": [{"id": "n1", "article": "a1", "spans": {"source": [[0, 2]], "cue": [[5, 9]], "content": [[10, 12]]},
   "source": "s1", "stance": "asserts", "claim": "c1", "relay": ["s1"], "to": null, "condition": ""}]}`

func TestDecode(t *testing.T) {
	doc, err := Decode(strings.NewReader(ledger))
	if err != nil {
		t.Fatal(err)
	}
	stmt := doc.Statements[0]
	if stmt.Source != "s1" || stmt.To != "" || stmt.Claim != "c1" || doc.Articles[1].CopyOf != "a1" || doc.Claims[0].Status[0].Status != hearsay.Reported {
		t.Errorf("the document is %+v", doc)
	}
	text := doc.Articles[0].Text
	marked, err := stmt.Spans.In(Offsets(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := marked.Source[0].In(text) + "|" + marked.Cue[0].In(text) + "|" + marked.Content[0].In(text); got != "Né|said|so" {
		t.Errorf("the spans hold %q", got)
	}
	again, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(again), `"to":null`) || !strings.Contains(string(again), `"copy_of":"a1"`) {
		t.Errorf("written again it is %s", again)
	}
	if twice, err := Decode(strings.NewReader(string(again))); err != nil || !reflect.DeepEqual(twice, doc) {
		t.Errorf("read again it is %+v (%v)", twice, err)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{ledger, "{", "it is no ledger in JSON: unexpected end of JSON input"},
		{"Né", "\xff", "it is not UTF-8"},
		{"[0, 2]", "[0]", "it is no ledger in JSON: a span is [0], not [start, end]"},
		{"[0, 2]", "[0, 15]", "statement n1 of article a1: the source span [0 15] lies outside the text of 13 characters"},
		{`{"id": "a1"`, `{"id": ""`, "article 1 has no id"},
		{`{"id": "a2"`, `{"id": "a1"`, "article 2 has the id of an earlier one"},
		{`"id": "n1"`, `"id": ""`, "statement 1 has no id"},
		{`"copy_of": "a1"`, `"copy_of": "a9"`, `article a2 is a copy of "a9", which is not in "articles"`},
		{`"kind": "person"`, `"kind": "liar"`, `source s1: "liar" is no kind of source`},
		{`"origins": [{"source": "s1"`, `"origins": [{"source": "s9"`, `claim c1: its origin "s9" is not in "sources"`},
		{`"articles": ["a1"]`, `"articles": ["a9"]`, `claim c1: the article "a9" of its origin s1 is not in "articles"`},
		{`"article": "a1", "at"`, `"article": "a9", "at"`, `claim c1: the article "a9" that changed its status is not in "articles"`},
		{`"status": "reported"`, `"status": "true"`, `claim c1: "true" is no status`},
		{`"article": "a1", "spans"`, `"article": "a9", "spans"`, `statement n1: its article "a9" is not in "articles"`},
		{`"claim": "c1"`, `"claim": "c9"`, `statement n1 of article a1: its claim "c9" is not in "claims"`},
		{`"asserts"`, `"lies"`, `statement n1 of article a1: "lies" is no stance`},
		{`"relay": ["s1"]`, `"relay": ["s9"]`, `statement n1 of article a1: the source "s9" is not in "sources"`},
		{`"to": null`, `"to": "s9"`, `statement n1 of article a1: the source "s9" is not in "sources"`},
	} {
		if _, err := Decode(strings.NewReader(strings.Replace(ledger, c.old, c.new, 1))); err == nil || err.Error() != c.want {
			t.Errorf("with %s the error is %v, want %s", c.new, err, c.want)
		}
	}
	broken := errors.New("the disk is gone")
	if _, err := Decode(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a failing reader gives %v", err)
	}
}

// TestJoin: readings become a ledger that passes the check, in which equal ids of different articles stay apart.
func TestJoin(t *testing.T) {
	reading := hearsay.Reading{
		Article: hearsay.Article{ID: "01", URL: "https://quay.example/1", Text: "“É 👩 if paid,” Ann told Bob."},
		Sources: []hearsay.Source{{ID: "s1", Name: "Ann", Kind: hearsay.Person}, {ID: "s2", Name: "Bob"}},
		Statements: []hearsay.Statement{
			{ID: "n1", Source: "s1", Stance: hearsay.Commits, Addressee: "s2", Relay: []string{"s2"}},
			{ID: "n2"},
		},
	}
	text := reading.Article.Text
	at := func(words string) hearsay.Span {
		i := strings.Index(text, words)
		return hearsay.Span{Start: i, End: i + len(words)}
	}
	reading.Statements[0].Spans = hearsay.Attribution{Source: []hearsay.Span{at("Ann")}, Cue: []hearsay.Span{at("told")}, Content: []hearsay.Span{at("“É 👩 if paid,”")}}
	reading.Statements[0].Condition = at("if paid")
	other := reading
	other.Article.ID = "02"
	raw, err := json.Marshal(Join([]Reading{Of(reading), Of(other)}))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Decode(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	want := Statement{
		ID: "n1", Article: "02", Source: "02/s1", Stance: hearsay.Commits, To: "02/s2", Relay: []string{"02/s2"}, Condition: "if paid",
		Spans: Spans{[]Span{{15, 18}}, []Span{{19, 23}}, []Span{{0, 14}}},
	}
	if len(doc.Statements) != 4 || !reflect.DeepEqual(doc.Statements[2], want) {
		t.Errorf("the statements are %+v", doc.Statements)
	}
	if len(doc.Sources) != 4 || doc.Sources[2] != (Source{ID: "02/s1", Name: "Ann", Kind: hearsay.Person}) || len(doc.Articles) != 2 || doc.Claims == nil {
		t.Errorf("the document is %+v", doc)
	}
	if spans := doc.Statements[1].Spans; spans.Cue == nil || doc.Statements[1].Source != "" || doc.Statements[1].Condition != "" {
		t.Errorf("the empty statement is %+v", doc.Statements[1])
	}
}
