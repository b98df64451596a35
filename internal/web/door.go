package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"hearsay/internal/gate"
)

// LogIn answers with the page for logging in.
func LogIn(w http.ResponseWriter, r *http.Request, form gate.Form) {
	atDoor(w, r, form.Status, logInPage(form))
}

// Refuse answers with a page that says why somebody is not let in, or may not do what they want.
func Refuse(w http.ResponseWriter, r *http.Request, status int, title, text string) {
	atDoor(w, r, status, refusedPage(title, text))
}

func atDoor(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		http.Error(w, "This page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // who asked is gone if it fails
}
