package gate

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"hearsay/internal/access"
)

// The addresses for logging in and out.
const (
	logIn  = "/login"
	logOut = "/logout"
)

// cookie is the name of the session's cookie. Behind TLS its prefix makes browsers keep it to this host and to TLS.
func (g *Gate) cookie() string {
	if g.Secure {
		return "__Host-hearsay"
	}
	return "hearsay"
}

func (g *Gate) setCookie(w http.ResponseWriter, secret string, until time.Time) {
	c := &http.Cookie{Name: g.cookie(), Value: secret, Path: "/", Expires: until, HttpOnly: true, Secure: g.Secure, SameSite: http.SameSiteLaxMode}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// serveLogIn answers requests to log in or out, if this is one.
func (g *Gate) serveLogIn(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case r.URL.Path == logIn && r.Method == http.MethodPost:
		g.begin(w, r)
	case r.URL.Path == logIn && isSafe(r):
		g.draw(w, r, Form{Status: http.StatusOK, Next: r.URL.Query().Get("next")})
	case r.URL.Path == logOut && r.Method == http.MethodPost:
		g.end(w, r)
	case r.URL.Path == logIn || r.URL.Path == logOut:
		w.Header().Set("Allow", "POST")
		g.refuse(w, r, &refusal{http.StatusMethodNotAllowed, "This cannot be done so", "Log in and out with the buttons of the pages."})
	default:
		return false
	}
	return true
}

func (g *Gate) draw(w http.ResponseWriter, r *http.Request, form Form) {
	w.Header().Set("Cache-Control", "no-store")
	form.Next = inside(form.Next)
	g.pages.LogIn(w, r, form)
}

// begin begins a session with a name and a password.
func (g *Gate) begin(w http.ResponseWriter, r *http.Request) {
	form := Form{Name: r.PostFormValue("name"), Next: r.PostFormValue("next")}
	session, err := g.Book.LogIn(r.Context(), form.Name, r.PostFormValue("password"), g.address(r))
	var slow *access.TooOften
	switch {
	case err == nil:
		w.Header().Set("Cache-Control", "no-store")
		g.setCookie(w, session.Secret, session.Until)
		http.Redirect(w, r, inside(form.Next), http.StatusSeeOther)
	case errors.Is(err, access.ErrWrong):
		form.Status, form.Wrong = http.StatusUnauthorized, "The name or the password is wrong."
		g.draw(w, r, form)
	case errors.As(err, &slow):
		wait := strconv.Itoa(int(math.Ceil(slow.Wait.Seconds())))
		w.Header().Set("Retry-After", wait)
		form.Status, form.Wrong = http.StatusTooManyRequests, "There were too many tries. Wait "+wait+" seconds and try again."
		g.draw(w, r, form)
	default:
		g.failed(w, r, err)
	}
}

// end ends the session, if there is one, wherever the form comes from: to log somebody out is all that it could do.
func (g *Gate) end(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie(g.cookie()); err == nil {
		if err := g.Book.LogOut(r.Context(), c.Value); err != nil {
			g.failed(w, r, err)
			return
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	g.setCookie(w, "", time.Unix(1, 0))
	http.Redirect(w, r, logIn, http.StatusSeeOther)
}

// logInAddress leads to the page for logging in, and from there to a page.
func logInAddress(next string) string {
	if next == "/" {
		return logIn
	}
	return logIn + "?next=" + url.QueryEscape(next)
}

// inside is an address if it leads to a page here, else that of the first page.
func inside(next string) string {
	u, err := url.Parse(next)
	odd := strings.ContainsFunc(next, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f })
	if err != nil || odd || u.IsAbs() || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		u.Path == logIn || u.Path == logOut {
		return "/"
	}
	return next
}
