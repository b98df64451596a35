package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// render writes the text under a node as a reader sees it: every block its own paragraph, spaces as one, <br> as a line break.
func render(n *html.Node) string {
	if n == nil {
		return ""
	}
	return join(blocksOf(n))
}

// block is a paragraph as a reader sees it, and the innermost block element that it stands in.
type block struct {
	text string
	at   *html.Node
}

// blocksOf lists the paragraphs under a node.
func blocksOf(n *html.Node) []block {
	r := renderer{}
	r.node(n)
	r.flush()
	return r.blocks
}

func join(blocks []block) string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.text
	}
	return strings.Join(texts, "\n\n")
}

// renderParagraphs renders the <p> under a node, wherever they stand in what may be part of an article.
func renderParagraphs(n *html.Node) string {
	r := renderer{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if tag(n) == atom.P {
			r.node(n)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !never(c) {
				visit(c)
			}
		}
	}
	visit(n)
	return join(r.blocks)
}

type renderer struct {
	blocks []block
	at     *html.Node      // the block being read
	inline strings.Builder // its text; "\n" in it is a line break that shows
}

func (r *renderer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		r.text(n)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode, never(n):
		return
	case tag(n) == atom.Br:
		r.inline.WriteByte('\n')
		return
	case tag(n) == atom.Td, tag(n) == atom.Th:
		r.inline.WriteByte(' ')
	}
	around := r.at
	if isBlock(n) {
		r.flush()
		r.at = n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c)
	}
	if isBlock(n) {
		r.flush()
		r.at = around
	}
}

func (r *renderer) text(n *html.Node) {
	keep := inside(n, atom.Pre)
	r.inline.WriteString(strings.Map(func(c rune) rune {
		switch c {
		case lineBreak:
			return '\n'
		case '\n', '\r', '\t', '\f':
			if keep {
				return c
			}
			return ' '
		case '\u00ad', '\u200b', '\ufeff': // hyphens and spaces that do not show, and would cut words in two
			return -1
		}
		return c
	}, n.Data))
}

// flush ends the block being read. An empty line in it, as two <br> make, ends a paragraph too.
func (r *renderer) flush() {
	var lines []string
	end := func() {
		if len(lines) > 0 {
			r.blocks = append(r.blocks, block{strings.Join(lines, "\n"), r.at})
			lines = nil
		}
	}
	for line := range strings.SplitSeq(r.inline.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line == "" {
			end()
		} else {
			lines = append(lines, line)
		}
	}
	end()
	r.inline.Reset()
}

// never tells whether an element is never part of an article's text.
func never(n *html.Node) bool {
	switch tag(n) {
	case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Figure,
		atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Iframe, atom.Svg, atom.Object, atom.Dialog, atom.Audio, atom.Video, atom.Canvas:
		return true
	case atom.Header: // of the site; that of an article has its headline
		return !inside(n, atom.Article) && !inside(n, atom.Main)
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch tag(n) {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Tr, atom.Table, atom.Caption, atom.Section, atom.Article, atom.Main, atom.Header, atom.Body,
		atom.Details, atom.Summary, atom.Hr, atom.Address, atom.Figcaption, atom.Hgroup:
		return true
	}
	return false
}

func inside(n *html.Node, name atom.Atom) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if tag(p) == name {
			return true
		}
	}
	return false
}

// tag is the name of an element, 0 for what is none. DataAtom won't do: trafilatura leaves it unset.
func tag(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	return atom.Lookup([]byte(n.Data))
}

// first finds the first element of a name, nil if there is none.
func first(n *html.Node, name atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if tag(d) == name {
			return d
		}
	}
	return nil
}
