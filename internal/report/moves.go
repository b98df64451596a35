package report

import (
	"context"
	"slices"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Moves is what moved: claims whose status changed or that gained an origin. Copies and repeats move nothing.
type Moves struct {
	Moves []Move        `json:"moves"` // the newest first
	Next  ledger.Cursor `json:"next"`  // to go on from; "" if nothing follows
}

// Move is a claim with what moved it last.
type Move struct {
	Summary
	Before hearsay.Status `json:"before"`     // its status until then; "" where that did not change
	Cause  *Position      `json:"cause"`      // the statement that changed the status, or brought the origin; null if none is dated so
	Origin *Source        `json:"new_origin"` // the origin that it gained; null where it gained none
}

// MovesPage lists claims that a filter lets through, a page of its size, with what moved each last.
func MovesPage(ctx context.Context, view ledger.View, f ledger.ClaimFilter) (*Moves, error) {
	found, err := view.Claims(ctx, f)
	if err != nil {
		return nil, err
	}
	page := &Moves{Moves: []Move{}, Next: found.Next}
	var ids []string
	for _, c := range found.Items {
		page.Moves = append(page.Moves, Move{Summary: summaryOf(c)})
		ids = append(ids, c.ID)
	}
	courses, err := view.Courses(ctx, ids)
	if err != nil {
		return nil, err
	}
	of := map[string]turning{}
	var causes []string
	for _, c := range courses {
		m := &page.Moves[slices.Index(ids, c.ID)]
		of[c.ID] = turningOf(c, m.Moved.Time)
		causes = append(causes, of[c.ID].cause())
	}
	statements, err := view.PositionsOf(ctx, causes)
	if err != nil {
		return nil, err
	}
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	sources.meetAll(statements)
	by := map[string]ledger.Position{}
	for _, p := range statements {
		by[p.Statement.ID] = p
	}
	for i := range page.Moves {
		m := &page.Moves[i]
		m.why(of[m.ID], by, sources)
	}
	return page, sources.err
}

// turning is what became of a claim when it moved last.
type turning struct {
	before hearsay.Status    // its status until then; "" where that did not change
	change string            // the statement that changed the status, "" if none
	begun  *ledger.Beginning // an origin that began then, nil if none
}

// cause is the statement that moved the claim: a change of status says more than a new origin.
func (t turning) cause() string {
	switch {
	case t.change != "":
		return t.change
	case t.begun != nil:
		return t.begun.Ref.Statement
	default:
		return ""
	}
}

// turningOf finds what became of a claim at the time when it moved.
func turningOf(c ledger.Course, moved time.Time) turning {
	var t turning
	for _, b := range c.Begun {
		if b.Source != "" && b.At.Equal(moved) && t.begun == nil {
			t.begun = &b
		}
	}
	for i, change := range c.History {
		if i > 0 && change.At.Time.Equal(moved) {
			t.before, t.change = c.History[i-1].Status, change.Cause.Statement
		}
	}
	return t
}

// why says what moved a claim, by the statements that did.
func (m *Move) why(t turning, by map[string]ledger.Position, sources *directory) {
	m.Before = t.before
	if p, known := by[t.cause()]; known {
		cause := positionOf(p, sources)
		m.Cause = &cause
	}
	if t.begun != nil && m.Moved.After(m.First.Time) { // else it came up then, with whoever said it first
		m.Origin = sources.find(t.begun.Source, "")
	}
}
