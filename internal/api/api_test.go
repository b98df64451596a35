package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hearsay"

	"hearsay/internal/api"
	"hearsay/internal/editing"
	"hearsay/internal/gate"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
)

const seized = "the tanker Alma Grace was seized by the coastguard off Muscat on Tuesday"

// told is an article of a test: an outlet, a date, and who says what in it with which stance.
type told struct {
	outlet, published string
	said              [][4]string // source, cue, stance, content
}

func story() []told {
	return []told{
		{"The Harbour Post", "2031-03-04T06:30:00Z", [][4]string{
			{"Western officials", "told the Post", "asserts", seized}, {"Mara Quill", "said", "asserts", "war-risk premiums for the strait had doubled within a week"},
		}},
		{"Coast Wire", "2031-03-05T09:00:00Z", [][4]string{{"Salim Harthy", "denied", "denies", seized}}},
		{"The Bell", "2031-03-07", [][4]string{{"Nordic Hull", "confirmed", "confirms", seized}}},
	}
}

func (a told) reading() hearsay.Reading {
	r := hearsay.Reading{Article: hearsay.Article{URL: "https://example.com/" + url.PathEscape(a.outlet), Outlet: a.outlet, Title: "Title of " + a.outlet}}
	r.Article.ID = r.Article.URL
	r.Article.Published, _ = hearsay.ParseDate(a.published)
	put := func(words string) []hearsay.Span {
		start := len(r.Article.Text)
		r.Article.Text += words + " "
		return []hearsay.Span{{Start: start, End: start + len(words)}}
	}
	for i, s := range a.said {
		stmt := hearsay.Statement{ID: fmt.Sprint("n", i), Source: fmt.Sprint("s", i), Stance: hearsay.Stance(s[2]), Quotation: hearsay.Indirect}
		stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content = put(s[0]), put(s[1]), put(s[3])
		r.Sources = append(r.Sources, hearsay.Source{ID: stmt.Source, Name: s[0], Kind: hearsay.Person, Mentions: stmt.Spans.Source})
		r.Statements = append(r.Statements, stmt)
	}
	return r
}

// client asks the API of a ledger that has a story.
type client struct {
	*testing.T
	http.Handler
	ledger *sqlledger.Ledger
}

func newClient(t *testing.T, articles ...told) client {
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
		entry, err := k.Prepare(a.reading(), ingest.Raw{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Keep(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	derive := func(c ledger.Component) ([]hearsay.Claim, []ledger.Link, error) { return ingest.Claims(linker, c) }
	failed := func(err error) { t.Errorf("it failed: %v", err) }
	h, err := api.New(l, api.Options{Version: "1.2.3", Derive: derive, Editor: editing.New(l, k), Failed: failed})
	if err != nil {
		t.Fatal(err)
	}
	return client{t, gate.New(gate.Options{Owner: "ada", Field: "token", Failed: failed}).Before(nil, h), l}
}

// ask sends a request; a body is JSON.
func (c client) ask(method, path, body string, headers ...string) *http.Response {
	c.Helper()
	r := httptest.NewRequest(method, "http://localhost"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, r)
	return w.Result()
}

// get decodes what a path answers.
func (c client) get(path string) (out map[string]any) {
	c.Helper()
	answer := c.ask(http.MethodGet, path, "")
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil || answer.StatusCode != http.StatusOK {
		c.Fatalf("%s answers %s: %v (%v)", path, answer.Status, out, err)
	}
	return out
}

// first is a value within lists and objects, by their names and of each list the first.
func first(in any, names ...string) string {
	for _, name := range names {
		if list, is := in.([]any); is && len(list) > 0 {
			in = list[0]
		}
		object, _ := in.(map[string]any)
		in = object[name]
	}
	s, _ := in.(string)
	return s
}

func TestPagesOfAList(t *testing.T) {
	c := newClient(t, story()...)
	for path, list := range map[string]string{"/api/v1/claims": "claims", "/api/v1/sources": "sources", "/api/v1/search?q=tanker": "hits", "/api/v1/moved": "moves"} {
		sign := "?"
		if strings.Contains(path, "?") {
			sign = "&"
		}
		whole, _ := c.get(path)[list].([]any)
		var ids, want []string
		for _, item := range whole {
			want = append(want, first(item, "id"))
		}
		for after := ""; ; {
			page := c.get(path + sign + "limit=1&after=" + url.QueryEscape(after))
			items, _ := page[list].([]any)
			for _, item := range items {
				ids = append(ids, first(item, "id"))
			}
			if len(items) > 1 || len(ids) > len(want) {
				t.Fatalf("%s gives %q, and again %v", path, ids, page)
			}
			if after = first(page, "next"); after == "" {
				break
			}
		}
		if len(want) == 0 || strings.Join(ids, " ") != strings.Join(want, " ") {
			t.Errorf("%s page by page gives %q, and at once %q", path, ids, want)
		}
	}
}

// TestWhatMoved: what was told once has not moved.
func TestWhatMoved(t *testing.T) {
	c := newClient(t, append(story(), told{"The Valley", "2031-03-09", [][4]string{{"Ivo Lind", "said", "asserts", "bus fares will rise by a tenth in the autumn"}}})...)
	for query, want := range map[string][2]bool{ // whether the claim of the tanker and that of the fares are listed
		"": {true, false}, "?all=true": {true, true}, "?all=true&since=2031-03-09": {false, true}, "?all=true&until=2031-03-08": {true, false}, "?until=2031-03-01": {false, false},
	} {
		listed, _ := json.Marshal(c.get("/api/v1/moved" + query))
		if got := [2]bool{strings.Contains(string(listed), "Alma Grace"), strings.Contains(string(listed), "us fares")}; got != want {
			t.Errorf("%s lists %v, not %v: %s", query, got, want, listed)
		}
	}
}

func TestAsItWasKnown(t *testing.T) {
	c := newClient(t, story()...)
	id := first(c.get("/api/v1/claims?words=tanker"), "claims", "id")
	for day, status := range map[string]string{"2031-03-04": "reported", "2031-03-06": "disputed", "2031-03-05T08:00:00Z": "reported"} {
		if got := c.get("/api/v1/claims/" + id + "?as_of=" + day); first(got, "status") != status && day != "2031-03-06" {
			t.Errorf("on %s it is %v", day, got["status"])
		}
		if got := first(c.get("/api/v1/claims?words=tanker&as_of="+day), "claims", "status"); got != first(c.get("/api/v1/claims/"+id+"?as_of="+day), "status") {
			t.Errorf("on %s the list says %s", day, got)
		}
	}
	answer := c.ask(http.MethodGet, "/api/v1/claims/"+id+"?as_of=2030", "")
	if answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("half a date gives %s", answer.Status)
	}
	if answer = c.ask(http.MethodGet, "/api/v1/claims/"+id+"?as_of=2030-01-01", ""); answer.StatusCode != http.StatusNotFound {
		t.Errorf("before it came up: %s", answer.Status)
	}
}

func TestWhatHasNotChangedIsNotSentAgain(t *testing.T) {
	c := newClient(t, story()...)
	answer := c.ask(http.MethodGet, "/api/v1/claims", "")
	tag := answer.Header.Get("ETag")
	for _, known := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		again := c.ask(http.MethodGet, "/api/v1/claims", "", "If-None-Match", known)
		if body, _ := io.ReadAll(again.Body); again.StatusCode != http.StatusNotModified || len(body) > 0 || again.Header.Get("ETag") != tag {
			t.Errorf("%s gives %s with %q and the tag %s", known, again.Status, body, again.Header.Get("ETag"))
		}
	}
	statement := first(c.get("/api/v1/search?q=premiums&in=statement"), "hits", "id")
	if made := c.ask(http.MethodPost, "/api/v1/edits/stance", `{"statement":"`+statement+`","stance":"doubts","note":"to see"}`); made.StatusCode != http.StatusCreated {
		t.Fatal(made.Status)
	}
	source := first(c.get("/api/v1/sources?name=Quill"), "sources", "id")
	if got := c.get("/api/v1/sources/" + source); first(got, "positions", "stance") != "doubts" {
		t.Errorf("it says %v", got)
	}
}

func TestCorrections(t *testing.T) {
	c := newClient(t, story()...)
	source := first(c.get("/api/v1/sources?name=Quill"), "sources", "id")
	made := c.ask(http.MethodPost, "/api/v1/edits/rename", `{"source":"`+source+`","name":"Mara B. Quill","note":"as she signs"}`)
	var edit struct{ ID, Kind, By, Note string }
	if err := json.NewDecoder(made.Body).Decode(&edit); err != nil || edit.By != "ada" || edit.Note != "as she signs" || made.Header.Get("Location") != "/api/v1/edits/"+edit.ID {
		t.Fatalf("it answers %s with %+v (%v)", made.Status, edit, err)
	}
	if name := first(c.get("/api/v1/sources/"+source), "name"); name != "Mara B. Quill" {
		t.Errorf("it is called %s", name)
	}
	if id := first(c.get("/api/v1/edits?standing=true"), "edits", "id"); id != edit.ID {
		t.Errorf("the corrections begin with %s", id)
	}
	for range 2 {
		if undone := c.ask(http.MethodPost, "/api/v1/edits/"+edit.ID+"/undo", ""); undone.StatusCode != http.StatusOK {
			t.Fatal(undone.Status)
		}
	}
	if name := first(c.get("/api/v1/sources/"+source), "name"); name != "Mara Quill" {
		t.Errorf("undone, it is called %s", name)
	}
}

// TestManyAtOnce: a thousand at once get what one gets.
func TestManyAtOnce(t *testing.T) {
	c := newClient(t, story()...)
	server := httptest.NewServer(c.Handler)
	defer server.Close()
	path := server.URL + "/api/v1/moved?limit=5"
	fetch := func() string {
		answer, err := http.Get(path)
		if err != nil {
			return err.Error()
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return fmt.Sprint(answer.StatusCode, string(body), err)
	}
	want := fetch()
	if !strings.HasPrefix(want, "200") {
		t.Fatal(want)
	}
	var all sync.WaitGroup
	for range 1000 {
		all.Go(func() {
			if got := fetch(); got != want {
				t.Errorf("it answers %.300s", got)
			}
		})
	}
	all.Wait()
}

func TestQuestionsThatMakeNoSense(t *testing.T) {
	c := newClient(t, story()...)
	claim := first(c.get("/api/v1/claims?words=tanker"), "claims", "id")
	big := `{"source":"` + strings.Repeat("x", 2<<20) + `","name":"x"}`
	for _, ask := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/api/v1/claims/nosuch", "", 404},
		{"GET", "/api/v1/claims/k", "", 404},
		{"GET", "/api/v1/claims/%00%ff%27%20OR%201=1", "", 404},
		{"GET", "/api/v1/claims/" + strings.Repeat("k", 5000), "", 422},
		{"GET", "/api/v1/articles/https%3A%2F%2Fexample.com%2Fnosuch", "", 404},
		{"GET", "/api/v1/sources/nobody", "", 404},
		{"GET", "/api/v1/edits/nosuch", "", 404},
		{"GET", "/api/v1/claims?limit=1000000000", "", 422},
		{"GET", "/api/v1/claims?limit=-1", "", 422},
		{"GET", "/api/v1/claims?limit=many", "", 422},
		{"GET", "/api/v1/claims?limit=", "", 422},
		{"GET", "/api/v1/claims?after=&words=", "", 200},
		{"GET", "/api/v1/claims?after=nosuch", "", 404},
		{"GET", "/api/v1/claims?after=bm9uc2Vuc2U", "", 404},
		{"GET", "/api/v1/claims?since=yesterday", "", 422},
		{"GET", "/api/v1/claims?since=2031-02-30", "", 422},
		{"GET", "/api/v1/claims?status=burnt", "", 422},
		{"GET", "/api/v1/claims?source=nobody", "", 404},
		{"GET", "/api/v1/claims?stauts=denied", "", 422},
		{"GET", "/api/v1/search", "", 422},
		{"GET", "/api/v1/search?q=%22%00%ff%2A(NEAR", "", 200},
		{"GET", "/api/v1/edits?claim=nosuch", "", 404},
		{"GET", "/api", "", 404},
		{"GET", "/api/v1/nosuch", "", 404},
		{"GET", "/api/v2/claims", "", 404},
		{"GET", "/api/v1/claims/..%2f..%2fetc%2fpasswd", "", 404},
		{"DELETE", "/api/v1/claims", "", 405},
		{"TRACE", "/api/v1/claims", "", 405},
		{"PUT", "/api/v1/edits/merge", "{}", 405},
		{"POST", "/api/v1/edits/merge", "", 400},
		{"POST", "/api/v1/edits/merge", "{", 400},
		{"POST", "/api/v1/edits/merge", "[]", 422},
		{"POST", "/api/v1/edits/merge", `{"claim":"nosuch","other":"nosuch"}`, 404},
		{"POST", "/api/v1/edits/merge", `{"claim":"` + claim + `","other":"` + claim + `"}`, 409},
		{"POST", "/api/v1/edits/merge", `{"claim":"` + claim + `","other":"` + claim + `","by":"somebody else"}`, 422},
		{"POST", "/api/v1/edits/split", `{"claim":"` + claim + `","statements":null}`, 422},
		{"POST", "/api/v1/edits/stance", `{"statement":"nosuch","stance":"shouts"}`, 422},
		{"POST", "/api/v1/edits/rename", big, 413},
		{"POST", "/api/v1/edits/nosuch/undo", "", 404},
	} {
		answer := c.ask(ask.method, ask.path, ask.body)
		body, _ := io.ReadAll(answer.Body)
		if answer.StatusCode != ask.status {
			t.Errorf("%s %.60s with %.60q answers %s: %.200s", ask.method, ask.path, ask.body, answer.Status, body)
		}
		kind := answer.Header.Get("Content-Type")
		if ask.status >= 400 && (kind != "application/problem+json" || !json.Valid(body) || !bytes.Contains(body, []byte(`"detail":"`))) {
			t.Errorf("%s %.60s answers with %s: %s", ask.method, ask.path, kind, body)
		}
		if ask.status == 405 && answer.Header.Get("Allow") == "" {
			t.Errorf("%s %s does not say what is allowed", ask.method, ask.path)
		}
	}
	if answer := c.ask("POST", "/api/v1/edits/merge", "claim=a&other=b", "Content-Type", "application/x-www-form-urlencoded"); answer.StatusCode != 415 {
		t.Errorf("a form gives %s", answer.Status)
	}
}

// TestHostileTextStaysText: it comes out as it went in, as JSON that no browser takes for a page.
func TestHostileTextStaysText(t *testing.T) {
	const bad = `<script>alert(1)</script>"'` + "\u202e\u2066\\"
	c := newClient(t, told{bad, "2031-03-04", [][4]string{{"Doctor " + bad, "said", "asserts", bad + strings.Repeat("w", 10_000)}}})
	source := first(c.get("/api/v1/sources"), "sources", "id")
	answer := c.ask(http.MethodGet, "/api/v1/sources/"+source, "")
	body, _ := io.ReadAll(answer.Body)
	if answer.Header.Get("Content-Type") != "application/json" || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("it answers %s: %.300s", answer.Header.Get("Content-Type"), body)
	}
	if got := c.get("/api/v1/sources/" + source); first(got, "positions", "outlet") != bad || !strings.HasPrefix(first(got, "positions", "words", "content"), bad) {
		t.Errorf("it answers %.300v", got)
	}
}
