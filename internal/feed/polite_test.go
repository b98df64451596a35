package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// find looks for the list of a site.
func find(t *testing.T, address string) (Found, error) {
	t.Helper()
	return NewPolite(open(t), 0, 1).Find(t.Context(), address)
}

func TestFindFollowsLinksOfPages(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">
				<link rel="alternate" type="application/atom+xml" href="/news.xml"></head></html>`)
		case "/news.xml", "/comments.xml":
			fmt.Fprint(w, readSample(t, "atom.xml"))
		default:
			http.NotFound(w, r)
		}
	})
	found, err := find(t, address+"/")
	if err != nil || found.Address != address+"/news.xml" || found.List.Kind != Atom {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestFindTriesUsualPlaces(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/about":
			fmt.Fprint(w, story)
		case "/rss.xml":
			fmt.Fprint(w, readSample(t, "rss.xml"))
		default:
			http.NotFound(w, r)
		}
	})
	found, err := find(t, address+"/about")
	if err != nil || found.Address != address+"/rss.xml" {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestFindSaysThatThereIsNone(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, story) })
	_, err := find(t, address)
	wantError(t, err, address, "ADDR: a web page came, and no feed: it is neither a feed nor a sitemap; the page names no feed, and there is none at the usual places; find its address on the site", ErrNoList)
}

func TestFetchListAsksForWhatChanged(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Sun, 29 Nov 2026 12:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") == "Sun, 29 Nov 2026 12:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, readSample(t, "rss.xml"))
	})
	first, err := open(t).FetchList(t.Context(), address, Seen{})
	if err != nil || first.Unchanged || len(first.Body) == 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := open(t).FetchList(t.Context(), address, first.Seen)
	if err != nil || !second.Unchanged || second.Seen != first.Seen {
		t.Errorf("%+v, %v", second, err)
	}
}

func TestFetchListTellsOfMoves(t *testing.T) {
	for code, moved := range map[int]bool{301: true, 308: true, 302: false, 307: false} {
		address := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				http.Redirect(w, r, "/new", code)
			}
		})
		answer, err := open(t).FetchList(t.Context(), address+"/old", Seen{})
		if err != nil || (answer.Moved == address+"/new") != moved {
			t.Errorf("%d: %q, %v", code, answer.Moved, err)
		}
	}
}

func TestStatusErrorTellsWhenToComeBack(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err := open(t).FetchList(t.Context(), address, Seen{})
	var status *StatusError
	if !errors.As(err, &status) || status.Code != 429 || time.Until(status.Retry) < 59*time.Minute || time.Until(status.Retry) > time.Hour {
		t.Errorf("%+v, %v", status, err)
	}
}

func TestFetchListBoundsBombs(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(10<<30))
		fmt.Fprint(w, "<rss>")
	})
	_, err := open(t).FetchList(t.Context(), address, Seen{})
	wantError(t, err, address, "ADDR: the feed is over 50 MiB: it is too large; follow another of the site's feeds", nil)
}

func TestPoliteKeepsToRobots(t *testing.T) {
	var asked atomic.Int32
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked.Add(1)
			fmt.Fprint(w, "User-agent: hearsay\nDisallow: /private\nUser-agent: *\nDisallow: /\n")
		}
	})
	p := NewPolite(open(t), 0, 2)
	for path, allowed := range map[string]bool{"/news": true, "/private/a": false, "": true, "/news?page=2": true} {
		_, err := p.FetchList(t.Context(), address+path, Seen{})
		if (err == nil) != allowed || err != nil && !errors.Is(err, ErrRobots) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
	}
}

func TestPoliteWithoutRobots(t *testing.T) {
	for code, allowed := range map[int]bool{404: true, 403: true, 500: false, 429: false} {
		address := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(code)
			}
		})
		if _, err := NewPolite(open(t), 0, 1).Fetch(t.Context(), address+"/a"); (err == nil) != allowed {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func TestPolitePausesBetweenRequests(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	p := NewPolite(open(t), time.Hour, 1)
	if p.host(address).limit.Limit() != 1.0/3600 {
		t.Errorf("limit %v", p.host(address).limit.Limit())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := p.Fetch(ctx, address+"/a"); err == nil {
		t.Error("the second request to a host came at once after the first, for robots.txt")
	}
}

// TestPoliteWithoutTimeToAskForRobots: somebody else has had the turn, and the next one comes too late.
func TestPoliteWithoutTimeToAskForRobots(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	p := NewPolite(open(t), time.Hour, 1)
	p.host(address).limit.Allow()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := p.Fetch(ctx, address+"/a"); err == nil {
		t.Error("it was asked for before its turn")
	}
	if n := len(p.host(address).slots); n != 0 {
		t.Errorf("%d places are never given back", n)
	}
}

func TestPoliteBoundsRequestsAtOnce(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) })
	p := NewPolite(open(t), 0, 1)
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	release, err := p.acquire(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.acquire(ctx, at); !errors.Is(err, context.Canceled) {
		t.Errorf("a second request at once: %v", err)
	}
	release()
	if _, err := p.acquire(t.Context(), at); err != nil {
		t.Error(err)
	}
}

func TestPoliteForgetsHosts(t *testing.T) {
	p := NewPolite(open(t), 0, 1)
	for i := range maxHosts + 10 {
		p.host(fmt.Sprint("https://", i, ".example"))
	}
	if len(p.hosts) > maxHosts {
		t.Errorf("%d hosts are remembered", len(p.hosts))
	}
}

func TestRunAgentSaysWhoWeAre(t *testing.T) {
	if got := RunAgent("1.0", "https://desk.example/bot"); !strings.Contains(got, "hearsay/1.0") || !strings.Contains(got, "+https://desk.example/bot") {
		t.Error(got)
	}
}
