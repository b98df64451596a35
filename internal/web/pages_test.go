package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestEveryLinkLeads goes through all pages by their links, and looks for the place on a page that a link names.
func TestEveryLinkLeads(t *testing.T) {
	for _, who := range []visitor{"", "Kim"} {
		s := newSite(t, who, append(story(), hostile())...)
		seen := map[string]map[string]bool{} // page → ids
		var visit func(string)
		visit = func(address string) {
			if seen[address] != nil {
				return
			}
			seen[address] = map[string]bool{}
			status, body := s.get(t, address)
			if status != http.StatusOK {
				t.Errorf("%s answers %d", address, status)
				return
			}
			var next []string
			for _, n := range elements(t, body) {
				if id := attr(n, "id"); id != "" {
					if seen[address][id] {
						t.Errorf("%s has two elements of the id %s", address, id)
					}
					seen[address][id] = true
				}
				if href := attr(n, "href"); n.Data == "a" && strings.HasPrefix(href, "/") {
					next = append(next, href)
				}
			}
			for _, n := range elements(t, body) {
				if here, found := strings.CutPrefix(attr(n, "href"), "#"); found && !seen[address][here] {
					t.Errorf("%s leads to #%s, which is not there", address, here)
				}
			}
			for _, href := range next {
				page, place, _ := strings.Cut(href, "#")
				visit(page)
				if place != "" && !seen[page][place] {
					t.Errorf("%s leads to %s, where there is no such place", address, href)
				}
			}
		}
		visit("/")
		visit("/?all=1")
		visit("/search?q=tanker")
		if len(seen) < 15 {
			t.Errorf("only %d pages were found", len(seen))
		}
	}
}

func TestClaimPage(t *testing.T) {
	s := newSite(t, "", story()...)
	c := s.claimOf(t, "tanker")
	if len(c.Positions) != 3 {
		t.Fatalf("the story's claim has %d positions", len(c.Positions))
	}
	_, body := s.get(t, "/claims/"+c.ID[:6])
	for _, want := range []string{
		string(c.Status), "Assert or confirm", "Deny or doubt", "Salim Harthy", `<span class="cue">denied</span>`, "#s-" + c.Positions[1].Statement,
		`<svg class="chain"`, `<svg class="timeline"`, "7 Mar 12:00", "3 articles of 3 outlets",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(body, `method="post"`) {
		t.Error("who may only read is offered corrections")
	}
	_, before := s.get(t, "/claims/"+c.ID+"?as-of=2031-03-04")
	if strings.Contains(before, "Salim Harthy") || !strings.Contains(before, "As it was known on") {
		t.Error("the page as of the first day knows of the second")
	}
	if span := regexp.MustCompile(`data-first="[^"]*" data-last="[^"]*"`).FindString(body); !strings.Contains(before, span) || !strings.Contains(span, "2031-03-07") {
		t.Errorf("days to choose from are %s, and on the page as of the first day others", span)
	}
	if status, body := s.get(t, "/claims/"+c.ID+"?as-of=2031-03-03"); status != http.StatusNotFound || !strings.Contains(body, "first appeared on 4 March 2031") {
		t.Errorf("before its time the claim answers %d", status)
	}
}

func TestHomeListsWhatMoved(t *testing.T) {
	s := newSite(t, "", story()...)
	for query, want := range map[string][2]bool{ // whether the claim that moved and the one that did not are listed
		"/":                                   {true, false},
		"/?all=1":                             {true, true},
		"/?words=seized":                      {true, false},
		"/?words=submarine":                   {false, false},
		"/?outlet=coast+wire":                 {true, false},
		"/?source=Salim+Harthy":               {true, false},
		"/?source=Mara+Quill&all=1":           {false, true},
		"/?source=Nobody+At+All":              {false, false},
		"/?status=retracted":                  {false, false},
		"/?since=2031-03-07&until=2031-03-07": {true, false},
		"/?until=2031-03-06":                  {false, false},
		"/?since=2031-03-08":                  {false, false},
	} {
		status, body := s.get(t, query)
		moved, told := strings.Contains(body, "Alma Grace was seized"), strings.Contains(body, "had doubled within")
		if status != http.StatusOK || moved != want[0] || told != want[1] {
			t.Errorf("%s answers %d; it lists the claim that moved: %v, the other: %v", query, status, moved, told)
		}
	}
}

func TestHostileText(t *testing.T) {
	s := newSite(t, "Kim", hostile())
	c := s.claimOf(t, "")
	for _, address := range []string{
		"/?all=1", "/claims/" + c.ID, "/articles/" + c.Positions[0].Article, "/search?q=" + url.QueryEscape(`alert "><script>alert(3)</script>`), "/search?q=alert",
		"/?words=" + url.QueryEscape(`"><svg onload=alert(1)>`), "/?source=" + url.QueryEscape("<b>\u202e"), "/?status=%3Cscript%3E", "/claims/%3Cscript%3E", "/edits?claim=%22",
		"/outlets/" + url.PathEscape(hostile().outlet), "/static/%2e%2e%2fweb.go", "/articles/..%2f..%2fetc%2fpasswd",
	} {
		if status, body := s.get(t, address); status >= 500 || strings.Contains(body, "<script>alert") || strings.Contains(body, "goroutine") {
			t.Errorf("%s answers %d: %.300s", address, status, body)
		}
	}
	for _, n := range elements(t, second(s.get(t, "/claims/"+c.ID))) {
		if n.Data == "h1" && (n.FirstChild == nil || n.FirstChild.Data != "bdi") {
			t.Error("the words of a claim are not kept apart from what stands around them")
		}
	}
}

func second(_ int, s string) string { return s }

func TestTrouble(t *testing.T) {
	s := newSite(t, "", story()...)
	for address, want := range map[string]int{
		"/nope":                                404,
		"/claims/kzzzzzzzzzzz":                 404,
		"/claims/k":                            404,
		"/articles/azzzzzzzzzzz":               404,
		"/sources/szzzzzzzzzzz":                404,
		"/outlets/Nobody":                      404,
		"/edits?claim=kzzzzzzzzzzz":            404,
		"/static/nope.js":                      404,
		"/?after=%3F%3F":                       400,
		"/?since=tomorrow":                     400,
		"/?since=2031-03-08&until=2031":        200,
		"/?since=2032&until=2031":              400,
		"/?until=0001-01-01":                   400,
		"/?status=true":                        400,
		"/?words=%ff":                          400,
		"/?words=a%00b":                        400,
		"/?x=%zz":                              400,
		"/search?q=x&in=everything":            400,
		"/search?q=x&after=!":                  400,
		"/?words=" + strings.Repeat("a", 301):  400,
		"/?words=" + strings.Repeat("a", 5000): 414,
	} {
		status, body := s.get(t, address)
		if status != want || strings.Contains(body, "sql") || strings.Contains(body, ".go:") {
			t.Errorf("%.60s answers %d, not %d: %.200s", address, status, want, body)
		}
		if want >= 400 && address != "/static/nope.js" && !strings.Contains(body, "<main") {
			t.Errorf("%.60s says nothing to people: %.200s", address, body)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodDelete, "/claims/k", nil))
	if w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusNotFound {
		t.Errorf("to delete a claim answers %d", w.Code)
	}
}

func TestEmptyLedger(t *testing.T) {
	s := newSite(t, "")
	for address, want := range map[string]string{"/": "Nothing has moved yet", "/?all=1": "There are no claims", "/search?q=x": "Nothing has these words", "/edits": "Nobody has corrected"} {
		if status, body := s.get(t, address); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s answers %d and does not say %q", address, status, want)
		}
	}
}

// TestAssetsAreKept: a style sheet or script has an address of its own for each content, so that a browser need not ask again.
func TestAssetsAreKept(t *testing.T) {
	s := newSite(t, "")
	_, body := s.get(t, "/")
	found := 0
	for _, n := range elements(t, body) {
		for _, name := range []string{"href", "src"} {
			address := attr(n, name)
			if !strings.HasPrefix(address, "/static/") || !strings.Contains(address, "?v=") {
				continue
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
			if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
				t.Errorf("%s answers %d, %v", address, w.Code, w.Header())
			}
			found++
		}
	}
	if found != 2 {
		t.Errorf("the page has %d assets", found)
	}
}
