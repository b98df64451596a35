package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"hearsay"
)

// MaxOPML bounds a file of subscriptions in bytes, MaxSubscriptions the feeds in it.
const (
	MaxOPML          = 16 << 20
	MaxSubscriptions = 100_000
)

// Subscription is a feed in an OPML file.
type Subscription struct{ Address, Title, Site string }

// ReadOPML reads the feeds out of an OPML file (opml.org, 2.0), at whatever depth they stand, and tells how many have an address that is none of the web
// and are left out; outlines without an address of a feed are folders. The error is a sentence without the file's name.
func ReadOPML(r io.Reader) (all []Subscription, left int, err error) {
	body, err := io.ReadAll(io.LimitReader(r, MaxOPML+1))
	if err != nil {
		return nil, 0, err
	}
	if len(body) > MaxOPML {
		return nil, 0, fmt.Errorf("it is over %d MiB: %w; split it", MaxOPML>>20, hearsay.ErrTooLarge)
	}
	body, _ = toUTF8(body, "")
	root, err := inspectXML(body)
	if err != nil {
		return nil, 0, fmt.Errorf("%w; export it again", err)
	}
	if root != "opml" {
		return nil, 0, errors.New("it is no OPML file: it does not begin with <opml>; export one from your feed reader")
	}
	d := lenient(body)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, left, nil
		}
		if err != nil {
			return nil, 0, fmt.Errorf("its XML is broken (%w); export it again", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "outline" {
			continue
		}
		one, lost := subscription(start)
		left += lost
		if one.Address == "" || len(all) > 0 && all[len(all)-1].Address == one.Address {
			continue
		}
		if all = append(all, one); len(all) > MaxSubscriptions {
			return nil, 0, fmt.Errorf("it has over %d feeds: %w; split it", MaxSubscriptions, hearsay.ErrTooLarge)
		}
	}
}

// subscription is what an outline says of a feed. It is lost, which counts one, if the address it gives is none of the web.
func subscription(outline xml.StartElement) (s Subscription, lost int) {
	attr := map[string]string{}
	for _, a := range outline.Attr {
		attr[a.Name.Local] = a.Value
	}
	title := cmp.Or(attr["title"], attr["text"])
	at := func(name string) string { return absolute(&url.URL{}, attr[name]) }
	s = Subscription{at("xmlUrl"), shorten(inLine(title)), at("htmlUrl")}
	if s.Address == "" && strings.TrimSpace(attr["xmlUrl"]) != "" {
		lost = 1
	}
	return s, lost
}

// outline is an OPML outline as it is written.
type outline struct {
	Type    string `xml:"type,attr"`
	Text    string `xml:"text,attr"`
	Title   string `xml:"title,attr"`
	Address string `xml:"xmlUrl,attr"`
	Site    string `xml:"htmlUrl,attr,omitempty"`
}

// WriteOPML writes feeds as an OPML file.
func WriteOPML(w io.Writer, all []Subscription, made time.Time) error {
	type opml struct {
		XMLName xml.Name  `xml:"opml"`
		Version string    `xml:"version,attr"`
		Title   string    `xml:"head>title"`
		Made    string    `xml:"head>dateCreated"`
		Feeds   []outline `xml:"body>outline"`
	}
	doc := opml{Version: "2.0", Title: "Feeds of hearsay", Made: made.UTC().Format(time.RFC1123Z)}
	for _, s := range all {
		title := s.Title
		if title == "" {
			title = s.Address
		}
		doc.Feeds = append(doc.Feeds, outline{"rss", title, title, s.Address, s.Site})
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	enc := xml.NewEncoder(&out)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}
