package article

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lineBreak stands for <br> while trafilatura has the page, which would make a paragraph of what follows one.
// Unicode keeps this character for such use within a program.
const lineBreak = '\uFDD0'

// prepare makes a page simpler before trafilatura sees it, which trims the text around inline elements and so glues words,
// and leaves out text that stands in no paragraph:
// inline elements give way to their text, <q> to quotation marks, <br> to lineBreak, text struck through goes, and loose text gets paragraphs.
func prepare(doc *html.Node) {
	var all []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	dropHidden(all)
	for _, n := range all {
		simplify(n)
	}
	for _, n := range all {
		switch n.DataAtom {
		case atom.Div, atom.Section, atom.Article, atom.Main, atom.Body, atom.Blockquote, atom.P:
			splitLoose(n)
		}
	}
	for _, n := range all {
		if n.DataAtom == atom.Br && n.Parent != nil {
			n.InsertBefore(&html.Node{Type: html.TextNode, Data: string(lineBreak)}, nil)
			unwrap(n)
		}
	}
	for n := range doc.Descendants() {
		joinTexts(n)
	}
}

var unseen = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// dropHidden takes out what a browser would not show. Where that is most of the page, a script would show it.
func dropHidden(all []*html.Node) {
	words := func(n *html.Node) int { return len(strings.Fields(textOf(n))) }
	for _, n := range all {
		if n.Parent == nil || !hasAttr(n, "hidden") && !unseen.MatchString(attr(n, "style")) {
			continue
		}
		if n.DataAtom != atom.Body && n.DataAtom != atom.Html && words(n)*3 < words(all[0]) {
			n.Parent.RemoveChild(n)
		}
	}
}

// simplify makes one element simpler, without looking at those below it.
func simplify(n *html.Node) {
	switch n.DataAtom {
	case atom.Del, atom.S, atom.Strike:
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	case atom.Form:
		// Some systems wrap whole pages in a form, and forms are left out.
		if paragraphs(n) > 3 {
			n.Data, n.DataAtom = "div", atom.Div
		}
	case atom.Ul, atom.Ol, atom.Dl, atom.Li:
		demote(n)
	case atom.Q:
		n.InsertBefore(&html.Node{Type: html.TextNode, Data: "“"}, n.FirstChild)
		n.AppendChild(&html.Node{Type: html.TextNode, Data: "”"})
		unwrap(n)
	case atom.B, atom.I, atom.Em, atom.Strong, atom.U, atom.Kbd, atom.Samp, atom.Tt, atom.Var, atom.Sub, atom.Sup, atom.Mark, atom.Small,
		atom.Big, atom.Font, atom.Abbr, atom.Acronym, atom.Cite, atom.Dfn, atom.Bdi, atom.Bdo, atom.Data, atom.Ins, atom.Time, atom.Code, atom.Label:
		// A class or id may say that this is the byline, so it stays unless it is a part of a paragraph.
		if len(n.Attr) == 0 && n.DataAtom != atom.Code && n.DataAtom != atom.Time && n.DataAtom != atom.Label || inside(n, atom.P) {
			unwrap(n)
		}
	}
}

// demote makes plain containers of lists within many lists, on which trafilatura takes minutes and which no reader could follow.
func demote(n *html.Node) {
	lists := 0
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Ul || p.DataAtom == atom.Ol || p.DataAtom == atom.Dl {
			lists++
		}
	}
	if lists > 6 {
		n.Data, n.DataAtom = "div", atom.Div
	}
}

func paragraphs(n *html.Node) int {
	count := 0
	for d := range n.Descendants() {
		if d.DataAtom == atom.P {
			count++
		}
	}
	return count
}

// joinTexts makes one of texts that lie next to each other.
func joinTexts(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			continue
		}
		var b strings.Builder
		b.WriteString(c.Data)
		for next := c.NextSibling; next != nil && next.Type == html.TextNode; next = c.NextSibling {
			b.WriteString(next.Data)
			n.RemoveChild(next)
		}
		c.Data = b.String()
	}
}

// unwrap puts the children of a node in its place.
func unwrap(n *html.Node) {
	parent := n.Parent
	if parent == nil {
		return
	}
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		parent.InsertBefore(c, n)
	}
	parent.RemoveChild(n)
}

// splitLoose puts each run of loose text in a container into a paragraph of its own. Two <br> end a run. A paragraph that
// holds no such two is left as it is, and so is a container with little loose text, which is rarely prose; a quotation always is.
func splitLoose(n *html.Node) {
	runs, loose, doubles := looseRuns(n)
	if n.Parent == nil || loose < 40 && n.DataAtom != atom.Blockquote || loose == 0 || n.DataAtom == atom.P && doubles == 0 {
		return
	}
	for _, run := range runs {
		p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		n.InsertBefore(p, run[0])
		for _, c := range run {
			n.RemoveChild(c)
			p.AppendChild(c)
		}
	}
	if n.DataAtom == atom.P {
		n.Data, n.DataAtom = "div", atom.Div
	}
}

// looseRuns groups the inline children of a node, and counts the bytes of text directly in it and the places with two <br>.
func looseRuns(n *html.Node) (runs [][]*html.Node, loose, doubles int) {
	var run []*html.Node
	breaks := 0
	end := func() {
		if len(run) > 0 {
			runs = append(runs, run)
		}
		run, breaks = nil, 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		blank := c.Type == html.TextNode && strings.TrimSpace(c.Data) == ""
		switch {
		case c.Type == html.ElementNode && (isBlock(c) || never(c)):
			end()
			continue
		case c.Type == html.ElementNode && c.DataAtom == atom.Br:
			if breaks++; breaks == 2 {
				doubles++
				end()
				breaks = 2
			}
			if breaks >= 2 {
				continue
			}
		case !blank:
			breaks = 0
			loose += len(strings.TrimSpace(textOf(c)))
		case blank && len(run) == 0:
			continue
		}
		run = append(run, c)
	}
	end()
	return runs, loose, doubles
}

// textOf is all text under a node, or the node's own.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
