package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearsay"
)

// How corrections begin. What a marker captures may hold the date.
var (
	labelled = regexp.MustCompile(`(?i)^(?:\*+\s*)?(?:corrections?|clarifications?|editor[’']?s[’']? note|note from the editors?|retraction|erratum)` +
		`(?: (?:and|&) clarifications?| appended)?((?:[\s,(\[–—-][^:]{0,40}?\d[^:]{0,12})?)(?:[:.–—]|\s*$)`)
	changed = regexp.MustCompile(`(?i)^(?:•\s*|\*+\s*)?this (?:article|story|report|post|piece|page|column|interview|headline|graphic|live blog)\b[^.]{0,40}?\b` +
		`(?:was|has been|is) (?:further )?(?:amended|corrected|clarified|updated|edited|changed|retracted|revised)\b([^.]{0,60})`)
	earlier = regexp.MustCompile(`(?i)^(?:an? )?(?:earlier|previous|original) versions? of ` +
		`(?:this|the) (?:article|story|report|post|piece|headline)\b([^.]{0,30})`)
	heading = regexp.MustCompile(`(?i)^(?:corrections?|clarifications?|editor[’']?s[’']? note|retraction)s?\b.{0,40}$`)
	printed = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(\d{4})` +
		`|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})|(\d{4}-\d\d-\d\d))`)
)

// correctionIn recognises a correction by how a paragraph begins. A heading alone has the text of what follows.
func correctionIn(paragraph, next string) (Correction, bool) {
	text := oneLine(paragraph)
	for _, form := range []*regexp.Regexp{labelled, changed, earlier} {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		c := Correction{Kind: kindOf(strings.ToLower(text)), Text: text, At: dateIn(m[len(m)-1])}
		if heading.MatchString(text) && len(strings.Fields(text)) < 9 {
			if next = oneLine(next); len(next) < 40 {
				return Correction{}, false
			}
			c.Text += " " + next
		}
		return c, len(c.Text) >= 40
	}
	return Correction{}, false
}

func kindOf(low string) CorrectionKind {
	switch {
	case strings.HasPrefix(low, "clarif"), strings.Contains(low, "clarified"):
		return Clarified
	case strings.Contains(low[:min(len(low), 24)], "note"):
		return EditorNote
	case strings.Contains(low, "updated") && !strings.Contains(low, "correct"):
		return EditorNote
	}
	return Corrected
}

// dateIn finds a day written in words or in ISO 8601; the unknown date if there is none.
func dateIn(s string) hearsay.Date {
	m := printed.FindStringSubmatch(s)
	if m == nil {
		return hearsay.Date{}
	}
	if m[7] != "" {
		return firstDate([]string{m[7]})
	}
	day, month, year := m[1]+m[5], m[2]+m[4], m[3]+m[6]
	return firstDate([]string{day + " " + strings.ToUpper(month[:1]) + strings.ToLower(month[1:]) + " " + year})
}

// addCorrections lists the corrections that the text has, and those that stand elsewhere on the page or in its JSON-LD, which become its last paragraphs.
func addCorrections(art *Parsed, aside []string) {
	var found []Correction
	paragraphs := strings.Split(art.Text, "\n\n")
	add := func(c Correction) bool {
		same := slices.ContainsFunc(found, func(f Correction) bool { return strings.Contains(plainWords(f.Text), plainWords(c.Text)) })
		if !same {
			found = append(found, c)
		}
		return !same
	}
	for i, p := range paragraphs {
		if c, is := correctionIn(p, strings.Join(paragraphs[i+1:min(i+2, len(paragraphs))], "")); is {
			add(c)
		}
	}
	known := plainWords(art.Text)
	for i, p := range aside {
		c, is := correctionIn(p, strings.Join(aside[i+1:min(i+2, len(aside))], ""))
		if is && !strings.Contains(known, plainWords(c.Text)) && add(c) {
			art.Text += "\n\n" + c.Text
		}
	}
	for _, c := range art.Corrections {
		if c.Kind == Stub {
			found = append(found, c)
			continue
		}
		if at := slices.IndexFunc(found, func(f Correction) bool { return strings.Contains(plainWords(f.Text), plainWords(c.Text)) }); at >= 0 {
			if found[at].At.Precision < c.At.Precision {
				found[at].At = c.At
			}
			continue
		}
		if !strings.Contains(known, plainWords(c.Text)) {
			text := c.Text
			if !labelled.MatchString(text) {
				text = "Correction: " + text
			}
			art.Text += "\n\n" + text
		}
		found = append(found, c)
	}
	art.Corrections = found
}

// plainWords makes texts comparable that differ in spaces, marks and case.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) }), " ")
}

// corrective are words in the class or id of an element that holds a correction.
var corrective = regexp.MustCompile(`(?i)(correction|clarification|editors?-?_?note|amend|erratum)`)

// asides are the paragraphs, in what is left out of articles, that may be corrections: of elements that call themselves so, and of those
// at the foot of the page's article. What readers write is none.
func asides(doc *html.Node) []string {
	var all []string
	var visit func(n *html.Node, in bool)
	visit = func(n *html.Node, in bool) {
		if n.Type == html.ElementNode {
			marks := attr(n, "class") + " " + attr(n, "id")
			if correctsNothing(n, strings.ToLower(marks)) {
				return
			}
			in = in || tag(n) == atom.Article || tag(n) == atom.Main || corrective.MatchString(marks) || attr(n, "itemprop") == "correction"
			if in && n.DataAtom != atom.Body && isBlock(n) && !hasBlock(n) || tag(n) == atom.Aside && !hasBlock(n) {
				if text := oneLine(textOf(n)); text != "" {
					all = append(all, text)
				}
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, in)
		}
	}
	visit(doc, false)
	return all
}

// correctsNothing tells of elements in which no corrections stand, by what they are or by the marks in their class and id.
func correctsNothing(n *html.Node, marks string) bool {
	switch tag(n) {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Nav, atom.Noscript, atom.Svg:
		return true
	}
	return strings.Contains(marks, "comment") || strings.Contains(marks, "related")
}

func hasBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && isBlock(d) {
			return true
		}
	}
	return false
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
