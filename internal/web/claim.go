package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
	"hearsay/internal/web/picture"
)

// claimView is a claim as its page shows it.
type claimView struct {
	*report.Claim
	Sides []side // who stands where
	Chain picture.Chain
	Times picture.Timeline
	Edits *report.Edits
	Done  *report.Edit // a correction just made or undone
	Year  int          // that goes without saying
	Last  time.Time    // when the last of its statements came that are known now
}

// side is those whose stances belong together.
type side struct {
	Class  string
	Name   string
	Voices []voice
	Count  int // of statements, copies left out
}

// voice is a source with what it said, copies folded.
type voice struct {
	Source *report.Source
	Turns  []hearsay.Stance // its stances one after the other, on whatever side
	Told   []told
}

// told is a statement with those who repeat it.
type told struct {
	report.Position
	Copied []string // outlets
}

// mostEdits is how many corrections a claim's page lists.
const mostEdits = 20

// claim shows one claim, now or as it was known at a time.
func (s *site) claim(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	id, asOf := ask.id("id"), ask.date("as-of")
	if ask.err != nil {
		return nil, ask.err
	}
	page, err := report.ClaimPage(ctx, v, id, asOf.Last(), s.Derive)
	if err != nil {
		return nil, err
	}
	view := claimView{Claim: page, Year: page.Moved.UTC().Year()}
	if view.Edits, err = report.EditsPage(ctx, v, ledger.EditFilter{Claim: id}, mostEdits); err != nil {
		return nil, err
	}
	if view.Done, err = done(ctx, v, ask); err != nil {
		return nil, err
	}
	ask.Title = lineOr(page.Text, "A claim")
	if !page.AsOf.IsZero() {
		ask.Editor = "" // the past is not corrected
	}
	view.Sides = sides(page.Positions)
	view.Chain = picture.LayChain(roots(page))
	view.Times = timeline(page)
	view.Last, err = lastOf(ctx, v, id)
	return claimPage(ask, view), err
}

// lastOf is when the last statement on a claim came, as it is now; the zero time if there is no such claim any more.
func lastOf(ctx context.Context, v ledger.View, claim string) (time.Time, error) {
	newest, err := v.Positions(ctx, ledger.PositionFilter{Claim: claim, NewestFirst: true, Paging: ledger.Paging{Limit: 1}})
	if err != nil || len(newest.Items) == 0 {
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrAmbiguous) {
			err = nil
		}
		return time.Time{}, err
	}
	return newest.Items[0].At, nil
}

// done is the correction that the page's address tells of, nil if there is none.
func done(ctx context.Context, v ledger.View, ask *asked) (*report.Edit, error) {
	id := ask.words("done")
	if id == "" {
		return nil, nil
	}
	e, err := v.Edit(ctx, id)
	switch {
	case errors.Is(err, ledger.ErrNotFound), errors.Is(err, ledger.ErrAmbiguous):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return report.EditOf(e), nil
}

// sides parts positions by where they stand. A source that changed its position stands on several sides.
func sides(positions []report.Position) []side {
	all := []side{
		{Class: "affirm", Name: "Assert or confirm"},
		{Class: "reject", Name: "Deny or doubt"},
		{Class: "withhold", Name: "Cannot or will not say"},
		{Class: "other", Name: "Judge, commit, urge or ask"},
	}
	for _, group := range report.BySource(positions) {
		turns := turnsOf(group)
		said, copied := report.Unfold(group)
		for i := range all {
			v := voice{Source: group[0].Source, Turns: turns}
			for _, p := range said {
				if sideOf(p.Stance) == i {
					v.Told = append(v.Told, told{p, copied[p.Statement]})
				}
			}
			if len(v.Told) > 0 {
				all[i].Voices = append(all[i].Voices, v)
				all[i].Count += len(v.Told)
			}
		}
	}
	return slices.DeleteFunc(all, func(s side) bool { return s.Count == 0 })
}

// columns puts the sides beside each other: who says so, and everybody else.
func (v claimView) columns() [][]side {
	if len(v.Sides) < 2 || v.Sides[0].Class != "affirm" {
		return [][]side{v.Sides}
	}
	return [][]side{v.Sides[:1], v.Sides[1:]}
}

func sideOf(s hearsay.Stance) int {
	switch s {
	case hearsay.Asserts, hearsay.Confirms:
		return 0
	case hearsay.Denies, hearsay.Doubts:
		return 1
	case hearsay.Withholds:
		return 2
	default:
		return 3
	}
}

// turnsOf are the stances of a source one after the other; past ones retold and copies are none.
func turnsOf(group []report.Position) []hearsay.Stance {
	var turns []hearsay.Stance
	for _, p := range group {
		if p.Past || p.CopyOf != "" || len(turns) > 0 && turns[len(turns)-1] == p.Stance {
			continue
		}
		turns = append(turns, p.Stance)
	}
	return turns
}

// roots are the origins of a claim with what rests on them, as a picture wants it.
func roots(c *report.Claim) []picture.Node {
	var nodes []picture.Node
	year := c.Moved.UTC().Year()
	for i, o := range c.Origins {
		name := sourceName(o.Source)
		nodes = append(nodes, picture.Node{
			Sort: picture.Root, Label: name, Note: noteOf(o.Source, len(o.Articles)), Title: strings.TrimSpace(name + ", " + line(o.Source.Beside())),
			Link: fmt.Sprintf("#origin-%d", i+1), Next: steps(o.Chain, year),
		})
	}
	if c.Unknown != nil {
		nodes = append(nodes, picture.Node{
			Sort: picture.Root, Label: "lineage unknown", Note: "counted as no origin", Title: "Nobody can tell where these articles have it from",
			Link: "#origin-unknown", Next: steps(c.Unknown.Chain, year),
		})
	}
	return nodes
}

func noteOf(s *report.Source, articles int) string {
	if beside := line(s.Beside()); beside != "" {
		return beside
	}
	return plural(articles, "article")
}

func steps(links []*report.Link, year int) []picture.Node {
	var nodes []picture.Node
	for _, l := range links {
		if l.Through != nil {
			n := picture.Node{Sort: picture.Relay, Label: sourceName(l.Through), Note: l.Through.Passing(), Title: sourceName(l.Through), Next: steps(l.Next, year)}
			if l.Through.ID != "" {
				n.Link = string(sourceLink(l.Through.ID))
			}
			nodes = append(nodes, n)
			continue
		}
		n := picture.Node{
			Sort: picture.Article, Label: line(l.Printer()), Note: l.At.Short(year), Link: string(articleLink(l.Article)),
			Copies: len(l.Copies), Next: steps(l.Next, year),
		}
		n.Title = n.Label + ", " + l.At.Long() + "\n" + line(l.Title) + "\n" + line(l.Reason)
		if n.Copies > 0 {
			n.Note += " · " + copies(n.Copies)
			n.Title += "\ncopied by " + printers(l.Copies)
		}
		nodes = append(nodes, n)
	}
	return nodes
}

func copies(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return fmt.Sprintf("%d copies", n)
}

// printers names the outlets of places, each once.
func printers(places []report.Place) string {
	var names []string
	for _, p := range places {
		if name := line(p.Printer()); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// timeline lays out how the status changed and who took which position when. Copies are no positions of their own.
func timeline(c *report.Claim) picture.Timeline {
	lanes := []picture.Lane{
		{Name: "assert, confirm", Class: "affirm"}, {Name: "deny, doubt", Class: "reject"}, {Name: "withhold", Class: "withhold"},
		{Name: "judge, act, ask", Class: "judge"},
	}
	var stretches []picture.Stretch
	for _, change := range c.History {
		title := statusName(change.Status) + " from " + change.At.Long()
		if change.Cause != nil {
			title += ": " + sourceName(change.Cause.Source) + " " + string(change.Cause.Stance) + " (" + line(change.Cause.Printer()) + ")"
		}
		stretches = append(stretches, picture.Stretch{From: change.At.Time, Name: statusName(change.Status), Class: tone(change.Status), Title: title})
	}
	var events []picture.Event
	for _, p := range c.Positions {
		if p.CopyOf != "" || p.Past {
			continue
		}
		events = append(events, picture.Event{
			At: p.At.Time, Lane: sideOf(p.Stance), Link: "#p-" + p.Statement,
			Title: p.At.Long() + ": " + sourceName(p.Source) + " " + string(p.Stance) + " (" + line(p.Printer()) + ")",
		})
	}
	return picture.LayTimeline(lanes, stretches, events)
}

// days are the days between which a slider for as-of goes, whatever day it stands on; none if everything is known of one day.
func (v claimView) days() (first, last string) {
	if v.First.IsZero() {
		return "", ""
	}
	end := v.Moved.Time
	if v.Last.After(end) {
		end = v.Last
	}
	return v.First.UTC().Format(time.DateOnly), end.UTC().Format(time.DateOnly)
}

// asOfDay is the day of as-of, "" for now.
func (v claimView) asOfDay() string {
	if v.AsOf.IsZero() {
		return ""
	}
	return v.AsOf.UTC().Format(time.DateOnly)
}

// reason says why an article rests on an origin, with outlets in the place of the ids of articles.
func (v claimView) reason(r report.Resting) string {
	words := line(r.Reason)
	for _, p := range v.Positions {
		if strings.Contains(words, p.Article) {
			words = strings.ReplaceAll(words, "article "+p.Article, "that of "+line(p.Printer())+", "+p.At.Short(v.Year))
		}
	}
	return words
}
