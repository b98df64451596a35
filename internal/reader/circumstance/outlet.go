package circumstance

import (
	"slices"
	"strings"

	"hearsay"
)

// isOutletNoun knows common nouns for outlets.
func isOutletNoun(low string) bool {
	switch low {
	case "newspaper", "paper", "daily", "weekly", "magazine", "broadcaster", "channel", "network", "station", "site", "website", "tabloid",
		"newsletter", "newscast", "podcast", "agency", "newswire", "wire", "broadsheet", "outlet", "outlets", "media", "press", "blog",
		"journal", "newspapers", "broadcasters":
		return true
	}
	return false
}

// isOutletName knows words that stand in the names of outlets.
func isOutletName(low string) bool {
	switch low {
	case "post", "times", "herald", "tribune", "gazette", "courier", "chronicle", "sentinel", "observer", "journal", "globe", "examiner",
		"telegraph", "mail", "mirror", "register", "courant", "messenger", "dispatch", "news", "wire", "press", "radio", "television",
		"tv", "broadcasting", "weekly", "daily", "today", "magazine", "inquirer", "bulletin", "echo", "newswire", "newsweek", "economist",
		"fm", "argus", "advertiser", "canal", "kanal", "kanaal", "zeitung", "diario", "jornal", "gazeta", "presse", "matin", "agence",
		"agencia", "tribuna", "noticias":
		return true
	}
	return isBroadcaster(low) || isKnownOutlet(low)
}

// isBroadcaster knows words in the names of those on whose programmes people speak.
func isBroadcaster(low string) bool {
	switch low {
	case "radio", "television", "tv", "fm", "news", "broadcasting", "bbc", "cnn", "nbc", "cbs", "abc", "cnbc", "msnbc", "npr", "pbs",
		"fox", "itv", "univision", "telemundo", "c-span", "jazeera":
		return true
	}
	return false
}

// isKnownOutlet knows outlets whose name does not tell.
func isKnownOutlet(low string) bool {
	switch low {
	case "reuters", "ap", "afp", "upi", "bloomberg", "politico", "axios", "buzzfeed", "breitbart", "slate", "xinhua", "tass", "interfax",
		"wsj", "forbes", "guardian", "haaretz", "spiegel", "figaro", "anadolu", "dpa", "ansa", "kyodo", "yonhap", "huffpost":
		return true
	}
	return false
}

// findOutlets collects the names that the article says are outlets: "the magazine Oarlock", "Latchup, a technology site".
func (d *doc) findOutlets() {
	for i, t := range d.toks {
		if !t.word || t.caps || !isOutletNoun(t.low) {
			continue
		}
		k := i + 1
		if isQuote(d.low(k)) {
			k++
		}
		if d.capitals(k) > k {
			d.addOutlet(k, len(d.toks))
		} else {
			d.addApposed(i)
		}
	}
}

// addApposed adds the name before a comma and the indefinite noun phrase whose noun is token i.
func (d *doc) addApposed(i int) {
	k := i - 1
	for k > 1 && k > i-5 && d.toks[k].word && !oneOf(d.low(k), "a", "an", "the") {
		k--
	}
	if k < 2 || !oneOf(d.low(k), "a", "an", "the") || d.low(k-1) != "," || !d.toks[k-2].caps {
		return
	}
	from := k - 2
	for from > 0 && d.toks[from-1].caps {
		from--
	}
	d.addOutlet(from, k-1)
}

// addOutlet adds the capital words from token lo on as the name of an outlet.
func (d *doc) addOutlet(lo, hi int) {
	var b strings.Builder
	for k := lo; k < hi && k < lo+5 && d.toks[k].caps; k++ {
		b.WriteByte(' ')
		b.WriteString(d.toks[k].low)
	}
	if name := b.String() + " "; len(name) > 5 && !slices.Contains(d.outlets, name) {
		d.outlets = append(d.outlets, name)
	}
}

// reporters adds the names of those who "reported" something: people do so too, but hardly under a bare name.
func (d *doc) reporters() {
	for i := range d.sayings {
		s := &d.sayings[i]
		if len(s.source) == 0 || len(s.cue) == 0 || s.cueHi-s.cueLo > 2 {
			continue
		}
		if low := d.low(s.cueHi - 1); low != "reported" && low != "reports" {
			continue
		}
		lo, hi := d.at(s.source[0].Start), d.behind(s.source[0].End)
		bare := hi > lo && hi-lo <= 3
		for k := lo; k < hi; k++ {
			bare = bare && d.toks[k].caps
		}
		if bare {
			d.addOutlet(lo, hi)
		}
	}
}

// outlet finds the outlet in the noun phrase of the tokens from lo to before hi: the whole phrase, or the part that names it where a person of the outlet is
// meant ("NBC's Chuck Todd", "Fox News host Sean Hannity", "Chuck Todd of NBC").
func (d *doc) outlet(lo, hi int) (from, to int, ok bool) {
	for i := lo; i < hi; i++ {
		if t := &d.toks[i]; !t.caps {
			if t.word && isOutletNoun(t.low) && d.noun(i, lo, hi) {
				return lo, hi, true
			}
			continue
		}
		last := i + 1
		for last < hi && (d.toks[last].caps || isNumber(d.low(last))) {
			last++
		}
		if d.named(i, last) {
			from, to = d.nameIn(lo, hi, i, last)
			return from, to, true
		}
		i = last - 1
	}
	return 0, 0, false
}

// nameIn narrows the noun phrase of the tokens from lo to before hi to the name of an outlet, from name to before end, where the rest means a person.
func (d *doc) nameIn(lo, hi, name, end int) (from, to int) {
	from, to = lo, hi
	if end < hi && d.toks[end].word && !isOutletNoun(d.low(end)) && d.low(end) != "of" {
		to = end
	}
	if name > lo && d.low(name-1) == "of" {
		from = name
	}
	return from, to
}

func isNumber(low string) bool { _, ok := number(low); return ok }

// named reports whether the capital words from token lo to before hi are the name of an outlet: by its words, or because the article says so.
func (d *doc) named(lo, hi int) bool {
	for hi-lo > 1 && isNumber(d.low(hi-1)) {
		hi-- // "Fox 35"
	}
	if d.ownNamed(lo, hi) || isKnownOutlet(d.low(lo)) || isBroadcaster(d.low(lo)) {
		return true
	}
	last := d.low(hi - 1)
	if isOutletName(last[strings.LastIndexByte(last, '-')+1:]) {
		return true
	}
	if oneOf(last, "agency", "service", "international", "network", "channel", "online", "corporation") && hi-lo > 1 && isOutletName(d.low(hi-2)) {
		return true
	}
	first := lo
	if d.low(lo) == "the" {
		first++
	}
	if hi-first > 1 && oneOf(d.low(first), "canal", "kanaal", "kanal", "agence", "daily", "evening", "morning") {
		return true
	}
	return first < hi && d.saidOutlet(first, hi)
}

// saidOutlet reports whether all words from token lo to before hi stand in a name that the article says is an outlet's.
func (d *doc) saidOutlet(lo, hi int) bool {
	for _, name := range d.outlets {
		whole := true
		for k := lo; k < hi && whole; k++ {
			whole = strings.Contains(name, " "+d.low(k)+" ")
		}
		if whole {
			return true
		}
	}
	return false
}

// noun reports whether the common noun at token i of the phrase means an outlet. "The agency" may be any; "the Wahat agency" and "the agency MPW" are not.
func (d *doc) noun(i, lo, hi int) bool {
	if d.low(i+1) == "'s" && i+1 < hi {
		return false
	}
	if i+1 < hi && !d.toks[i+1].caps && !isQuote(d.low(i+1)) {
		return false
	}
	switch d.low(i) {
	case "agency", "network", "station", "press", "wire":
		return i > lo && (d.toks[i-1].caps || d.low(i-1) == "news") || i+1 < hi
	case "media", "website", "site", "blog", "channel":
		low := d.low(lo)
		return d.low(i-1) != "social" && low != "its" && low != "his" && low != "her" && low != "their"
	}
	return true
}

// own reports whether the tokens from lo to before hi mean the article's own outlet: by a part of its name, its initials, as "us" and "this newspaper", or as
// "the newspaper" where the article has named no other before.
func (d *doc) own(lo, hi int) bool {
	first := d.low(lo)
	for i := lo + 1; i < hi && (first == "this" || first == "our"); i++ {
		switch d.low(i) {
		case "newspaper", "paper", "publication", "magazine", "site", "website", "reporter", "correspondent", "photographer", "column",
			"programme", "program", "newsletter", "blog", "outlet", "news", "journal", "channel", "station", "broadcaster", "agency":
			return true
		}
	}
	if first == "us" && hi-lo == 1 || hi-lo == 2 && first == "the" && isOutletNoun(d.low(lo+1)) && lo < d.firstOther {
		return true
	}
	return d.ownNamed(lo, hi)
}

// ownNamed reports whether the tokens from lo to before hi are the name of the article's own outlet, or a part of it.
func (d *doc) ownNamed(lo, hi int) bool {
	if len(d.ownName) == 0 {
		return false
	}
	hit := false
	var letters strings.Builder
	for i := lo; i < hi; i++ {
		t := &d.toks[i]
		if !t.word || t.low == "the" || t.low == "'s" || t.low == "a" || !t.caps && isOutletNoun(t.low) || hit && t.low == "news" {
			continue
		}
		letters.WriteByte(t.low[0])
		if !t.caps || !d.inOwnName(t.low) {
			return t.caps && i+1 == hi && d.inOwnName(letters.String()) // "New York Times" where the outlet is given as "nyt"
		}
		hit = true
	}
	return hit
}

// inOwnName reports whether a word stands in the name of the article's own outlet, as its initials or as one of its words, which may be cut short.
func (d *doc) inOwnName(low string) bool {
	if len(d.ownName) > 1 && low == initials(d.ownName) {
		return true
	}
	for _, n := range d.ownName {
		if n == low || len(n) >= 4 && strings.HasPrefix(low, n) {
			return true
		}
	}
	return false
}

// findOther finds where the article first names another outlet.
func (d *doc) findOther() {
	d.firstOther = len(d.toks)
	for k := 0; k < len(d.toks); k++ {
		if !d.toks[k].caps {
			continue
		}
		last := k + 1
		for last < len(d.toks) && d.toks[last].caps {
			last++
		}
		if d.named(k, last) && !d.ownNamed(k, last) {
			d.firstOther = k
			return
		}
		k = last - 1
	}
}

func initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if w != "the" && w != "of" {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// ownSpan reports whether the span means the article's own outlet.
func (d *doc) ownSpan(s hearsay.Span) bool { return d.own(d.at(s.Start), d.behind(s.End)) }
