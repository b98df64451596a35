package stance

import (
	"slices"
	"strings"

	"hearsay"
)

// How near an attribution stands to the source when several have the same content: reporting it, being quoted, being cited, being told.
const (
	reporting = iota
	quoted
	cited
	hearing
)

// parent gives the attribution that passes on attribution i: one that cites i for the same content, or the smallest whose content contains i. -1 if none does.
func (l *linker) parent(i int) int {
	if p := l.citing(i); p >= 0 {
		return p
	}
	best := -1
	for j := range l.attrs {
		if j != i && l.contains(j, i) && (best < 0 || contentLen(l.attrs[j]) < contentLen(l.attrs[best]) ||
			contentLen(l.attrs[j]) == contentLen(l.attrs[best]) && l.ranks[j] > l.ranks[best]) {
			best = j
		}
	}
	if best < 0 || !l.passesOn(best) || l.mentionOnly(i) {
		return -1
	}
	return best
}

// mentionOnly reports whether attribution i only names a report, rather than being one that is passed on: "the marshal's conclusion that", "the giant
// blamed for".
func (l *linker) mentionOnly(i int) bool {
	a := l.attrs[i]
	if len(a.Cue) == 0 {
		return false
	}
	if len(a.Source) > 0 {
		source := a.Source[len(a.Source)-1].In(l.text)
		possessive := strings.HasSuffix(source, "'s") || strings.HasSuffix(source, "’s") || strings.HasSuffix(source, "s'")
		cue := a.Cue[0].In(l.text)
		verb := strings.HasSuffix(cue, "s") != strings.HasSuffix(source, "s") && a.Source[0].Start < a.Cue[0].Start // "officials claim", "the Post reports"
		return possessive || !verb && reportNoun(cue)
	}
	if reportNoun(a.Cue[0].In(l.text)) {
		return true
	}
	cue := l.cues[i]
	for _, w := range cue {
		switch w.text {
		case "reported", "alleged", "suspected", "accused", "blamed", "expected", "believed", "rumoured", "rumored", "known", "considered", "seen":
			return true
		}
	}
	return !passive(cue) && !saying(cue) && !negated(cue, len(cue)) && !strings.Contains(strings.ToLower(a.Cue[0].In(l.text)), "told")
}

// reportNoun reports whether a cue is a noun, a thing said.
func reportNoun(cue string) bool {
	switch strings.ToLower(cue) {
	case "report", "reports", "claim", "claims", "assertion", "assertions", "conclusion", "account", "threat", "accusation", "accusations", "rumours",
		"rumors", "figure", "allegation", "allegations", "denial", "story", "statement", "suggestion", "speculation", "warning", "warnings", "promise",
		"call", "calls", "findings":
		return true
	}
	return false
}

// passesOn reports whether attribution j hands on what its content contains: unless its cue itself rejects, withholds or asks.
func (l *linker) passesOn(j int) bool {
	if j >= len(l.stances) || len(l.attrs[j].Cue) == 0 {
		return true
	}
	switch l.stances[j] {
	case hearsay.Denies, hearsay.Withholds, hearsay.Asks, hearsay.Doubts, hearsay.Judges:
		return saying(l.cues[j])
	}
	return true
}

// saying reports whether a cue has a plain verb of saying, under which the content alone can deny or withhold.
func saying(cue []word) bool {
	for i, w := range cue {
		switch w.text {
		case "said", "says", "say", "saying", "told", "tells", "telling", "added", "adds", "according", "wrote", "writes", "reported", "reports",
			"explained", "insisted", "insists", "noted",
			"recalled", "stressed", "claims", "claimed", "claim", "remarked", "continued", "continues", "declared", "announced", "replied", "replies", "explaining":
			return !negated(cue, i)
		}
	}
	return false
}

// citing gives the attribution that cites attribution i for the same content, the nearest to it in rank; -1 if there is none.
func (l *linker) citing(i int) int {
	rank, best := l.ranks[i], -1
	if rank == reporting {
		return -1
	}
	for j := range l.attrs {
		if j == i || l.ranks[j] >= rank || len(l.attrs[j].Source) == 0 || !shareContent(l.attrs[i], l.attrs[j]) && !l.reportsBeside(j, i) {
			continue
		}
		if overlap(l.attrs[i].Source, l.attrs[j].Source) || l.contains(i, j) {
			continue
		}
		if best < 0 || l.ranks[j] > l.ranks[best] || l.ranks[j] == l.ranks[best] && contentLen(l.attrs[j]) < contentLen(l.attrs[best]) {
			best = j
		}
	}
	return best
}

// reportsBeside reports whether attribution j is of an outlet that reports something in the sentence of attribution i, which it cites.
func (l *linker) reportsBeside(j, i int) bool {
	return l.sents[i] == l.sents[j] && l.ranks[i] == cited && len(l.attrs[j].Cue) > 0 && strings.Contains(l.attrs[j].Cue[0].In(l.text), "report")
}

// rankOf tells by its cue how near to the source an attribution stands.
func rankOf(text string, a hearsay.Attribution, words []word) int {
	if len(a.Cue) == 0 {
		return reporting
	}
	cue := strings.ToLower(a.Cue[len(a.Cue)-1].In(text))
	starts := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(cue, p) })
	}
	ends := func(suffixes ...string) bool {
		return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(cue, s) })
	}
	sourceAfter := len(a.Source) > 0 && a.Source[0].Start >= a.Cue[0].End
	switch {
	case passive(words) && (strings.Contains(cue, "told") || strings.Contains(cue, "informed") || strings.Contains(cue, "briefed")):
		return hearing
	case sourceAfter && slices.Contains([]string{"cited", "cites", "quoted", "quotes", "relied on"}, cue),
		starts("citing", "quoting", "on the ", "with ref", "reading from", "according to", "based on", "relying on", "attributing", "referring to",
			"crediting", "in the words of", "who cited", "cited by"):
		return cited
	case starts("made public"), ends("as saying", "as telling", "as having said", " by"):
		return quoted
	}
	return reporting
}

// contains reports whether attribution i lies within the content of attribution j.
func (l *linker) contains(j, i int) bool {
	inner := l.attrs[i].Cue
	if len(inner) == 0 {
		inner = l.attrs[i].Content
	}
	if len(inner) == 0 {
		return false
	}
	for _, c := range l.attrs[j].Content {
		if c.Start <= inner[0].Start && inner[0].End <= c.End && (len(l.attrs[i].Content) == 0 || c.Len() > l.attrs[i].Content[0].Len()) {
			return true
		}
	}
	return false
}

// same reports whether attribution i, within the content of attribution up, is the speaker's own: "I" in a quotation, "she" in what she is said
// to have said, or the body that a spokesperson or office-holder speaks for.
func (l *linker) same(i, up int) bool {
	a, b := l.attrs[i], l.attrs[up]
	if len(a.Source) == 0 || len(b.Source) == 0 {
		return false
	}
	inner, outer := strings.ToLower(a.Source[0].In(l.text)), strings.ToLower(b.Source[0].In(l.text))
	if inner == outer || !l.contains(up, i) {
		return inner == outer
	}
	direct := len(b.Cue) == 0 || len(b.Content) > 0 && startsQuoted(l.text, b.Content[0])
	switch inner {
	case "i", "we", "my", "our":
		return true
	case "he", "she", "it", "they", "his", "her", "its", "their":
		return !direct
	}
	if strings.HasPrefix(inner, "our ") || strings.HasPrefix(inner, "my ") {
		return direct && strings.HasSuffix(inner, "statement")
	}
	return l.speaksFor(outer, i)
}

// speaksFor reports whether a mention is of somebody or something that speaks for the source of attribution i.
func (l *linker) speaksFor(outer string, i int) bool {
	source := l.attrs[i].Source[0].In(l.text)
	switch {
	case ownDocument(outer), strings.Contains(outer, "spokes") && capital(source) && !strings.Contains(source, " "):
		return true
	case !holdsOffice(outer):
		return false
	}
	return body(strings.ToLower(source)) || l.acts(i) && capital(source)
}

// acts reports whether attribution i commits or demands, as a body does by the mouth of its office-holders.
func (l *linker) acts(i int) bool {
	return i < len(l.stances) && (l.stances[i] == hearsay.Commits || l.stances[i] == hearsay.Urges || l.stances[i] == hearsay.Judges)
}

// ownDocument reports whether a mention is of what a body itself writes to be known by.
func ownDocument(mention string) bool {
	for w := range strings.FieldsSeq(mention) {
		switch strings.Trim(w, ",.") {
		case "letter", "advisory", "statement", "filing", "notice", "release", "announcement", "circular", "transcript":
			return true
		case "from", "of", "by", "obtained", "seen":
			return false
		}
	}
	return false
}

// body reports whether a mention means a body that others speak for, without naming it anew: "the agency", "its board".
func body(mention string) bool {
	determiner, noun, found := strings.Cut(mention, " ")
	if !found || determiner != "the" && determiner != "its" && determiner != "our" && determiner != "his" && determiner != "her" && determiner != "their" {
		return false
	}
	switch noun {
	case "agency", "government", "group", "company", "city", "ministry", "republic", "party", "campaign", "union", "department", "administration",
		"council", "firm",
		"organisation", "organization", "association", "bank", "office", "commission", "committee", "board", "federation", "side", "authority", "army",
		"force", "cabinet",
		"team", "club", "university", "school", "church", "country", "bureau", "staff", "french republic":
		return true
	}
	return false
}

// holdsOffice reports whether a mention is of somebody who may speak for a body: an office-holder, a spokesperson, or a pronoun.
func holdsOffice(mention string) bool {
	switch mention {
	case "he", "she", "it", "they":
		return true
	}
	for w := range strings.FieldsSeq(mention) {
		switch strings.Trim(w, ",.") {
		case "minister", "president", "secretary", "chief", "director", "mayor", "chairman", "chairwoman", "chair", "head", "governor", "commissioner",
			"representative", "executive",
			"premier", "chancellor", "vice-president", "leader", "ambassador", "manager", "spokesman", "spokeswoman", "spokesperson", "spokesmen":
			return true
		}
	}
	return false
}

func startsQuoted(text string, content hearsay.Span) bool {
	words := wordsIn(nil, text, hearsay.Span{Start: content.Start, End: min(content.End, content.Start+12)}, false)
	return len(words) > 0 && words[0].span.Start > content.Start
}

// shareContent reports whether two attributions have content in common, most of the shorter one.
func shareContent(a, b hearsay.Attribution) bool {
	shared := 0
	for _, s := range a.Content {
		for _, t := range b.Content {
			shared += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return shared > 0 && 2*shared >= min(contentLen(a), contentLen(b))
}

func contentLen(a hearsay.Attribution) int {
	n := 0
	for _, s := range a.Content {
		n += s.Len()
	}
	return n
}

func overlap(a, b []hearsay.Span) bool {
	for _, s := range a {
		for _, t := range b {
			if s.Start < t.End && t.Start < s.End {
				return true
			}
		}
	}
	return false
}

// sentence gives the stretch of text around the cue and source of an attribution, up to the sentence ends that lie outside its content.
func sentence(text string, a hearsay.Attribution) hearsay.Span {
	core := append(append([]hearsay.Span{}, a.Cue...), a.Source...)
	if len(core) == 0 {
		core = a.Content
	}
	if len(core) == 0 {
		return hearsay.Span{}
	}
	start, end := core[0].Start, core[0].End
	for _, s := range core {
		start, end = min(start, s.Start), max(end, s.End)
	}
	return hearsay.Span{Start: sentenceStart(text, start), End: sentenceEnd(text, end)}
}

func sentenceStart(text string, i int) int {
	for k := i - 1; k > 0 && i-k < 600; k-- {
		if text[k] == '\n' || endsSentence(text, k) {
			return k + 1
		}
	}
	return max(0, i-600)
}

func sentenceEnd(text string, i int) int {
	for k := i; k < len(text) && k-i < 600; k++ {
		if text[k] == '\n' || endsSentence(text, k) {
			return k
		}
	}
	return min(len(text), i+600)
}

// endsSentence reports whether a full stop, question or exclamation mark at k ends a sentence: a space and no lower-case letter follow, and no
// abbreviation or initial comes before.
func endsSentence(text string, k int) bool {
	if text[k] != '.' && text[k] != '?' && text[k] != '!' {
		return false
	}
	rest := strings.TrimLeft(text[k+1:min(len(text), k+8)], "\"”’')")
	if rest != "" && rest[0] != ' ' && rest[0] != '\n' {
		return false
	}
	next := strings.TrimLeft(rest, " ")
	if next != "" && next[0] >= 'a' && next[0] <= 'z' {
		return false
	}
	from := strings.LastIndexAny(text[max(0, k-10):k], " \n") + max(0, k-10) + 1
	return text[k] != '.' || !abbreviation(text[from:k])
}
