package stance

import (
	"strings"

	"hearsay"
)

// Link tells how the content of an attribution travelled, as mentions in the text.
type Link struct {
	Relay     []hearsay.Span // those through whom it came, nearest to the source first
	Addressee hearsay.Span   // who was told; the zero Span where it is the reader
}

// Links tells for each attribution of an article through whom its content came and to whom it was said. stances are those of the attributions, in the
// same order: whoever denies or cannot confirm a report passes nothing on. Three things make a relay: an attribution whose content
// contains another one, to any depth; one that cites another for the same content ("the Post reported, citing two officials");
// and an outlet that was told or is named beside the cue ("told the Post", "said on Radio Norte"), unless it is the article's own.
// The mention of a relay that is the source of another attribution is that attribution's source span.
func Links(art hearsay.Article, attrs []hearsay.Attribution, stances []hearsay.Stance) []Link {
	n := len(attrs)
	l := linker{text: art.Text, attrs: attrs, stances: stances, outlets: outletsOf(art, attrs),
		cues: make([][]word, n), ranks: make([]int, n), parents: make([]int, n),
		sents: make([]hearsay.Span, n), to: make([]hearsay.Span, n), via: make([]hearsay.Span, n)}
	for i, a := range attrs {
		l.cues[i] = cueOnly(art.Text, a)
		l.ranks[i] = rankOf(art.Text, a, l.cues[i])
		l.sents[i] = l.clip(i, sentence(art.Text, a))
		l.to[i] = l.told(i, addressee(art.Text, a, l.cues[i], l.sents[i]))
	}
	for i := range attrs {
		l.parents[i] = l.parent(i)
	}
	links := make([]Link, len(attrs))
	for i := range attrs {
		links[i] = Link{Relay: l.chain(i), Addressee: l.hearer(i)}
	}
	return links
}

type linker struct {
	text    string
	attrs   []hearsay.Attribution
	stances []hearsay.Stance
	outlets outlets
	sents   []hearsay.Span // where each attribution's sentence lies
	to, via []hearsay.Span // who was told; an outlet that was told or published
	cues    [][]word       // the words of each cue
	ranks   []int          // how near to the source each stands, by its cue
	parents []int          // the attribution that passes each one on; -1 for none
}

// clip cuts the sentence of attribution i down to the content that it stands in, where it stands in one.
func (l *linker) clip(i int, sent hearsay.Span) hearsay.Span {
	for j := range l.attrs {
		if j == i || !l.contains(j, i) {
			continue
		}
		for _, c := range l.attrs[j].Content {
			if len(l.attrs[i].Cue) > 0 && c.Start <= l.attrs[i].Cue[0].Start && l.attrs[i].Cue[0].End <= c.End {
				sent = hearsay.Span{Start: max(sent.Start, c.Start), End: min(sent.End, c.End)}
			}
		}
	}
	return sent
}

// chain follows the parents of attribution i.
func (l *linker) chain(i int) []hearsay.Span {
	var relay []hearsay.Span
	add := func(s hearsay.Span) {
		if s.Len() == 0 || l.outlets.isOwn(s.In(l.text)) {
			return
		}
		for _, r := range relay {
			if r == s || strings.EqualFold(r.In(l.text), s.In(l.text)) {
				return
			}
		}
		relay = append(relay, s)
	}
	add(l.via[i])
	for at, depth := i, 0; l.parents[at] >= 0 && depth < len(l.attrs); depth++ {
		up := l.parents[at]
		if !l.same(at, up) && len(l.attrs[up].Source) > 0 {
			add(l.attrs[up].Source[0])
		}
		add(l.via[up])
		at = up
	}
	return relay
}

// hearer gives who was told by attribution i; "me" and "us" in a quotation are its speaker.
func (l *linker) hearer(i int) hearsay.Span {
	s, up := l.to[i], l.parents[i]
	if s.Len() == 0 || up < 0 || len(l.attrs[up].Source) == 0 || !l.contains(up, i) {
		return s
	}
	switch strings.ToLower(s.In(l.text)) {
	case "me", "us", "i", "we":
		return l.attrs[up].Source[0]
	}
	return s
}

// told decides what a mention of who was told means: an outlet other than the article's own is a relay.
func (l *linker) told(i int, s hearsay.Span) hearsay.Span {
	if s.Len() == 0 {
		l.via[i] = l.published(i)
		return s
	}
	phrase := s.In(l.text)
	asked := i < len(l.stances) && (l.stances[i] == hearsay.Urges || l.stances[i] == hearsay.Asks)
	if asked || l.outlets.isOwn(phrase) || !l.outlets.is(phrase) {
		l.via[i] = l.published(i)
		return s
	}
	l.via[i] = nameOf(l.text, s)
	return hearsay.Span{}
}

// nameOf leaves out the description before an outlet's name: of "the magazine Oarlock" the name is "Oarlock".
func nameOf(text string, s hearsay.Span) hearsay.Span {
	phrase := s.In(text)
	name, _ := apposition(phrase)
	if name == "" {
		return s
	}
	at := strings.Index(phrase, name)
	before := strings.TrimSpace(phrase[:at])
	if at <= 0 || strings.EqualFold(before, "the") {
		return s
	}
	return hearsay.Span{Start: s.Start + at, End: s.Start + at + len(name)}
}

// published gives an outlet beside the attribution that brought the content: "said on Radio Norte", "a draft seen by the Boxport Weekly", "the Post's
// informant".
func (l *linker) published(i int) hearsay.Span {
	a := l.attrs[i]
	if len(a.Source) > 0 {
		if s := l.possessor(a.Source[0]); s.Len() > 0 {
			return s
		}
	}
	for _, part := range append(outside(a, l.sents[i]), a.Source...) {
		words := wordsIn(nil, l.text, part, false)
		for k := 0; k+1 < len(words); k++ {
			if words[k].text == "through" && k+2 < len(words) {
				if s := l.mouthpiece(part, words[k+1], words[k+2]); s.Len() > 0 {
					return s
				}
			}
			if !leadsToOutlet(words, k, a) {
				continue
			}
			s := nounPhrase(l.text, words[k+1].span.Start, part.End)
			if s.Len() > 0 && capitalWithin(s.In(l.text)) && l.outlets.is(s.In(l.text)) && !l.outlets.isOwn(s.In(l.text)) && !l.isSource(s) {
				return nameOf(l.text, s)
			}
		}
	}
	return hearsay.Span{}
}

// mouthpiece gives somebody other than a spokesperson through whom the source spoke: "through her lawyer, Joana Prata". The name alone, where there is one.
func (l *linker) mouthpiece(part hearsay.Span, determiner, noun word) hearsay.Span {
	switch noun.text {
	case "lawyer", "lawyers", "attorney", "attorneys", "intermediary", "intermediaries", "mediator", "mediators", "solicitor", "agent", "translator",
		"interpreter", "friend", "friends":
	default:
		return hearsay.Span{}
	}
	rest := l.text[noun.span.End:part.End]
	if name := strings.TrimPrefix(rest, ", "); name != rest && capital(name) {
		if s := nounPhrase(l.text, part.End-len(name), part.End); s.Len() > 0 {
			return s
		}
	}
	return hearsay.Span{Start: determiner.span.Start, End: noun.span.End}
}

// leadsToOutlet reports whether an outlet that follows words[k] has published the content of a: "said on", "seen by", "in an interview on".
func leadsToOutlet(words []word, k int, a hearsay.Attribution) bool {
	switch words[k].text {
	case "by":
		if k == 0 {
			return false
		}
		switch words[k-1].text {
		case "seen", "obtained", "quoted", "published", "reviewed", "reported", "cited", "interviewed", "broadcast", "aired", "released", "public":
			return true
		}
	case "on", "in", "with":
		if k > 0 && words[k-1].text == "interview" {
			return true
		}
		cue := a.Cue
		return len(cue) > 0 && words[k].span.Start >= cue[len(cue)-1].End && words[k].span.Start-cue[len(cue)-1].End < 12
	}
	return false
}

// capitalWithin reports whether a phrase has a name in it: "the Post", but not "the newspaper".
func capitalWithin(phrase string) bool {
	name, _ := apposition(phrase)
	return name != ""
}

// possessor gives the outlet in a source such as "the Post's informant".
func (l *linker) possessor(source hearsay.Span) hearsay.Span {
	words := strings.Fields(source.In(l.text))
	if len(words) < 2 {
		return hearsay.Span{}
	}
	switch words[len(words)-1] {
	case "informant", "informants", "source", "sources", "interlocutor", "interlocutors":
	default:
		return hearsay.Span{}
	}
	phrase := source.In(l.text)
	for _, mark := range []string{"'s ", "’s "} {
		if cut := strings.Index(phrase, mark); cut > 0 && l.outlets.is(phrase[:cut]) && !l.outlets.isOwn(phrase[:cut]) {
			return hearsay.Span{Start: source.Start, End: source.Start + cut}
		}
	}
	return hearsay.Span{}
}

// isSource reports whether a mention overlaps the source of an attribution, which is then a parent in its own right.
func (l *linker) isSource(s hearsay.Span) bool {
	for _, a := range l.attrs {
		for _, src := range a.Source {
			if s.Start < src.End && src.Start < s.End && src.Len() <= s.Len()+30 && s.Start <= src.Start {
				return true
			}
		}
	}
	return false
}
