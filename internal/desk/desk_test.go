package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay"

	"hearsay/internal/desk"
	"hearsay/internal/export"
	"hearsay/internal/feed"
	"hearsay/internal/ingest"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
)

// TestMain is also the main function of a process that other tests start and kill: a whole desk but for its reader.
func TestMain(m *testing.M) {
	where := os.Getenv("HEARSAY_TEST_DESK")
	if where == "" {
		os.Exit(m.Run())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	err := work(ctx, where, slog.New(slog.NewTextHandler(os.Stderr, nil)), func(o *desk.Options) {
		if roles := strings.Fields(os.Getenv("HEARSAY_TEST_ROLES")); len(roles) > 0 {
			o.Roles = nil
			for _, r := range roles {
				o.Roles = append(o.Roles, desk.Role(r))
			}
		}
	})
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// paragraphs is a reader that finds a statement in every paragraph with the word "said" in it, of whoever stands before it.
type paragraphs struct{}

func (paragraphs) Read(ctx context.Context, art hearsay.Article) (hearsay.Reading, error) {
	if strings.Contains(art.Text, "panic") {
		panic("a word that nobody can read")
	}
	if strings.Contains(art.Text, "the slow") {
		time.Sleep(time.Second)
	}
	if strings.Contains(art.Text, "the deadly") {
		time.Sleep(300 * time.Millisecond)
		os.Exit(2) // as if it were killed: nothing is put in order
	}
	reading := hearsay.Reading{Article: art}
	for _, m := range regexp.MustCompile(`The (\w+) (said) that ([^.\n]+)`).FindAllStringSubmatchIndex(art.Text, -1) {
		id := fmt.Sprint("s", len(reading.Sources)+1)
		span := func(i int) hearsay.Span { return hearsay.Span{Start: m[2*i], End: m[2*i+1]} }
		reading.Sources = append(reading.Sources, hearsay.Source{ID: id, Name: span(1).In(art.Text), Kind: hearsay.Person, Mentions: []hearsay.Span{span(1)}})
		reading.Statements = append(reading.Statements, hearsay.Statement{
			ID: fmt.Sprint("n", len(reading.Statements)+1), Source: id, Quotation: hearsay.Indirect, Stance: hearsay.Asserts, Deciding: []hearsay.Span{span(2)},
			Spans: hearsay.Attribution{Source: []hearsay.Span{span(1)}, Cue: []hearsay.Span{span(2)}, Content: []hearsay.Span{span(3)}},
		})
	}
	return reading, ctx.Err()
}

// work runs a desk on a ledger until ctx is done. change may be nil.
func work(ctx context.Context, where string, log *slog.Logger, change func(*desk.Options)) error {
	l, err := sqlledger.Open(ctx, where, sqlledger.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	store, err := intake.Open(ctx, where, intake.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	d, err := desk.New(ctx, store, options(l, log, change))
	if err != nil {
		return err
	}
	return d.Run(ctx)
}

func options(l ledger.Ledger, log *slog.Logger, change func(*desk.Options)) desk.Options {
	linker, err := linking.New()
	if err != nil {
		panic(err)
	}
	o := desk.Options{
		Roles: []desk.Role{desk.Fetch, desk.Read, desk.Link}, Fetcher: feed.New(feed.Options{AllowPrivate: true}), Keeper: ingest.New(l, linker),
		Reader: func() (desk.Reader, error) { return paragraphs{}, nil }, Version: "test", Every: time.Hour, AtOnce: 8, Fetchers: 8, Readers: 2, Backlog: 100,
		Backoff: func(int) time.Duration { return 50 * time.Millisecond }, Log: log,
	}
	if change != nil {
		change(&o)
	}
	return o
}

// story is the page of article n. Three articles each tell of the same things, and no others of these.
func story(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>News of the %s</title><meta property="og:site_name" content="The %s">
<meta property="article:published_time" content="2026-11-%02dT12:%02d:00Z"></head><body><article><h1>News of the %[1]s</h1>`, thing(n, 0), thing(n%7, 1), n%28+1, n%60)
	for i := range 3 {
		fmt.Fprintf(&b, "<p>The %s said that the %s of the %s would %s its %s until the %s. It was the %s of the year.</p>", thing(n, i), thing(n/3, 10*i),
			thing(n/3, 10*i+1), thing(n/3, 10*i+2), thing(n/3, 10*i+3), thing(n/3, 10*i+4), thing(n, 10*i+5))
	}
	fmt.Fprintf(&b, "<p>It has been raining for days in this part of the country, and the roads to the %s are in a bad state. More rain is on its way to the %s.</p></article></body></html>",
		thing(n, 98), thing(n, 99))
	return b.String()
}

// thing is a made-up word, one of some ten thousand.
func thing(n, i int) string {
	r := rand.New(rand.NewPCG(uint64(n), uint64(i)))
	syllables := strings.Fields("ba ber dol dan fen gar hol kel lin mor nel pat rin sol tan vel wen zor")
	var word strings.Builder
	for range 3 {
		word.WriteString(syllables[r.IntN(len(syllables))])
	}
	return word.String()
}

// site is a server with a feed of n articles; pages, which may be nil, are served before anything else.
func site(t testing.TB, n int, pages map[string]http.HandlerFunc) string {
	t.Helper()
	var at string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		switch {
		case pages[r.URL.Path] != nil:
			pages[r.URL.Path](w, r)
		case r.URL.Path == "/feed.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Quay</title>`)
			for i := range n {
				fmt.Fprintf(w, "<item><link>%s/%d</link></item>", at, i)
			}
			fmt.Fprint(w, "</channel></rss>")
		default:
			if _, err := fmt.Sscanf(r.URL.Path, "/%d", &i); err != nil || i >= n {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, story(i))
		}
	}))
	t.Cleanup(server.Close)
	at = server.URL
	return at
}

// follow makes a ledger that follows feeds.
func follow(t testing.TB, where string, addresses ...string) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	update(t, where, func(tx *intake.Tx) error {
		for _, address := range addresses {
			if _, _, err := tx.AddFeed(address, "", "", time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

func update(t testing.TB, where string, f func(*intake.Tx) error) {
	t.Helper()
	store, err := intake.Open(t.Context(), where, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Update(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func status(t testing.TB, where string) intake.Status {
	t.Helper()
	var s intake.Status
	update(t, where, func(tx *intake.Tx) (err error) {
		s, err = tx.Status(time.Now())
		return err
	})
	return s
}

// runUntil runs a desk until the status is as wanted.
func runUntil(t *testing.T, where string, change func(*desk.Options), wanted func(intake.Status) bool) intake.Status {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- work(ctx, where, slog.New(slog.DiscardHandler), change) }()
	const patience = 2 * time.Minute // without an article that is kept
	deadline, before := time.Now().Add(patience), 0
	for {
		s := status(t, where)
		if n := kept(s); n > before {
			deadline, before = time.Now().Add(patience), n
		}
		if wanted(s) {
			stop()
			if err := <-ended; err != nil && !errors.Is(err, context.Canceled) { // it may be stopped while it starts
				t.Errorf("the desk ends with %v", err)
			}
			return s
		}
		if time.Now().After(deadline) {
			t.Fatalf("it never came to what was wanted: %+v", s)
		}
		select {
		case err := <-ended:
			t.Fatalf("the desk ended with %v", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func kept(s intake.Status) int { return s.Kept[24*time.Hour] }

// contents is everything in a ledger, but for when it was fetched.
func contents(t *testing.T, where string) string {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var out bytes.Buffer
	if err := l.View(t.Context(), func(v ledger.View) error { return export.Lines(t.Context(), v, &out) }); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`"fetched":"[^"]*"`).ReplaceAllString(out.String(), "")
}

func TestArticlesComeFromFeedsToTheLedger(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 20, nil)
	follow(t, where, at+"/feed.xml")
	s := runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 20 })
	if len(s.Feeds) != 1 || s.Feeds[0].Listed != 20 || s.Feeds[0].Good.IsZero() || s.SetAside != 0 {
		t.Errorf("%+v", s)
	}
	if got := strings.Count(contents(t, where), `{"table":"articles"`); got != 20 {
		t.Errorf("%d articles in the ledger:\n%.2000s", got, contents(t, where))
	}
	if after := status(t, where); len(after.Processes) != 0 {
		t.Errorf("it ended and is still registered: %+v", after.Processes)
	}
}
