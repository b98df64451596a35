// Package layout finds attributions that the layout of a text makes, without a verb: the answers of an interview or transcript, each behind the name of
// who gives it, and quotations of press releases with a dash and a name behind them. What a reader of sentences sees in them depends on how
// speech-like they sound; how they are set does not.
package layout

import (
	"regexp"
	"strings"

	"hearsay"
)

// Find gives the attributions in order of the text. They have a source and a content, and no cue.
func Find(text string) []hearsay.Attribution {
	paragraphs := split(text)
	return merge(answers(text, paragraphs), signed(text, paragraphs))
}

// paragraph is a stretch of lines that no empty line, and no label, divides.
type paragraph struct {
	span  hearsay.Span
	label hearsay.Span // of who speaks in it; empty if nothing tells
	name  string       // the label without its mark
	body  hearsay.Span // what stands behind the label, or all of it
}

// label is a name at the start of a line with a colon behind it, of at most five words. Q and A may have a full stop instead.
var label = regexp.MustCompile(`^(?:([QA])[:.]|((?:` + nameWord + `|Q&A)(?: (?:` + nameWord + `|` + particle + `)){0,4}):)(?:[ \t]+|$)`)

const (
	nameWord = `\p{Lu}[\p{L}\p{M}'’.&-]*`
	particle = `de|da|del|della|di|du|van|von|der|den|la|le|bin|al|of|the|and|&`
)

// split divides a text into paragraphs.
func split(text string) []paragraph {
	var all []paragraph
	open := false // the next line goes on with the last paragraph
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		span := trim(text, hearsay.Span{Start: at, End: end})
		at = end + 1
		if span.Len() == 0 {
			open = false
			continue
		}
		m := label.FindStringSubmatchIndex(span.In(text))
		if m == nil && open {
			last := &all[len(all)-1]
			last.span.End, last.body.End = span.End, span.End
			continue
		}
		p := paragraph{span: span, body: span}
		if m != nil {
			group := 2 // of Q or A
			if m[group] < 0 {
				group = 4
			}
			p.label = hearsay.Span{Start: span.Start + m[group], End: span.Start + m[group+1]}
			p.name = strings.ToLower(p.label.In(text))
			p.body = trim(text, hearsay.Span{Start: span.Start + m[1], End: span.End})
		}
		all, open = append(all, p), true
	}
	return all
}

func trim(text string, s hearsay.Span) hearsay.Span {
	s.Start += len(s.In(text)) - len(strings.TrimLeft(s.In(text), " \t\r\u00a0"))
	s.End -= len(s.In(text)) - len(strings.TrimRight(s.In(text), " \t\r\u00a0"))
	return s
}

// signature is what follows a quotation of a press release: a dash and a name, with a role perhaps, up to the end of the line. The quotation is a
// sentence: titles have no full stop.
var signature = regexp.MustCompile(`^["“«„](?s:.+?)(?:[.,!?…]["”»“]|["”»“][.,])\s*(?:[-–—]|--)\s*(\p{Lu}[^.!?;:"“”«»\n]{2,120}?)\.?$`)

// signed finds quotations that fill a paragraph, with the name of who said them behind a dash.
func signed(text string, paragraphs []paragraph) []hearsay.Attribution {
	var all []hearsay.Attribution
	for i, p := range paragraphs {
		whole := p.span
		if i+1 < len(paragraphs) && dash(paragraphs[i+1].span.In(text)) { // the signature has a line of its own
			whole.End = paragraphs[i+1].span.End
		}
		m := signature.FindStringSubmatchIndex(whole.In(text))
		if m == nil {
			continue
		}
		quote := strings.TrimRight(whole.In(text)[:m[2]], " \t\r\n-–—")
		all = append(all, hearsay.Attribution{
			Source:  []hearsay.Span{{Start: whole.Start + m[2], End: whole.Start + m[3]}},
			Content: []hearsay.Span{{Start: whole.Start, End: whole.Start + len(quote)}},
		})
	}
	return all
}

func dash(line string) bool {
	return strings.HasPrefix(line, "-") || strings.HasPrefix(line, "–") || strings.HasPrefix(line, "—")
}

// merge joins two lists that are in order of the text, which the sources need not be.
func merge(a, b []hearsay.Attribution) []hearsay.Attribution {
	all := make([]hearsay.Attribution, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].Content[0].Start <= b[0].Content[0].Start {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}
