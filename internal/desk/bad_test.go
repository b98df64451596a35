package desk_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// answer makes a handler that sends a body.
func answer(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

func refuse(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// TestBadFeedsShowHowTheyAre: each bad feed is told of in words, and none keeps the good one from its articles.
func TestBadFeedsShowHowTheyAre(t *testing.T) {
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.TLS = &tls.Config{} // its certificate is what is wrong with it
	untrusted.StartTLS()
	defer untrusted.Close()
	cases := map[string]struct {
		handler http.HandlerFunc
		state   intake.FeedState
		words   string
	}{
		"/text":    {answer("The bridge is shut."), intake.Active, "what came is not XML"},
		"/page":    {answer(story(1)), intake.Active, "a web page came, and no feed"},
		"/empty":   {answer(""), intake.Active, "it is empty"},
		"/huge":    {refuse(200, "Content-Length", fmt.Sprint(10<<30)), intake.Active, "the feed is over 50 MiB: it is too large"},
		"/loop":    {refuse(302, "Location", "/loop"), intake.Active, "redirects more than 5 times"},
		"/gone":    {refuse(410), intake.Retired, "gone for good (410 Gone)"},
		"/missing": {refuse(404), intake.Active, "there is no feed at this address (404 Not Found)"},
		"/busy":    {refuse(429, "Retry-After", "7200"), intake.Active, "the site asks for a pause (429 Too Many Requests); try again after 7200 s"},
		"/broken":  {refuse(500), intake.Active, "the site is out of order (500 Internal Server Error)"},
		"/nested":  {answer("<rss><channel>" + strings.Repeat("<x>", 10_000)), intake.Active, "nested over 200 deep"},
	}
	pages := map[string]http.HandlerFunc{}
	for path, c := range cases {
		pages[path] = c.handler
	}
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 2, pages)
	follow(t, where, at+"/feed.xml", untrusted.URL+"/feed", "http://no-such-host.invalid/feed")
	for path := range cases {
		follow(t, where, at+path)
	}
	s := runUntil(t, where, nil, func(s intake.Status) bool {
		for _, f := range s.Feeds {
			if f.Checked.IsZero() {
				return false
			}
		}
		return kept(s) == 2
	})
	for _, f := range s.Feeds {
		c, known := cases[strings.TrimPrefix(f.Address, at)]
		switch {
		case known && (f.State != c.state || !strings.Contains(f.Error, c.words) || f.Failures != 1 || !f.Good.IsZero()):
			t.Errorf("%s: %+v", f.Address, f)
		case strings.HasPrefix(f.Address, untrusted.URL) && !strings.Contains(f.Error, "the site's certificate is not to be trusted"):
			t.Errorf("untrusted: %q", f.Error)
		case strings.Contains(f.Address, ".invalid") && !strings.Contains(f.Error, "the host could not be looked up") && !strings.Contains(f.Error, "there is no host called"):
			t.Errorf("no such host: %q", f.Error)
		case f.Address == at+"/busy" && time.Until(f.Due) < time.Hour:
			t.Errorf("Retry-After does not count: %v", f.Due)
		case f.Address == at+"/feed.xml" && (f.Error != "" || f.Good.IsZero()):
			t.Errorf("the good one: %+v", f)
		}
	}
}

// TestOddFeedsGiveWhatIsGood: wrong dates, no ids and ids used again keep no article out.
func TestOddFeedsGiveWhatIsGood(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 4, map[string]http.HandlerFunc{"/odd": answer("<?xml version='1.0' encoding='utf-16'?><rss version='2.0'><channel><title>Odd</title>" +
		"<item><link>/0</link><guid>same</guid><pubDate>yesterday</pubDate></item><item><link>/1</link><guid>same</guid></item>" +
		"<item><link>/2</link><pubDate>Sun, 29 Nov 2099 12:00:00 GMT</pubDate></item><item><title>nowhere</title></item></channel></rss>")})
	follow(t, where, at+"/odd")
	s := runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 3 })
	if f := s.Feeds[0]; f.Error != "" || !strings.Contains(f.Notes, "have no address") || !strings.Contains(f.Notes, "lie in the future") || !strings.Contains(f.Notes, "in no form") {
		t.Errorf("%+v", f)
	}
}

// TestFeedsRecover: a feed that failed is good again after one success.
func TestFeedsRecover(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	tries := 0
	at := site(t, 1, map[string]http.HandlerFunc{"/shaky": func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries < 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, "<rss version='2.0'><channel><title>Shaky</title><item><link>/0</link></item></channel></rss>")
	}})
	follow(t, where, at+"/shaky")
	s := runUntil(t, where, func(o *desk.Options) { o.Every = 50 * time.Millisecond }, func(s intake.Status) bool { return kept(s) == 1 && s.Feeds[0].Failures == 0 })
	if f := s.Feeds[0]; f.Error != "" || f.Good.IsZero() {
		t.Errorf("%+v", f)
	}
}

// TestBadArticlesAreSetAside: with the reason, and others come in; retry queues them again.
func TestBadArticlesAreSetAside(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	mended := false
	pages := map[string]http.HandlerFunc{
		"/0": refuse(410), "/1": answer("<html><body><p>" + strings.Repeat("Der Hafen ist seit gestern geschlossen, sagte die Bürgermeisterin. ", 20) + "</p></body></html>"),
		"/2": refuse(500), "/3": refuse(200, "Content-Type", "application/pdf"), "/4": refuse(404),
		"/5": answer(strings.Replace(story(5), "said", "said in a panic", 1)), "/robots.txt": answer("User-agent: *\nDisallow: /6\n"), "/8": refuse(302, "Location", "/6/a"),
		"/7": func(w http.ResponseWriter, _ *http.Request) {
			if !mended {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			fmt.Fprint(w, story(7))
		},
	}
	at := site(t, 12, pages)
	follow(t, where, at+"/feed.xml")
	s := runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 3 && s.SetAside == 9 })
	var words strings.Builder
	for _, r := range s.Reasons {
		words.WriteString(r.Words + "\n")
	}
	for _, want := range []string{
		"(410 Gone)", "not in English", "(500 Internal Server Error); try again later (after 8 attempts)", "leads to a PDF", "(404 Not Found); check it (after 3 attempts)",
		"the program failed on this (a word that nobody can read)", "robots.txt", "(403 Forbidden)",
	} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("no reason has %q:\n%s", want, words.String())
		}
	}
	mended = true
	store, err := intake.Open(t.Context(), where, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if n, err := desk.Retry(t.Context(), store, at+"/7", 0); n != 1 || err != nil {
		t.Errorf("%d are tried again, %v", n, err)
	}
	runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 4 && s.SetAside == 8 })
}

// TestFullDisk: with no room left nothing is lost, the desk says what is wrong, and ends in good order.
func TestFullDisk(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 60, nil)
	follow(t, where, at+"/feed.xml")
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	const room = 260 // pages: the empty tables and a few articles
	store, err := intake.Open(t.Context(), where, intake.Options{MaxPages: room})
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(t.Context(), store, options(l, slog.New(slog.DiscardHandler), nil))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	waitFor(t, "the desk to say that the disk is full", func() bool {
		code, words := health(t, d)
		return code == http.StatusServiceUnavailable && strings.Contains(words, "the disk is full; free some space")
	})
	stop()
	<-ended // with or without an error: it could not strike itself off
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 60 })
}

// TestRevisions: an article that the feed says has changed is fetched again, and is a revision if its text is another.
func TestRevisions(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	version := 0
	var at string
	at = site(t, 1, map[string]http.HandlerFunc{
		"/atom": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><link href="%s/x"/><updated>2026-11-2%dT12:00:00Z</updated></entry></feed>`, at, version)
		},
		"/x": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, story(version)) },
	})
	follow(t, where, at+"/atom")
	runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 1 })
	version = 1
	update(t, where, func(tx *intake.Tx) error {
		f, err := tx.Feed(at + "/atom")
		f.Due = time.Now()
		if err == nil {
			err = tx.PutFeed(f)
		}
		return err
	})
	runUntil(t, where, nil, func(s intake.Status) bool { return strings.Contains(contents(t, where), thing(1, 98)) })
	if n := revisions(t, where, at+"/x"); n != 2 {
		t.Errorf("%d revisions", n)
	}
}

// revisions is how many of an article the ledger has.
func revisions(t *testing.T, where, address string) (n int) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.View(t.Context(), func(v ledger.View) error {
		all, err := v.Revisions(t.Context(), address)
		n = len(all)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return n
}
