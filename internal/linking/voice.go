package linking

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Assertions gives features of the sentences of a reading in which nobody is said to speak: outside of every statement's words, of quotation marks, and of
// what somebody says of himself or asks. Headings, captions and links are none.
func (l *Linker) Assertions(reading hearsay.Reading) []Features {
	d := newDescriber(l.words, reading)
	taken := make([]bool, len(d.sents))
	for i := range reading.Statements {
		spans := &reading.Statements[i].Spans
		for _, list := range [][]hearsay.Span{spans.Source, spans.Cue, spans.Content} {
			for _, s := range list {
				for k := d.sentence(s.Start); k >= 0 && k < len(d.sents) && d.sents[k].Start < s.End; k++ {
					taken[k] = true
				}
			}
		}
	}
	var out []Features
	quoted := quotations(d.text)
	for k, span := range d.sents {
		if !taken[k] && finished(span.In(d.text)) && !spoken(d.text, span, quoted) {
			out = append(out, d.assertion(k, span))
			l.follow(&out[len(out)-1])
		}
	}
	return out
}

func (d *describer) assertion(k int, span hearsay.Span) Features {
	art := &d.reading.Article
	f := Features{
		Ref: hearsay.Ref{Article: art.ID}, Span: span, Outlet: art.Outlet, Published: known(art.Published), Stance: hearsay.Asserts,
		head: d.head, outlet: d.outlet, theme: d.theme, story: d.story,
	}
	from, to := d.in(span)
	content := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		content = append(content, i)
	}
	f.own = bagOf(d.terms[from:to])
	f.reach = f.own
	f.numbers = d.quantities(from, to, d.stems)
	f.reachNumbers = f.numbers
	f.negated, f.hedged = d.polarity(content)
	f.place = place{refersTo: -1, order: -1, sent: k, para: d.paras[k], refer: refers(f.own)}
	f.Text = sentence(span.In(d.text))
	return f
}

// finished reports whether a sentence is one: it begins as one and ends with a full stop. What names an account ("@…") comes from somebody's post.
func finished(sent string) bool {
	sent = strings.TrimLeft(sent, " \t\n([“\"‘'")
	first, _ := utf8.DecodeRuneInString(sent)
	sent = strings.TrimRight(sent, " \t\n)]”\"’'")
	ends := strings.HasSuffix(sent, ".") && !strings.HasSuffix(sent, "..") || strings.HasSuffix(sent, "!")
	return ends && (unicode.IsUpper(first) || unicode.IsDigit(first)) && !strings.Contains(sent, "@")
}

// spoken reports whether a sentence is somebody's words, though nobody is said to speak: it begins or ends within quotation marks, speaks of "I" or
// "we", or is a question.
func spoken(text string, sent hearsay.Span, quoted []hearsay.Span) bool {
	words := strings.TrimSpace(sent.In(text))
	if strings.HasSuffix(words, "?") || slices.ContainsFunc(quoted, func(q hearsay.Span) bool {
		inside := strings.TrimSpace(text[max(q.Start, sent.Start):max(q.Start, sent.Start, min(q.End, sent.End))])
		return 2*len(inside) > len(words) || q.Start < sent.Start && q.End > sent.Start || q.Start < sent.End && q.End > sent.End
	}) {
		return true
	}
	return slices.ContainsFunc(strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }), func(w string) bool {
		w, _, _ = strings.Cut(strings.ReplaceAll(w, "’", "'"), "'")
		switch strings.ToLower(w) {
		case "i", "we", "my", "our", "me", "us", "you", "your":
			return w != "US"
		default:
			return false
		}
	})
}

// quotations finds what stands in double quotation marks, with these. A quotation ends with its paragraph, if not before.
func quotations(text string) []hearsay.Span {
	var spans []hearsay.Span
	start := -1
	shut := func(end int) {
		if start >= 0 {
			spans = append(spans, hearsay.Span{Start: start, End: end})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case r == '\n':
			shut(i)
		case r == '“' || r == '"' && start < 0:
			shut(i)
			start = i
		case r == '”' || r == '"':
			shut(i + utf8.RuneLen(r))
		}
	}
	shut(len(text))
	return spans
}

// When a sentence states what a claim's wording says. Sentences have no vectors, so the words count for more. The bounds were chosen on 181 hits of looser
// ones, judged by hand.
const (
	voiceEnough    = 0.3  // likelihood that both are about one claim
	voiceHas       = 0.8  // share of the wording's terms that the sentence has
	voiceBoth      = 0.65 // harmonic mean of this and the share of the sentence's terms that are the wording's
	voiceTerms     = 5    // of the wording, at least
	voiceClear     = 2    // clarity of the wording, at least
	voicePredicate = 0.7  // likeness of both without names
	verbatim       = 0.95 // share of terms from which two are the same words
)

// Voices tells whether a sentence in an article's own voice states what a claim's wording says. Where in doubt it does not.
func (c *Comparer) Voices(assertion, wording *Features) Link {
	fit := len(wording.own) >= voiceTerms && wording.Clarity >= voiceClear && proposes(wording.Text)
	if !fit || assertion.hedged || wording.hedged || assertion.negated != wording.negated {
		return Link{Verdict: No}
	}
	has, of := covered(wording.own, assertion.own), covered(assertion.own, wording.own)
	quotes := wording.place.quote && min(has, of) >= verbatim // a post or a letter that both print
	if has < voiceHas || 2*has*of < voiceBoth*(has+of) || quotes {
		return Link{Verdict: No}
	}
	link := c.Compare(assertion, wording)
	if link.Verdict != No && link.Score >= voiceEnough && c.x[mPredicate] >= voicePredicate {
		link.Verdict = Sure
	} else {
		link.Verdict = No
	}
	return link
}

// proposes reports whether a wording says that something is so, and does not only name it ("talks held by both", "the sale that failed"): as far as words
// tell, it has a finite verb of its own.
func proposes(text string) bool {
	list := strings.Fields(strings.ReplaceAll(strings.ToLower(text), "’", "'"))
	for k := 1; k < len(list); k++ {
		before, word := list[k-1], strings.Trim(list[k], ".,;:'\"“”‘")
		switch {
		case relative(before) || k > 1 && relative(list[k-2]):
		case strings.HasSuffix(word, "n't"):
			return true
		case !verbal(word) || k+1 < len(list) && list[k+1] == "by":
		case !strings.HasSuffix(word, "ed"), !leadsToNoun(before):
			return true
		}
	}
	return false
}

// relative reports whether the verb after a word, or after the subject that follows it, is that of a clause within another.
func relative(word string) bool {
	switch word {
	case "who", "which", "that", "whose", "when", "after":
		return true
	}
	return false
}

// leadsToNoun reports whether what follows a word and ends with "ed" is likely no finite verb: "the planned", "newly planned", "Lind's planned".
func leadsToNoun(before string) bool {
	switch before {
	case "the", "a", "an", "its", "their", "his", "her", "our", "some", "many", "most", "more", "no",
		"of", "for", "in", "on", "with", "from", "to", "at", "by", "and", "or":
		return true
	}
	return strings.HasSuffix(before, "ly") || strings.HasSuffix(before, "'s") || strings.HasSuffix(before, ",")
}
