package circumstance

import (
	"strings"

	"hearsay"
)

// isOutletNoun knows common nouns for outlets and the programmes and people by whom they speak.
func isOutletNoun(low string) bool {
	switch low {
	case "newspaper", "paper", "daily", "weekly", "magazine", "broadcaster", "channel", "network", "station", "site", "website", "tabloid", "newsletter", "newscast", "podcast",
		"agency", "newswire", "wire", "broadsheet", "outlet", "outlets", "media", "press", "blog", "journal", "periodical", "newspapers", "broadcasters", "gazette", "radio", "television", "tv":
		return true
	}
	return false
}

// isOutletName knows words that end, begin or make the name of an outlet.
func isOutletName(low string) bool {
	switch low {
	case "post", "times", "herald", "tribune", "gazette", "courier", "chronicle", "sentinel", "observer", "journal", "globe", "examiner", "telegraph", "mail", "mirror",
		"register", "courant", "messenger", "dispatch", "star-ledger", "news", "wire", "press", "radio", "television", "tv", "broadcasting", "weekly", "daily", "today", "magazine", "review",
		"inquirer", "bee", "bulletin", "echo", "monitor", "newswire", "newsweek", "economist", "fm", "standard", "argus", "advertiser", "record-journal":
		return true
	}
	return isKnownOutlet(low)
}

// isKnownOutlet knows outlets whose name does not tell.
func isKnownOutlet(low string) bool {
	switch low {
	case "reuters", "ap", "afp", "upi", "bbc", "cnn", "nbc", "cbs", "abc", "cnbc", "msnbc", "npr", "pbs", "fox", "bloomberg", "politico", "axios", "buzzfeed", "breitbart", "vox", "slate", "xinhua",
		"tass", "interfax", "itv", "vice", "wsj", "usa", "forbes", "fortune", "guardian", "haaretz", "yahoo", "vanity", "atlantic", "spiegel", "figaro", "monde", "univision", "telemundo", "c-span", "aljazeera", "jazeera", "anadolu", "dpa", "ansa", "kyodo", "yonhap", "huffpost", "drudge", "hill", "sky":
		return true
	}
	return false
}

// findOutlets collects the names that the article itself says are outlets: "the magazine Oarlock", "Latchup, a technology site".
func (d *doc) findOutlets() {
	for i, t := range d.toks {
		if !t.word || t.caps || !isOutletNoun(t.low) {
			continue
		}
		if k := i + 1; k < len(d.toks) {
			if isQuote(d.low(k)) && k+1 < len(d.toks) {
				k++
			}
			if d.toks[k].caps {
				d.outlets = append(d.outlets, d.toks[k].low)
				continue
			}
		}
		// "Dermaga Kini, a Jakarta news site"
		k := i - 1
		for k > 0 && k > i-5 && d.toks[k].word && d.low(k) != "a" && d.low(k) != "an" && d.low(k) != "the" {
			k--
		}
		if k > 1 && (d.low(k) == "a" || d.low(k) == "an" || d.low(k) == "the") && d.low(k-1) == "," && d.toks[k-2].caps {
			d.outlets = append(d.outlets, d.toks[k-2].low)
		}
	}
}

// isOutlet reports whether the noun phrase of the tokens from lo to before hi names an outlet.
func (d *doc) isOutlet(lo, hi int) bool {
	caps := false
	for i := lo; i < hi; i++ {
		t := &d.toks[i]
		if t.low == "'s" && i == hi-1 {
			break
		}
		if t.caps && (isOutletName(t.low) || d.saidOutlet(t.low)) {
			return true
		}
		caps = caps || t.caps
		if !t.caps && isOutletNoun(t.low) && (i == hi-1 || d.toks[i+1].caps || isQuote(d.low(i+1))) {
			return true
		}
	}
	return caps && d.own(lo, hi)
}

func (d *doc) saidOutlet(low string) bool {
	for _, o := range d.outlets {
		if o == low {
			return true
		}
	}
	return false
}

// own reports whether the tokens from lo to before hi mean the article's own outlet: by a part of its name, its initials, or as "us" and "this newspaper".
func (d *doc) own(lo, hi int) bool {
	if d.low(lo) == "this" || d.low(lo) == "our" {
		for i := lo + 1; i < hi; i++ {
			switch d.low(i) {
			case "newspaper", "paper", "publication", "magazine", "site", "website", "reporter", "correspondent", "photographer", "column", "programme", "program", "newsletter", "blog", "outlet", "news", "journal":
				return true
			}
		}
	}
	if d.art.Outlet == "" {
		return false
	}
	named := strings.Fields(strings.ToLower(d.art.Outlet))
	hit := false
	for i := lo; i < hi; i++ {
		t := &d.toks[i]
		if !t.word || t.low == "the" || t.low == "'s" || t.low == "a" || !t.caps && isOutletNoun(t.low) {
			continue
		}
		if !t.caps {
			return false
		}
		found := t.low == initials(named)
		for _, n := range named {
			found = found || n == t.low
		}
		if !found {
			return false
		}
		hit = true
	}
	return hit
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
