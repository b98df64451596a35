package feed

import (
	"net/http"
	"net/url"
	"time"
)

// sort is what an address should give: the word for it, its bounds, and what else it must be.
type sort struct {
	noun    string
	accept  string // the header
	most    int64  // bytes of a body
	instead string // advice where there are more
	timeout time.Duration
	check   func(http.Header) error
	onward  func(*url.URL) error // asked before a redirect is followed; nil lets it lead anywhere
}

const pageNoun, listNoun = "page", "feed"

// anotherFeed is advice where one can never be read.
const anotherFeed = "; follow another of the site's feeds"

func (f *Fetcher) pages() sort {
	return sort{pageNoun, "text/html,application/xhtml+xml,text/plain;q=0.8", MaxBody, "; save its text and read the file", f.timeout, checkType, nil}
}

// lists takes any type: half of all feeds are sent under a wrong one, and the bytes will tell.
func (f *Fetcher) lists() sort {
	accept := "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9," +
		"text/xml;q=0.9,application/json;q=0.8,text/html;q=0.7,*/*;q=0.5"
	return sort{listNoun, accept, MaxList, anotherFeed, f.listTimeout, func(http.Header) error { return nil }, nil}
}

// robots takes what a program needs to have read of robots.txt at the least (RFC 9309, 2.5: 500 KiB).
func (f *Fetcher) robots() sort {
	return sort{"robots.txt", "text/plain,*/*;q=0.5", 1 << 20, "", f.timeout, func(http.Header) error { return nil }, nil}
}

// otherwise is advice that helps with a page alone: nobody saves a feed from a browser.
func (s sort) otherwise(advice string) string {
	if s.noun != pageNoun {
		return ""
	}
	return "; " + advice
}

// moves is what the redirects of one request were, and who is asked before one is followed.
type moves struct {
	any, forGood bool
	onward       func(*url.URL) error // nil for nobody
}

// movesKey finds the moves in the context of a request.
type movesKey struct{}

// add takes note of an answer that redirects.
func (m *moves) add(resp *http.Response) {
	if resp == nil {
		return
	}
	m.any = true
	if resp.StatusCode != http.StatusMovedPermanently && resp.StatusCode != http.StatusPermanentRedirect {
		m.forGood = false
	}
}

// ask asks whether, and waits until, a redirect may be followed. The answer that redirects is done with: its host is not kept waiting.
func (m *moves) ask(req *http.Request) error {
	if m.onward == nil {
		return nil
	}
	if req.Response != nil {
		_ = req.Response.Body.Close()
	}
	return m.onward(req.URL)
}

// bounded is a header's value, unless it is longer than anybody needs.
func bounded(value string) string {
	const most = 1024
	if len(value) > most {
		return ""
	}
	return value
}
