package stance

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
)

// addressee gives the mention of who was told, or the zero Span, by the words of the cue and the sentence around it: the object of the cue
// ("told the committee"), the subject of a passive one ("she was asked"), or a phrase beside it ("in a letter to the minister").
func addressee(text string, a hearsay.Attribution, cue []word, sent hearsay.Span) hearsay.Span {
	if len(a.Cue) == 0 {
		return hearsay.Span{}
	}
	last := a.Cue[len(a.Cue)-1]
	if takesObject(cue) {
		if passive(cue) {
			return subject(text, a, sent)
		}
		if s := object(text, a, last, sent); s.Len() > 0 && hears(text, cue, s) && !overlap(a.Source, []hearsay.Span{s}) {
			return s
		}
	}
	if s := beside(text, a, sent); s.Len() > 0 && hears(text, nil, s) && !overlap(a.Source, []hearsay.Span{s}) {
		return s
	}
	return hearsay.Span{}
}

// hears reports whether a phrase may be of somebody who is told, not of the thing that is given or called something.
func hears(text string, cue []word, s hearsay.Span) bool {
	phrase := strings.ToLower(s.In(text))
	words := strings.Fields(phrase)
	switch words[len(words)-1] {
	case "question", "questions", "request", "requests", "report", "reports", "inquiry", "inquiries", "nothing", "something", "anything", "story",
		"you", "comment":
		return false
	}
	for _, w := range cue {
		switch w.text {
		case "call", "calls", "called", "calling":
			return strings.Contains(text[cue[len(cue)-1].span.Start:s.Start], "on") // "called on", not "called him a liar"
		case "give", "gives", "gave", "giving", "offer", "offers", "offered", "promise", "promises", "promised", "threaten", "threatens", "threatened", "threatening":
			return pronounObject(phrase)
		}
	}
	return true
}

// cueOnly gives the words of the cue with its auxiliaries, without the content.
func cueOnly(text string, a hearsay.Attribution) []word {
	if len(a.Cue) == 0 {
		return nil
	}
	words := auxiliaries(text, a)
	for _, span := range a.Cue {
		words = wordsIn(words, text, span, true)
	}
	return words
}

// takesObject reports whether the object of the cue's verb is who is told.
func takesObject(cue []word) bool {
	for _, w := range cue {
		switch w.text {
		case "tell", "tells", "told", "telling", "ask", "asks", "asked", "asking", "urge", "urges", "urged", "urging", "warn", "warns", "warned",
			"warning", "inform", "informs",
			"informed", "informing", "assure", "assures", "assured", "assuring", "advise", "advises", "advised", "advising", "order", "orders", "ordered",
			"ordering", "instruct",
			"instructed", "instructs", "remind", "reminds", "reminded", "reminding", "beg", "begs", "begged", "begging", "notify", "notified", "notifies",
			"call", "calls", "called",
			"calling", "text", "texts", "texted", "implore", "implored", "implores", "beseech", "invite", "invited", "invites", "encourage", "encouraged",
			"encourages", "encouraging",
			"request", "requested", "requests", "petition", "petitioned", "lobby", "lobbied", "offer", "offered", "offers", "given", "gave", "give", "gives",
			"promise", "promised",
			"promises", "threaten", "threatened", "threatens", "threatening", "shown", "pressed", "press", "challenge", "challenged", "challenges", "questioned",
			"grilled", "briefed", "lectured", "appeal", "appealed", "appeals", "demand", "demanded", "demands", "demanding", "exhorted", "commanded",
			"convince", "convinced",
			"persuade", "persuaded", "recommended", "recommend", "cautioned", "cautions", "counselled", "counseled", "admonished", "thank", "thanked",
			"reassure", "reassured":
			return true
		}
	}
	return false
}

// passive reports whether the cue is in the passive voice: "was told", "has been asked", "being warned".
func passive(cue []word) bool {
	for i := 0; i+1 < len(cue); i++ {
		switch cue[i].text {
		case "is", "are", "was", "were", "be", "been", "being", "am", "get", "got":
			for _, w := range cue[i+1:] {
				if strings.HasSuffix(w.text, "ed") || w.text == "told" || w.text == "given" || w.text == "shown" {
					return true
				}
			}
		}
	}
	return false
}

// object gives the noun phrase after the cue, or the one that the content begins with: "asked the board to wait", "demanded that the firm publish it".
func object(text string, a hearsay.Attribution, cue, sent hearsay.Span) hearsay.Span {
	limit := sent.End
	for _, c := range a.Content {
		if c.Start >= cue.End {
			limit = min(limit, c.Start)
		}
	}
	start := skipWords(text, cue.End, limit, "on", "upon", "to", "of", "with")
	if start < limit {
		if s := nounPhrase(text, start, limit); s.Len() > 0 {
			return s
		}
	}
	for _, c := range a.Content {
		if c.Start < cue.End || c.Start > cue.End+2 {
			continue
		}
		return contentSubject(text, c, demandsThat(a, text))
	}
	return hearsay.Span{}
}

// contentSubject gives the noun phrase at the start of a demanded content if it is who shall act: "voters to wait", "that the firm publish".
func contentSubject(text string, content hearsay.Span, demanded bool) hearsay.Span {
	start := skipWords(text, content.Start, content.End, "that")
	s := nounPhrase(text, start, content.End)
	if s.Len() == 0 {
		return s
	}
	rest := strings.TrimLeft(text[s.End:content.End], " ")
	if start == content.Start && strings.HasPrefix(rest, "to ") ||
		start > content.Start && demanded && !strings.HasPrefix(rest, ",") && !strings.HasPrefix(rest, "be ") {
		return trimVerb(text, s, start > content.Start)
	}
	return hearsay.Span{}
}

// demandsThat reports whether the cue is a verb that is followed by "that" and who shall act.
func demandsThat(a hearsay.Attribution, text string) bool {
	for _, w := range wordsIn(nil, text, a.Cue[len(a.Cue)-1], true) {
		switch w.text {
		case "demand", "demands", "demanded", "demanding", "request", "requested", "requests", "ask", "asks", "asked", "insist", "insists", "insisted",
			"recommended", "urged":
			return true
		}
	}
	return false
}

// trimVerb takes the last word off a phrase that runs on into a verb, as "the firm publish" does: where no article tells nouns from verbs, a bare
// word at the end of a phrase of three or more is taken for one.
func trimVerb(text string, s hearsay.Span, demanded bool) hearsay.Span {
	words := strings.Fields(s.In(text))
	if !demanded || len(words) < 2 {
		return s
	}
	for i, w := range words {
		if i > 0 && !capital(w) && (baseVerb(w) || i == len(words)-1 && len(words) > 2) {
			cut := strings.Index(s.In(text), " "+w)
			return hearsay.Span{Start: s.Start, End: s.Start + cut}
		}
	}
	return s
}

func baseVerb(w string) bool {
	switch w {
	case "publish", "release", "preserve", "pay", "hold", "resign", "apologise", "apologize", "explain", "stop", "act", "investigate", "give", "hand",
		"open", "close", "keep", "take",
		"make", "do", "step", "return", "withdraw", "provide", "produce", "disclose", "end", "cut", "allow", "let", "send", "show", "stay", "leave",
		"remove", "drop", "free", "halt":
		return true
	}
	return false
}

// subject gives the noun phrase before a passive cue: who "was told".
func subject(text string, a hearsay.Attribution, sent hearsay.Span) hearsay.Span {
	words := wordsIn(nil, text, hearsay.Span{Start: sent.Start, End: a.Cue[0].Start}, false)
	k := len(words)
	for k > 0 && (auxiliary(words[k-1].text) || words[k-1].text == "who" || words[k-1].text == "which" || words[k-1].text == ",") {
		k--
	}
	end := k
	for k > 0 && words[k-1].text != "," && !phraseEnds(words[k-1].text, false) && end-k < 6 {
		k--
	}
	if k == end {
		if end > 0 && subjectPronoun(words[end-1].text) {
			return words[end-1].span
		}
		return hearsay.Span{}
	}
	return hearsay.Span{Start: words[k].span.Start, End: words[end-1].span.End}
}

func subjectPronoun(w string) bool {
	switch w {
	case "he", "she", "it", "they", "i", "we", "you":
		return true
	}
	return false
}

// beside looks for a phrase that names who was told outside the content: "said to", "in a letter to", "in an interview with".
func beside(text string, a hearsay.Attribution, sent hearsay.Span) hearsay.Span {
	for _, part := range outside(a, sent) {
		words := wordsIn(nil, text, part, false)
		if len(words) > 1 && words[0].text == "to" && speaks(text, a, part.Start) {
			if s := nounPhrase(text, words[1].span.Start, part.End); s.Len() > 0 {
				return s
			}
		}
		for i := range words {
			if n := told(words, i); n > 0 && i+n < len(words) {
				return nounPhrase(text, words[i+n].span.Start, part.End)
			}
		}
	}
	return hearsay.Span{}
}

// speaks reports whether a part of the sentence begins where the cue ends, and the cue is a verb that takes "to": "said to", "wrote to".
func speaks(text string, a hearsay.Attribution, start int) bool {
	last := a.Cue[len(a.Cue)-1]
	words := wordsIn(nil, text, last, false)
	if last.End != start || len(words) == 0 {
		return false
	}
	switch words[len(words)-1].text {
	case "said", "says", "saying", "wrote", "writes", "writing", "explained", "complained", "announced", "confirmed", "admitted", "added", "disclosed",
		"revealed", "spoke", "given", "gave",
		"read", "suggested", "conceded", "denied", "repeated", "described", "stressed", "out":
		return true
	}
	return false
}

// told gives the number of words at words[i] that lead up to an addressee, or 0.
func told(words []word, i int) int {
	at := func(k int) string {
		if i+k < len(words) {
			return words[i+k].text
		}
		return ""
	}
	switch words[i].text {
	case "talking", "testified", "letter", "statement", "email", "e-mail", "message", "note", "memo", "remarks", "testimony", "comments", "speech",
		"report", "reply", "answer", "address":
		if at(1) == "to" {
			return 2
		}
	case "interview", "interviews", "conversation", "spoke", "speaking", "speaks", "talked":
		if at(1) == "with" || at(1) == "to" && strings.HasPrefix(words[i].text, "sp") {
			return 2
		}
	}
	return 0
}

// outside gives the stretches of a sentence that belong to no role of a.
func outside(a hearsay.Attribution, sent hearsay.Span) []hearsay.Span {
	roles := slices.Concat(a.Source, a.Cue, a.Content)
	slices.SortFunc(roles, func(x, y hearsay.Span) int { return cmp.Compare(x.Start, y.Start) })
	var parts []hearsay.Span
	at := sent.Start
	for _, r := range roles {
		if r.Start > at && r.Start <= sent.End {
			parts = append(parts, hearsay.Span{Start: at, End: r.Start})
		}
		at = max(at, r.End)
	}
	if at < sent.End {
		parts = append(parts, hearsay.Span{Start: at, End: sent.End})
	}
	return parts
}

// skipWords gives the offset behind the given words where they follow i, each at most once.
func skipWords(text string, i, limit int, skip ...string) int {
	for _, w := range skip {
		at := nextWord(text, i, limit)
		end := wordEnd(text, at, limit)
		if strings.TrimSpace(text[i:at]) == "" && text[at:end] == w {
			i = end
		}
	}
	return i
}
