package article

import (
	"strings"
	"testing"

	"hearsay"
)

// long is enough text for trafilatura to take it for an article.
var long = strings.TrimSpace(strings.Repeat(sentence+" ", 8))

// readHTML parses a page that must be readable.
func readHTML(t *testing.T, page string) (Parsed, []string) {
	t.Helper()
	art, notes, err := Parse(t.Context(), []byte("<!doctype html>"+page), Hint{URL: "https://courier.example/2026/story-7"})
	if err != nil {
		t.Fatal(err)
	}
	return art, notes
}

func TestPageText(t *testing.T) {
	intro := "<article><p>" + long + "</p>"
	cases := []struct{ name, page, want string }{
		{"inline elements", intro + "<p>It is <b>not</b> <i>safe</i>, <a href=/x>she</a> <em class=k>said</em>.", "It is not safe, she said."},
		{"words stay whole", intro + "<p>The wa&shy;ter\u200bway, <b>un</b>safe.", "The waterway, unsafe."},
		{"break", intro + "<p>One line<br>another line.", "One line\nanother line."},
		{"two breaks", intro + "<p>One paragraph.<br><br>Another one.", "One paragraph.\n\nAnother one."},
		{"list", intro + "<ul><li>The <b>old</b> store;<li><p>two halls.</p></ul><p>End.", "The old store;\n\ntwo halls.\n\nEnd."},
		{"quotation", intro + "<blockquote><p>We <i>mourn</i>.</p><p>We ask.</p></blockquote><p>End.", "We mourn.\n\nWe ask.\n\nEnd."},
		{"bare quotation", intro + "<blockquote>We <i>mourn</i>, and<br>we <a href=x>ask</a>.</blockquote>", "We mourn, and\nwe ask."},
		{"heading", intro + "<h2>The <i>cause</i></h2><p>Unknown.", "The cause\n\nUnknown."},
		{"quote element", intro + "<p>He called it <q>a <b>bad</b> joke</q>.", "He called it “a bad joke”."},
		{"struck through", intro + "<p>It killed <s>five</s> six.", "It killed six."},
		{"time", intro + "<p>It passed in <time>September</time>.", "It passed in September."},
		{"table", intro + "<table><tr><th>Place<th>Dead<tr><td>Eastmoor<td>42</table><p>End.", "Place Dead\n\nEastmoor 42\n\nEnd."},
		{"caption", intro + "<figure><img src=a><figcaption>The roof.</figcaption></figure><p>End.", "End."},
	}
	for _, c := range cases {
		art, _ := readHTML(t, c.page)
		if want := long + "\n\n" + c.want; art.Text != want {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, strings.TrimPrefix(art.Text, long), "\n\n"+c.want)
		}
	}
}

func TestShortPageText(t *testing.T) {
	cases := []struct{ name, page, want string }{
		{"paragraph", "<title>Fire</title><nav>Home</nav><p>Fire kills five, officials say.</p><footer>Legal</footer>", "Fire kills five, officials say."},
		{"article", "<title>Fire</title><nav>Home</nav><article><header><h1>Fire</h1></header><p>Five <b>died</b>, they said.</p><p>No cause is <a href=x>known</a>.</p></article>",
			"Five died, they said.\n\nNo cause is known."},
		{"no paragraph", "<title>Fire</title><header>The Courier</header><div>Fire kills five,<br>officials say.</div>", "Fire kills five,\nofficials say."},
		{"loose text", "<div>" + sentence + "<br><br>“Nobody <i>knows</i> more than that,” it said.</div>", sentence + "\n\n“Nobody knows more than that,” it said."},
		{"JSON-LD", `<div id=root></div><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"Five died, they said.\n\nNo cause."}</script>`, "Five died, they said.\n\nNo cause."},
		{"JSON-LD with HTML", `<div id=root></div><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<p>Five <b>died</b>, they said.</p><p>No cause.</p>"}</script>`, "Five died, they said.\n\nNo cause."},
	}
	for _, c := range cases {
		art, _ := readHTML(t, c.page)
		if art.Text != c.want {
			t.Errorf("%s: got %q, want %q", c.name, art.Text, c.want)
		}
	}
}

func TestPagesWithoutArticle(t *testing.T) {
	cases := []struct {
		name, page, sentence string
		wraps                error
	}{
		{"scripts only", "<title>The fire</title><div></div><script>document.write('Five died')</script>",
			"p.html: the page has no article text; open it in a browser, save its text to a file and read that", hearsay.ErrNoText},
		{"too deep", strings.Repeat("<div>", 600) + sentence,
			"p.html: the page has no article text: it is nested too deeply to take apart; save its text to a file and read that", hearsay.ErrNoText},
		{"too many elements", strings.Repeat("<b>x</b>", 40_000), "p.html: it is too large for a page; save its text to a file and read that", hearsay.ErrTooLarge},
		{"too much in paragraphs", strings.Repeat("<p>"+long, 10_000), "p.html: it is too large for a page; save its text to a file and read that", hearsay.ErrTooLarge},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Parse(t.Context(), []byte("<!doctype html>"+c.page), Hint{Path: "p.html"})
			wantError(t, err, c.sentence, c.wraps)
		})
	}
}

func TestPageFacts(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	cases := []struct{ name, head, field, want string }{
		{"JSON-LD headline first", ld(`{"@type":"Article","headline":"Bridge &amp; road shut"}`) + "<title>x</title>", "title", "Bridge & road shut"},
		{"outlet after headline", "<meta property=og:site_name content='The Ferrow Courier'><title>Bridge shut - Ferrow Courier</title>", "title", "Bridge shut"},
		{"outlet before headline", "<meta property=og:site_name content='Courier'><title>Courier | Bridge shut</title>", "title", "Bridge shut"},
		{"host after headline", "<title>Bridge shut | Courier</title>", "title", "Bridge shut"},
		{"dash in headline", "<meta property=og:site_name content=Courier><title>Bridge shut - again</title>", "title", "Bridge shut - again"},
		{"no title", "", "title", ""},
		{"authors", ld(`{"@type":["NewsArticle"],"author":[{"name":"Ann Lee"},"Bo Marsh",{"name":"Cy Dunn"}]}`), "byline", "Ann Lee, Bo Marsh and Cy Dunn"},
		{"author by reference", ld(`{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ann Lee"}]}`), "byline", "Ann Lee"},
		{"author in meta", "<meta name=author content='By Ann Lee'>", "byline", "Ann Lee"},
		{"address for author", "<meta property=article:author content='https://courier.example/ann'>", "byline", ""},
		{"publisher", ld("//<![CDATA[\n{\"@type\":\"Article\",\"publisher\":{\"name\":\"Courier\"},\"x\":\"a\nb\"};\n//]]>"), "outlet", "Courier"},
		{"publisher with broken string", ld("{\"@type\":\"Article\",\"publisher\":{\"name\":\"Courier\"},\"x\":\"a\nb\"};"), "outlet", "Courier"},
		{"site name first", "<meta property=og:site_name content='Courier'>" + ld(`{"@type":"Article","publisher":{"name":"Big Media Inc"}}`), "outlet", "Courier"},
		{"website", ld(`{"@type":"WebSite","name":"Courier"}`), "outlet", "Courier"},
		{"canonical", "<link rel=canonical href=/2026/story-7b#top>", "url", "https://courier.example/2026/story-7b"},
		{"canonical of the site", "<link rel=canonical href=/>", "url", "https://courier.example/2026/story-7"},
		{"canonical with script", "<link rel=canonical href='javascript:x'>", "url", "https://courier.example/2026/story-7"},
		{"tracking", "<meta property=og:url content='/s?id=4&utm_source=x&p=2'>", "url", "https://courier.example/s?id=4&p=2"},
		{"date of JSON-LD", ld(`{"@type":"NewsArticle","datePublished":"2026-11-23T04:12Z","dateModified":"2026-11-24"}`) + "<meta name=date content=2026-11-20>", "published", "2026-11-23T04:12Z"},
		{"date with offset", "<meta property=article:published_time content='2026-11-23T04:12:09.123+0100'>", "published", "2026-11-23T04:12:09+01:00"},
		{"date in words", "<meta name=pubdate content='November 23, 2026'>", "published", "2026-11-23"},
		{"date of an element", "<time class='updated' datetime=2026-11-25></time><time class='entry-date published' datetime='2026-11-24T08:00:00Z'></time>", "published", "2026-11-24T08:00:00Z"},
		{"no date", "<meta name=date content='last week'>", "published", ""},
	}
	for _, c := range cases {
		art, _ := readHTML(t, c.head+"<article><p>"+long+"</p></article>")
		got := map[string]string{"title": art.Title, "byline": art.Byline, "outlet": art.Outlet, "url": art.URL, "published": art.Published.String()}[c.field]
		if got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.name, c.field, got, c.want)
		}
	}
}

func TestPageDateIsGuessedLast(t *testing.T) {
	art, notes := readHTML(t, "<link rel=canonical href=/news/2026/11/21/bridge><article><p>"+long+"</p></article>")
	if art.Published.String() != "2026-11-21" || art.Published.Precision != hearsay.Day {
		t.Errorf("published %v", art.Published)
	}
	wantNotes(t, notes, "the page states no date of publication: 2026-11-21 is a guess from its address or text")
}

func TestPageTitleOpensNoText(t *testing.T) {
	art, _ := readHTML(t, "<title>Bridge shut</title><article><h1>Bridge shut</h1><p>"+long+"</p></article>")
	if art.Text != long {
		t.Errorf("%q", art.Text)
	}
}

func TestPageInFormIsRead(t *testing.T) {
	art, _ := readHTML(t, "<form action=x>"+strings.Repeat("<p>"+long+"</p>", 4)+"</form>")
	if want := strings.Join([]string{long, long, long, long}, "\n\n"); art.Text != want {
		t.Errorf("%q", art.Text)
	}
}
