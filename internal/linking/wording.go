package linking

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// longest is the most bytes that a wording has.
const longest = 300

// wording makes a sentence of a statement's content and tells how well it would do to word a claim: a content that stands by itself, affirmed,
// in the article's words, with names rather than pronouns. "" where there is no content.
func (d *describer) wording(i int, content []int) (string, float32) {
	stmt := &d.reading.Statements[i]
	if len(content) == 0 {
		return "", poor
	}
	first, end := d.toks[content[0]], d.sents[d.toks[content[0]].sent].End
	var parts []string
	for _, s := range stmt.Spans.Content {
		if piece := clip(s, hearsay.Span{Start: first.Start, End: end}); piece.Len() > 0 {
			parts = append(parts, d.named(stmt, piece))
		}
	}
	text := sentence(strings.Join(parts, " "))
	if len(text) > longest || text == "" {
		return "", poor
	}
	return text, d.clarity(stmt, content, text)
}

// poor is the clarity of what can word no claim.
const poor = -20

// clip gives the part of a span that lies within another.
func clip(s, in hearsay.Span) hearsay.Span {
	s.Start, s.End = max(s.Start, in.Start), min(s.End, in.End)
	if s.Start >= s.End {
		return hearsay.Span{}
	}
	return s
}

// named gives a piece of text with names in the place of pronouns, where the article's sources tell who is meant: a mention of a source, or the one who
// speaks where an indirect content begins with a pronoun that fits.
func (d *describer) named(stmt *hearsay.Statement, piece hearsay.Span) string {
	from, to := d.in(piece)
	var out strings.Builder
	at, first := piece.Start, from
	if from < to && d.toks[from].word == "that" {
		first++
	}
	for k := from; k < to; k++ {
		name := d.mentioned(k)
		if name == "" && k == first && piece.Start == hull(stmt.Spans).Start && stmt.Quotation == hearsay.Indirect {
			name = d.speaker(stmt, d.toks[k].word)
		}
		if name == "" {
			continue
		}
		if possessive(d.toks[k].word) {
			name += "’s"
		}
		out.WriteString(d.text[at:d.toks[k].Start])
		out.WriteString(name)
		at = d.toks[k].End
	}
	out.WriteString(d.text[at:piece.End])
	return out.String()
}

// mentioned gives the name of the source that a pronoun stands for as a mention, "" if it is none.
func (d *describer) mentioned(k int) string {
	if !pronoun(d.toks[k].word) {
		return ""
	}
	for i := range d.reading.Sources {
		src := &d.reading.Sources[i]
		if slices.Contains(src.Mentions, d.toks[k].Span) && telling(src) {
			return src.Name
		}
	}
	return ""
}

// speaker gives the name of the one who speaks, if a pronoun fits.
func (d *describer) speaker(stmt *hearsay.Statement, word string) string {
	src := d.sources[stmt.Source]
	if src == nil || !telling(src) {
		return ""
	}
	fits := false
	switch word {
	case "he", "she", "his", "her":
		fits = src.Kind == hearsay.Person
	case "it", "its":
		fits = src.Kind == hearsay.Organisation || src.Kind == hearsay.Office || src.Kind == hearsay.Country || src.Kind == hearsay.Media
	case "they", "their":
		fits = src.Kind == hearsay.Group
	}
	if !fits {
		return ""
	}
	return src.Name
}

// telling reports whether a source's name says who it is: a name and not itself a pronoun.
func telling(src *hearsay.Source) bool {
	first, _ := utf8.DecodeRuneInString(src.Name)
	return src.Kind != hearsay.Anonymous && src.Name != "" && !pronoun(fold(src.Name)) && (unicode.IsUpper(first) || src.Kind == hearsay.Group)
}

func pronoun(word string) bool {
	switch word {
	case "he", "she", "it", "they", "him", "them", "his", "her", "its", "their", "who":
		return true
	}
	return false
}

func possessive(word string) bool {
	return word == "his" || word == "her" || word == "its" || word == "their"
}

// sentence takes quotation marks, "that" and commas off the edges, and begins with a capital.
func sentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	text = strings.Trim(text, " ,;:.!?\"“”‘’'—–-…")
	for _, word := range []string{"that ", "That ", "how ", "whether "} {
		if rest, cut := strings.CutPrefix(text, word); cut {
			text = rest
			break
		}
	}
	if strings.Count(text, "“") != strings.Count(text, "”") || strings.Count(text, "\"")%2 == 1 {
		text = strings.NewReplacer("“", "", "”", "", "\"", "").Replace(text)
	}
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// clarity is how well a content stands by itself.
func (d *describer) clarity(stmt *hearsay.Statement, content []int, text string) float32 {
	score := d.weightOf(content) + d.stanceWorth(stmt)
	words := strings.Fields(text)
	switch n := len(words); {
	case n < 4:
		score -= 4
	case n < 6:
		score--
	case n > 25:
		score -= float32(n-25) * 0.2
	}
	if stmt.Quotation == hearsay.Direct {
		score -= 1.5
	}
	if strings.ContainsAny(text, "\"“”") {
		score--
	}
	if len(stmt.Spans.Content) > 1 || d.toks[content[len(content)-1]].sent != d.toks[content[0]].sent {
		score--
	}
	if !slices.ContainsFunc(content, func(k int) bool { return verbal(d.toks[k].word) }) {
		score -= 1.5
	}
	score -= opening(fold(words[0]), stmt.Spans.Content[0].In(d.text))
	for _, k := range content {
		score -= d.unclear(k)
	}
	return score
}

// unclear is what token k takes away from how well a content stands by itself.
func (d *describer) unclear(k int) float32 {
	switch word := d.toks[k].word; {
	case word == "i", word == "we", word == "my", word == "our", word == "you", word == "me", word == "us":
		return 1.5
	case pronoun(word) && d.mentioned(k) == "":
		return 0.4
	case d.toks[k].shout && d.terms[k].stem != "" && !d.terms[k].name:
		return 0.7
	case word == "not", word == "no", word == "never", word == "nobody":
		return 1.5
	}
	return 0
}

// verbal tells whether a word is likely a finite verb, or goes with one.
func verbal(word string) bool {
	switch word {
	case "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "cannot", "may", "might", "does", "did",
		"began", "gave", "went", "came", "took", "made", "got", "knew", "told", "fell", "broke", "left", "met", "paid", "sold", "put", "cut",
		"shut", "won", "lost", "set", "held", "led", "sent", "says", "said":
		return true
	}
	return len(word) > 4 && strings.HasSuffix(word, "ed")
}

// weightOf is what a content's words are worth: names more than others, and many no more than enough.
func (d *describer) weightOf(content []int) (sum float32) {
	for _, k := range content {
		switch t := d.terms[k]; {
		case t.name:
			sum += 0.5
		case t.stem != "":
			sum += 0.25
		}
	}
	return min(sum, 3)
}

// stanceWorth prefers those who affirm, and contents in which nobody else speaks.
func (d *describer) stanceWorth(stmt *hearsay.Statement) (score float32) {
	switch stmt.Stance {
	case hearsay.Asserts:
		score = 4
	case hearsay.Confirms, hearsay.Commits:
		score = 3
	case hearsay.Urges:
		score = 1
	case hearsay.Judges, hearsay.Asks:
		score = -2
	}
	held := hull(stmt.Spans)
	for i := range d.reading.Statements {
		for _, cue := range d.reading.Statements[i].Spans.Cue {
			if within(cue, held) {
				return score - 2
			}
		}
	}
	return score
}

// opening is what a beginning costs that makes no sentence.
func opening(word, content string) float32 {
	switch word {
	case "to", "of", "about", "for", "with", "what", "when", "why", "as", "from", "against", "over", "on", "if", "because", "who", "which", "and", "but", "so":
		return 4
	case "it", "this", "that", "they", "he", "she", "these", "those", "his", "her", "its", "their", "there":
		return 1.5
	}
	if strings.HasPrefix(content, "whether ") || strings.HasPrefix(content, "how ") {
		return 4
	}
	first, _ := utf8.DecodeRuneInString(content)
	if strings.HasSuffix(word, "ing") && unicode.IsLower(first) {
		return 4
	}
	if unicode.IsLower(first) && !strings.HasPrefix(content, "that ") {
		return 0.5
	}
	return 0
}
