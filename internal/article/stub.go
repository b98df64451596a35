package article

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Beyond this an article that must be paid for is taken to be whole all the same: many sites send all of it and hide the rest by a script.
const stubWords = 300

var offer = regexp.MustCompile(`(?i)\b(?:` +
	`(?:subscribe|sign in|log in|register|become a (?:member|subscriber)|start your free trial)\b.{0,40}\bto (?:continue|keep|read|unlock|access|view)` +
	`|(?:to (?:continue|keep) reading|to read (?:the (?:rest|full)|more|this)|for full access|to unlock)` +
	`.{0,60}\b(?:subscri|sign|log|register|member|account|trial)` +
	`|(?:this|the (?:full|rest of the|rest of this)) (?:article|story|content) is (?:only )?` +
	`(?:for|available (?:only )?to|reserved for|exclusive to) .{0,30}(?:subscribers|members)` +
	`|(?:already a|are you a) (?:subscriber|member)\b|you have reached your (?:article )?limit|subscriber[- ]only|subscribers only|premium (?:article|content)\b)`)

// dropOffers takes paragraphs that sell a subscription off the end of a text, and tells whether there were any.
func dropOffers(text string) (string, bool) {
	paragraphs := strings.Split(text, "\n\n")
	kept := len(paragraphs)
	for i := len(paragraphs) - 1; i > 0 && i >= len(paragraphs)-4; i-- {
		if p := paragraphs[i]; len(p) < 400 && offer.MatchString(p) {
			kept = i
		}
	}
	return strings.Join(paragraphs[:kept], "\n\n"), kept < len(paragraphs)
}

// isStub tells whether a page shows only the beginning of its article: the page says that one must pay for it, or asks for that in place of the rest,
// and there is little text, or it breaks off.
func isStub(doc *html.Node, h head, text string, offered bool) bool {
	words := len(strings.Fields(text))
	end := strings.TrimRight(text, "\"”’' )")
	broken := strings.HasSuffix(end, "…") || strings.HasSuffix(end, "...")
	if h.words > 0 && words*10 < h.words*6 && (h.paid || offered) {
		return true
	}
	if words > stubWords {
		return false
	}
	return offered || h.paid && (broken || offers(doc) > 0) || broken && offers(doc) > 0
}

// offers counts the places that ask to subscribe.
func offers(doc *html.Node) int {
	count := 0
	for n := range doc.Descendants() {
		marks := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
		if strings.Contains(marks, "paywall") || strings.Contains(marks, "piano-") || strings.Contains(marks, "regwall") {
			count++
		}
		if n.Type == html.ElementNode && isBlock(n) && !hasBlock(n) && offer.MatchString(oneLine(textOf(n))) {
			count++
		}
	}
	return count
}
