package article

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hearsay"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// sentence is English enough for any text.
const sentence = "The bridge is shut, the council said on Monday."

// wantError checks the whole sentence and what it wraps.
func wantError(t *testing.T, err error, sentence string, wraps error) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", sentence)
	}
	if err.Error() != sentence {
		t.Errorf("error is\n%s\nwant\n%s", err, sentence)
	}
	if wraps != nil && !errors.Is(err, wraps) {
		t.Errorf("%v does not wrap %v", err, wraps)
	}
}

func wantNotes(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("notes are %q, want %q", got, want)
	}
}

func TestParsePages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) != 3 {
		t.Fatalf("pages %v, %v", pages, err)
	}
	for _, page := range pages {
		t.Run(page, func(t *testing.T) {
			raw, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			art, notes, err := Parse(t.Context(), raw, Hint{URL: "https://fetched.example/story", ContentType: "text/html"})
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("id: %s\nurl: %s\noutlet: %s\npublished: %s\ntitle: %s\nbyline: %s\nnotes: %q\n\n%s\n",
				art.ID, art.URL, art.Outlet, art.Published, art.Title, art.Byline, notes, art.Text)
			golden := strings.TrimSuffix(page, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestParseKeepsPlainTextAsItCame(t *testing.T) {
	text := "  BRIDGE SHUT\r\n\r\n" + sentence + "\t \n\n\n“Nobody knows,” it said.  <b>\n"
	art, notes, err := Parse(t.Context(), []byte(text), Hint{Path: "stories/bridge.txt"})
	if err != nil {
		t.Fatal(err)
	}
	wantNotes(t, notes)
	if want := (hearsay.Article{ID: "stories/bridge.txt", Text: text}); art.Article != want {
		t.Errorf("got %+v, want %+v", art, want)
	}
}

func TestParseDropsByteOrderMark(t *testing.T) {
	art, notes, err := Parse(t.Context(), []byte("\xef\xbb\xbf"+sentence), Hint{})
	if err != nil || art.Text != sentence {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "the byte order mark at its start was dropped")
}

func TestParseChoosesID(t *testing.T) {
	cases := []struct {
		hint Hint
		id   string
	}{
		{Hint{ID: "a", URL: "https://x.example/s", Path: "dir/c.txt"}, "a"},
		{Hint{URL: "https://x.example/s", Path: "dir/c.txt"}, "https://x.example/s"},
		{Hint{Path: "dir/c.txt"}, "dir/c.txt"},
		{Hint{Path: ".//other/../dir/c.txt"}, "dir/c.txt"},
		{Hint{Path: "../c.txt"}, "../c.txt"},
		{Hint{Path: "c.txt"}, "c.txt"},
		{Hint{Path: "/news/c.txt"}, "/news/c.txt"},
		{Hint{}, "text-e192e91b08c9"},
	}
	for _, c := range cases {
		art, _, err := Parse(t.Context(), []byte(sentence), c.hint)
		if err != nil || art.ID != c.id {
			t.Errorf("%+v: %q, %v, want %q", c.hint, art.ID, err, c.id)
		}
	}
}

func TestParseTellsPagesFromText(t *testing.T) {
	const page = "<p>The bridge is <b>shut</b>, the council said on Monday.</p>"
	cases := []struct {
		raw  string
		hint Hint
		page bool
	}{
		{"<!DOCTYPE html>" + page, Hint{Path: "a.txt"}, true},
		{"\n <html>" + page, Hint{ContentType: "text/plain"}, true},
		{`<?xml version="1.0"?><html xmlns="x">` + page, Hint{}, true},
		{page, Hint{}, true},
		{"News. " + page, Hint{ContentType: "text/html; charset=utf-8"}, true},
		{"News. " + page, Hint{ContentType: "application/xhtml+xml"}, true},
		{"News. " + page, Hint{Path: "a.HTM"}, true},
		{"News. " + page, Hint{Path: "a.txt"}, false},
		{"News. " + page, Hint{Path: "a.html", ContentType: "text/plain"}, false},
		{"News. " + page, Hint{}, false},
		{"<!DOCTYPE html>" + page, Hint{Path: "a.html", ContentType: "text/html", Kind: Text}, false},
		{"News. " + page, Hint{Path: "a.txt", ContentType: "text/plain", Kind: Page}, true},
	}
	for _, c := range cases {
		art, _, err := Parse(t.Context(), []byte(c.raw), c.hint)
		if err != nil || strings.Contains(art.Text, "<b>") == c.page {
			t.Errorf("%q %+v: %q, %v, want page %v", c.raw, c.hint, art.Text, err, c.page)
		}
	}
}

func TestParseRefusesWhatIsNoText(t *testing.T) {
	const binary = "it is not text but binary data"
	cases := []struct {
		raw, sentence string
		wraps         error
	}{
		{"", "f: there is no text in it; give it an article", hearsay.ErrEmpty},
		{" \r\n\t\u00a0", "f: there is no text in it; give it an article", hearsay.ErrEmpty},
		{" \u200b\u200d\n\u202e\ufeff", "f: there is no text in it; give it an article", hearsay.ErrEmpty},
		{"\xef\xbb\xbf", "f: there is no text in it; give it an article", hearsay.ErrEmpty},
		{"%PDF-1.7\nstory", "f: " + binary + " (a PDF); convert it to plain text first, for example with pdftotext", hearsay.ErrBinary},
		{"PK\x03\x04", "f: " + binary + " (a ZIP archive, such as a Word or OpenDocument file); save the document as plain text first", hearsay.ErrBinary},
		{"\x1f\x8b\x08", "f: " + binary + " (packed with gzip); unpack it first", hearsay.ErrBinary},
		{"\x89PNG\r\n\x1a\n", "f: " + binary + " (a PNG picture); give the text of the article", hearsay.ErrBinary},
		{"\x7fELF", "f: " + binary + " (a program); give the text of the article", hearsay.ErrBinary},
		{sentence + "\x00", "f: " + binary + " (it has null bytes); give the text of the article", hearsay.ErrBinary},
		{sentence + "\x00\xff", "f: " + binary + " (it has null bytes); give the text of the article", hearsay.ErrBinary},
		{"The\x01\x02\x03\x04 dam", "f: " + binary + " (it is full of control characters); give the text of the article", hearsay.ErrBinary},
		{"Das Dorf ist leer, und die Brücke ist zu, sagt der Rat.", "f: it is not in English, and hearsay reads English; leave it out or give a translation", hearsay.ErrNotEnglish},
	}
	for _, c := range cases {
		art, notes, err := Parse(t.Context(), []byte(c.raw), Hint{Path: "f"})
		wantError(t, err, c.sentence, c.wraps)
		if art.Article != (hearsay.Article{}) || notes != nil {
			t.Errorf("%q: %+v %q beside an error", c.raw, art, notes)
		}
	}
}

func TestParseNamesInputInErrors(t *testing.T) {
	for want, h := range map[string]Hint{
		"a/b.txt":           {Path: "a/b.txt", URL: "https://x.example/", ID: "i"},
		"https://x.example": {URL: "https://x.example", ID: "i"},
		"i":                 {ID: "i"},
		"the text":          {},
	} {
		_, _, err := Parse(t.Context(), nil, h)
		wantError(t, err, want+": there is no text in it; give it an article", hearsay.ErrEmpty)
	}
}

// TestParseStops: a page that takes seconds, though it is within the bounds, is left once the context is done.
func TestParseStops(t *testing.T) {
	page := "<!doctype html>" + strings.Repeat("<p>"+strings.Repeat(sentence+" ", 40)+"</p>", 6<<20/(41*len(sentence)))
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, stop)
	_, _, err := Parse(ctx, []byte(page), Hint{Path: "p.html"})
	wantError(t, err, "p.html: context canceled", context.Canceled)
}

func FuzzParse(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, page := range pages {
		raw, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw, "text/html")
	}
	f.Add([]byte("\xff\xfeT\x00h\x00e\x00"), "")
	f.Add([]byte("<p>The\xe9 <q>a<br>b<s>c</q><table><li><blockquote>said"), "text/html; charset=gbk")
	f.Add([]byte(`<script type="application/ld+json">[{"@type":["Article"],"author":[{"@id":1}]}]</script>the council said`), "text/html")
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		art, _, err := Parse(t.Context(), raw, Hint{ContentType: contentType, URL: "https://x.example/a"})
		if err != nil {
			return
		}
		for _, s := range []string{art.ID, art.URL, art.Outlet, art.Title, art.Byline, art.Text} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
		}
		if strings.TrimSpace(art.Text) == "" {
			t.Error("an article without text")
		}
	})
}
