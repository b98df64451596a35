package desk_test

import (
	"context"
	"errors"
	"fmt"
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
	"hearsay/internal/ledger/postgrestest"
	"hearsay/internal/ledger/sqlledger"
)

// TestADatabaseThatGoesAwayAndComesBack: while PostgreSQL is down the desk says so, and afterwards goes on by itself; nothing is lost or doubled.
func TestADatabaseThatGoesAwayAndComesBack(t *testing.T) {
	const articles = 40
	var server postgrestest.Server
	t.Cleanup(func() { // after the database has been dropped
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	where, calm := server.Database(t, ""), filepath.Join(t.TempDir(), "calm.db")
	at := site(t, articles, nil)
	follow(t, calm, at+"/feed.xml")
	runUntil(t, calm, nil, func(s intake.Status) bool { return kept(s) == articles })

	follow(t, where, at+"/feed.xml")
	d, ended, stop := running(t, where)
	waitFor(t, "some articles to be kept", func() bool { return kept(status(t, where)) >= 5 })
	for range 2 {
		if err := server.Stop(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "the desk to say that the database is away", func() bool {
			code, words := health(t, d)
			return code == http.StatusServiceUnavailable && strings.Contains(words, "its database cannot be reached")
		})
		if _, err := intake.Open(t.Context(), where, intake.Options{}); !errors.Is(err, ledger.ErrAway) {
			t.Errorf("whoever asks for the status is told %v", err)
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "the desk to say that all is well", func() bool { code, _ := health(t, d); return code == http.StatusOK })
	}
	waitFor(t, "all articles to be kept", func() bool { return kept(status(t, where)) == articles })
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the desk ends with %v", err)
	}
	if s := status(t, where); s.SetAside != 0 {
		t.Errorf("set aside: %+v", s.Reasons)
	}
	if contents(t, where) != contents(t, calm) {
		t.Error("the ledger is another than that of an undisturbed run")
	}
}

// running starts a desk and gives it, what comes when it ends, and what ends it.
func running(t *testing.T, where string) (*desk.Desk, <-chan error, context.CancelFunc) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store, err := intake.Open(t.Context(), where, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(t.Context(), store, options(l, slog.New(slog.DiscardHandler), nil))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- errors.Join(d.Run(ctx), store.Close(), l.Close()) }()
	return d, ended, stop
}

// health is what a desk answers when it is asked how it is.
func health(t *testing.T, d *desk.Desk) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	d.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/healthz", nil))
	return w.Code, w.Body.String()
}

func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Minute); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// TestWhereAFeedHasAnArticleFrom: the ledger keeps what the feed says, unless it names the article's own outlet.
func TestWhereAFeedHasAnArticleFrom(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 2, map[string]http.HandlerFunc{"/from": answer("<rss version='2.0'><channel><title>Quay</title>" +
		"<item><link>/0</link><source url='https://wire.example/rss'>Harbour  Wire</source></item>" +
		"<item><link>/1</link><source url='https://own.example/rss'>The " + thing(1, 1) + "</source></item></channel></rss>")})
	follow(t, where, at+"/from")
	runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 2 })
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.View(t.Context(), func(v ledger.View) error {
		for n, want := range []string{"[{via Harbour Wire https://wire.example/rss }]", "[]"} {
			art, err := v.Article(t.Context(), fmt.Sprint(at, "/", n))
			if got := fmt.Sprint(art.Notes); err != nil || got != want {
				t.Errorf("of article %d is kept %s, %v", n, got, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
