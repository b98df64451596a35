package article

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"hearsay"
)

func TestLinesReadsEveryField(t *testing.T) {
	in := `{"id":"a","url":"https://x.example/a","outlet":"Courier","published":"2026-11-25","title":"Shut","byline":"Ann Lee","text":" The bridge is shut,\r\n\r\nthey said. \u00e9\ud83d\ude00 ","extra":{"x":[1]}}` +
		"\r\n\n  \n" + `{"publisher":"Wire","text":"Fire kills five, officials say."}`
	lines := NewLines(strings.NewReader(in), Hint{Path: "./wire/may.jsonl"})
	published, _ := hearsay.ParseDate("2026-11-25")
	for _, want := range []hearsay.Article{
		{ID: "a", URL: "https://x.example/a", Outlet: "Courier", Published: published, Title: "Shut", Byline: "Ann Lee", Text: " The bridge is shut,\r\n\r\nthey said. é😀 "},
		{ID: "wire/may.jsonl:4", Outlet: "Wire", Text: "Fire kills five, officials say."},
	} {
		art, notes, err := lines.Next()
		if err != nil || art.Article != want {
			t.Errorf("got %+v, %v\nwant %+v", art, err, want)
		}
		wantNotes(t, notes)
	}
	for range 2 {
		if _, _, err := lines.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("at the end: %v", err)
		}
	}
}

func TestLinesGoesOnAfterBrokenLines(t *testing.T) {
	cases := []struct {
		line, sentence string
		wraps          error
	}{
		{`{"text": "The`, "it is broken JSON at byte 13: unexpected end of JSON input", nil},
		{`The bridge is shut.`, "it is broken JSON at byte 1: invalid character 'T' looking for beginning of value", nil},
		{`["a"]`, `it is JSON but no object; write one such as {"text": "..."}: found array`, nil},
		{`{"text": 5}`, `the field "text" must be a string; found number`, nil},
		{`{"text": "x", "title": ["a"]}`, `the field "title" must be a string; found array`, nil},
		{`{"title": "x"}`, `there is no text in it: the field "text" is missing; put the article's text there`, hearsay.ErrEmpty},
		{`{"text": null}`, `there is no text in it: the field "text" is missing; put the article's text there`, hearsay.ErrEmpty},
		{`{"text": " \n"}`, "there is no text in it; give it an article", hearsay.ErrEmpty},
		{`{"text": "a\u0000"}`, "it is not text but binary data (it has null bytes); give the text of the article", hearsay.ErrBinary},
		{`{"text": "` + sentence + `", "published": "Monday"}`, `the field "published" is wrong: "Monday" is not a date such as 2026-11-25 or 2026-11-25T09:30:00Z`, nil},
		{"{\"text\": \"caf\xe9\"}", "it is not valid UTF-8; write the file as UTF-8", nil},
		{`{"text": "a \ud83d b"}`, "it is not valid UTF-8; write the file as UTF-8", nil},
		{`{"text": "Die Brücke ist zu, sagt der Rat."}`, "it is not in English, and hearsay reads English; leave it out or give a translation", hearsay.ErrNotEnglish},
		{`{"text": "` + strings.Repeat("x", 2000) + `"}`, "it is too large, over 0 MiB; split the article", hearsay.ErrTooLarge},
	}
	for _, c := range cases {
		good := `{"text":"` + sentence + `"}`
		lines := NewLines(strings.NewReader(good+"\n"+c.line+"\n"+good), Hint{ID: "stdin"})
		lines.max = 1000
		for n := 1; n <= 3; n++ {
			art, _, err := lines.Next()
			if n == 2 {
				wantError(t, err, "line 2: "+c.sentence, c.wraps)
			} else if err != nil || art.ID != fmt.Sprint("stdin:", n) || art.Text != sentence {
				t.Errorf("beside %q: line %d is %+v, %v", c.line, n, art, err)
			}
		}
		if _, _, err := lines.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("after %q: %v", c.line, err)
		}
	}
}

func TestLinesReadsLongLines(t *testing.T) {
	text := strings.Repeat(sentence+" ", 12<<20/len(sentence))
	art, _, err := NewLines(strings.NewReader(`{"text":"`+text+`"}`), Hint{}).Next()
	if err != nil || art.Text != text {
		t.Errorf("%d of %d bytes, %v", len(art.Text), len(text), err)
	}
}

func TestLinesDropsByteOrderMark(t *testing.T) {
	art, notes, err := NewLines(strings.NewReader("\xef\xbb\xbf"+`{"text":"`+sentence+`"}`), Hint{}).Next()
	if err != nil || art.Text != sentence {
		t.Errorf("%+v, %v", art, err)
	}
	wantNotes(t, notes, "the byte order mark at its start was dropped")
}

func TestLinesEndsWithFailingReader(t *testing.T) {
	broken := errors.New("disk on fire")
	lines := NewLines(io.MultiReader(strings.NewReader(`{"text":"`+sentence+`"}`+"\n{"), iotest.ErrReader(broken)), Hint{})
	if _, _, err := lines.Next(); err != nil {
		t.Fatal(err)
	}
	_, _, err := lines.Next()
	wantError(t, err, "line 2: the input broke off: disk on fire", broken)
	if _, _, err := lines.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("after the failure: %v", err)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"text":"` + sentence + `\ud83d\ude00"}` + "\n{\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		lines := NewLines(strings.NewReader(string(raw)), Hint{})
		for range strings.Count(string(raw), "\n") + 1 {
			art, _, err := lines.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && art.Text == "" {
				t.Error("an article without text")
			}
		}
		if _, _, err := lines.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("no end after the last line: %v", err)
		}
	})
}
