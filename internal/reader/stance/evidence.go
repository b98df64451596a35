package stance

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"hearsay"
)

// evidence is what the table finds in one attribution.
type evidence struct {
	hits    []hit
	certain bool // a cue that decides alone is among them: it is the only hit
}

// hit is a row of the table found in the words of an attribution.
type hit struct {
	cue
	row   int  // of the table; one found several times counts once
	late  bool // it comes late in the content, where a quotation may have moved on to another point
	words []word
}

// How much the content counts where the cue is plain already, and late in a quotation, which may have moved on to another point.
const (
	plain      = 3 // the weight from which a cue is plain
	afterPlain = 0.9
	late       = 30 // words
	whenLate   = 0.3
)

// find looks for the cues of the table.
func (r *Rules) find(text string, a hearsay.Attribution) evidence {
	var found evidence
	speech := cueWords(text, a)
	for i := 0; i < len(speech) && speech[i].cue; i++ {
		found.hits = r.at(found.hits, speech, i, negated(speech, i), inCue)
	}
	for k := range found.hits {
		if found.hits[k].weight >= must {
			return evidence{hits: found.hits[k : k+1], certain: true}
		}
	}
	content := contentWords(text, a)
	for i := range content {
		found.hits = r.at(found.hits, content, i, false, inContent)
	}
	return found
}

// at appends the rows whose pattern fits words[i:], either those of the cue or those of the content.
func (r *Rules) at(hits []hit, words []word, i int, negated bool, place scope) []hit {
	for _, k := range r.first[words[i].text] {
		row := &r.rows[k]
		switch {
		case (place == inCue) != (row.scope == inCue), row.scope == atStart && !words[i].start, row.scope == within && words[i].start:
			continue
		case place == inCue && negated && !row.negation:
			continue
		}
		if n := row.pattern.match(words, i); n > 0 {
			hits = append(hits, hit{row.cue, k, place == inContent && i >= late, words[i : i+n]})
		}
	}
	return hits
}

// negated reports whether one of the three words before words[i] is a negation.
func negated(words []word, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if negation(words[k].text) {
			return true
		}
	}
	return false
}

func negation(w string) bool {
	switch w {
	case "not", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing", "hardly", "unable", "inability", "refused", "refuses",
		"refuse", "refusing",
		"declined",
		"failed":
		return true
	}
	return false
}

// scores sums the evidence for each stance, in the order of hearsay.Stances.
func (found evidence) scores() [9]float32 {
	scores := [...]float32{3.2, 0, 0.7, -0.1, -0.7, 1.1, -0.1, -0.3, -1.6} // how common each stance is where no word speaks for any
	factor := float32(1)
	for _, h := range found.hits {
		if h.scope == inCue && h.weight >= plain && h.stance != hearsay.Asserts {
			factor = afterPlain
		}
	}
	stances := hearsay.Stances()
	for i, h := range found.hits {
		if slices.ContainsFunc(found.hits[:i], func(earlier hit) bool { return earlier.row == h.row }) {
			continue
		}
		weight := h.weight
		if h.scope != inCue {
			weight *= factor
		}
		if h.late {
			weight *= whenLate
		}
		scores[slices.Index(stances, h.stance)] += weight
	}
	return scores
}

// deciding gives the words of the evidence for a stance; without any, the cue, or else the content.
func (found evidence) deciding(stance hearsay.Stance, a hearsay.Attribution) []hearsay.Span {
	var spans []hearsay.Span
	for _, h := range found.hits {
		if h.stance == stance {
			for _, w := range h.words {
				spans = append(spans, w.span)
			}
		}
	}
	if len(spans) == 0 {
		if len(a.Cue) > 0 {
			return slices.Clone(a.Cue)
		}
		return slices.Clone(a.Content[:min(1, len(a.Content))])
	}
	return merge(spans)
}

// merge sorts spans and joins those that overlap or lie no more than a space apart.
func merge(spans []hearsay.Span) []hearsay.Span {
	slices.SortFunc(spans, func(a, b hearsay.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	merged := spans[:1]
	for _, s := range spans[1:] {
		last := &merged[len(merged)-1]
		if s.Start <= last.End+1 {
			last.End = max(last.End, s.End)
		} else {
			merged = append(merged, s)
		}
	}
	return merged
}

// cueWords gives the words of the cue, with the auxiliaries and negations that stand just before it, and after them those of the content that follows.
func cueWords(text string, a hearsay.Attribution) []word {
	var words []word
	if len(a.Cue) == 0 {
		return nil
	}
	words = append(words, auxiliaries(text, a)...)
	for _, span := range a.Cue {
		words = wordsIn(words, text, span, true)
	}
	for _, span := range a.Content {
		if span.Start >= a.Cue[0].End {
			words = wordsIn(words, text, span, false)
		}
	}
	return words
}

// contentWords gives the words of the content, with pronouns that mean the source as speaker.
func contentWords(text string, a hearsay.Attribution) []word {
	var words []word
	for _, span := range a.Content {
		words = wordsIn(words, text, span, false)
	}
	if len(words) == 0 {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(text[a.Content[0].Start:])
	direct := isQuote(first) || first == '\'' || len(a.Cue) == 0
	for i := range words {
		if conditional(words, i, hearsay.Asserts) >= 0 {
			words[i].text = condition
			continue
		}
		switch words[i].text {
		case "i", "we":
			words[i].text = speaker
		case "he", "she", "it", "they":
			if !direct {
				words[i].text = speaker
			}
		}
	}
	return words
}

// auxiliaries gives the auxiliary verbs, negations and adverbs just before the cue that it leaves out, and a negation that the source begins with.
func auxiliaries(text string, a hearsay.Attribution) []word {
	var words []word
	if len(a.Source) > 0 {
		first := wordsIn(nil, text, hearsay.Span{Start: a.Source[0].Start, End: min(a.Source[0].End, a.Source[0].Start+12)}, true)
		if len(first) > 0 && negation(first[0].text) {
			words = append(words, first[0])
		}
	}
	start := a.Cue[0].Start
	before := wordsIn(nil, text, hearsay.Span{Start: max(0, start-40), End: start}, true)
	k := len(before)
	for k > 0 && auxiliary(before[k-1].text) {
		k--
	}
	return append(words, before[k:]...)
}

func auxiliary(w string) bool {
	switch w {
	case "has", "have", "had", "is", "are", "was", "were", "be", "been", "will", "would", "could", "can", "did", "does", "do", "may", "might", "not", "never",
		"also", "again", "still", "yet", "so", "far", "immediately", "repeatedly", "neither", "nor", "to", "should", "must", "unable", "refused",
		"declined", "failed":
		return true
	}
	return false
}
