package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// edits shows the history of corrections.
func (s *site) edits(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	ask.Title = "Corrections"
	f := ledger.EditFilter{
		Paging: ask.paging(), Claim: ask.words("claim"), Source: ask.words("source"), Article: ask.words("article"),
		Standing: ask.words("standing") != "",
	}
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.EditsPage(ctx, v, f, perPage)
	if err != nil {
		return nil, err
	}
	told, err := done(ctx, v, ask)
	if err != nil {
		return nil, err
	}
	return editsPage(ask, page, told), nil
}

// How much a form may bring.
const (
	mostForm   = 256 << 10 // bytes
	mostChosen = 200       // statements corrected at once
)

// edit makes a correction that a form asks for, or takes one back, and leads to what became of it.
func (s *site) edit(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), editTime)
	defer cancel()
	to, err := s.correct(ctx, w, r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (s *site) correct(ctx context.Context, w http.ResponseWriter, r *http.Request) (string, error) {
	by := s.frame(r).Editor
	if by == "" {
		return "", &trouble{http.StatusForbidden, "You may read here, and not correct", "Ask whoever runs this hearsay for the right to edit."}
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return "", &trouble{http.StatusRequestEntityTooLarge, "This form is too large", "Choose fewer statements, or write less."}
	}
	form := form{r.PostForm}
	if err := form.check(); err != nil {
		return "", err
	}
	kind := r.PathValue("kind")
	if kind == "undo" {
		edit, err := s.Options.Editor.Undo(ctx, form.one("edit"), by)
		if err != nil {
			return "", err
		}
		return s.after(ctx, edit, form.one("back"))
	}
	orders, err := form.orders(ledger.EditKind(kind), by)
	if err != nil {
		return "", err
	}
	var last ledger.Edit
	for _, order := range orders {
		if last, err = s.Options.Editor.Make(ctx, order); err != nil {
			return "", err
		}
	}
	return s.after(ctx, last, form.one("back"))
}

// after is where to go when a correction has been made or taken back: to what it is on now, or back to the list of corrections.
func (s *site) after(ctx context.Context, edit ledger.Edit, back string) (string, error) {
	done := "?done=" + url.QueryEscape(edit.ID)
	if back == "/edits" {
		return back + done, nil
	}
	to := "/edits"
	err := s.ledger.View(ctx, func(v ledger.View) error {
		now, err := v.Edit(ctx, edit.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(now.Anchors, func(a ledger.Anchor) bool { return a.Whole != "" || a.Of == ledger.OfArticle })
		switch {
		case i < 0:
		case now.Anchors[i].Of == ledger.OfStatement:
			to = string(claimLink(now.Anchors[i].Whole))
		case now.Anchors[i].Of == ledger.OfSource:
			to = string(sourceLink(now.Anchors[i].Whole))
		default:
			to = string(articleLink(now.Anchors[i].Article))
		}
		return nil
	})
	return to + done, err
}

// form is what a form brought.
type form struct{ url.Values }

func (f form) one(name string) string { return strings.TrimSpace(f.Get(name)) }

func (f form) check() error {
	for name, values := range f.Values {
		for _, v := range values {
			if len(v) > mostValue || !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return wrong("What was given for “%s” is no text, or longer than %d characters.", name, mostValue)
			}
		}
	}
	if len(f.Values["statement"]) > mostChosen {
		return wrong("More than %d statements cannot be corrected at once.", mostChosen)
	}
	return nil
}

// named is an id that somebody wrote or pasted: the last part of an address of these pages will do.
func (f form) named(name string) string {
	value := f.one(name)
	for _, part := range []string{"/claims/", "/sources/", "/articles/"} {
		if _, after, found := strings.Cut(value, part); found && strings.HasPrefix(value, "http") {
			id, _, _ := strings.Cut(after, "?")
			id, _, _ = strings.Cut(id, "#")
			if id, err := url.PathUnescape(id); err == nil && !strings.Contains(id, "/") {
				return id
			}
		}
	}
	return value
}

// orders are the corrections that a form asks for: one, or one for each statement that was chosen.
func (f form) orders(kind ledger.EditKind, by string) ([]editing.Order, error) {
	order := editing.Order{Kind: kind, Note: f.one("note"), By: by}
	statements := f.Values["statement"]
	need := func(what string, given bool) error {
		if given {
			return nil
		}
		return &trouble{http.StatusUnprocessableEntity, "Something is missing", "Go back and " + what + "."}
	}
	switch kind {
	case ledger.Merge, ledger.Accept, ledger.Reject:
		order.On = []string{f.one("claim"), f.named("to")}
		return []editing.Order{order}, need("name the other claim", order.On[1] != "")
	case ledger.Split:
		order.On = append([]string{f.one("claim")}, statements...)
		return []editing.Order{order}, need("choose the statements that leave the claim", len(statements) > 0)
	case ledger.Move, ledger.SetStance:
		var all []editing.Order
		for _, id := range statements {
			one := order
			one.On = []string{id}
			if kind == ledger.Move {
				one.On = append(one.On, f.named("to"))
			} else {
				one.Value = f.one("value")
			}
			all = append(all, one)
		}
		if kind == ledger.Move && f.named("to") == "" {
			return nil, need("name the claim that the statements belong to", false)
		}
		return all, need("choose a statement", len(statements) > 0)
	case ledger.Rename:
		order.On, order.Value = []string{f.one("source")}, f.one("value")
		return []editing.Order{order}, need("write a name", order.Value != "")
	case ledger.JoinSources:
		order.On = []string{f.one("source"), f.named("to")}
		return []editing.Order{order}, need("name the other source", order.On[1] != "")
	case ledger.PartSources:
		order.On = []string{f.one("source"), f.named("article")}
		return []editing.Order{order}, need("name an article", order.On[1] != "")
	case ledger.PartArticle:
		order.On = []string{f.one("article"), f.named("to")}
		return []editing.Order{order}, nil
	default:
		return nil, errNoPage
	}
}

// didWhat says what a correction does.
func didWhat(e report.Edit) string {
	switch e.Kind {
	case ledger.Merge:
		return "Two claims are one"
	case ledger.Split:
		return plural(max(len(e.On)-1, 1), "statement") + " left the claim"
	case ledger.Move:
		return "A statement is on another claim"
	case ledger.SetStance:
		return "A statement " + line(e.Value)
	case ledger.Accept:
		return "A suggestion holds: the claims are one"
	case ledger.Reject:
		return "A suggestion does not hold: the claims are two"
	case ledger.JoinSources:
		return "Two sources are one"
	case ledger.PartSources:
		return "Somebody else speaks in an article"
	case ledger.Rename:
		return "A source is called " + line(e.Value)
	case ledger.PartArticle:
		return "An article does not rest on another"
	default:
		return string(e.Kind)
	}
}

// anchorLink leads to what a correction holds on to, "" if that is nowhere now.
func anchorLink(a report.Anchor) templ.SafeURL {
	switch {
	case a.Of == ledger.OfArticle:
		return articleLink(a.Article)
	case a.Of == ledger.OfStatement && a.Whole != "":
		return claimLink(a.Whole)
	case a.Of == ledger.OfSource && a.Whole != "":
		return sourceLink(a.Whole)
	default:
		return ""
	}
}
