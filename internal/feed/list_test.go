package feed

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay"
)

var today = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func parse(t *testing.T, body, contentType string) List {
	t.Helper()
	list, err := Parse([]byte(body), contentType, "https://paper.example/feeds/all.xml", today)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func readSample(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestParseReadsEveryKind(t *testing.T) {
	noon := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	want := Item{Address: "https://paper.example/bridge", ID: "b-1", Title: "Bridge & tunnel shut", Published: noon}
	cases := []struct {
		file string
		kind Kind
		want Item
	}{
		{"rss.xml", RSS, Item{want.Address, want.ID, want.Title, noon, time.Time{}, Relay{"Harbour Wire", "https://wire.example/rss"}}},
		{"atom.xml", Atom, Item{want.Address, want.ID, want.Title, noon, noon.Add(time.Hour), Relay{"Harbour Wire", "https://wire.example/"}}},
		{"feed.json", JSONFeed, want},
		{"sitemap.xml", Sitemap, Item{Address: want.Address, Title: want.Title, Published: noon, Updated: noon.Add(time.Hour)}},
	}
	for _, c := range cases {
		list := parse(t, readSample(t, c.file), "")
		if list.Kind != c.kind || list.Title != "The Paper" || len(list.Notes) != 0 {
			t.Errorf("%s: %q, %q, %v", c.file, list.Kind, list.Title, list.Notes)
		}
		if len(list.Items) != 2 || list.Items[0] != c.want || list.Items[1].Address != "https://paper.example/feeds/ferry" && list.Items[1].Address != "https://paper.example/ferry" {
			t.Errorf("%s:\n%+v\nwant first\n%+v", c.file, list.Items, c.want)
		}
	}
}

func TestParseReadsIndexOfSitemaps(t *testing.T) {
	list := parse(t, `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
		<sitemap><loc>/a.xml</loc><lastmod>2026-11-29</lastmod></sitemap><sitemap><loc>https://paper.example/b.xml</loc></sitemap></sitemapindex>`, "")
	if list.Kind != SitemapIndex || len(list.Sitemaps) != 2 || len(list.Items) != 0 ||
		list.Sitemaps[0].Address != "https://paper.example/a.xml" || list.Sitemaps[0].Updated.Day() != 29 {
		t.Errorf("%+v", list)
	}
}

func item(inner string) string { return "<item>" + inner + "</item>" }

func inRSS(items string) string {
	return `<rss version="2.0"><channel><title>T</title>` + items + `</channel></rss>`
}

func TestParseLeavesOutWhatCannotBeUsed(t *testing.T) {
	list := parse(t, inRSS(item("<title>no address</title>")+item("<guid>https://paper.example/by-id</guid>")+
		item("<link>mailto:a@b.example</link><guid>x</guid>")+
		item("<link>/dated</link><pubDate>24 novembre 2026</pubDate>")+
		item("<link>/future</link><pubDate>Sun, 29 Nov 2099 12:00:00 GMT</pubDate>")), "")
	var addresses []string
	for _, it := range list.Items {
		addresses = append(addresses, it.Address)
		if !it.Published.IsZero() {
			t.Errorf("%s is dated %v", it.Address, it.Published)
		}
	}
	if got := strings.Join(addresses, " "); got != "https://paper.example/by-id https://paper.example/dated https://paper.example/future" {
		t.Errorf("addresses %s", got)
	}
	notes := strings.Join(list.Notes, "; ")
	for _, want := range []string{"1 of its dates are in no form", "2 of its items have no address", "1 of its dates lie in the future"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q lacks %q", notes, want)
		}
	}
}

func TestParseDecodes(t *testing.T) {
	cases := map[string]struct{ body, contentType string }{
		"wrong declaration": {`<?xml version="1.0" encoding="utf-16"?>` + inRSS(item("<link>/a</link><title>Café</title>")), ""},
		"declared latin":    {`<?xml version="1.0" encoding="iso-8859-1"?>` + inRSS(item("<link>/a</link><title>Caf\xe9</title>")), "text/xml"},
		"undeclared latin":  {inRSS(item("<link>/a</link><title>Caf\xe9</title>")), ""},
		"unknown charset":   {`<?xml version="1.0" encoding="klingon"?>` + inRSS(item("<link>/a</link><title>Caf\xe9</title>")), ""},
		"header":            {inRSS(item("<link>/a</link><title>Caf\xe9</title>")), "text/xml; charset=windows-1252"},
		"control character": {inRSS(item("<link>/a</link><title>Ca\x0bf\u00e9</title>")), ""},
	}
	for name, c := range cases {
		if list := parse(t, c.body, c.contentType); len(list.Items) != 1 || list.Items[0].Title != "Café" {
			t.Errorf("%s: %+v", name, list.Items)
		}
	}
}

func TestParseTellsOfAWrongCharset(t *testing.T) {
	for body, want := range map[string]string{
		"Caf\xe9 N\xe4chrichten":                      "Café Nächrichten",
		"Caf\u00e9 N\u00e4chrichten, \u201cbr\xfcche": "Café Nächrichten, “br\uFFFDche",
	} {
		list := parse(t, `<?xml version="1.0" encoding="UTF-8"?>`+inRSS(item("<link>/a</link><title>"+body+"</title>")), "application/rss+xml")
		if list.Items[0].Title != want || !strings.Contains(strings.Join(list.Notes, "; "), "not in the charset that it names") {
			t.Errorf("%q with %q, want %q", list.Items[0].Title, list.Notes, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	cases := map[string]struct {
		body, sentence string
		wraps          error
	}{
		"empty":   {" \n", "it is empty", ErrNoList},
		"page":    {story, "a web page came, and no feed", ErrNoList},
		"text":    {"The bridge is shut.", "what came is not XML", ErrNoList},
		"binary":  {"\x89PNG\r\n\x1a\n\x00\x00", "what came is not XML", ErrNoList},
		"other":   {"<svg></svg>", "its XML begins with <svg>", ErrNoList},
		"json":    {`{"items": 3}`, "what came is", ErrNoList},
		"nesting": {`<rss version="2.0"><channel>` + strings.Repeat("<x:a>", 300_000), "its elements are nested over 200 deep: it is too large; follow another of the site's feeds", hearsay.ErrTooLarge},
	}
	for name, c := range cases {
		_, err := Parse([]byte(c.body), "", "https://paper.example/", today)
		if err == nil || !strings.Contains(err.Error(), c.sentence) || !errors.Is(err, c.wraps) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseExpandsNoEntities(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>` +
		inRSS(item("<link>/a</link><title>&b;&c;</title>"))
	list, err := Parse([]byte(bomb), "", "https://paper.example/", today)
	if err == nil && (len(list.Items) != 1 || strings.Contains(list.Items[0].Title, "aaaa") || strings.Contains(list.Items[0].Title, "root:")) {
		t.Errorf("%+v", list.Items)
	}
}

func TestParseTakesUnclosedElements(t *testing.T) {
	list := parse(t, inRSS(strings.Repeat(item("<link>/a</link><title>T</title><description><p>One<p>Two<br></description>"), 500)), "")
	if len(list.Items) == 0 {
		t.Error("nothing of a feed with unclosed elements was read")
	}
}

func TestParseBoundsItems(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, "<item><link>/%d</link></item>", i)
	}
	list := parse(t, inRSS(b.String()), "")
	if len(list.Items) != MaxItems || !strings.Contains(strings.Join(list.Notes, ""), "it lists 100000 articles; the first 50000 are taken") {
		t.Errorf("%d items, %v", len(list.Items), list.Notes)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"rss.xml", "atom.xml", "feed.json", "sitemap.xml"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "text/xml; charset=utf-8")
	}
	f.Add([]byte(inRSS(item("<link>/a</link><source url='/b'>x</source>"))), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		list, err := Parse(body, contentType, "https://paper.example/", today)
		if err != nil {
			return
		}
		for _, it := range append(list.Items, list.Sitemaps...) {
			if !strings.HasPrefix(it.Address, "http") || len(it.Title) > 210 {
				t.Errorf("%+v", it)
			}
		}
	})
}
