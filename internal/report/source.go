package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Speaker is everything that a source said.
type Speaker struct {
	Source
	Names     []string   `json:"names"` // other names that it goes by
	Articles  int        `json:"articles"`
	Outlets   int        `json:"outlets"`
	Changes   []Turn     `json:"changes"`   // claims on which it took another position than before
	Positions []Position `json:"positions"` // in order of time
	Others    []Source   `json:"others"`    // further sources that the name may mean
}

// Turn is a claim on which a source changed its position.
type Turn struct {
	Claim string `json:"claim"`
	Text  string `json:"text"`
	Steps []Step `json:"steps"`
}

// Step is a position in a Turn.
type Step struct {
	Stance    hearsay.Stance `json:"stance"`
	Statement string         `json:"statement"`
	Place
}

// SpeakerPage gathers what a source said: an id, or a name.
func SpeakerPage(ctx context.Context, view ledger.View, given string) (*Speaker, error) {
	src, others, err := FindSource(ctx, view, given)
	if err != nil {
		return nil, err
	}
	page := &Speaker{Source: *sourceOf(src), Names: []string{}, Changes: []Turn{}, Positions: []Position{}, Others: []Source{}}
	for _, name := range src.Names {
		if name != src.Name {
			page.Names = append(page.Names, name)
		}
	}
	for _, other := range others {
		page.Others = append(page.Others, *sourceOf(other))
	}
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	articles, outlets := map[string]bool{}, map[string]bool{}
	f := ledger.PositionFilter{Source: src.ID, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		found, err := view.Positions(ctx, f)
		if err != nil {
			return nil, err
		}
		sources.meetAll(found.Items)
		for _, p := range found.Items {
			articles[p.Ref.Article], outlets[outletKey(p.Outlet)] = true, true
			page.Positions = append(page.Positions, positionOf(p, sources))
		}
		if f.After = found.Next; f.After == "" {
			break
		}
	}
	page.Articles, page.Outlets = len(articles), len(outlets)
	if err := page.turns(ctx, view); err != nil {
		return nil, err
	}
	return page, sources.err
}

// turns finds the claims on which the source changed its position. A past position that an article retells is no change.
func (s *Speaker) turns(ctx context.Context, view ledger.View) error {
	steps := map[string][]Step{}
	var order []string
	for _, p := range s.Positions {
		if p.Claim == "" || p.Past {
			continue
		}
		step := Step{p.Stance, p.Statement, p.Place}
		switch before := steps[p.Claim]; {
		case len(before) == 0:
			order = append(order, p.Claim)
			steps[p.Claim] = []Step{step}
		case turns(before[len(before)-1], step):
			steps[p.Claim] = append(before, step)
		}
	}
	order = slices.DeleteFunc(order, func(id string) bool { return len(steps[id]) < 2 })
	claims, err := view.Summaries(ctx, order)
	texts := map[string]string{}
	for _, c := range claims {
		texts[c.ID] = c.Text
	}
	for _, id := range order {
		s.Changes = append(s.Changes, Turn{id, texts[id], steps[id]})
	}
	return err
}

// turns tells whether a step takes another position than the one before. What is told at the same time, as by two sentences of an article, is no change.
func turns(before, after Step) bool {
	return after.At.After(before.At.Time) && family(after.Stance) != family(before.Stance)
}

// family makes one of stances between which nobody changes position.
func family(s hearsay.Stance) hearsay.Stance {
	switch s {
	case hearsay.Confirms, hearsay.Judges, hearsay.Commits, hearsay.Urges:
		return hearsay.Asserts
	default:
		return s
	}
}

// mostSaid is how many statements of a source are shown.
const mostSaid = 20

func (s *Speaker) text(p *pen) {
	p.line("", "", title(s.name()), s.title())
	p.blank()
	p.line("", "", text(strings.Join(s.facts(), dot)))
	if len(s.Names) > 0 {
		p.line("", "", faint("also "+p.names(s.Names)))
	}
	year := 0
	if n := len(s.Positions); n > 0 {
		year = s.Positions[n-1].At.UTC().Year()
	}
	if len(s.Changes) > 0 {
		p.heading("Where it changed its position")
		for _, turn := range s.Changes {
			p.line("", "  ", words(orNoWords(turn.Text)), gap(), faint(turn.Claim))
			for _, step := range turn.Steps {
				p.line("  ", "    ", faint(short(step.At, year)), gap(), stance(step.Stance), text(" ("), words(step.outlet()), text(")"))
			}
		}
	}
	s.said(p, year)
	if len(s.Others) > 0 {
		p.heading("Others of this name")
		for _, other := range s.Others {
			p.line(other.ID+"  ", strings.Repeat(" ", len(other.ID)+2), words(other.name()), other.title())
		}
	}
}

func (s *Speaker) facts() []string {
	facts := []string{plural(len(s.Positions), "statement"), plural(s.Articles, "article") + " of " + plural(s.Outlets, "outlet")}
	return append([]string{cmp.Or(string(s.Kind), "of no known kind"), "source " + s.ID}, facts...)
}

// said lists the statements, the newest first.
func (s *Speaker) said(p *pen, year int) {
	p.heading("What it said")
	all := slices.Clone(s.Positions)
	slices.Reverse(all)
	for i, pos := range all {
		if i == mostSaid && !p.All {
			p.line("", "", faint("… and "+plural(len(all)-i, "earlier statement")+"; --all shows every one"))
			return
		}
		where := []run{faint(short(pos.At, year)), gap(), stance(pos.Stance), gap(), words(pos.outlet())}
		if via := passed(pos); via != "" {
			where = append(where, text(", "), faint("through "+via))
		}
		if pos.Claim != "" {
			where = append(where, gap(), faint(pos.Claim))
		}
		p.line("", "  ", where...)
		p.said("    ", pos.Words.String(), hueOf(pos.Stance))
	}
}

// Sources is a list of sources.
type Sources struct {
	Sources []Listed      `json:"sources"` // those with the most statements first
	Next    ledger.Cursor `json:"next"`    // to go on from; "" if nothing follows
}

// Listed is a source as a line of a list.
type Listed struct {
	Source
	Statements int `json:"statements"`
}

// SourcesPage lists sources that a filter lets through, a page of its size.
func SourcesPage(ctx context.Context, view ledger.Sources, f ledger.SourceFilter) (*Sources, error) {
	found, err := view.Sources(ctx, f)
	if err != nil {
		return nil, err
	}
	page := &Sources{Sources: []Listed{}, Next: found.Next}
	for _, src := range found.Items {
		page.Sources = append(page.Sources, Listed{*sourceOf(src), src.Statements})
	}
	return page, nil
}
