package desk

import (
	"context"
	"database/sql"
	"time"

	"github.com/riverqueue/river"

	"hearsay/internal/intake"
)

// The queues, one for each kind of job.
const (
	checkQueue = "check"
	fetchQueue = "fetch"
	readQueue  = "read"
	linkQueue  = "link"
)

// checkJob fetches a feed.
type checkJob struct {
	Feed string `json:"feed"`
}

func (checkJob) Kind() string                 { return "check_feed" }
func (checkJob) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: checkQueue} }

// fetchJob fetches an article's page.
type fetchJob struct {
	Item string `json:"item"`
}

func (fetchJob) Kind() string                 { return "fetch_article" }
func (fetchJob) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: fetchQueue} }

// readJob has a page read.
type readJob struct {
	Item string `json:"item"`
}

func (readJob) Kind() string                 { return "read_article" }
func (readJob) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: readQueue} }

// linkJob compares what was read with what is kept, and keeps it.
type linkJob struct {
	Item string `json:"item"`
}

func (linkJob) Kind() string                 { return "link_article" }
func (linkJob) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: linkQueue} }

type checkWorker struct {
	river.WorkerDefaults[checkJob]
	*Desk
}

func (w *checkWorker) Work(ctx context.Context, job *river.Job[checkJob]) error {
	return w.timed("check", func() error { return w.check(ctx, job.Args.Feed) })
}

type fetchWorker struct {
	river.WorkerDefaults[fetchJob]
	*Desk
}

func (w *fetchWorker) Work(ctx context.Context, job *river.Job[fetchJob]) error {
	return w.step(ctx, job.JobRow, job.Args.Item, intake.Found, w.fetch)
}

type readWorker struct {
	river.WorkerDefaults[readJob]
	*Desk
}

func (w *readWorker) Work(ctx context.Context, job *river.Job[readJob]) error {
	return w.step(ctx, job.JobRow, job.Args.Item, intake.Fetched, w.read)
}

type linkWorker struct {
	river.WorkerDefaults[linkJob]
	*Desk
}

// Timeout bounds nothing: waiting for one's turn is no fault of an article, and what comes after it has its own bound.
func (w *linkWorker) Timeout(*river.Job[linkJob]) time.Duration { return -1 }

func (w *linkWorker) Work(ctx context.Context, job *river.Job[linkJob]) error {
	return w.step(ctx, job.JobRow, job.Args.Item, intake.Read, w.link)
}

// queueFetches queues the fetching of articles, with a pause between those of one host.
func (d *Desk) queueFetches(ctx context.Context, tx *sql.Tx, ids, hosts []string, ahead map[string]int) error {
	return queueFetches(ctx, d.client, tx, ids, hosts, ahead, d.Pause)
}

// again queues the fetching of an article that has come to its end, if it was changed since its page was asked for.
func (d *Desk) again(ctx context.Context, tx *intake.Tx, it intake.Item) error {
	changed, err := tx.Again(it.ID, time.Now())
	if err != nil || !changed {
		return err
	}
	return d.queueFetches(ctx, tx.SQL, []string{it.ID}, []string{hostOf(it.Address)}, map[string]int{})
}

func queueFetches(ctx context.Context, client *river.Client[*sql.Tx], tx *sql.Tx, ids, hosts []string, ahead map[string]int, pause time.Duration) error {
	if len(ids) == 0 {
		return nil
	}
	now := time.Now()
	jobs := make([]river.InsertManyParams, len(ids))
	for i, id := range ids {
		opts := &river.InsertOpts{}
		// Jobs that would only wait for their host are not offered before it is their turn, so that those of other hosts get theirs.
		if wait := time.Duration(ahead[hosts[i]]) * pause; wait > 0 {
			opts.ScheduledAt = now.Add(wait)
		}
		ahead[hosts[i]]++
		jobs[i] = river.InsertManyParams{Args: fetchJob{id}, InsertOpts: opts}
	}
	_, err := client.InsertManyFastTx(ctx, tx, jobs)
	return err
}
