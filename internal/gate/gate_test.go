package gate_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"hearsay/internal/access"
	"hearsay/internal/gate"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

const password = "correct horse battery"

// pages say what they were asked for and by whom.
type pages struct{ gate *gate.Gate }

func (p pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/break" {
		panic("it is broken")
	}
	fmt.Fprintf(w, "page %s for %s token %s", r.URL.Path, gate.Visitor(r.Context()).Name, p.gate.Token(r))
}

func (pages) LogIn(w http.ResponseWriter, _ *http.Request, form gate.Form) {
	w.WriteHeader(form.Status)
	fmt.Fprintf(w, "log in, then %s; %s", form.Next, form.Wrong)
}

func (pages) Refuse(w http.ResponseWriter, _ *http.Request, status int, title, _ string) {
	w.WriteHeader(status)
	fmt.Fprint(w, title)
}

// program answers in the place of the API.
type program struct{}

func (program) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "api for %s", gate.Visitor(r.Context()).Name)
}

// house is a gate with a book of users, and what lies behind it.
type house struct {
	*testing.T
	http.Handler
	book *access.Book
}

func newHouse(t *testing.T, opts gate.Options) house {
	t.Helper()
	h := house{T: t}
	if opts.Owner == "" {
		l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"), sqlledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		h.book = access.New(l)
		opts.Book = h.book
		for name, role := range map[string]ledger.Role{"ada": ledger.MayEdit, "bo": ledger.MayRead} {
			if err := h.book.AddUser(t.Context(), name, password, role); err != nil {
				t.Fatal(err)
			}
		}
	}
	opts.Field = "token"
	g := gate.New(opts)
	h.Handler = g.Before(pages{g}, program{})
	return h
}

// ask sends a request with headers: names and values in turn.
func (h house) ask(method, target, form string, headers ...string) (*http.Response, string) {
	h.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(form))
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		h.Fatal(err)
	}
	return w.Result(), string(body)
}

// logIn gives the cookie and the form token of a user.
func (h house) logIn(name string) (cookie, token string) {
	h.Helper()
	answer, body := h.ask("POST", "/login", url.Values{"name": {name}, "password": {password}}.Encode())
	if answer.StatusCode != http.StatusSeeOther || len(answer.Cookies()) != 1 {
		h.Fatalf("%s logs in: %s %s", name, answer.Status, body)
	}
	cookie = answer.Cookies()[0].Name + "=" + answer.Cookies()[0].Value
	_, page := h.ask("GET", "/", "", "Cookie", cookie)
	_, token, _ = strings.Cut(page, " token ")
	return cookie, token
}

func TestStrangersAreSentToLogIn(t *testing.T) {
	h := newHouse(t, gate.Options{})
	answer, body := h.ask("GET", "/claims/k1?as_of=2031-03-04", "")
	if answer.StatusCode != 303 || answer.Header.Get("Location") != "/login?next=%2Fclaims%2Fk1%3Fas_of%3D2031-03-04" || strings.Contains(body, "page") {
		t.Errorf("%s to %s: %s", answer.Status, answer.Header.Get("Location"), body)
	}
	if answer, _ = h.ask("POST", "/edits/merge", "x=y"); answer.StatusCode != 401 {
		t.Errorf("a stranger's form gives %s", answer.Status)
	}
	if answer, body = h.ask("GET", "/api/v1/claims", ""); answer.StatusCode != 401 || answer.Header.Get("WWW-Authenticate") == "" || !strings.Contains(body, `"status":401`) {
		t.Errorf("a stranger's program gets %s: %s", answer.Status, body)
	}
	for _, path := range []string{"/static/style.css", "/login"} {
		if answer, _ = h.ask("GET", path, ""); answer.StatusCode != 200 {
			t.Errorf("%s gives %s", path, answer.Status)
		}
	}
	for _, path := range []string{"/static/../claims/k1", "/static/..%2fclaims/k1", "//static/x", "/static", "/LOGIN", "/api/../claims/k1", "/claims/%2e%2e/%2e%2e/static/x"} {
		if answer, body = h.ask("GET", "http://example.com"+path, ""); answer.StatusCode < 300 {
			t.Errorf("%s gives %s: %s", path, answer.Status, body)
		}
	}
}

func TestForgedSessionsAndTokens(t *testing.T) {
	h := newHouse(t, gate.Options{})
	cookie, _ := h.logIn("ada")
	for _, forged := range []string{"hearsay=", "hearsay=x", cookie + "x", "__Host-" + cookie, "hearsay=' OR '1'='1", "hearsay=" + strings.Repeat("x", 9000)} {
		if answer, body := h.ask("GET", "/", "", "Cookie", forged); answer.StatusCode != 303 {
			t.Errorf("the cookie %.40q gives %s: %s", forged, answer.Status, body)
		}
	}
	secret, err := h.book.AddToken(t.Context(), "wall", ledger.MayRead)
	if err != nil {
		t.Fatal(err)
	}
	_, session, _ := strings.Cut(cookie, "=")
	for header, want := range map[string]int{
		//nolint:gocritic // a space too many is one of the cases
		"Bearer " + secret: 200, "bearer  " + secret: 200, "Bearer " + secret + "x": 401, "Bearer": 401, "Bearer ": 401, "Basic " + secret: 401, secret: 401, "Bearer " + session: 401,
	} {
		if answer, body := h.ask("GET", "/api/v1/claims", "", "Authorization", header); answer.StatusCode != want {
			t.Errorf("%.20q gives %s: %s", header, answer.Status, body)
		}
	}
	if answer, _ := h.ask("GET", "/api/v1/claims", "", "Authorization", "Bearer x", "Cookie", cookie); answer.StatusCode != 401 {
		t.Errorf("a wrong token beside a session gives %s", answer.Status)
	}
	if answer, _ := h.ask("POST", "/api/v1/edits/merge", "", "Authorization", "Bearer "+secret); answer.StatusCode != 403 {
		t.Errorf("a token that may read corrects: %s", answer.Status)
	}
	if answer, body := h.ask("GET", "/api/v1/me", "", "Cookie", cookie); answer.StatusCode != 200 || body != "api for ada" {
		t.Errorf("a session's program gets %s: %s", answer.Status, body)
	}
}

func TestFormsNeedTheirToken(t *testing.T) {
	h := newHouse(t, gate.Options{})
	cookie, token := h.logIn("ada")
	_, other := h.logIn("ada")
	for form, want := range map[string]int{"token=" + token: 200, "token=" + other: 403, "token=": 403, "x=y": 403} {
		if answer, body := h.ask("POST", "/edits/merge", form, "Cookie", cookie); answer.StatusCode != want {
			t.Errorf("the form %s gives %s: %s", form, answer.Status, body)
		}
	}
	for _, from := range [][]string{{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
		for _, path := range []string{"/edits/merge", "/login", "/logout", "/api/v1/edits/merge"} {
			if answer, _ := h.ask("POST", path, "token="+token, append(from, "Cookie", cookie)...); answer.StatusCode != 403 {
				t.Errorf("%s from %v gives %s", path, from, answer.Status)
			}
		}
	}
	bo, token := h.logIn("bo")
	if answer, body := h.ask("POST", "/edits/merge", "token="+token, "Cookie", bo); answer.StatusCode != 403 || body != "You may read, and not correct" {
		t.Errorf("a reader corrects: %s %s", answer.Status, body)
	}
}

func TestLogInAndOut(t *testing.T) {
	h := newHouse(t, gate.Options{Secure: true})
	for next, want := range map[string]string{
		"/claims/k1?x=y": "/claims/k1?x=y", "": "/", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/", "javascript:alert(1)": "/",
		"/\tx": "/", "/login": "/", "evil": "/",
	} {
		answer, _ := h.ask("POST", "/login", url.Values{"name": {"ada"}, "password": {password}, "next": {next}}.Encode())
		if answer.StatusCode == http.StatusTooManyRequests {
			break
		}
		if got := answer.Header.Get("Location"); got != want {
			t.Errorf("after logging in for %q it goes on to %q", next, got)
		}
		c := answer.Cookies()[0]
		if c.Name != "__Host-hearsay" || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Expires.IsZero() {
			t.Errorf("the cookie is %+v", c)
		}
	}
	answer, body := h.ask("POST", "/login", "name=bo&password=wrong+horse+battery&next=/x")
	if answer.StatusCode != 401 || body != "log in, then /x; The name or the password is wrong." || len(answer.Cookies()) > 0 {
		t.Errorf("a wrong password gives %s: %s", answer.Status, body)
	}
	cookie, _ := h.logIn("bo")
	answer, _ = h.ask("POST", "/logout", "", "Cookie", cookie)
	if c := answer.Cookies(); answer.StatusCode != 303 || len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("logging out gives %s with %v", answer.Status, c)
	}
	if answer, _ = h.ask("GET", "/", "", "Cookie", cookie); answer.StatusCode != 303 {
		t.Errorf("after logging out the session gives %s", answer.Status)
	}
	if answer, _ = h.ask("GET", "/logout", "", "Cookie", cookie); answer.StatusCode != 405 {
		t.Errorf("a link logs out: %s", answer.Status)
	}
	for range 20 {
		answer, _ = h.ask("POST", "/login", "name=bo&password=wrong+horse+battery")
	}
	if answer.StatusCode != 429 || answer.Header.Get("Retry-After") == "" {
		t.Errorf("guessing on gives %s", answer.Status)
	}
}

func TestWithoutUsersOnlyThisMachineIsMeant(t *testing.T) {
	h := newHouse(t, gate.Options{Owner: "kim"})
	for host, want := range map[string]int{
		"localhost": 200, "LOCALHOST:8080": 200, "127.0.0.1:8080": 200, "127.0.0.2": 200, "[::1]:8080": 200,
		"evil.example": 421, "localhost.evil.example:8080": 421, "127.0.0.1.evil.example": 421, "192.0.2.1": 421, "": 421, "0.0.0.0:8080": 421,
	} {
		for _, path := range []string{"/", "/api/v1/claims"} {
			if answer, body := h.ask("GET", path, "", "Host", host); answer.StatusCode != want {
				t.Errorf("%s of the host %q gives %s: %s", path, host, answer.Status, body)
			}
		}
	}
	_, page := h.ask("GET", "/", "", "Host", "localhost")
	_, token, _ := strings.Cut(page, "page / for kim token ")
	if answer, _ := h.ask("POST", "/edits/merge", "token="+token, "Host", "localhost"); answer.StatusCode != 200 {
		t.Errorf("the owner's form gives %s", answer.Status)
	}
	if answer, _ := h.ask("POST", "/edits/merge", "token=x", "Host", "localhost"); answer.StatusCode != 403 {
		t.Errorf("a form without token gives %s", answer.Status)
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	var noted []error
	h := newHouse(t, gate.Options{Owner: "kim", Failed: func(err error) { noted = append(noted, err) }})
	for path, want := range map[string]int{"/": 200, "/static/x": 200, "/api/v1/x": 200, "/break": 500} {
		answer, body := h.ask("GET", "http://localhost"+path, "")
		policy := answer.Header.Get("Content-Security-Policy")
		if answer.StatusCode != want || !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") ||
			answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("Referrer-Policy") == "" || strings.Contains(body, "it is broken") {
			t.Errorf("%s gives %s with %v: %s", path, answer.Status, answer.Header, body)
		}
	}
	for _, method := range []string{"PUT", "DELETE", "PATCH", "TRACE", "FOO"} {
		if answer, body := h.ask(method, "http://localhost/", ""); answer.StatusCode != 405 || body != "This cannot be done so" {
			t.Errorf("%s gives %s: %s", method, answer.Status, body)
		}
	}
	if len(noted) != 1 || !strings.Contains(noted[0].Error(), "it is broken") {
		t.Errorf("noted was %v", noted)
	}
	if answer, _ := h.ask("POST", "http://localhost/edits/merge", strings.Repeat("x", 2<<20)); answer.StatusCode != 413 {
		t.Errorf("a large form gives %s", answer.Status)
	}
}

// TestFormsThatDoNotArrive: who sends a form too slowly, or one that cannot be read, is told so, and nothing is done.
func TestFormsThatDoNotArrive(t *testing.T) {
	for _, opts := range []gate.Options{{}, {Owner: "kim"}} {
		h := newHouse(t, opts)
		for path, beginning := range map[string]string{"/login": "name=ada", "/logout": "", "/edits/merge": "token=x&to="} {
			body := io.MultiReader(strings.NewReader(beginning), iotest.ErrReader(fmt.Errorf("read tcp: %w", os.ErrDeadlineExceeded)))
			r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, body)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusRequestTimeout || w.Body.String() != "This took too long to arrive" {
				t.Errorf("%s without its end gives %d: %s", path, w.Code, w.Body)
			}
		}
		for form, want := range map[string]int{"token=%zz": 400, strings.Repeat("x", 2<<20): 413} {
			if answer, body := h.ask("POST", "http://localhost/edits/merge", form); answer.StatusCode != want {
				t.Errorf("the form %.20s gives %s: %s", form, answer.Status, body)
			}
		}
	}
}

// TestBehindAProxy: tries are counted by the address that the proxy adds, and not by what clients write before it.
func TestBehindAProxy(t *testing.T) {
	h := newHouse(t, gate.Options{Proxied: true, Secure: true})
	tries := func(forwarded func(int) string) int {
		for i := range 45 {
			if answer, _ := h.ask("POST", "/login", fmt.Sprintf("name=user%d&password=x", i), "X-Forwarded-For", forwarded(i)); answer.StatusCode == 429 {
				return i
			}
		}
		return 45
	}
	if n := tries(func(i int) string { return fmt.Sprintf("203.0.113.%d, 198.51.100.7", i) }); n == 45 {
		t.Error("one who writes other addresses before their own is not stopped")
	}
	if n := tries(func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }); n < 45 {
		t.Errorf("different clients are stopped after %d", n)
	}
}
