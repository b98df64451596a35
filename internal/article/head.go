package article

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	htmldate "github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hearsay"
)

// head is what a page says about its article outside of the article's text.
type head struct {
	art   Parsed // all but ID and Text; corrections are those of JSON-LD
	body  string // the text as JSON-LD has it, "" if it hasn't
	paid  bool   // it says that one must pay to read all
	words int    // how many words it says it has, 0 if it doesn't
}

// tags are the parts of a page that say something about its article, each as it stands there.
type tags struct {
	meta      map[string]string // the first content of each name, property or itemprop, in lower case
	canonical string
	amp       string // the address of the page's AMP twin
	title     string
	headlines []string // the h1s
	times     []string // of elements marked as the time of publication
	changes   []string // of elements marked as the time of the last change
	linked    linked
}

// readHead collects what the page says of itself. JSON-LD and meta elements are written for programs to read and go first.
func readHead(doc *html.Node, address string) head {
	t := readTags(doc)
	ld := t.linked.article()
	art := hearsay.Article{
		URL:    canonical(address, t.canonical, t.meta["og:url"], ld.text("url")),
		Outlet: firstOf(t.meta["og:site_name"], ld.names("publisher"), t.meta["application-name"], t.linked.site()),
	}
	art.Title = cutOutlet(firstOf(ld.text("headline"), t.meta["og:title"], t.meta["twitter:title"], only(t.headlines), t.title), art.Outlet, art.URL)
	art.Byline = cleanByline(firstOf(ld.names("author"), person(t.meta["author"]), person(t.meta["article:author"]), person(t.meta["byl"]),
		person(t.meta["parsely-author"]), person(t.meta["sailthru.author"]), person(t.meta["dc.creator"])))
	dates := []string{ld.text("datePublished")}
	for _, name := range []string{"article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
		"article:published", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publishdate", "publication_date", "date"} {
		dates = append(dates, t.meta[name])
	}
	dates = append(dates, t.times...)
	dates = append(dates, ld.text("dateCreated"))
	art.Published = firstDate(dates)
	return head{Parsed{
		Article: art, Modified: firstDate(t.modified(ld)), Corrections: ld.corrections(t.linked), Addresses: t.twin(address, art.URL),
	}, strings.TrimSpace(ld.text("articleBody")), ld.paid(), ld.number("wordCount")}
}

// modified lists what the page gives for the time of the last change.
func (t *tags) modified(ld object) []string {
	dates := []string{ld.text("dateModified")}
	for _, name := range []string{"article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified",
		"dcterms.modified", "dc.date.modified"} {
		dates = append(dates, t.meta[name])
	}
	return append(dates, t.changes...)
}

// twin is the address of the page's AMP twin, if it has one on another address.
func (t *tags) twin(address, url string) []string {
	if amp := canonical("", absolute(address, t.amp)); amp != "" && amp != url {
		return []string{amp}
	}
	return nil
}

// absolute makes an address of a link.
func absolute(base, link string) string {
	from, err := url.Parse(base)
	if err != nil || link == "" {
		return ""
	}
	to, err := from.Parse(strings.TrimSpace(link))
	if err != nil {
		return ""
	}
	return to.String()
}

func readTags(doc *html.Node) tags {
	t := tags{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			t.add(n)
		}
	}
	return t
}

func (t *tags) add(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		t.addMeta(n)
	case atom.Link:
		if t.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			t.canonical = attr(n, "href")
		}
		if t.amp == "" && strings.EqualFold(attr(n, "rel"), "amphtml") {
			t.amp = attr(n, "href")
		}
	case atom.Title:
		if t.title == "" && !inside(n, atom.Svg) {
			t.title = oneLine(textOf(n))
		}
	case atom.H1:
		t.headlines = append(t.headlines, oneLine(textOf(n)))
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			t.linked.add(textOf(n))
		}
	case atom.Time:
		t.addTime(n)
	}
}

func (t *tags) addTime(n *html.Node) {
	marks := strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))
	switch {
	case hasAttr(n, "pubdate") || strings.Contains(marks, "publish") && !strings.Contains(marks, "modified"):
		t.times = append(t.times, attr(n, "datetime"))
	case strings.Contains(marks, "modified") || strings.Contains(marks, "updated"):
		t.changes = append(t.changes, attr(n, "datetime"))
	}
}

func (t *tags) addMeta(n *html.Node) {
	content := oneLine(attr(n, "content"))
	for _, key := range []string{"name", "property", "itemprop"} {
		if name := strings.ToLower(attr(n, key)); name != "" && content != "" && t.meta[name] == "" {
			t.meta[name] = content
		}
	}
}

// canonical is the first address the page gives for itself, else the one it came from.
// One that names only the site is a frequent mistake of sites and would make all their articles one.
func canonical(address string, candidates ...string) string {
	base, err := url.Parse(address)
	if err != nil {
		base = &url.URL{}
	}
	for _, candidate := range candidates {
		ref, err := url.Parse(strings.TrimSpace(candidate))
		if err != nil || candidate == "" {
			continue
		}
		u := base.ResolveReference(ref)
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			u.Fragment, u.RawFragment = "", ""
			u.RawQuery = dropTracking(u.RawQuery)
			return u.String()
		}
	}
	return address
}

// dropTracking takes out what says how a reader came to a page and not which page it is.
func dropTracking(query string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool {
		return strings.HasPrefix(pair, "utm_") || strings.HasPrefix(pair, "fbclid=") || strings.HasPrefix(pair, "gclid=")
	}), "&")
}

// cutOutlet takes the outlet off a headline such as "Bridge shut | The Ferrow Courier".
func cutOutlet(title, outlet, address string) string {
	names := []string{plain(outlet)}
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		host := strings.TrimPrefix(u.Hostname(), "www.")
		names = append(names, plain(host), plain(strings.TrimSuffix(host, path.Ext(host))))
	}
	for _, mark := range []string{" | ", " - ", " – ", " — ", " · ", " » ", " :: "} {
		if i := strings.LastIndex(title, mark); i > 0 && isName(title[i+len(mark):], names) {
			return strings.TrimSpace(title[:i])
		}
		if start, rest, found := strings.Cut(title, mark); found && isName(start, names) {
			return strings.TrimSpace(rest)
		}
	}
	return title
}

func isName(s string, names []string) bool {
	s = plain(s)
	for _, name := range names {
		if s != "" && s == name {
			return true
		}
	}
	return false
}

// plain makes "The Ferrow Courier" and "ferrowcourier" comparable.
func plain(s string) string {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "the ")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .-_'’", r) }), "")
}

// person leaves out what some sites give for an author: an address, or a handle.
func person(s string) string {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}

var startBy = regexp.MustCompile(`(?i)^(written by|by):?\s+`)

func cleanByline(s string) string { return startBy.ReplaceAllString(oneLine(s), "") }

// written gives forms of dates found in meta elements besides ISO 8601.
func written() []writtenDate {
	return []writtenDate{
		{time.RFC1123Z, hearsay.Second},
		{time.RFC1123, hearsay.Second},
		{"2006-01-02T15:04Z0700", hearsay.Minute},
		{"2006-01-02 15:04:05 Z0700", hearsay.Second},
		{"20060102", hearsay.Day},
		{"2006/01/02", hearsay.Day},
		{"January 2, 2006", hearsay.Day},
		{"Jan 2, 2006", hearsay.Day},
		{"2 January 2006", hearsay.Day},
		{"2 Jan 2006", hearsay.Day},
	}
}

type writtenDate struct {
	layout    string
	precision hearsay.Precision
}

// firstDate is the first of the candidates that is a date, with the precision it has; years alone are too often something else.
func firstDate(candidates []string) hearsay.Date {
	for _, s := range candidates {
		s = oneLine(s)
		if d, err := hearsay.ParseDate(s); err == nil && d.Precision > hearsay.Year {
			return d
		}
		for _, w := range written() {
			if t, err := time.Parse(w.layout, s); err == nil {
				return hearsay.Date{Time: t, Precision: w.precision}
			}
		}
	}
	return hearsay.Date{}
}

// guessDate searches the address and the text for a day, the unknown date if it finds none or fails on a hostile page.
func guessDate(doc *html.Node, address string) (date hearsay.Date) {
	defer func() {
		if recover() != nil {
			date = hearsay.Date{}
		}
	}()
	found, err := htmldate.FromDocument(doc, htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, URL: address})
	if err != nil || found.IsZero() {
		return hearsay.Date{}
	}
	year, month, day := found.DateTime.Date()
	return hearsay.Date{Time: time.Date(year, month, day, 0, 0, 0, 0, time.UTC), Precision: hearsay.Day}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func firstOf(candidates ...string) string {
	for _, s := range candidates {
		if s = oneLine(s); s != "" {
			return s
		}
	}
	return ""
}

func only(all []string) string {
	if len(all) == 1 {
		return all[0]
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
