package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"hearsay"
)

// What a list may hold. The protocol of sitemaps allows as many addresses; no honest feed nests elements as deeply.
const (
	MaxItems = 50_000
	maxDepth = 200
)

// ErrNoList is wrapped by errors about bytes that are neither a feed nor a sitemap.
var ErrNoList = errors.New("it is neither a feed nor a sitemap")

// Kind is a form in which a site lists its articles.
type Kind string

// The kinds of lists.
const (
	RSS          Kind = "rss"
	Atom         Kind = "atom"
	JSONFeed     Kind = "json"
	Sitemap      Kind = "sitemap"
	SitemapIndex Kind = "sitemap index" // a list of sitemaps
)

// List is what a feed or sitemap says.
type List struct {
	Kind     Kind
	Title    string
	Site     string // address of the site, "" if not said
	Items    []Item // in the order of the list
	Sitemaps []Item // of a SitemapIndex
	Notes    []string
}

// Item is one article of a list.
type Item struct {
	Address   string // absolute; never empty
	ID        string // as the list has it; sites reuse them, so it tells nothing apart
	Title     string
	Published time.Time // the zero time if not said, or not in a form that anybody knows
	Updated   time.Time
	Relay     Relay
}

// Relay is where a list says that it has an item from: RSS's and Atom's source.
type Relay struct{ Name, Address string }

// Parse reads a feed or a sitemap. base is the address it came from, contentType the header, now the time against which dates are checked.
// The error is a sentence without the address; it wraps ErrNoList, or hearsay.ErrTooLarge for what is nested too deeply.
//
// Half of the web's feeds are broken somewhere. What cannot be used is left out and counted in Notes: items without an address, dates in no known
// form or in the future, more than MaxItems.
func Parse(body []byte, contentType, base string, now time.Time) (List, error) {
	body, misread := toUTF8(body, contentType)
	begin := strings.TrimSpace(string(body[:min(len(body), 4096)]))
	if begin == "" {
		return List{}, fmt.Errorf("it is empty: %w", ErrNoList)
	}
	var list List
	var err error
	if begin[0] == '{' {
		list, err = parseFeed(body)
	} else {
		var root string
		if root, err = inspectXML(body); err != nil {
			return List{}, fmt.Errorf("%w%s", err, anotherFeed)
		}
		if isPage(begin) {
			root = "html"
		}
		switch strings.ToLower(root) {
		case "urlset", "sitemapindex":
			list, err = parseSitemap(body)
		case "rss", "rdf", "feed":
			list, err = parseFeed(body)
		case "html":
			err = fmt.Errorf("a web page came, and no feed: %w", ErrNoList)
		case "":
			err = fmt.Errorf("what came is not XML: %w", ErrNoList)
		default:
			err = fmt.Errorf("its XML begins with <%s>: %w", shorten(root), ErrNoList)
		}
	}
	if err != nil {
		return List{}, err
	}
	if misread {
		list.Notes = append(list.Notes, "it is not in the charset that it names, and some of its letters may be wrong")
	}
	list.tidy(base, now)
	return list, nil
}

// isPage reports whether bytes begin as HTML does.
func isPage(begin string) bool {
	begin = strings.ToLower(begin)
	return strings.HasPrefix(begin, "<!doctype html") || strings.HasPrefix(begin, "<html")
}

var prolog = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
var encoding = regexp.MustCompile(`encoding\s*=\s*["']([^"']*)["']`)

// toUTF8 decodes a body and takes the XML declaration off, which would name another encoding. What is UTF-8 is so whatever it says of itself. What says
// that it is and is not is misread: as windows-1252, if hardly any of it is well-formed.
func toUTF8(body []byte, contentType string) (text []byte, misread bool) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(body) {
		if named := encoding.FindSubmatch(prolog.Find(body)); named != nil && !strings.Contains(contentType, "charset") {
			contentType = "text/xml; charset=" + string(named[1])
		}
		enc, name, _ := charset.DetermineEncoding(body, contentType)
		if misread = name == "utf-8"; misread && !mostlyUTF8(body) {
			enc = charmap.Windows1252
		}
		if decoded, err := enc.NewDecoder().Bytes(body); err == nil {
			body = decoded
		}
		body = bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	if at := prolog.FindIndex(body); at != nil {
		body = body[at[1]:]
	}
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF' {
			return -1 // no XML may have it, and half of it would be lost
		}
		return r
	}, body), misread
}

// mostlyUTF8 tells whether of the letters beyond ASCII more are well-formed than not.
func mostlyUTF8(body []byte) bool {
	formed, broken := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			formed++
		}
		body = body[size:]
	}
	return formed > broken
}

// inspectXML gives the name of the outermost element, "" if there is none, and refuses elements nested so deeply that reading them would use up the
// stack. Elements that are never closed end with the one around them, as readers of feeds have it.
func inspectXML(body []byte) (root string, err error) {
	d := lenient(body)
	var within []string
	for {
		token, err := d.RawToken()
		if err != nil {
			return root, nil // whoever reads it on makes of it what can be made
		}
		switch token := token.(type) {
		case xml.StartElement:
			if root == "" {
				root = token.Name.Local
			}
			if within = append(within, token.Name.Local); len(within) > maxDepth {
				return "", fmt.Errorf("its elements are nested over %d deep: %w", maxDepth, hearsay.ErrTooLarge)
			}
		case xml.EndElement:
			for i := len(within) - 1; i >= 0; i-- {
				if within[i] == token.Name.Local {
					within = within[:i]
					break
				}
			}
		}
	}
}

// lenient makes a decoder that takes broken XML and expands no entities but the characters of HTML.
func lenient(body []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// tidy makes addresses absolute and leaves out what cannot be used.
func (l *List) tidy(base string, now time.Time) {
	at, err := url.Parse(base)
	if err != nil {
		at = &url.URL{}
	}
	lost, undated := 0, 0
	keep := func(items []Item) []Item {
		return slices.DeleteFunc(items, func(it Item) bool { return it.Address == "" })
	}
	for _, items := range [][]Item{l.Items, l.Sitemaps} {
		for i := range items {
			it := &items[i]
			if it.Address = absolute(at, cmp.Or(it.Address, it.ID)); it.Address == "" {
				lost++
			}
			if it.Published.After(now.Add(24 * time.Hour)) {
				it.Published = time.Time{}
				undated++
			}
			if it.Updated.After(now.Add(24 * time.Hour)) {
				it.Updated = time.Time{}
			}
			it.Title, it.Relay.Name = shorten(inLine(it.Title)), shorten(inLine(it.Relay.Name))
			it.Relay.Address = absolute(at, it.Relay.Address)
			it.ID = shorten(it.ID)
		}
	}
	l.Items, l.Sitemaps = keep(l.Items), keep(l.Sitemaps)
	l.Site, l.Title = absolute(at, l.Site), shorten(inLine(l.Title))
	if lost > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%d of its items have no address and are left out", lost))
	}
	if undated > 0 {
		l.Notes = append(l.Notes, fmt.Sprintf("%d of its dates lie in the future and do not count", undated))
	}
	if n := len(l.Items); n > MaxItems {
		l.Items = l.Items[:MaxItems:MaxItems]
		l.Notes = append(l.Notes, fmt.Sprintf("it lists %d articles; the first %d are taken", n, MaxItems))
	}
}

// absolute resolves a link against the address it stands at; "" if that gives no address of the web.
func absolute(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > 2048 {
		return ""
	}
	u, err := base.Parse(link)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// inLine puts words on one line.
func inLine(s string) string { return strings.Join(strings.Fields(s), " ") }
