package desk_test

import (
	"path/filepath"
	"testing"
	"time"

	"hearsay/internal/desk"
	"hearsay/internal/feed"
	"hearsay/internal/intake"
)

// TestMove: feeds and what is known of their articles go along, once, and what was under way comes to its end at the other place.
func TestMove(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.db"), filepath.Join(dir, "to.db")
	at := site(t, 6, nil)
	follow(t, from, at+"/feed.xml")
	follow(t, to)
	update(t, from, func(tx *intake.Tx) error {
		items := make([]feed.Item, 3)
		for i := range items {
			items[i].Address = at + "/" + string(rune('0'+i))
		}
		ids, err := tx.Add(intake.FeedID(at+"/feed.xml"), items, time.Now())
		if err != nil {
			return err
		}
		if _, err := tx.Move(ids[0], intake.Found, intake.Fetched, []byte("a page"), "", time.Now()); err != nil {
			return err
		}
		if _, err := tx.Move(ids[1], intake.Found, intake.Kept, nil, "a1", time.Now()); err != nil {
			return err
		}
		return tx.SetAside(ids[2], intake.Found, "nobody can read it", time.Now())
	})
	move := func() (feeds, items int) {
		a, err := intake.Open(t.Context(), from, intake.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		b, err := intake.Open(t.Context(), to, intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		if feeds, items, err = desk.Move(t.Context(), a, b, 0); err != nil {
			t.Fatal(err)
		}
		return feeds, items
	}
	if feeds, items := move(); feeds != 1 || items != 3 {
		t.Errorf("%d feeds and %d articles were moved", feeds, items)
	}
	if feeds, items := move(); feeds != 0 || items != 0 {
		t.Errorf("%d feeds and %d articles were moved twice", feeds, items)
	}
	// Of the feed's six articles one is kept already and one was set aside; that which was under way is fetched anew.
	s := runUntil(t, to, nil, func(s intake.Status) bool { return kept(s) == 5 })
	if s.SetAside != 1 || s.Reasons[0].Words != "nobody can read it" {
		t.Errorf("set aside are %+v", s.Reasons)
	}
}

// TestLookingAtAnIntake: one that is only looked at shows what there is, and cannot be written; where there is none, none is made.
func TestLookingAtAnIntake(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	follow(t, where, "https://quay.example/feed")
	store, err := intake.Open(t.Context(), where, intake.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	err = store.Update(t.Context(), func(tx *intake.Tx) error {
		if all, err := tx.Feeds(); err != nil || len(all) != 1 {
			t.Errorf("the feeds are %+v, %v", all, err)
		}
		_, _, err := tx.AddFeed("https://quay.example/other", "", "", time.Now())
		return err
	})
	if err == nil {
		t.Error("it was written")
	}
}
