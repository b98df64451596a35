package gate

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net"
	"net/http"
	"strings"

	"hearsay/internal/access"
	"hearsay/internal/ledger"
)

type key struct{}

// visitor is who is behind a request.
type visitor struct {
	access.Visitor
	secret string // that forms are tied to
}

// Visitor tells who is behind a request that has passed a gate; nobody, who may do nothing, is behind others.
func Visitor(ctx context.Context) access.Visitor {
	who, _ := ctx.Value(key{}).(visitor)
	return who.Visitor
}

// Editor is the name that corrections made by this request go under, "" if who asks may only read.
func (g *Gate) Editor(r *http.Request) string {
	if who := Visitor(r.Context()); who.MayEdit() {
		return who.Name
	}
	return ""
}

// User is who has logged in, "" where nobody has to.
func (g *Gate) User(r *http.Request) string {
	if g.Book == nil {
		return ""
	}
	return Visitor(r.Context()).Name
}

// Token is what every form of this visitor must bring along in Options.Field.
func (g *Gate) Token(r *http.Request) string {
	who, _ := r.Context().Value(key{}).(visitor)
	return who.token()
}

func (v visitor) token() string {
	mac := hmac.New(sha256.New, []byte(v.secret))
	mac.Write([]byte("form"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (g *Gate) hasToken(r *http.Request, who visitor) bool {
	return subtle.ConstantTimeCompare([]byte(r.PostFormValue(g.Field)), []byte(who.token())) == 1
}

// who finds out who is behind a request: with a token those who have it, whatever else the request brings, else those whose session it is.
func (g *Gate) who(r *http.Request) (visitor, error) {
	if g.Book == nil {
		return visitor{access.Visitor{Name: g.Owner, Role: ledger.MayEdit}, g.secret}, nil
	}
	if header := r.Header.Get("Authorization"); header != "" && forProgram(r) {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return visitor{}, access.ErrUnknown
		}
		who, err := g.Book.Token(r.Context(), strings.TrimSpace(token))
		return visitor{who, token}, err
	}
	cookie, err := r.Cookie(g.cookie())
	if err != nil {
		return visitor{}, access.ErrUnknown
	}
	who, err := g.Book.Session(r.Context(), cookie.Value)
	return visitor{who, cookie.Value}, err
}

// stranger answers somebody who could not be let in: people who want to see a page are sent to log in.
func (g *Gate) stranger(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case !errors.Is(err, access.ErrUnknown):
		g.failed(w, r, err)
	case forProgram(r):
		w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
		g.refuse(w, r, &refusal{http.StatusUnauthorized, "This is not known here",
			"Send a token that is valid, as Authorization: Bearer TOKEN; hearsay tokens add makes one."})
	case isSafe(r):
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, logInAddress(r.URL.RequestURI()), http.StatusSeeOther)
	default:
		g.refuse(w, r, &refusal{http.StatusUnauthorized, "You are not logged in any more", "Nothing was changed. Log in, and send it once more."})
	}
}

// failed answers where the ledger did not say who is there.
func (g *Gate) failed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		g.note(r, err, "who is there cannot be told")
	}
	g.refuse(w, r, &refusal{http.StatusServiceUnavailable, "The ledger is busy just now", "Try again in a moment."})
}

// address is the network address of who asks.
func (g *Gate) address(r *http.Request) string {
	if forwarded := r.Header.Values("X-Forwarded-For"); g.Proxied && len(forwarded) > 0 {
		last := forwarded[len(forwarded)-1] // the proxy's own; what comes before it anybody can write
		return strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// newSecret makes 256 bits that nobody can guess.
func newSecret() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: it ends the program instead
	return string(raw)
}
