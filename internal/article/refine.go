package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// refine corrects what was found in a page by the page's own structure: what was passed over between two paragraphs of the article and stands among them
// belongs to it as well, and calls to read, share or subscribe do not.
func refine(text string, page []block) []block {
	paragraphs := strings.Split(text, "\n\n")
	picked := pick(paragraphs, page)
	if picked != nil {
		return drop(fill(picked, page))
	}
	all := make([]block, len(paragraphs))
	for i, p := range paragraphs {
		all[i].text = p
	}
	return all
}

// chosen is a paragraph of the article, and where in the page it stands: -1 if it does not stand there so.
type chosen struct {
	block
	place int
}

// pick finds the paragraphs in the page; nil if the page has too few of them to be a help.
func pick(paragraphs []string, page []block) []chosen {
	places := map[string][]int{}
	for i, b := range page {
		places[b.text] = append(places[b.text], i)
	}
	all := make([]chosen, len(paragraphs))
	last, missing, size := -1, 0, 0
	for i, p := range paragraphs {
		all[i] = chosen{block{text: p}, -1}
		size += len(p)
		at := slices.IndexFunc(places[p], func(place int) bool { return place > last })
		if at < 0 {
			missing += len(p)
			continue
		}
		last = places[p][at]
		all[i] = chosen{page[last], last}
	}
	if missing*10 > size*3 {
		return nil
	}
	return all
}

// fill adds the blocks that stand between two neighbours of the article, in the same part of the page.
func fill(picked []chosen, page []block) []chosen {
	var all []chosen
	had := plainWords(wordsOf(picked))
	before := -1 // the last one of the article, by its place in the page
	for _, c := range picked {
		if c.place >= 0 && before >= 0 {
			around := common(page[before].at, c.at)
			for i := before + 1; i < c.place; i++ {
				headsOther := isHeading(page[i].at) && (i+1 != c.place || page[i].at.Parent != c.at.Parent)
				if belongs(page[i], around) && !strings.Contains(had, plainWords(page[i].text)) && !headsOther {
					all = append(all, chosen{page[i], i})
				}
			}
		}
		all = append(all, c)
		if c.place >= 0 {
			before = c.place
		}
	}
	return all
}

// common is the innermost element around two.
func common(a, b *html.Node) *html.Node {
	above := map[*html.Node]bool{}
	for n := a; n != nil; n = n.Parent {
		above[n] = true
	}
	for n := b; n != nil; n = n.Parent {
		if above[n] {
			return n
		}
	}
	return nil
}

// belongs tells whether a block within an element that is a part of the article is so too.
func belongs(b block, around *html.Node) bool {
	if isCall(b.text) || linked2(b.at)*2 > utf8.RuneCountInString(b.text) {
		return false
	}
	depth := 0
	for n := b.at; n != nil && n != around; n = n.Parent {
		if depth++; depth > 6 || strange(n) {
			return false
		}
	}
	switch tag(b.at) {
	case atom.H2, atom.H3, atom.H4, atom.Blockquote, atom.Tr, atom.Dd, atom.Dt, atom.Pre:
		return true
	case atom.P, atom.Li:
		return !strings.HasSuffix(b.text, ":") && len(strings.Fields(b.text)) > 3
	}
	return utf8.RuneCountInString(b.text) >= 80
}

// linked2 counts the characters of links under a node.
func linked2(n *html.Node) int {
	if n == nil {
		return 0
	}
	count := 0
	for d := range n.Descendants() {
		if tag(d) == atom.A {
			count += utf8.RuneCountInString(oneLine(textOf(d)))
		}
	}
	return count
}

var strangeMarks = regexp.MustCompile(`(?i)(^|[\s_-])(` +
	`ad|ads|advert\w*|promo\w*|related\w*|newsletter\w*|sign-?up|subscri\w*|share\w*|sharing|social\w*|comment\w*|` +
	`sidebar|widget\w*|recommend\w*|trending|popular|most-?read|caption\w*|credit\w*|byline|author\w*|bio|tags?|` +
	`meta|metadata|footer|toolbar|teaser\w*|outbrain|taboola|` +
	`breadcrumbs?|nav\w*|menu|hidden|print-?only|gallery|slideshow|pull-?quote\w*|pullquote|` +
	`read-?more|more|login|paywall|cookie\w*|timestamp|dateline|sponsor\w*|infobox|factbox|toc)($|[\s_-])`)

// strange tells whether an element says of itself that it is something beside the article.
func strange(n *html.Node) bool {
	switch tag(n) {
	case atom.Aside, atom.Footer, atom.Nav, atom.Form, atom.Figure, atom.Figcaption:
		return true
	}
	return strangeMarks.MatchString(attr(n, "class")) || strangeMarks.MatchString(attr(n, "id"))
}

var call = regexp.MustCompile(`(?i)^(?:(?:read|see|watch|listen|more|related|also|don[’']t miss)` +
	`(?: (?:more|also|next|now|this|on|from|here|stories|articles|coverage|reading|news|content))*\s*[:|»>]` +
	`|(?:read more|read next|read also|see also|related (?:articles?|stories|coverage|content|news)|more on this story|recommended|advertise?ment|` +
	`sponsored(?: content)?|story continues(?: below)?|continue reading|article continues.*|scroll down.*|share this.*|share on.*|` +
	`click here to .*|sign up (?:for|to) .*|subscribe (?:to|for|now).*|follow us .*|follow @.*|like us on .*|` +
	`image (?:copyright|caption|source).*|photo(?:graph)?(?: credit| by|:).*|all rights reserved.*|(?:copyright )?© ?\d{4}.*|loading\W*|` +
	`get (?:the|our) .*newsletter.*|this video .*not (?:available|supported).*|to view this video.*|media playback is unsupported.*|` +
	`have (?:a|any) (?:tip|story|news).*\?.*|leave a (?:comment|reply).*|comments?(?: \(\d+\))?|` +
	`print|email|e-mail|facebook|twitter|whatsapp|linkedin|pinterest|reddit|tweet|share|pin it|save)\.?$)`)

// isCall tells whether a paragraph calls on readers to read, share or subscribe, or is a label for what does not show.
func isCall(text string) bool {
	return len(text) < 250 && call.MatchString(oneLine(text))
}

// drop takes out the calls, and what stands in elements that say of themselves that they are something beside the article, unless that is much.
func drop(all []chosen) []block {
	around := container(all)
	var kept, dropped []block
	for _, c := range all {
		if isCall(c.text) {
			continue
		}
		if c.place >= 0 && (besides(c.at, around) || isLabelled(c.block)) {
			dropped = append(dropped, c.block)
			continue
		}
		kept = append(kept, c.block)
	}
	if len(join(dropped))*5 < len(join(kept)) {
		return kept
	}
	kept = nil
	for _, c := range all {
		if !isCall(c.text) {
			kept = append(kept, c.block)
		}
	}
	return kept
}

// container is the innermost element around all that was found.
func container(all []chosen) *html.Node {
	var around *html.Node
	for _, c := range all {
		switch {
		case c.place < 0:
		case around == nil:
			around = c.at
		default:
			around = common(around, c.at)
		}
	}
	return around
}

var besideMarks = regexp.MustCompile(`(?i)(^|[\s_-])(related\w*|newsletter\w*|sign-?up|share|sharing|social\w*|comments?|caption\w*|trending|most-?read|` +
	`author-?bio|outbrain|taboola|promo|read-?more|advert\w*)($|[\s_-])`)

// isLabelled tells whether nearly all of a block stands in an inline element that says it is something beside the article.
func isLabelled(b block) bool {
	for d := range b.at.Descendants() {
		if d.Type == html.ElementNode && besideMarks.MatchString(attr(d, "class")) && len(oneLine(textOf(d)))*5 > len(b.text)*4 {
			return true
		}
	}
	return false
}

func besides(n, around *html.Node) bool {
	for ; n != nil && n != around; n = n.Parent {
		switch tag(n) {
		case atom.Figcaption, atom.Aside:
			return true
		}
		if besideMarks.MatchString(attr(n, "class")) || besideMarks.MatchString(attr(n, "id")) {
			return true
		}
	}
	return false
}

func wordsOf(all []chosen) string {
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.text
	}
	return strings.Join(texts, " ")
}

func isHeading(n *html.Node) bool {
	switch tag(n) {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
