package desk

import (
	"context"
	"database/sql"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"hearsay/internal/intake"
)

// Move copies the feeds that are followed with their health, and the articles that they listed, from one intake into another, which keeps what it
// has. Articles under way begin anew there: their pages are fetched again, with a pause between those of one host. It tells how many feeds and
// articles were new. Done twice it changes nothing.
func Move(ctx context.Context, from, to *intake.Store, pause time.Duration) (feeds, items int, err error) {
	log := slog.New(slog.DiscardHandler)
	if err := migrateQueue(ctx, to, log); err != nil {
		return 0, 0, err
	}
	client, err := river.NewClient(driver(to), &river.Config{Logger: log, MaxAttempts: maxAttempts})
	if err != nil {
		return 0, 0, err
	}
	var all []intake.Feed
	if err := from.Update(ctx, func(tx *intake.Tx) (err error) {
		all, err = tx.Feeds()
		return err
	}); err != nil {
		return 0, 0, err
	}
	err = to.Update(ctx, func(tx *intake.Tx) error {
		feeds = 0
		for _, f := range all {
			id, added, err := tx.AddFeed(f.Address, f.Title, f.Site, f.Since)
			if err != nil {
				return err
			}
			if added {
				f.ID = id
				feeds++
				if err := tx.PutFeed(f); err != nil {
					return err
				}
			}
		}
		return nil
	})
	ahead, last := map[string]int{}, ""
	for err == nil {
		var part []intake.Item
		if err = from.Update(ctx, func(tx *intake.Tx) (err error) {
			part, err = tx.Items(last, chunk)
			return err
		}); err != nil || len(part) == 0 {
			return feeds, items, err
		}
		last = part[len(part)-1].ID
		fresh := 0
		if err = to.Update(ctx, func(tx *intake.Tx) error {
			fresh, err = copyItems(ctx, tx, client, part, ahead, pause)
			return err
		}); err == nil {
			items += fresh
		}
	}
	return feeds, items, err
}

// copyItems copies articles and queues those that are under way, all in one transaction.
func copyItems(ctx context.Context, tx *intake.Tx, client *river.Client[*sql.Tx], part []intake.Item, ahead map[string]int, pause time.Duration) (
	fresh int, err error,
) {
	var ids, hosts []string
	for _, it := range part {
		added, err := tx.CopyItem(it)
		if err != nil {
			return 0, err
		}
		if !added {
			continue
		}
		fresh++
		if it.State == intake.Kept || it.State == intake.Aside {
			continue
		}
		ids = append(ids, it.ID)
		hosts = append(hosts, hostOf(it.Address))
	}
	return fresh, queueFetches(ctx, client, tx.SQL, ids, hosts, ahead, pause)
}

// hostOf is the host of an address in lower case, "" if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
