package intake_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/postgrestest"
	"hearsay/internal/ledger/sqlledger"
)

// server is the PostgreSQL of all tests of this folder.
var server postgrestest.Server

func TestMain(m *testing.M) {
	code := m.Run()
	if err := server.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// noon is when the tests take place.
var noon = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// onBoth runs a test on an empty intake in either database.
func onBoth(t *testing.T, test func(t *testing.T, where string)) {
	t.Helper()
	make := func(t *testing.T, where string) {
		l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		test(t, where)
	}
	t.Run("SQLite", func(t *testing.T) { make(t, filepath.Join(t.TempDir(), "ledger.db")) })
	t.Run("PostgreSQL", func(t *testing.T) { make(t, server.Database(t, "")) })
}

// open opens an intake until the test ends, and gives what does something with it.
func open(t *testing.T, where string) func(func(*intake.Tx) error) {
	t.Helper()
	store, err := intake.Open(t.Context(), where, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return func(f func(*intake.Tx) error) {
		t.Helper()
		if err := store.Update(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
}

// add takes note of articles and gives the ids of those that are to be fetched.
func add(t *testing.T, tx *intake.Tx, items ...feed.Item) []string {
	t.Helper()
	ids, err := tx.Add("f1", items, noon)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// TestAnArticleIsTakenOnce: however its address is written, and again only if the feed says that it was changed since.
func TestAnArticleIsTakenOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			ids := add(t, tx, feed.Item{Address: "https://quay.example/a", Title: "A \x00\xff", Updated: noon}, feed.Item{Address: "https://quay.example/b"})
			if len(ids) != 2 {
				t.Fatalf("of two new articles %d are to be fetched", len(ids))
			}
			if it, err := tx.Item(ids[0]); err != nil || it.State != intake.Found || it.Title != "A \uFFFD\uFFFD" || !it.Found.Equal(noon) || !it.Updated.Equal(noon) {
				t.Errorf("%+v, %v", it, err)
			}
			again := feed.Item{Address: "HTTPS://quay.example:443/a?utm_source=rss", Updated: noon}
			if err := tx.Asked(ids[0], noon); err != nil {
				t.Error(err)
			}
			if moved, err := tx.Move(ids[0], intake.Found, intake.Kept, nil, "a1", noon); !moved || err != nil {
				t.Errorf("moved: %v, %v", moved, err)
			}
			for _, updated := range []time.Time{{}, noon.Add(-time.Hour), noon} {
				again.Updated = updated
				if more := add(t, tx, again); len(more) != 0 {
					t.Errorf("%v are fetched again, though they were last changed at %v", more, updated)
				}
			}
			again.Updated = noon.Add(time.Hour)
			if more := add(t, tx, again); !slices.Equal(more, ids[:1]) {
				t.Errorf("changed since, and to be fetched are %v", more)
			}
			if it, err := tx.Item(ids[0]); err != nil || it.Article != "a1" || it.State != intake.Found {
				t.Errorf("it forgot what it is in the ledger: %+v, %v", it, err)
			}
			return nil
		})
	})
}

// TestAStepIsDoneOnce: who comes second changes nothing, and what is left for the next step goes with the article.
func TestAStepIsDoneOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			id := add(t, tx, feed.Item{Address: "https://quay.example/a"})[0]
			for i, want := range []bool{true, false} {
				moved, err := tx.Move(id, intake.Found, intake.Fetched, []byte{byte('a' + i)}, "", noon)
				if moved != want || err != nil {
					t.Errorf("the %d. time: %v, %v", i+1, moved, err)
				}
			}
			if data, err := tx.Parcel(id); string(data) != "a" || err != nil {
				t.Errorf("left is %q, %v", data, err)
			}
			if err := tx.SetAside(id, intake.Found, "too late", noon); err != nil {
				t.Error(err)
			}
			if it, err := tx.Item(id); it.State != intake.Fetched || err != nil {
				t.Errorf("it was set aside in another state: %+v, %v", it, err)
			}
			if err := tx.SetAside(id, intake.Fetched, "no text\x00", noon); err != nil {
				t.Error(err)
			}
			if it, err := tx.Item(id); it.State != intake.Aside || it.Reason != "no text\uFFFD" || err != nil {
				t.Errorf("%+v, %v", it, err)
			}
			if _, err := tx.Parcel(id); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("what was fetched of it is still here: %v", err)
			}
			return nil
		})
	})
}

// TestDeathsCountAgainstWhoWasWorkedOn: by a process that ended without a word, and only as long as the article has not come through.
func TestDeathsCountAgainstWhoWasWorkedOn(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			ids := add(t, tx, feed.Item{Address: "https://quay.example/a"}, feed.Item{Address: "https://quay.example/b"})
			begin := func(id, me string, want int) {
				t.Helper()
				if deaths, err := tx.Begin(id, me); deaths != want || err != nil {
					t.Errorf("%s begins after %d deaths, not %d; %v", me, deaths, want, err)
				}
			}
			begin(ids[0], "one", 0)
			begin(ids[0], "one", 0) // it tries again
			begin(ids[0], "two", 1)
			begin(ids[0], "three", 2)
			begin(ids[1], "two", 0)
			if err := tx.End("", "two"); err != nil {
				t.Error(err)
			}
			begin(ids[1], "three", 0) // two ended in good order
			if it, err := tx.Item(ids[0]); !it.Suspect("three") || err != nil {
				t.Errorf("it is above suspicion: %+v, %v", it, err)
			}
			if moved, err := tx.Move(ids[0], intake.Found, intake.Fetched, nil, "", noon); !moved || err != nil {
				t.Errorf("moved: %v, %v", moved, err)
			}
			if it, err := tx.Item(ids[0]); it.Suspect("four") || err != nil {
				t.Errorf("it came through and is still suspected: %+v, %v", it, err)
			}
			return nil
		})
	})
}

// TestSetAsideComesBack: one by its address, or all; with tries and deaths forgiven.
func TestSetAsideComesBack(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			ids := add(t, tx, feed.Item{Address: "https://quay.example/a"}, feed.Item{Address: "https://quay.example/b"}, feed.Item{Address: "https://quay.example/c"})
			for i, id := range ids {
				if err := errors.Join(tx.Fail(id, "busy"), tx.SetAside(id, intake.Found, "busy", noon.Add(time.Duration(i)*time.Minute))); err != nil {
					t.Fatal(err)
				}
			}
			if all, err := tx.SetAsideItems(2); err != nil || len(all) != 2 || all[0].ID != ids[2] {
				t.Errorf("%+v, %v", all, err)
			}
			if all, err := tx.Retry("https://quay.example/b", 10, noon); err != nil || len(all) != 1 || all[0].ID != ids[1] {
				t.Errorf("by its address comes back %+v, %v", all, err)
			}
			if it, err := tx.Item(ids[1]); err != nil || it.State != intake.Found || it.Tries != 0 || it.Reason != "" {
				t.Errorf("%+v, %v", it, err)
			}
			if all, err := tx.Retry("", 10, noon); err != nil || len(all) != 2 {
				t.Errorf("all that come back are %+v, %v", all, err)
			}
			return nil
		})
	})
}

// TestAFeedIsTakenByOne: of those who look for feeds that are due, and comes again if nobody says what became of it.
func TestAFeedIsTakenByOne(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			id, added, err := tx.AddFeed("https://quay.example/feed", "The Quay", "https://quay.example/", noon)
			if err != nil {
				t.Fatal(err)
			}
			if _, twice, err := tx.AddFeed("https://quay.example/feed", "", "", noon); !added || twice || err != nil {
				t.Errorf("added %v, and again %v, %v", added, twice, err)
			}
			take := func(at time.Duration, want int) {
				t.Helper()
				if taken, err := tx.Take(noon.Add(at), 10, time.Hour); len(taken) != want || err != nil {
					t.Errorf("after %v %d are taken, not %d; %v", at, len(taken), want, err)
				}
			}
			take(-time.Minute, 0)
			take(0, 1)
			take(time.Minute, 0)
			take(2*time.Hour, 1)
			f, err := tx.Feed(id[:6])
			if err != nil {
				t.Fatal(err)
			}
			f.State, f.Error, f.Failures, f.Checked = intake.Paused, "no such host", 3, noon
			if err := tx.PutFeed(f); err != nil {
				t.Error(err)
			}
			if kept, err := tx.Feed(f.Address); err != nil || kept != f {
				t.Errorf("kept is %+v, not %+v; %v", kept, f, err)
			}
			take(9*time.Hour, 0) // it is paused
			if err := tx.RemoveFeed(f.ID); err != nil {
				t.Error(err)
			}
			if err := tx.PutFeed(f); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("a feed that was removed: %v", err)
			}
			return nil
		})
	})
}

// TestStatusCounts: what waits and for how long, what was kept when, and what went wrong how often.
func TestStatusCounts(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		open(t, where)(func(tx *intake.Tx) error {
			var items []feed.Item
			for _, path := range []string{"a", "b", "c", "d", "e", "f"} {
				items = append(items, feed.Item{Address: "https://quay.example/" + path})
			}
			ids := add(t, tx, items...)
			move := func(id string, to intake.State, after time.Duration) {
				if moved, err := tx.Move(id, intake.Found, to, nil, "", noon.Add(after)); !moved || err != nil {
					t.Errorf("moved: %v, %v", moved, err)
				}
			}
			move(ids[0], intake.Kept, 2*time.Hour)
			move(ids[1], intake.Kept, 3*time.Hour)
			move(ids[2], intake.Read, time.Hour)
			for _, id := range ids[3:5] {
				if err := tx.SetAside(id, intake.Found, "https://quay.example/"+id+": it is gone", noon); err != nil {
					t.Error(err)
				}
			}
			if err := errors.Join(tx.Fail(ids[5], "busy"), tx.Beat(intake.Process{ID: "p", Roles: "read", Since: noon, Beat: noon, Trouble: "the disk is full"})); err != nil {
				t.Error(err)
			}
			s, err := tx.Status(noon.Add(3*time.Hour + 30*time.Second))
			if err != nil {
				t.Fatal(err)
			}
			if s.Waiting[intake.Found] != 1 || s.Waiting[intake.Read] != 1 || !s.Oldest[intake.Read].Equal(noon.Add(time.Hour)) {
				t.Errorf("waiting: %+v", s)
			}
			if s.Kept[time.Minute] != 1 || s.Kept[time.Hour] != 1 || s.Kept[24*time.Hour] != 2 || s.Lag != 150*time.Minute {
				t.Errorf("kept: %+v", s)
			}
			if s.SetAside != 2 || len(s.Reasons) != 1 || s.Reasons[0].Words != "it is gone" || s.Reasons[0].Count != 2 || len(s.Trying) != 1 || s.Trying[0].Words != "busy" {
				t.Errorf("went wrong: %+v", s)
			}
			if len(s.Processes) != 1 || s.Processes[0].Trouble != "the disk is full" {
				t.Errorf("processes: %+v", s.Processes)
			}
			kept, aside, err := tx.Done()
			if waiting, failed := tx.Fetched(); kept != 2 || aside != 2 || waiting != 1 || err != nil || failed != nil {
				t.Errorf("%d are kept, %d set aside, %d wait; %v, %v", kept, aside, waiting, err, failed)
			}
			if n, err := tx.Forget(noon.Add(150*time.Minute), 10); n != 3 || err != nil {
				t.Errorf("%d are forgotten, %v", n, err)
			}
			return nil
		})
	})
}

// TestAnUpdateIsWholeOrNothing: what fails leaves no trace.
func TestAnUpdateIsWholeOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, where string) {
		store, err := intake.Open(t.Context(), where, intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		failed := errors.New("no")
		if err := store.Update(t.Context(), func(tx *intake.Tx) error {
			add(t, tx, feed.Item{Address: "https://quay.example/a"})
			return failed
		}); !errors.Is(err, failed) {
			t.Errorf("it ends with %v", err)
		}
		open(t, where)(func(tx *intake.Tx) error {
			if all, err := tx.Items("", 10); len(all) != 0 || err != nil {
				t.Errorf("%+v, %v", all, err)
			}
			return nil
		})
	})
}

// TestWhateverAFeedSaysIsKept: no text and no time that may stand in a feed fails, and ids are told apart by address alone.
func TestWhateverAFeedSaysIsKept(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	update := open(t, where)
	rapid.Check(t, func(r *rapid.T) {
		item := feed.Item{
			Address: "https://quay.example/" + rapid.StringMatching(`[a-z0-9]{1,12}`).Draw(r, "path"), Title: string(rapid.SliceOf(rapid.Byte()).Draw(r, "title")),
			Published: time.Unix(rapid.Int64Range(-1<<33, 1<<33).Draw(r, "published"), 0), Relay: feed.Relay{Name: rapid.String().Draw(r, "relay")},
		}
		update(func(tx *intake.Tx) error {
			if _, err := tx.Add("f1", []feed.Item{item}, noon); err != nil {
				return err
			}
			it, err := tx.Item(intake.ItemID(item.Address))
			if it.Address != item.Address {
				r.Errorf("%q is kept as %q", item.Address, it.Address)
			}
			return err
		})
	})
}
