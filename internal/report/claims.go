package report

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Claims is a list of claims.
type Claims struct {
	AsOf   Moment        `json:"as_of"`
	Claims []Summary     `json:"claims"` // the newest change first
	More   bool          `json:"more"`   // there are more than were asked for
	Next   ledger.Cursor `json:"next"`   // to go on from; "" if nothing follows
}

// Summary is a claim as a line of a list.
type Summary struct {
	ID        string         `json:"id"`
	Text      string         `json:"text"`
	Status    hearsay.Status `json:"status"`
	First     Moment         `json:"first"`
	Moved     Moment         `json:"moved"`
	Origins   int            `json:"origins"`
	Articles  int            `json:"articles"`
	Positions int            `json:"positions"`
}

// ClaimsPage lists at most so many claims that a filter lets through. With a time in the filter each is shown as it was known then, status counts as
// it was, and what are several claims by then stay together, even if that makes a few too many.
func ClaimsPage(ctx context.Context, view ledger.View, f ledger.ClaimFilter, most int, derive Derive) (*Claims, error) {
	page := &Claims{AsOf: Moment{f.AsOf}, Claims: []Summary{}}
	then := &past{ctx: ctx, view: view, filter: f, derive: derive, seen: map[string]bool{}}
	for {
		f.Limit = min(most-len(page.Claims), ledger.MaxLimit)
		part, err := then.part(f)
		if err != nil {
			return nil, err
		}
		page.Claims = append(page.Claims, part.Claims...)
		page.More, page.Next = part.More, part.Next
		if f.After = part.Next; f.After == "" || len(page.Claims) >= most {
			return page, nil
		}
	}
}

// ClaimsPart is as ClaimsPage for one page of the ledger's list, whose size bounds the work: with a time in the filter it may hold fewer claims, or none,
// though more follow.
func ClaimsPart(ctx context.Context, view ledger.View, f ledger.ClaimFilter, derive Derive) (*Claims, error) {
	return (&past{ctx: ctx, view: view, filter: f, derive: derive, seen: map[string]bool{}}).part(f)
}

func (p *past) part(f ledger.ClaimFilter) (*Claims, error) {
	page := &Claims{AsOf: Moment{f.AsOf}, Claims: []Summary{}}
	if !f.AsOf.IsZero() {
		f.Status, f.Since, f.Several = nil, time.Time{}, false // as they were then
	}
	found, err := p.view.Claims(p.ctx, f)
	if err != nil {
		return nil, err
	}
	page.Next, page.More = found.Next, found.Next != ""
	for _, c := range found.Items {
		some := []Summary{summaryOf(c)}
		if !f.AsOf.IsZero() {
			if some, err = p.summaries(c.ID); err != nil {
				return nil, err
			}
		}
		page.Claims = append(page.Claims, some...)
	}
	return page, nil
}

func summaryOf(c ledger.Summary) Summary {
	return Summary{c.ID, c.Text, c.Status, Moment{c.First}, Moment{c.Moved}, c.Origins, c.Articles, c.Positions}
}

// past lists claims as they were.
type past struct {
	ctx    context.Context
	view   ledger.View
	filter ledger.ClaimFilter
	derive Derive
	seen   map[string]bool
}

// summaries gives what the statements of a claim were on then, as far as the filter lets it through and it was not given before.
func (p *past) summaries(id string) ([]Summary, error) {
	claim, err := p.view.Claim(p.ctx, id)
	if err != nil {
		return nil, err
	}
	comp, err := p.view.Component(p.ctx, ledger.Seeds{Claims: []string{id}, Statements: claim.Positions}, p.filter.AsOf)
	if err != nil {
		return nil, err
	}
	claims, _, err := p.derive(comp)
	if err != nil {
		return nil, err
	}
	at := map[hearsay.Ref]time.Time{}
	for _, node := range comp.Statements {
		at[node.Ref] = node.At
	}
	var out []Summary
	for _, c := range claims {
		mine := slices.ContainsFunc(c.Positions, func(ref hearsay.Ref) bool { return slices.Contains(claim.Positions, ref) })
		if s := asItWas(c, at); mine && !p.seen[c.ID] && p.lets(s) {
			p.seen[c.ID] = true
			out = append(out, s)
		}
	}
	return out, nil
}

func asItWas(c hearsay.Claim, at map[hearsay.Ref]time.Time) Summary {
	s := Summary{ID: c.ID, Text: c.Text, Positions: len(c.Positions)}
	articles := map[string]bool{}
	for _, ref := range c.Positions {
		articles[ref.Article] = true
		if t := at[ref]; !t.IsZero() && (s.First.IsZero() || t.Before(s.First.Time)) {
			s.First = Moment{t}
		}
	}
	s.Articles, s.Moved = len(articles), s.First
	for _, o := range c.Origins {
		if o.Source != "" {
			s.Origins++
		}
	}
	for _, change := range c.History {
		s.Status = change.Status
		if change.At.Time.After(s.Moved.Time) {
			s.Moved = Moment{change.At.Time}
		}
	}
	return s
}

func (p *past) lets(s Summary) bool {
	switch f := p.filter; {
	case len(f.Status) > 0 && !slices.Contains(f.Status, s.Status):
		return false
	case !f.Since.IsZero() && s.Moved.Before(f.Since):
		return false
	default:
		return !f.Several || s.Articles > 1
	}
}

func (c *Claims) text(p *pen) {
	if len(c.Claims) == 0 {
		p.line("", "", text("No claim is like this."))
		return
	}
	id := len(c.Claims[0].ID)
	for i, s := range c.Claims {
		if i > 0 {
			p.blank()
		}
		first := s.ID + "  "
		p.line(first, strings.Repeat(" ", id+2), words(orNoWords(s.Text)))
		facts := []run{status(s.Status), text(dot + origins(s.Origins) + dot + plural(s.Articles, "article") + dot)}
		p.line(strings.Repeat(" ", id+2), strings.Repeat(" ", id+2), append(facts, faint(span(s)))...)
	}
	if c.More {
		p.blank()
		p.line("", "", faint("There are more; --limit shows as many as you like."))
	}
}

func orNoWords(s string) string {
	if s == "" {
		return "(no words)"
	}
	return s
}

// span is when a claim came up and when it last changed.
func span(s Summary) string {
	if s.Moved.After(s.First.Time) {
		return whole(s.First) + " – " + whole(s.Moved)
	}
	return whole(s.First)
}

// FindSource finds the source that somebody means by an id or a name. Of several with the name the one with the most statements counts, and the others are
// given too. None is ledger.ErrNotFound.
func FindSource(ctx context.Context, view ledger.Sources, given string) (found ledger.Source, others []ledger.Source, err error) {
	if len(given) >= ledger.MinPrefix && strings.HasPrefix(given, "s") && !strings.Contains(given, " ") {
		if found, err = view.Source(ctx, given); err == nil || !errors.Is(err, ledger.ErrNotFound) {
			return found, nil, err
		}
	}
	page, err := view.Sources(ctx, ledger.SourceFilter{Name: given})
	if err != nil {
		return found, nil, err
	}
	if len(page.Items) == 0 {
		return found, nil, ledger.ErrNotFound
	}
	called := func(name string) bool { return strings.EqualFold(name, given) }
	best := max(0, slices.IndexFunc(page.Items, func(src ledger.Source) bool { return called(src.Name) || slices.ContainsFunc(src.Names, called) }))
	found, err = view.Source(ctx, page.Items[best].ID)
	return found, slices.Delete(page.Items, best, best+1), err
}
