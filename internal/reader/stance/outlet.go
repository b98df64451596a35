package stance

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// outlets tells outlets of news from other names in one article.
type outlets struct {
	own   []string        // the words of the article's own outlet, in lower case
	short string          // their initials
	named map[string]bool // names that the article calls an outlet or shows reporting, in lower case
}

// outletsOf gathers what the article says of outlets: "the magazine Oarlock", "Tassili, an Algiers newsletter", "Latchup reported".
func outletsOf(art hearsay.Article, attrs []hearsay.Attribution) outlets {
	o := outlets{own: nameWords(art.Outlet), named: map[string]bool{}}
	for _, w := range o.own {
		r, _ := utf8.DecodeRuneInString(w)
		o.short += string(r)
	}
	for _, a := range attrs {
		if len(a.Source) == 0 || len(a.Cue) == 0 {
			continue
		}
		source := a.Source[0].In(art.Text)
		name, description := apposition(source)
		if name != "" && (reports(a.Cue[0].In(art.Text)) || outletNoun(description)) {
			o.named[strings.ToLower(name)] = true
		}
	}
	return o
}

// reports are cues that only outlets are the subject of, as a rule.
func reports(cue string) bool {
	cue = strings.ToLower(cue)
	return strings.HasPrefix(cue, "report") || strings.HasPrefix(cue, "first report") || strings.HasPrefix(cue, "publish") || strings.HasPrefix(cue, "broadcast")
}

// apposition takes a mention apart: the capitalised name in it, and the lower-case words around it that say what it is.
func apposition(mention string) (name, description string) {
	head, tail, _ := strings.Cut(mention, ",")
	var before []string
	words := strings.Fields(head)
	for i, w := range words {
		if capital(w) && !strings.EqualFold(w, "the") && !strings.HasSuffix(w, "'s") && !strings.HasSuffix(w, "’s") {
			name = strings.Join(words[i:], " ")
			break
		}
		before = append(before, w)
	}
	return name, strings.Join(before, " ") + " " + tail
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"“‘'("))
	return unicode.IsUpper(r)
}

// nameWords are the words of a name in lower case, without articles.
func nameWords(name string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '’' }) {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if w != "the" && w != "a" && w != "an" && w != "of" && w != "" {
			words = append(words, w)
		}
	}
	return words
}

// is reports whether a noun phrase means an outlet of news.
func (o outlets) is(phrase string) bool {
	lower := strings.ToLower(phrase)
	switch first, _, _ := strings.Cut(lower, " "); first {
	case "its", "his", "her", "their", "my", "your":
		return false // "on its website" is the source itself
	}
	if strings.Contains(lower, "conference") || strings.Contains(lower, "briefing") || strings.HasPrefix(lower, "the press") {
		return false
	}
	if o.isOwn(phrase) || outletNoun(lower) || strings.HasSuffix(phrase, " agency") && capital(strings.TrimPrefix(phrase, "the ")) {
		return true
	}
	name, description := apposition(phrase)
	return o.named[strings.ToLower(name)] || outletNoun(description) || knownOutlet(nameWords(name))
}

// isOwn reports whether a noun phrase means the outlet that the article is from.
func (o outlets) isOwn(phrase string) bool {
	words := nameWords(phrase)
	switch {
	case len(words) == 0:
		return false
	case words[0] == "us", words[0] == "our", words[0] == "this" && outletNoun(strings.Join(words[1:], " ")):
		return true
	case len(o.own) == 0:
		return false
	case len(words) == 1 && len(o.short) > 1 && words[0] == o.short:
		return true
	}
	if len(words) == 2 && len(o.own) == 2 && words[0] == o.own[0] && outletNoun(words[1]) && outletNoun(o.own[1]) {
		return true // "Tideway News" is Tideway Television
	}
	return subset(words, o.own) || subset(o.own, words)
}

// subset reports whether every word of a is one of b.
func subset(a, b []string) bool {
	for _, w := range a {
		found := false
		for _, v := range b {
			found = found || v == w
		}
		if !found {
			return false
		}
	}
	return len(a) > 0
}

// outletNoun reports whether one of the words is what outlets are called, or a part of many of their names.
func outletNoun(words string) bool {
	for w := range strings.FieldsSeq(words) {
		switch strings.Trim(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"), ".,\"“”'’‘") {
		case "newspaper", "newspapers", "paper", "daily", "weekly", "magazine", "broadcaster", "channel", "station", "network", "newscast", "tabloid",
			"website", "site", "outlet",
			"newsletter", "newsroom", "podcast", "publication", "portal", "blog", "times", "post", "news", "herald", "tribune", "gazette", "journal",
			"courier", "telegraph",
			"radio", "television", "tv", "wire", "newswire", "observer", "chronicle", "mirror", "mail", "express", "examiner", "inquirer", "enquirer",
			"sentinel", "register",
			"monitor", "digest", "bulletin", "media", "press", "broadcasting",
			"canal", "kanal", "kanaal", "presse", "agence", "novosti", "zeitung":
			return true
		}
	}
	return false
}

// knownOutlet reports whether a name is that of an outlet that is known by its name alone.
func knownOutlet(words []string) bool {
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "cnn", "bbc", "nbc", "cbs", "abc", "msnbc", "cnbc", "npr", "pbs", "fox", "reuters", "ap", "afp", "bloomberg", "politico", "breitbart", "axios",
		"guardian", "economist",
		"buzzfeed", "vox", "slate", "newsweek", "cspan", "c-span", "itv", "rte", "tass", "xinhua", "interfax", "spiegel", "zeit", "monde", "figaro",
		"pais", "vice", "salon",
		"huffpost", "usa", "yahoo", "esquire", "vogue", "gq", "forbes", "fortune", "variety", "atlantic", "newsmax", "newsday", "telemundo", "univision",
		"euronews", "nhk", "kyodo":
		return true
	}
	return false
}
