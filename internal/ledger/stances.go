package ledger

import (
	"context"
	"time"

	"hearsay"
)

// Stances gives the stances that people set, by statement: those of edits that stand and were made by a time (the zero time: all). Of several the latest
// counts. Positions tell the stance that was read.
func Stances(ctx context.Context, view Edits, by time.Time) (map[string]hearsay.Stance, error) {
	set := map[string]hearsay.Stance{}
	f := EditFilter{Paging: Paging{Limit: MaxLimit}, Standing: true, Kind: SetStance}
	for {
		page, err := view.Edits(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Items { // the newest first
			if !by.IsZero() && e.At.After(by) {
				continue
			}
			if id := e.Anchors[0].ID; id != "" && set[id] == "" {
				set[id] = hearsay.Stance(e.Value)
			}
		}
		if f.After = page.Next; f.After == "" {
			return set, nil
		}
	}
}
