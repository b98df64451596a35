package desk

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// Bounds of how often a feed is fetched.
const (
	minPause     = time.Minute
	maxPause     = 24 * time.Hour
	maxSitemaps  = 20                 // of an index, the newest
	sitemapReach = 3 * 24 * time.Hour // how old what a sitemap lists may be: it may list all that a site ever had
	memory       = 180 * 24 * time.Hour
	chunk        = 500 // articles in a transaction
)

// schedule queues the feeds that are due.
func (d *Desk) schedule(ctx context.Context) error {
	const most = 100
	return d.store.Update(ctx, func(tx *intake.Tx) error {
		due, err := tx.Take(time.Now(), most, 30*time.Minute)
		for _, f := range due {
			if _, err := d.client.InsertTx(ctx, tx.SQL, checkJob{f.ID}, nil); err != nil {
				return err
			}
		}
		return err
	})
}

// forget drops articles that were dealt with long ago.
func (d *Desk) forget(ctx context.Context) error {
	return d.store.Update(ctx, func(tx *intake.Tx) error {
		_, err := tx.Forget(time.Now().Add(-memory), 10_000)
		return err
	})
}

// check fetches a feed and queues the articles that are new in it.
func (d *Desk) check(ctx context.Context, id string) error {
	var f intake.Feed
	err := d.store.Update(ctx, func(tx *intake.Tx) (err error) {
		f, err = tx.Feed(id)
		return err
	})
	if errors.Is(err, ledger.ErrNotFound) {
		return nil // it was removed
	}
	if err != nil || f.State != intake.Active {
		return err
	}
	list, answer, err := d.get(ctx, f.Address, f.Seen)
	if ctx.Err() != nil && d.ending.Err() != nil {
		return river.JobSnooze(0)
	}
	if err == nil && list.Kind == feed.SitemapIndex {
		err = d.sitemaps(ctx, &list)
	}
	fresh := 0
	if err == nil {
		var failed error
		if fresh, failed = d.take(ctx, f, list); failed != nil {
			return d.trip(failed)
		}
	}
	d.metrics.checked(err)
	d.health(&f, list, answer, fresh, err)
	if err != nil {
		d.Log.Warn("feed failed", "address", f.Address, "failures", f.Failures, "next", f.Due.UTC().Format(time.RFC3339), "error", err)
	} else {
		d.Log.Info("feed fetched", "address", f.Address, "listed", f.Listed, "new", fresh, "unchanged", answer.Unchanged)
	}
	return d.record(ctx, f)
}

// record keeps what a check of a feed found, unless the feed was removed or paused meanwhile.
func (d *Desk) record(ctx context.Context, f intake.Feed) error {
	err := d.store.Update(ctx, func(tx *intake.Tx) error {
		now, err := tx.Feed(f.ID)
		if err != nil || now.State != intake.Active {
			return err // a person was faster
		}
		if other, err := tx.Feed(f.Address); err == nil && other.ID != f.ID {
			f.Address, f.Notes = now.Address, "it has moved to "+other.Address+", which is followed as well: remove this one"
		}
		return tx.PutFeed(f)
	})
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	return err
}

// get fetches a list as politely as everything else.
func (d *Desk) get(ctx context.Context, address string, seen feed.Seen) (feed.List, feed.Answer, error) {
	answer, err := d.polite.FetchList(ctx, address, seen)
	if err != nil || answer.Unchanged {
		return feed.List{}, answer, err
	}
	list, err := feed.Parse(answer.Body, answer.ContentType, answer.URL, time.Now())
	if err != nil {
		err = fmt.Errorf("%s: %w", address, err)
	}
	return list, answer, err
}

// sitemaps puts what the newest sitemaps of an index list into it.
func (d *Desk) sitemaps(ctx context.Context, index *feed.List) error {
	slices.SortStableFunc(index.Sitemaps, func(a, b feed.Item) int { return b.Updated.Compare(a.Updated) })
	read := 0
	var failed error
	for _, at := range index.Sitemaps {
		if read >= maxSitemaps || !at.Updated.IsZero() && time.Since(at.Updated) > sitemapReach {
			break
		}
		read++
		list, _, err := d.get(ctx, at.Address, feed.Seen{})
		if err != nil {
			failed = err
			continue
		}
		index.Items = append(index.Items, list.Items...)
		if len(index.Items) > feed.MaxItems {
			index.Items = index.Items[:feed.MaxItems]
			break
		}
	}
	if failed != nil && len(index.Items) == 0 {
		return failed
	}
	if failed != nil {
		index.Notes = append(index.Notes, "one of its sitemaps failed: "+failed.Error())
	}
	return nil
}

// take queues what is new in a list, in parts: if the process ends between two, the list is fetched again.
func (d *Desk) take(ctx context.Context, f intake.Feed, list feed.List) (fresh int, err error) {
	items := list.Items
	if list.Kind == feed.Sitemap || list.Kind == feed.SitemapIndex {
		items = slices.DeleteFunc(slices.Clone(items), func(it feed.Item) bool {
			at := it.Published
			if it.Updated.After(at) {
				at = it.Updated
			}
			return at.IsZero() || time.Since(at) > sitemapReach
		})
	}
	ahead := map[string]int{}
	for part := range slices.Chunk(items, chunk) {
		hosts := map[string]string{}
		for _, it := range part {
			hosts[intake.ItemID(it.Address)] = hostOf(it.Address)
		}
		err := d.store.Update(ctx, func(tx *intake.Tx) error {
			ids, err := tx.Add(f.ID, part, time.Now())
			if err != nil {
				return err
			}
			of := make([]string, len(ids))
			for i, id := range ids {
				of[i] = hosts[id]
			}
			fresh += len(ids)
			return d.queueFetches(ctx, tx.SQL, ids, of, ahead)
		})
		if err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}

// health writes down how a feed is after a fetch, and when it is to be fetched next: oftener if it had something new, more rarely if not, and after
// failures ever more rarely, until one succeeds.
func (d *Desk) health(f *intake.Feed, list feed.List, answer feed.Answer, fresh int, err error) {
	now := time.Now()
	f.Checked = now
	if f.Pause <= 0 {
		f.Pause = d.Every
	}
	if err != nil {
		f.Failures++
		f.Error = err.Error()
		wait := min(d.Every<<min(f.Failures-1, 16), maxPause)
		var status *feed.StatusError
		if errors.As(err, &status) {
			wait = max(wait, min(time.Until(status.Retry), 7*maxPause))
			if status.Code == http.StatusGone {
				f.State = intake.Retired
				f.Error = "the site says that the feed is gone for good (410 Gone)"
			}
		}
		f.Due = now.Add(jitter(wait))
		return
	}
	f.Good, f.Failures, f.Error, f.Seen = now, 0, "", answer.Seen
	if answer.Moved != "" {
		f.Address = answer.Moved
	}
	switch {
	case fresh > 0:
		f.Pause = f.Pause * 2 / 3
	case answer.Unchanged, fresh == 0:
		f.Pause = f.Pause * 3 / 2
	}
	f.Pause = min(max(f.Pause, min(minPause, d.Every), d.Every/3), 4*d.Every)
	if !answer.Unchanged {
		f.Listed, f.Notes = len(list.Items), strings.Join(list.Notes, "; ")
		if f.Title == "" {
			f.Title = list.Title
		}
		if f.Site == "" {
			f.Site = list.Site
		}
	}
	f.Due = now.Add(jitter(f.Pause))
}

// jitter spreads what would otherwise come all at once.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return d + time.Duration((rand.Float64()-0.5)/5*float64(d)) //nolint:gosec // nobody gains from guessing it
}
