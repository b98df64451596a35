package web

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/a-h/templ"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// homeView is what moved, as the page shows it.
type homeView struct {
	*report.Moves
	Status   hearsay.Status
	Days     []movesOfDay
	NoSource bool // nobody has the name asked for
	Filtered bool
}

// movesOfDay is what moved on a day.
type movesOfDay struct {
	Day   string
	Moves []report.Move
}

// home shows what moved: claims whose status changed or that gained an origin; with all, those told once as well.
func (s *site) home(ctx context.Context, v ledger.View, ask *asked) (templ.Component, error) {
	ask.Title = "What moved"
	view := homeView{Moves: &report.Moves{}, Status: choice(ask, "status", hearsay.Statuses())}
	period := ask.period("since", "until")
	f := ledger.ClaimFilter{
		Paging: ask.paging(), Words: ask.words("words"), Outlet: ask.words("outlet"), Since: period.Since, Until: period.Until, Moving: ask.words("all") == "",
	}
	if view.Status != "" {
		f.Status = []hearsay.Status{view.Status}
	}
	name := ask.words("source")
	if ask.err != nil {
		return nil, ask.err
	}
	view.Filtered = name != "" || f.Words != "" || f.Outlet != "" || view.Status != "" || period != ledger.Period{}
	if name != "" {
		src, _, err := report.FindSource(ctx, v, name)
		switch {
		case errors.Is(err, ledger.ErrNotFound):
			view.NoSource = true
			return homePage(ask, view), nil
		case err != nil:
			return nil, err
		}
		f.Source = src.ID
	}
	moves, err := report.MovesPage(ctx, v, f)
	if err != nil {
		return nil, err
	}
	view.Moves, view.Days = moves, byDay(moves.Moves)
	return homePage(ask, view), nil
}

// byDay parts moves by their days.
func byDay(moves []report.Move) []movesOfDay {
	var days []movesOfDay
	for _, m := range moves {
		day := "Undated"
		if !m.Moved.IsZero() {
			day = m.Moved.UTC().Format("Monday, 2 January 2006")
		}
		if last := len(days) - 1; last >= 0 && days[last].Day == day {
			days[last].Moves = append(days[last].Moves, m)
		} else {
			days = append(days, movesOfDay{day, []report.Move{m}})
		}
	}
	return slices.Clip(days)
}

// hour is the time of day of a moment, "" if only its day is known.
func hour(m report.Moment) string {
	if m.IsZero() || m.UTC().Equal(m.UTC().Truncate(24*time.Hour)) {
		return ""
	}
	return m.UTC().Format("15:04")
}
