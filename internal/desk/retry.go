package desk

import (
	"context"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"hearsay/internal/intake"
)

// Retry puts articles that were set aside back to their beginning and queues them again: the one with an id or address, or all if it is "". It tells how many.
func Retry(ctx context.Context, store *intake.Store, id string, pause time.Duration) (int, error) {
	log := slog.New(slog.DiscardHandler)
	if err := migrateQueue(ctx, store, log); err != nil {
		return 0, err
	}
	client, err := river.NewClient(driver(store), &river.Config{Logger: log, MaxAttempts: maxAttempts})
	if err != nil {
		return 0, err
	}
	ahead, total := map[string]int{}, 0
	for {
		n := 0
		err := store.Update(ctx, func(tx *intake.Tx) error {
			items, err := tx.Retry(id, chunk, time.Now())
			if err != nil {
				return err
			}
			ids, hosts := make([]string, len(items)), make([]string, len(items))
			for i, it := range items {
				ids[i], hosts[i] = it.ID, hostOf(it.Address)
			}
			n = len(ids)
			return queueFetches(ctx, client, tx.SQL, ids, hosts, ahead, pause)
		})
		total += n
		if err != nil || n < chunk {
			return total, err
		}
	}
}
