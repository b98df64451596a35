package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/editing"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/linking"
	"hearsay/internal/web"
)

// byHeader takes whoever a header names for who asks; those who are called editor may correct.
type byHeader struct{}

func (byHeader) Editor(r *http.Request) string {
	if name := r.Header.Get("Who"); strings.HasPrefix(name, "editor") {
		return name
	}
	return ""
}
func (byHeader) User(r *http.Request) string  { return r.Header.Get("Who") }
func (byHeader) Token(r *http.Request) string { return "token-of-" + r.Header.Get("Session") }

// shared is a site that several look at.
func shared(t testing.TB, articles ...told) site {
	t.Helper()
	l, k := open(t, articles...)
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	derive := func(c ledger.Component) ([]hearsay.Claim, []ledger.Link, error) { return ingest.Claims(linker, c) }
	h, err := web.New(l, web.Options{Derive: derive, Editor: editing.New(l, k), Access: byHeader{}, Failed: func(err error) { t.Errorf("it failed: %v", err) }})
	if err != nil {
		t.Fatal(err)
	}
	return site{h, l}
}

// as asks for a page as somebody, with headers: names and values in turn.
func (s site) as(who, session, address string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Who", who)
	r.Header.Set("Session", session)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestAPageIsNeverThatOfAnother(t *testing.T) {
	s := shared(t, story()...)
	address := "/claims/" + s.claimOf(t, "tanker").ID
	for range 2 { // made, then kept
		for _, one := range []struct{ who, session string }{{"editor ada", "1"}, {"editor ada", "2"}, {"reader bo", "3"}, {"editor cy", "4"}, {"", "5"}} {
			body := s.as(one.who, one.session, address).Body.String()
			edits := strings.Contains(body, `action="/edits/`)
			if edits != strings.HasPrefix(one.who, "editor") || edits && !strings.Contains(body, "You correct as <bdi>"+one.who) {
				t.Errorf("%q can correct: %v", one.who, edits)
			}
			for _, token := range []string{"1", "2", "3", "4", "5"} {
				if strings.Contains(body, "token-of-"+token) && token != one.session {
					t.Errorf("%q in session %s gets the form of session %s", one.who, one.session, token)
				}
			}
		}
	}
}

func TestAPageChangesRightAfterAnUpdate(t *testing.T) {
	s := shared(t, story()...)
	claim := s.claimOf(t, "tanker")
	address := "/claims/" + claim.ID
	before := s.as("reader", "1", address)
	tag := before.Header().Get("ETag")
	if before.Code != 200 || tag == "" {
		t.Fatalf("the page gives %d with the tag %q", before.Code, tag)
	}
	if again := s.as("reader", "1", address, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("asked for again it gives %d", again.Code)
	}
	form := url.Values{"statement": {claim.Positions[0].Statement}, "value": {"doubts"}, "claim": {claim.ID}, "token": {"x"}}
	r := httptest.NewRequest(http.MethodPost, "/edits/stance", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Who", "editor")
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != http.StatusSeeOther {
		t.Fatalf("the correction gives %d: %s", w.Code, w.Body)
	}
	after := s.as("reader", "1", address, "If-None-Match", tag)
	if after.Code != 200 || after.Header().Get("ETag") == tag || !strings.Contains(after.Body.String(), "doubts") {
		t.Errorf("after a correction the page gives %d with the tag %q", after.Code, after.Header().Get("ETag"))
	}
}

// TestManyAskAtOnce: all get the same whole page, whoever of them gives up.
func TestManyAskAtOnce(t *testing.T) {
	s := shared(t, story()...)
	address := "/claims/" + s.claimOf(t, "tanker").ID
	bodies := make(chan string)
	for i := range 50 {
		go func() {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if i%5 == 0 {
				cancel()
			}
			r := httptest.NewRequest(http.MethodGet, address, nil).WithContext(ctx)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if i%5 == 0 {
				bodies <- ""
			} else {
				bodies <- w.Body.String()
			}
		}()
	}
	whole := ""
	for range 50 {
		body := <-bodies
		if whole == "" {
			whole = body
		}
		if body != "" && (body != whole || !strings.HasSuffix(strings.TrimSpace(body), "</html>")) {
			t.Error("one of those who ask at once gets another page")
		}
	}
}

// BenchmarkClaim is a claim's page: made anew each time, as after an update, and as it was kept.
func BenchmarkClaim(b *testing.B) {
	var articles []told
	for range 10 {
		for _, a := range story() {
			a.url += "/" + string(rune('a'+len(articles)))
			a.outlet += " " + string(rune('A'+len(articles)))
			articles = append(articles, a)
		}
	}
	s := shared(b, articles...)
	address := "/claims/" + s.claimOf(b, "tanker").ID
	for name, touch := range map[string]bool{"made": true, "kept": false} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if touch {
					b.StopTimer()
					if err := s.ledger.Update(b.Context(), func(ledger.Tx) error { return nil }); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
				}
				if w := s.as("reader", "1", address); w.Code != 200 {
					b.Fatalf("it gives %d", w.Code)
				}
			}
		})
	}
}
