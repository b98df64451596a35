package web

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/a-h/templ"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
	"hearsay/internal/report"
)

// plural counts things: "1 article", "12 articles".
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return number(n) + " " + what + "s"
}

// number writes a number with a comma after each three digits: "3,822".
func number(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

func originsOf(n int) string {
	if n == 0 {
		return "no known origin"
	}
	return plural(n, "independent origin")
}

// sentence makes of an error's text what begins with a capital letter and ends with a full stop.
func sentence(s string) string { return capital(strings.TrimRight(s, ".")) + "." }

// capital begins words with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// line is outside text on one line, harmless to an eye.
func line(s string) string { return present.OneLine(s) }

// lineOr is line, or other words where there are none.
func lineOr(s, other string) string {
	if s = line(s); s == "" {
		return other
	}
	return s
}

func claimLink(id string) templ.SafeURL   { return templ.SafeURL("/claims/" + url.PathEscape(id)) }
func sourceLink(id string) templ.SafeURL  { return templ.SafeURL("/sources/" + url.PathEscape(id)) }
func articleLink(id string) templ.SafeURL { return templ.SafeURL("/articles/" + url.PathEscape(id)) }
func outletLink(name string) templ.SafeURL {
	return templ.SafeURL("/outlets/" + url.PathEscape(name))
}

// placeLink leads to a statement in the kept article.
func placeLink(p report.Position) templ.SafeURL {
	return articleLink(p.Article) + templ.SafeURL("#s-"+url.PathEscape(p.Statement))
}

// webAddress is an address that may become a link, "" for any other, such as a script.
func webAddress(s string) templ.SafeURL {
	if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return templ.SafeURL(s)
}

// family is the class that gives a stance its colour.
func family(s hearsay.Stance) string { return present.Family(s) }

// tone is the class that gives a status its colour.
func tone(s hearsay.Status) string {
	switch s {
	case hearsay.Confirmed:
		return "affirm"
	case hearsay.Denied, hearsay.Retracted:
		return "reject"
	case hearsay.Disputed:
		return "dispute"
	case hearsay.Unconfirmed:
		return "withhold"
	default:
		return "plain"
	}
}

// statusName is the name of a status, also where there is none.
func statusName(s hearsay.Status) string {
	if s == "" {
		return "no status"
	}
	return string(s)
}

// statusMeans says what a status means.
func statusMeans(s hearsay.Status) string {
	switch s {
	case hearsay.Reported:
		return "Some source asserts it; nobody has confirmed or denied it."
	case hearsay.Unconfirmed:
		return "A party that should know said that it cannot confirm it."
	case hearsay.Confirmed:
		return "A party confirms it and none denies it."
	case hearsay.Denied:
		return "A party denies it and none confirms it."
	case hearsay.Disputed:
		return "Some confirm or assert it by name, others deny it."
	case hearsay.Retracted:
		return "Its origin withdrew it."
	default:
		return "Nobody puts it forward."
	}
}

// sourceName is what to call a source on one line.
func sourceName(s *report.Source) string { return line(s.Label()) }

// How much of a claim is shown at once; what is more can be opened.
const (
	mostVoices    = 12 // sources of a side
	mostTold      = 3  // statements of a source
	mostSuggested = 8
	mostOutlets   = 12 // of a source
)

// spaced is harmless text that keeps a space at its ends, so that it can stand beside other text.
func spaced(s string) string {
	out := line(s)
	if out == "" {
		return " "
	}
	if strings.TrimLeftFunc(s, unicode.IsSpace) != s {
		out = " " + out
	}
	if strings.TrimRightFunc(s, unicode.IsSpace) != s {
		out += " "
	}
	return out
}

// listOf joins the first few of many: "a, b and 3 more".
func listOf(all []string, most int) string {
	if len(all) > most+1 {
		all = append(all[:most:most], fmt.Sprintf("%d more", len(all)-most))
	}
	clean := make([]string, len(all))
	for i, s := range all {
		clean[i] = line(s)
	}
	if len(clean) < 2 {
		return strings.Join(clean, "")
	}
	return strings.Join(clean[:len(clean)-1], ", ") + " and " + clean[len(clean)-1]
}

// meansName names how an article rests on another.
func meansName(m ledger.Means) string {
	if m == ledger.Relay {
		return "relay"
	}
	return string(m)
}

// otherEnd is what a suggestion leads to: a claim, or a statement that is on none.
func otherEnd(s report.Suggestion) string {
	if s.Claim != "" {
		return s.Claim
	}
	return s.There
}

// num writes a length of a picture.
func num(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

// mostAnchors is how many places a correction lists.
const mostAnchors = 4

// pathOf is an address without what follows its question mark.
func pathOf(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path
}
