package intake_test

import (
	"errors"
	"testing"
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
)

// TestAChangeUnderWayWaitsForTheEnd: one of which a feed tells after the page was asked for, in whatever state, and only once.
func TestAChangeUnderWayWaitsForTheEnd(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			again := func(id string, want bool) {
				t.Helper()
				if got, err := tx.Again(id, noon); got != want || err != nil {
					t.Errorf("%s is fetched again: %v, not %v; %v", id, got, want, err)
				}
			}
			later := noon.Add(time.Hour)
			for _, when := range []intake.State{"", intake.Found, intake.Fetched, intake.Read} { // "" is before the page is asked for
				it := feed.Item{Address: "https://quay.example/" + string(when), Updated: noon}
				id, known := add(t, tx, it)[0], noon
				it.Updated = later
				change := func() {
					if more := add(t, tx, it); len(more) != 0 {
						t.Errorf("%v are fetched again while they are under way", more)
					}
					again(id, false)
				}
				if when == "" {
					change()
					known = later
				}
				for _, step := range [][2]intake.State{{intake.Found, intake.Fetched}, {intake.Fetched, intake.Read}, {intake.Read, intake.Kept}} {
					if when == step[0] {
						change()
					}
					err := tx.Asked(id, known)
					if moved, failed := tx.Move(id, step[0], step[1], nil, "", noon); !moved || err != nil || failed != nil {
						t.Errorf("moved: %v, %v, %v", moved, err, failed)
					}
					known = later // which changes nothing: the page is here
				}
				again(id, when != "")
				again(id, false)
				if err := errors.Join(tx.Asked(id, later), tx.SetAside(id, intake.Found, "gone", noon)); err != nil {
					t.Error(err)
				}
				again(id, false)
			}
			return nil
		})
	})
}
