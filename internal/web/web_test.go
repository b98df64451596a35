package web_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay"

	"hearsay/internal/editing"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
	"hearsay/internal/web"
)

// told is an article for a test: who says what in it, a sentence each.
type told struct {
	outlet, title, published, url string
	said                          []sentence
}

type sentence struct {
	source, cue string
	stance      hearsay.Stance
	content     string
	kind        hearsay.Kind
}

// reading makes the text of an article and what a reader would find in it.
func (a told) reading() hearsay.Reading {
	var text strings.Builder
	r := hearsay.Reading{Article: hearsay.Article{ID: a.url, URL: a.url, Outlet: a.outlet, Title: a.title, Byline: "Ann Writer"}}
	r.Article.Published, _ = hearsay.ParseDate(a.published)
	put := func(words string) []hearsay.Span {
		start := text.Len()
		text.WriteString(words)
		return []hearsay.Span{{Start: start, End: text.Len()}}
	}
	for i, s := range a.said {
		stmt := hearsay.Statement{ID: fmt.Sprint("n", i), Source: fmt.Sprint("s", i), Stance: s.stance, Quotation: hearsay.Indirect}
		stmt.Spans.Source = put(s.source)
		text.WriteString(" ")
		stmt.Spans.Cue = put(s.cue)
		stmt.Deciding = stmt.Spans.Cue
		text.WriteString(" that ")
		stmt.Spans.Content = put(s.content)
		text.WriteString(".\n\n")
		kind := s.kind
		if kind == "" {
			kind = hearsay.Person
		}
		r.Sources = append(r.Sources, hearsay.Source{ID: stmt.Source, Name: s.source, Kind: kind, Role: "spokesman", Affiliation: "Harbour Office", Mentions: stmt.Spans.Source})
		r.Statements = append(r.Statements, stmt)
	}
	r.Article.Text = text.String()
	return r
}

const seized = "the tanker Alma Grace was seized by the coastguard off Muscat on Tuesday"

// story is a claim that is asserted, then denied, and something else.
func story() []told {
	return []told{
		{"The Harbour Post", "Tanker held", "2031-03-04T06:30:00Z", "https://post.example/1", []sentence{
			{"two Western officials", "told the Post", hearsay.Asserts, seized, hearsay.Anonymous},
			{"Mara Quill", "said", hearsay.Asserts, "war-risk premiums for the strait had doubled within a week", ""},
		}},
		{"Coast Wire", "Oman denies seizing tanker", "2031-03-05T09:00:00Z", "https://wire.example/2", []sentence{
			{"Salim Harthy", "denied", hearsay.Denies, seized, ""},
		}},
		{"The Bell", "Owner confirms", "2031-03-07T12:00:00Z", "https://bell.example/3", []sentence{
			{"Nordic Hull", "confirmed", hearsay.Confirms, seized, hearsay.Organisation},
		}},
	}
}

// hostile is text that means harm, in every field that an article brings.
func hostile() told {
	const bad = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>` + "\u202e\u2066" + `&lt;b&gt;` + "`${x}`"
	return told{"Evil " + bad, "Title " + bad, "2031-04-01T00:00:00Z", "https://evil.example/?x=%22%3E%3Cscript%3E", []sentence{
		{"Doctor " + bad, "said", hearsay.Asserts, "a " + bad + " " + strings.Repeat("w", 10_000), ""},
	}}
}

// open makes a ledger of articles.
func open(t testing.TB, articles ...told) (*sqlledger.Ledger, *ingest.Keeper) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	k := ingest.New(l, linker)
	for _, a := range articles {
		keep(t, k, a.reading())
	}
	return l, k
}

func keep(t testing.TB, k *ingest.Keeper, r hearsay.Reading) {
	t.Helper()
	entry, err := k.Prepare(r, ingest.Raw{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Keep(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
}

// visitor is who asks in a test: an editor by this name, or a reader.
type visitor string

func (v visitor) Editor(*http.Request) string { return string(v) }
func (v visitor) User(*http.Request) string   { return string(v) }
func (v visitor) Token(*http.Request) string  { return "tok<en" }

// site is a site under test.
type site struct {
	http.Handler
	ledger *sqlledger.Ledger
}

func newSite(t *testing.T, who visitor, articles ...told) site {
	t.Helper()
	l, k := open(t, articles...)
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	derive := func(c ledger.Component) ([]hearsay.Claim, []ledger.Link, error) { return ingest.Claims(linker, c) }
	h, err := web.New(l, web.Options{Derive: derive, Editor: editing.New(l, k), Access: who, Failed: func(err error) { t.Errorf("it failed: %v", err) }})
	if err != nil {
		t.Fatal(err)
	}
	return site{h, l}
}

// get asks for a page, and reports any that brings anything of its own to run, or takes anything from elsewhere.
func (s site) get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	raw, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		isHarmless(t, address, string(raw))
	}
	return w.Code, string(raw)
}

// post sends a form and returns the answer.
func (s site) post(address string, form url.Values) *http.Response {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// elements walks through a page.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// isHarmless reports what a strict policy of content would refuse, and what outside text must never become.
func isHarmless(t *testing.T, address, page string) {
	t.Helper()
	for _, n := range elements(t, page) {
		switch {
		case n.Data == "script" && (!strings.HasPrefix(attr(n, "src"), "/static/") || n.FirstChild != nil), n.Data == "style", n.Data == "img", n.Data == "iframe":
			t.Errorf("%s has a %s of its own", address, n.Data)
		}
		for _, a := range n.Attr {
			link := a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction"
			web := strings.HasPrefix(a.Val, "https://") && n.Data == "a"
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style":
				t.Errorf("%s has a %s with %s=%q", address, n.Data, a.Key, a.Val)
			case link && !web && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#"):
				t.Errorf("%s leads to %q", address, a.Val)
			}
		}
	}
	if strings.ContainsAny(page, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") {
		t.Errorf("%s lets text be shown in another order than it reads", address)
	}
}

// claimOf is the claim that most statements are on.
func (s site) claimOf(t testing.TB, words string) ledger.Claim {
	t.Helper()
	var c ledger.Claim
	err := s.ledger.View(context.Background(), func(v ledger.View) error {
		page, err := v.Claims(t.Context(), ledger.ClaimFilter{Words: words})
		if err != nil || len(page.Items) == 0 {
			return fmt.Errorf("no claim has %q: %w", words, err)
		}
		best := page.Items[0]
		for _, i := range page.Items {
			if i.Positions > best.Positions {
				best = i
			}
		}
		c, err = v.Claim(t.Context(), best.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
