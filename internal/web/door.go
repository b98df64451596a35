package web

import (
	"net/http"

	"hearsay/internal/gate"
)

// LogIn answers with the page for logging in.
func (s *Site) LogIn(w http.ResponseWriter, r *http.Request, form gate.Form) {
	f := s.site.frame(r)
	f.Title, f.Door = "Log in", true
	s.site.write(w, r, form.Status, logInPage(f, form))
}

// Refuse answers with a page that says why somebody is not let in, or may not do what they want.
func (s *Site) Refuse(w http.ResponseWriter, r *http.Request, status int, title, text string) {
	f := s.site.frame(r)
	f.Title, f.Door = title, gate.Visitor(r.Context()).Role == ""
	s.site.write(w, r, status, troublePage(f, &trouble{status, title, text}))
}
