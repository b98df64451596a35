// Package gate stands before the pages and the API of a ledger: it decides which requests may pass, and who is behind them. It checks the host that a
// request means, where it comes from, the session or token that it brings and what that allows; it logs users in and out; and it tells browsers what a
// page may do.
//
// There are two ways to open it. With a book of users everybody has to log in or to bring a token. Without one everybody is the owner, which is for
// addresses that only this machine can reach; requests must then mean this machine by name, so that no page from elsewhere can reach it through a
// name of its own.
package gate

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path"
	"strings"

	"hearsay/internal/access"
)

// Options are how to open a gate.
type Options struct {
	Book    *access.Book // who may pass; nil lets everybody pass as the owner
	Owner   string       // without a Book, the name that corrections go under
	Secure  bool         // people come by TLS, here or at a proxy
	Proxied bool         // requests come through a proxy, which adds the client's address to X-Forwarded-For
	Field   string       // name of the form field that must bring Token

	Failed func(error) // takes note of what went wrong here
}

// Pages are what people see.
type Pages interface {
	http.Handler

	// LogIn answers with the page for logging in.
	LogIn(w http.ResponseWriter, r *http.Request, form Form)

	// Refuse answers with a page that says why a request may not pass.
	Refuse(w http.ResponseWriter, r *http.Request, status int, title, text string)
}

// Form is what a page for logging in shows.
type Form struct {
	Status int    // of the answer
	Name   string // as it was typed
	Next   string // where to go afterwards, to be sent along
	Wrong  string // what was wrong with the last try, "" at the first
}

// Gate decides which requests pass. It may be used by many goroutines.
type Gate struct {
	Options
	pages  Pages
	cross  *http.CrossOriginProtection
	secret string // of forms, where there are no sessions
}

// New makes a gate.
func New(opts Options) *Gate {
	return &Gate{Options: opts, cross: http.NewCrossOriginProtection(), secret: newSecret()}
}

// mostBody is how many bytes a request may bring.
const mostBody = 1 << 20

// Before puts the gate before pages and, below /api/, an API. It is to be called once.
func (g *Gate) Before(pages Pages, api http.Handler) http.Handler {
	g.pages = pages
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if fault := recover(); fault != nil {
				g.broken(w, r, fault)
			}
		}()
		protect(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, mostBody)
		if no := g.outside(r); no != nil {
			g.refuse(w, r, no)
			return
		}
		if r.ContentLength > mostBody {
			g.refuse(w, r, tooMuch())
			return
		}
		if no := unsent(r); no != nil {
			g.refuse(w, r, no)
			return
		}
		if g.Book != nil && g.serveLogIn(w, r) {
			return
		}
		if strings.HasPrefix(r.URL.Path, "/static/") && path.Clean(r.URL.Path) == r.URL.Path && isSafe(r) {
			pages.ServeHTTP(w, r)
			return
		}
		who, err := g.who(r)
		if err != nil {
			g.stranger(w, r, err)
			return
		}
		r = r.WithContext(context.WithValue(r.Context(), key{}, who))
		if no := g.unable(r, who); no != nil {
			g.refuse(w, r, no)
			return
		}
		if forProgram(r) {
			api.ServeHTTP(w, r)
		} else {
			pages.ServeHTTP(w, r)
		}
	})
}

// forProgram tells whether a program asks rather than a person.
func forProgram(r *http.Request) bool {
	return r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/")
}

// isSafe tells whether a request changes nothing.
func isSafe(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
}

// protect tells browsers what pages may do: nothing that comes from elsewhere, and nothing within pages of others. There is no
// Cross-Origin-Opener-Policy: it makes a browser start a process before the first page shows, and pages of others can do nothing with a window that
// shows one of ours but close it or lead it elsewhere.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}

// outside refuses requests that mean another host or come from the pages of another, whoever sends them.
func (g *Gate) outside(r *http.Request) *refusal {
	if g.Book == nil && !isLocal(r.Host) {
		return &refusal{http.StatusMisdirectedRequest, "This is another address",
			"hearsay answers here only to localhost and 127.0.0.1, so that no page from elsewhere can read it."}
	}
	if g.cross.Check(r) != nil {
		return &refusal{http.StatusForbidden, "This came from another site", "Only hearsay's own pages may send this. Open the page here and try again."}
	}
	return nil
}

// unsent reads the form that a request brings, and refuses it where it does not arrive as a whole. What a program brings is read by the API.
func unsent(r *http.Request) *refusal {
	if isSafe(r) || forProgram(r) {
		return nil
	}
	err := r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &large):
		return tooMuch()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &refusal{http.StatusRequestTimeout, "This took too long to arrive", "Nothing was changed. Go back and send it once more."}
	default:
		return &refusal{http.StatusBadRequest, "This form cannot be read", "Nothing was changed. Go back, load the page again and send it once more."}
	}
}

func tooMuch() *refusal {
	return &refusal{http.StatusRequestEntityTooLarge, "This is too much at once", "A request may bring 1 MiB. Send less."}
}

// isLocal tells whether a Host header means this machine.
func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

// unable refuses what somebody who has been let in may not do.
func (g *Gate) unable(r *http.Request, who visitor) *refusal {
	switch {
	case isSafe(r):
		return nil
	case r.Method != http.MethodPost && !forProgram(r):
		return &refusal{http.StatusMethodNotAllowed, "This cannot be done so", "Pages are read, and corrected with their own buttons."}
	case !who.MayEdit():
		return &refusal{http.StatusForbidden, "You may read, and not correct", "Ask whoever runs this hearsay for the role edit."}
	case !forProgram(r) && !g.hasToken(r, who):
		return &refusal{http.StatusForbidden, "This form is too old", "Nothing was changed. Go back, load the page again and send it once more."}
	}
	return nil
}

// refusal is why a request may not pass.
type refusal struct {
	status      int
	title, text string
}

// refuse answers with a page to people and with a problem to programs.
func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, no *refusal) {
	w.Header().Set("Cache-Control", "no-store")
	if forProgram(r) {
		Problem(w, no.status, no.title+". "+no.text)
		return
	}
	g.pages.Refuse(w, r, no.status, no.title, no.text)
}

// broken answers where something panicked, if nothing has been answered yet.
func (g *Gate) broken(w http.ResponseWriter, r *http.Request, fault any) {
	if fault == http.ErrAbortHandler { //nolint:errorlint // the server itself looks for no other
		panic(fault) // the server's own way to end an answer
	}
	g.note(r, errors.New("it broke down"), fault)
	g.refuse(w, r, &refusal{http.StatusInternalServerError, "Something went wrong here",
		"Nothing was lost. Whoever runs this hearsay finds the reason where it was started."})
}
