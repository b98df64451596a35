package report

import (
	"context"
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
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	page := &Moves{Moves: []Move{}, Next: found.Next}
	for _, c := range found.Items {
		move := Move{Summary: summaryOf(c)}
		if err := move.why(ctx, view, sources); err != nil {
			return nil, err
		}
		page.Moves = append(page.Moves, move)
	}
	return page, sources.err
}

// why finds what moved a claim last: a change of status at that time, else an origin whose first article came then.
func (m *Move) why(ctx context.Context, view ledger.View, sources *directory) error {
	claim, err := view.Claim(ctx, m.ID)
	if err != nil {
		return err
	}
	moved := m.Moved.Time
	if len(claim.Origins) > 0 {
		// Nobody's first article is known without being asked for: the positions of that time tell.
		f := ledger.PositionFilter{Claim: m.ID, Period: ledger.Period{Since: moved, Until: moved.Add(time.Microsecond)}}
		then, err := view.Positions(ctx, f)
		if err != nil {
			return err
		}
		for _, p := range then.Items {
			if o := begun(claim.Origins, p.Ref.Article); o != nil && o.Source != "" && m.Origin == nil {
				cause := positionOf(p, sources)
				m.Origin, m.Cause = sources.find(o.Source, ""), &cause
			}
		}
	}
	for i, change := range claim.History {
		if i == 0 || !change.At.Time.Equal(moved) {
			continue
		}
		p, err := view.Position(ctx, change.Cause.Statement)
		if err != nil {
			return err
		}
		cause := positionOf(p, sources)
		m.Before, m.Cause = claim.History[i-1].Status, &cause
	}
	if !moved.After(m.First.Time) {
		m.Origin = nil // it came up then, with whoever said it first
	}
	return nil
}

// begun is the origin whose first article this is, nil if there is none.
func begun(origins []hearsay.Origin, article string) *hearsay.Origin {
	for i, o := range origins {
		if len(o.Articles) > 0 && o.Articles[0] == article {
			return &origins[i]
		}
	}
	return nil
}
