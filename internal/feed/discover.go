package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Found is a list and where it is.
type Found struct {
	Address string
	List    List
	Seen    Seen
}

// maxTries bounds how many addresses are asked in looking for a site's list.
const maxTries = 12

// usualPaths are where sites keep their lists without saying so, the commonest first.
func usualPaths() []string {
	return []string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/news-sitemap.xml", "/sitemap-news.xml"}
}

// Find gets the list at an address, or the one that the page there leads to: by a link of it (rel="alternate"), else at one of the usual places of
// the site. The error names the address and says what came instead; it wraps ErrNoList if the site has no list.
func (p *Polite) Find(ctx context.Context, address string) (Found, error) {
	found, page, err := p.try(ctx, address)
	if err == nil || !errors.Is(err, ErrNoList) {
		return found, err
	}
	at, parseErr := url.Parse(page.URL)
	if parseErr != nil {
		return Found{}, err
	}
	candidates := alternates(page.Body, at)
	for _, path := range usualPaths() {
		candidates = append(candidates, absolute(at, path))
	}
	tried := map[string]bool{address: true, page.URL: true}
	for _, candidate := range candidates {
		if tried[candidate] || candidate == "" || len(tried) > maxTries {
			continue
		}
		tried[candidate] = true
		if found, _, err := p.try(ctx, candidate); err == nil {
			return found, nil
		}
		if ctx.Err() != nil {
			return Found{}, ctx.Err()
		}
	}
	return Found{}, fmt.Errorf("%w; the page names no feed, and there is none at the usual places; find its address on the site", err)
}

// try gets one address and reads it as a list.
func (p *Polite) try(ctx context.Context, address string) (Found, Answer, error) {
	answer, err := p.FetchList(ctx, address, Seen{})
	if err != nil {
		return Found{}, Answer{}, err
	}
	list, err := Parse(answer.Body, answer.ContentType, answer.URL, time.Now())
	if err != nil {
		return Found{}, answer, fmt.Errorf("%s: %w", shorten(address), err)
	}
	where := address
	if answer.Moved != "" {
		where = answer.Moved
	}
	return Found{where, list, answer.Seen}, answer, nil
}

// alternates lists the feeds that a page links to, in its order. Feeds of comments come last.
func alternates(page []byte, at *url.URL) []string {
	var all, comments []string
	tokens := html.NewTokenizer(bytes.NewReader(page))
	tokens.SetMaxBuf(1 << 20)
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return append(all, comments...)
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			if token.DataAtom != atom.Link && token.DataAtom != atom.A {
				continue
			}
			attr := map[string]string{}
			for _, a := range token.Attr {
				attr[a.Key] = a.Val
			}
			link := absolute(at, attr["href"])
			if !isFeedLink(attr) || link == "" || slices.Contains(all, link) {
				continue
			}
			if strings.Contains(strings.ToLower(attr["title"]+link), "comment") {
				comments = append(comments, link)
			} else {
				all = append(all, link)
			}
		}
	}
}

func isFeedLink(attr map[string]string) bool {
	kind := strings.ToLower(strings.TrimSpace(attr["type"]))
	rel := strings.Fields(strings.ToLower(attr["rel"]))
	return slices.Contains(rel, "alternate") &&
		slices.Contains([]string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml", "application/xml"}, kind)
}
