package present

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"

	"hearsay"
)

var (
	//go:embed page.html.tmpl
	pageTemplate string
	//go:embed palette.css
	palette string
	//go:embed page.css
	pageCSS string
)

// Palette is the part of a style sheet that gives pages their colours, light and dark, and each family of stances its own.
func Palette() string { return palette }

// Family is the class of those stances that share a colour in a page, "" for one that is not known.
func Family(s hearsay.Stance) string { return string(familyOf(s)) }

// lightable is how many statements of an article light up as a whole when one of their parts is pointed at. Each needs a rule in the
// page's one style sheet, which is fixed so that the page's security policy can name it by its hash.
const lightable = 200

// htmlPage writes one page, article by article. It holds back the first until it knows whether there are more, which take a table of
// contents. That stands at the end, where all titles are known, and the head of the page leads to it.
type htmlPage struct {
	w     io.Writer
	tmpl  *template.Template
	first *hearsay.Reading
	toc   []tocLine
}

type tocLine struct {
	N           int
	Title, Line string
}

func newHTML(w io.Writer) *htmlPage {
	return &htmlPage{w: w, tmpl: template.Must(template.New("page").Parse(pageTemplate))}
}

func (h *htmlPage) Article(reading hearsay.Reading) error {
	if h.first == nil && len(h.toc) == 0 {
		h.first = &reading
		return nil
	}
	if h.first != nil {
		if err := h.begin("Who said what, according to whom", true); err != nil {
			return err
		}
	}
	return h.article(reading)
}

func (h *htmlPage) Close() error {
	if len(h.toc) == 0 {
		title := "Who said what"
		if h.first != nil && oneLine(h.first.Article.Title) != "" {
			title = oneLine(h.first.Article.Title)
		}
		if err := h.begin(title, false); err != nil {
			return err
		}
	}
	return h.execute("foot", h.toc)
}

// begin writes the head of the page and the article held back.
func (h *htmlPage) begin(title string, several bool) error {
	css := palette + pageCSS + lights(lightable)
	sum := sha256.Sum256([]byte(css))
	head := struct {
		Title, Hash string
		CSS         template.CSS
		Several     bool
		Families    []family
	}{title, base64.StdEncoding.EncodeToString(sum[:]), template.CSS(css), several, families()} //nolint:gosec // G203: the style sheet is our own
	if err := h.execute("head", head); err != nil || h.first == nil {
		return err
	}
	first := *h.first
	h.first = nil
	return h.article(first)
}

// lights writes the rules that light up every part of a statement, of the first n of an article, when one of them is pointed at, has the focus or
// was led to by a link. Of statements that lie in one another only the innermost that is pointed at lights up.
func lights(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, "article:has(.n%[1]d:is(:focus,:target),.f%[1]d:focus) .n%[1]d,\n", i+1)
		fmt.Fprintf(&b, "article:has(.n%[1]d:hover):not(:has(.n%[1]d [tabindex]:hover:not(.n%[1]d))) .n%[1]d", i+1)
	}
	return b.String() + "{--over:transparent;background:var(--lit);box-shadow:0 0 0 2px var(--lit)}\n"
}

func (h *htmlPage) article(reading hearsay.Reading) error {
	art := newPageArticle(len(h.toc)+1, reading)
	h.toc = append(h.toc, tocLine{art.N, art.Title, art.Line})
	return h.execute("article", art)
}

// execute writes a part of the page at once or not at all.
func (h *htmlPage) execute(part string, data any) error {
	var buf bytes.Buffer
	if err := h.tmpl.ExecuteTemplate(&buf, part, data); err != nil {
		return err
	}
	_, err := h.w.Write(buf.Bytes())
	return err
}

// pageArticle is an article as the template wants it.
type pageArticle struct {
	N                  int // from 1 within the page; ids are made of it, never of outside text
	Title, Line, URL   string
	Published, Summary string
	Marked             []marked
	Speakers           []pageSpeaker
}

// marked is a step of the text, with what it shows when it is pointed at.
type marked struct {
	Fragment
	Card *card
}

// pageSpeaker is a source with what it does.
type pageSpeaker struct {
	voice
	Counts     []count
	Part       string
	Statements []*card
}

// card tells all about a statement, in clean words.
type card struct {
	N              int
	Who            voice
	Cue, What, How string
	Stance         string
	Family         family
	Deciding       string // in quotation marks
	Beside         bool   // the deciding words are not in the cue
	Details        []detail
}

func newPageArticle(n int, reading hearsay.Reading) pageArticle {
	art, cards := reading.Article, make([]*card, len(reading.Statements))
	for i, e := range entries(reading) {
		cards[i] = &card{
			N: e.n, Who: e.who, Cue: oneLine(e.cue), What: oneLine(e.what), How: oneLine(e.how), Stance: oneLine(string(e.stance)),
			Family: familyOf(e.stance), Deciding: quoted(e.deciding), Beside: !e.byCue, Details: e.details(),
		}
	}
	return pageArticle{
		N: n, Title: titleOf(art, n), Line: byline(art), URL: webAddress(art.URL), Published: art.Published.String(),
		Summary: summary(reading), Marked: withCards(fragments(reading), cards), Speakers: pageSpeakers(reading, cards),
	}
}

func withCards(fragments []Fragment, cards []*card) []marked {
	out := make([]marked, len(fragments))
	for i, f := range fragments {
		out[i].Fragment = f
		if f.Bears > 0 {
			out[i].Card = cards[f.Bears-1]
		}
	}
	return out
}

func titleOf(art hearsay.Article, n int) string {
	for _, s := range []string{art.Title, art.ID} {
		if s = oneLine(s); s != "" {
			return s
		}
	}
	return fmt.Sprintf("Article %d", n)
}

// webAddress returns an address that may become a link, "" for any other, such as a script.
func webAddress(s string) string {
	if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return s
}

// pageSpeakers lists the sources with their statements.
func pageSpeakers(reading hearsay.Reading, cards []*card) []pageSpeaker {
	var speakers []pageSpeaker
	for _, sh := range shares(reading) {
		sp := pageSpeaker{voice: sh.voice, Counts: countStances(sh.said), Part: sh.part()}
		for _, e := range sh.said {
			sp.Statements = append(sp.Statements, cards[e.n-1])
		}
		speakers = append(speakers, sp)
	}
	return speakers
}
