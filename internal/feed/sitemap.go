package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// entry is an address in a sitemap (sitemaps.org, protocol 0.9) with the extension for news.
type entry struct {
	Address string `xml:"loc"`
	Changed string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Published   string `xml:"publication_date"`
		Publication struct {
			Name string `xml:"name"`
		} `xml:"publication"`
	} `xml:"news"`
}

// parseSitemap reads a sitemap or an index of sitemaps, one entry after the other.
func parseSitemap(body []byte) (List, error) {
	list := List{Kind: Sitemap}
	d := lenient(body)
	unread := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && len(list.Items)+len(list.Sitemaps) == 0 {
			return List{}, fmt.Errorf("what came is broken (%s): %w", shorten(err.Error()), ErrNoList)
		}
		if err != nil {
			list.Notes = append(list.Notes, "it breaks off before its end ("+shorten(err.Error())+")")
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok || (start.Name.Local != "url" && start.Name.Local != "sitemap") {
			continue
		}
		var e entry
		if err := d.DecodeElement(&e, &start); err != nil {
			continue // the next token tells whether it goes on
		}
		item, read := e.item()
		if !read {
			unread++
		}
		if start.Name.Local == "sitemap" {
			list.Kind = SitemapIndex
			list.Sitemaps = append(list.Sitemaps, item)
		} else {
			list.Items = append(list.Items, item)
		}
		if list.Title == "" {
			list.Title = e.News.Publication.Name
		}
	}
	if unread > 0 {
		list.Notes = append(list.Notes, fmt.Sprintf("%d of its dates are in no form that hearsay knows", unread))
	}
	return list, nil
}

// item is the entry in the common form; read is false if one of its dates could not be read.
func (e entry) item() (item Item, read bool) {
	published, first := sitemapTime(e.News.Published)
	updated, second := sitemapTime(e.Changed)
	return Item{Address: e.Address, Title: e.News.Title, Published: published, Updated: updated}, first && second
}

// sitemapTime reads a W3C date; ok is false if there is one that cannot be read.
func sitemapTime(s string) (at time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return time.Time{}, true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}
