package article

import (
	"strings"
	"testing"
)

func TestPageCorrections(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	story := "<p>" + long + "</p><p>The council met on Tuesday, and the mayor spoke for an hour.</p>"
	const wrong = "An earlier version of this article said that two people died. It was one."
	cases := []struct{ name, page, kind, at, text string }{
		{"in the text", "<article>" + story + "<p><em>Correction, Nov. 24, 2026: " + wrong + "</em></p></article>", "correction", "2026-11-24", "Correction, Nov. 24, 2026: " + wrong},
		{"amended", "<article>" + story + "<p>• This article was amended on 24 November 2026 because it said that two people died.</p></article>",
			"correction", "2026-11-24", "• This article was amended on 24 November 2026 because it said that two people died."},
		{"no label", "<article>" + story + "<p>" + wrong + "</p></article>", "correction", "", wrong},
		{"clarification", "<article><p>Clarification: the bridge belongs to the county and not to the town.</p>" + story + "</article>",
			"clarification", "", "Clarification: the bridge belongs to the county and not to the town."},
		{"editor’s note", "<article>" + story + "<p>Editor’s note: The writer of this piece once worked for the council.</p></article>", "note", "",
			"Editor’s note: The writer of this piece once worked for the council."},
		{"a date within is not its own", "<article>" + story + "<p>Correction: Our article of 20 November 2026 misspelt the mayor’s name.</p></article>",
			"correction", "", "Correction: Our article of 20 November 2026 misspelt the mayor’s name."},
		{"heading", "<article>" + story + "<h4>Correction</h4><p>" + wrong + "</p></article>", "correction", "", "Correction " + wrong},
		{"aside", "<article>" + story + "<aside class=c-corrections><p>Correction: " + wrong + "</p></aside></article>", "correction", "", "Correction: " + wrong},
		{"foot", "<article>" + story + "<footer><p>Correction (24 Nov 2026): " + wrong + "</p></footer></article>", "correction", "2026-11-24", "Correction (24 Nov 2026): " + wrong},
		{"JSON-LD", ld(`{"@type":"NewsArticle","correction":{"@type":"CorrectionComment","text":"`+wrong+`","datePublished":"2026-11-24T09:00:00Z"}}`) + "<article>" + story + "</article>",
			"correction", "2026-11-24T09:00:00Z", wrong},
		{"JSON-LD as text", ld(`{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle","correction":["`+wrong+`"]}]}`) + "<article>" + story + "</article>", "correction", "", wrong},
		{"both, once", ld(`{"@type":"NewsArticle","correction":{"text":"`+wrong+`","datePublished":"2026-11-24"}}`) + "<article>" + story + "<p>Correction: " + wrong + "</p></article>",
			"correction", "2026-11-24", "Correction: " + wrong},
	}
	for _, c := range cases {
		art, _ := readHTML(t, c.page)
		if len(art.Corrections) != 1 {
			t.Errorf("%s: corrections %+v", c.name, art.Corrections)
			continue
		}
		got := art.Corrections[0]
		if string(got.Kind) != c.kind || got.At.String() != c.at || got.Text != c.text {
			t.Errorf("%s: got %s %q %q", c.name, got.Kind, got.At, got.Text)
		}
		if n := strings.Count(plainWords(art.Text), plainWords(wrong)); n > 1 || !strings.Contains(plainWords(art.Text), plainWords(c.text)) {
			t.Errorf("%s: the text has it %d times:\n%s", c.name, n, art.Text)
		}
	}
}

func TestPageWithoutCorrections(t *testing.T) {
	for name, page := range map[string]string{
		"a correction in prose":  "<article><p>" + long + "</p><p>Correction officers said that this prison was closed in March.</p></article>",
		"what a reader says":     "<article><p>" + long + "</p></article><div class=comments><article><p>Correction: it was three people and not two, as everybody knows.</p></article></div>",
		"a link to another page": "<article><p>" + long + `</p></article><nav><a href=/c>Corrections: how we deal with what we got wrong in the paper</a></nav>`,
		"an address":             `<script type="application/ld+json">{"@type":"NewsArticle","correction":"https://courier.example/corrections"}</script><article><p>` + long + "</p></article>",
	} {
		if art, _ := readHTML(t, page); len(art.Corrections) > 0 {
			t.Errorf("%s: %+v", name, art.Corrections)
		}
	}
}

func TestPageStubs(t *testing.T) {
	ld := func(s string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle",` + s + `}</script>`
	}
	whole := strings.Repeat("<p>"+long+"</p>", 6)
	cases := []struct {
		name, page string
		stub       bool
	}{
		{"says so and offers", ld(`"isAccessibleForFree":false`) + "<article><p>" + long + "</p><div class=paywall-offer>Subscribe now to continue reading.</div></article>", true},
		{"says so in words and breaks off", ld(`"isAccessibleForFree":"False"`) + "<article><p>" + long + " But the mayor had …</p></article>", true},
		{"offer in the place of the rest", "<article><p>" + long + "</p><p>This article is for subscribers only. Already a subscriber? Log in.</p></article>", true},
		{"far fewer words than it has", ld(`"isAccessibleForFree":false,"wordCount":"1200"`) + "<article>" + whole + "</article>", true},
		{"paid for and whole", ld(`"isAccessibleForFree":false,"wordCount":450`) + "<article>" + whole + "</article>", false},
		{"free and short", ld(`"isAccessibleForFree":true`) + "<article><p>" + long + "</p></article>", false},
		{"a newsletter offered beside", "<article>" + whole + "</article><div>Subscribe to our newsletter.</div>", false},
	}
	for _, c := range cases {
		art, notes := readHTML(t, "<title>x</title>"+c.page)
		stub := len(art.Corrections) == 1 && art.Corrections[0].Kind == Stub
		if stub != c.stub || stub != (len(notes) == 1) {
			t.Errorf("%s: %+v %q", c.name, art.Corrections, notes)
		}
		if strings.Contains(art.Text, "ubscribe") {
			t.Errorf("%s: the offer is in the text: %q", c.name, art.Text)
		}
	}
}
