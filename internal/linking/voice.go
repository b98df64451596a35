package linking

import (
	"hearsay"
)

// Assertions gives features of the sentences of a reading in which nobody is said to speak: outside of every statement's words.
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
	for k, span := range d.sents {
		if !taken[k] {
			out = append(out, d.assertion(k, span))
		}
	}
	return out
}

func (d *describer) assertion(k int, span hearsay.Span) Features {
	art := &d.reading.Article
	f := Features{
		Ref: hearsay.Ref{Article: art.ID}, Span: span, Outlet: art.Outlet, Published: known(art.Published), Stance: hearsay.Asserts, head: d.head, outlet: d.outlet, story: d.story,
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

// Voices tells whether a sentence in an article's own voice states what a claim's wording says. Where in doubt it does not.
func (l *Linker) Voices(assertion, wording Features) Link {
	link := l.Compare(assertion, wording)
	if assertion.hedged || assertion.negated != wording.negated || link.Score < 0.8 {
		link.Verdict = No
	}
	return link
}
