package article

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearsay"
)

// Bounds of a page. The time that trafilatura takes grows with the number of paragraphs times their text, which it puts together again
// for each: at the bound about five seconds. Long live blogs have 30,000 nodes, and a megabyte of text in 5,000 paragraphs.
const (
	maxNodes   = 60_000
	maxJoining = 20 << 30 // paragraphs × bytes of the page
	fewLetters = 250      // characters below which an article may not be all of it; trafilatura's own measure
)

// stubNote is what to say of a stub.
const stubNote = "the page shows only the beginning of the article, the rest is for subscribers"

// readPage finds the article in a page that came from address, which may be "".
func readPage(page, address string) (Parsed, []string, error) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return Parsed{}, nil, fmt.Errorf("%w: it is nested too deeply to take apart; save its text to a file and read that", hearsay.ErrNoText)
	}
	if countNodes(doc) > maxNodes || paragraphs(doc)*len(page) > maxJoining {
		return Parsed{}, nil, fmt.Errorf("%w for a page; save its text to a file and read that", hearsay.ErrTooLarge)
	}
	head := readHead(doc, address)
	beside := asides(doc)
	prepare(doc)
	text, author, err := findText(doc, head)
	if err != nil {
		return Parsed{}, nil, err
	}
	art := head.art
	art.Text = dropTitle(text, art.Title)
	if strings.TrimSpace(art.Text) == "" {
		return Parsed{}, nil, fmt.Errorf("%w; open it in a browser, save its text to a file and read that", hearsay.ErrNoText)
	}
	if art.Byline == "" && author != art.Outlet {
		art.Byline = author
	}
	var notes []string
	var offered bool
	if art.Text, offered = dropOffers(art.Text); isStub(doc, head, art.Text, offered) {
		art.Corrections = append(art.Corrections, Correction{Kind: Stub, Text: stubNote})
		notes = append(notes, stubNote)
	}
	addCorrections(&art, beside)
	if art.Published.Precision == hearsay.Unknown {
		if art.Published = guessDate(doc, art.URL); art.Published.Precision != hearsay.Unknown {
			notes = append(notes, "the page states no date of publication: "+art.Published.String()+" is a guess from its address or text")
		}
	}
	return art, notes, nil
}

func countNodes(n *html.Node) int {
	count := 1
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		count += countNodes(c)
	}
	return count
}

// findText finds the text of the article in a prepared page, and the author if trafilatura sees one.
func findText(doc *html.Node, head head) (text, author string, err error) {
	found, err := extract(doc, head.art.URL)
	if err != nil {
		return "", "", err
	}
	if utf8.RuneCountInString(found.text) < fewLetters {
		return rescue(doc, head.body), found.author, nil
	}
	page := blocksOf(doc)
	return join(heed(refine(found.text, page), page, head.body)), found.author, nil
}

type extracted struct{ text, author string }

// extract lets trafilatura find the article. It was written for pages as sites send them, so its panics on hostile ones become errors.
// The document is not changed.
func extract(doc *html.Node, address string) (found extracted, err error) {
	defer func() {
		if recover() != nil {
			found, err = extracted{}, fmt.Errorf("%w: it could not be taken apart; save its text to a file and read that", hearsay.ErrNoText)
		}
	}()
	opts := trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}
	if u, err := url.Parse(address); err == nil && address != "" {
		opts.OriginalURL = u
	}
	result, err := trafilatura.ExtractDocument(doc, opts)
	if err != nil {
		return extracted{}, nil // its only error left by these options: nothing found
	}
	return extracted{render(result.ContentNode), cleanByline(result.Metadata.Author)}, nil
}

// rescue is the text of a short page, of which trafilatura gives everything twice or makes text of the title:
// what the page marks as its article, else its paragraphs, else the whole body; never menus and the like.
// The text of JSON-LD, which may hold what scripts would show, is taken where it says more.
func rescue(doc *html.Node, body string) string {
	text := render(first(doc, atom.Article))
	if text == "" {
		text = render(first(doc, atom.Main))
	}
	if text == "" {
		text = renderParagraphs(doc)
	}
	if text == "" {
		text = render(first(doc, atom.Body))
	}
	if body = linkedText(body); len(body) > len(text) {
		return body
	}
	return text
}

// dropTitle takes away a headline that opens the text, since Article.Title has it.
func dropTitle(text, title string) string {
	if rest, found := strings.CutPrefix(text, title+"\n\n"); found && title != "" {
		return rest
	}
	return text
}
