package linking

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// wording makes a sentence of a statement's content and tells how well it would do to word a claim.
func (d *describer) wording(i int, content []int) (string, float32) {
	stmt := &d.reading.Statements[i]
	if len(stmt.Spans.Content) == 0 {
		return "", 0
	}
	var parts []string
	for _, s := range stmt.Spans.Content {
		parts = append(parts, s.In(d.text))
	}
	text := sentence(strings.Join(parts, " "))
	return text, d.clarity(stmt, content, text)
}

// sentence takes quotation marks, "that" and commas off the edges, and begins with a capital.
func sentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	text = strings.Trim(text, " ,;:.\"“”‘’'—–-")
	text = strings.TrimPrefix(text, "that ")
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// clarity is how well a content stands by itself.
func (d *describer) clarity(stmt *hearsay.Statement, content []int, text string) float32 {
	if text == "" {
		return -10
	}
	var score float32
	for _, k := range content {
		t := d.terms[k]
		switch {
		case t.name:
			score += 0.5
		case t.stem != "":
			score += 0.2
		}
	}
	score = min(score, 4)
	if n := len(content); n > 28 {
		score -= float32(n-28) * 0.15
	}
	switch stmt.Stance {
	case hearsay.Asserts, hearsay.Confirms, hearsay.Commits, hearsay.Urges:
	default:
		score -= 4
	}
	if stmt.Quotation == hearsay.Direct {
		score -= 2
	}
	return score
}
